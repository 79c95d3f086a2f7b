import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import {
	ImportFileError,
	idForPerson,
	type Plan,
	type PlanItem,
	type PlanOptions,
	planImport,
} from '../../src/import/index'
import { normalise } from '../../src/ledger/name'

/** A line that another file of the same command, or an earlier import, has already. */
export interface HereBefore {
	item: PlanItem
	/** The file and line that have it; null: an earlier import. */
	as: { file: string; line: number } | null
}

/** One file and what its lines become; no plan where it could not be read at all. */
export interface PlannedFile {
	name: string
	plan: Plan | null
	/** Why there is none. */
	error: string | null
	hereBefore: HereBefore[]
}

/**
 * Plans files in the order given. Files that overlap have a line in common once: the first that has it keeps it, unless the
 * two are said to be of different people.
 */
export async function planFiles(paths: string[], options: PlanOptions[]): Promise<PlannedFile[]> {
	const files: PlannedFile[] = []
	const seen: Seen = new Map()
	for (const [at, path] of paths.entries()) {
		const sameName = paths.filter((other) => basename(other) === basename(path)).length > 1
		const file: PlannedFile = {
			name: sameName ? path : basename(path),
			plan: null,
			error: null,
			hereBefore: [],
		}
		files.push(file)
		try {
			file.plan = await planImport(readFileSync(path), options[at]!)
			leaveOutSeen(file, file.plan, seen)
		} catch (error) {
			if (!(error instanceof ImportFileError)) throw error
			file.error = error.message
		}
	}
	return files
}

type Seen = Map<string, { file: string; line: number; person: string | null }>

function leaveOutSeen(file: PlannedFile, plan: Plan, seen: Seen): void {
	plan.items = plan.items.filter((item) => {
		const { line, person } = item
		const first = seen.get(item.message_id)
		if (first && person && first.person && normalise(person) !== normalise(first.person))
			item.message_id = idForPerson(item.message_id, person)
		const as = seen.get(item.message_id)
		if (as) file.hereBefore.push({ item, as })
		else seen.set(item.message_id, { file: file.name, line, person })
		return !as
	})
}
