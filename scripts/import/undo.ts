import { ImportStopped, inParts, shownText, takeBack, undoRow } from '../../src/import/index'
import type { PlannedFile } from './files'
import type { Project } from './project'
import { remedyOf } from './remedies'
import { progressBar } from './terminal'

interface Undoing {
	/** Asks a person; null: nobody is there to be asked. */
	ask: ((prompt: string) => Promise<string>) | null
	yes: boolean
	dryRun: boolean
	say(line: string): void
}

/**
 * Takes back every purchase that lines of the files became and that still counts, whichever import sent it. What somebody recorded by
 * chat stays. Cut off, the same command takes back the rest.
 *
 * @returns the command's exit code
 */
export async function undoFiles(
	files: PlannedFile[],
	{ inbox, corrections, countsStill }: Project,
	{ ask, yes, dryRun, say }: Undoing,
): Promise<number> {
	if (!countsStill) throw new Error('--undo needs --sign-in: only a member takes back what is recorded.')
	for (const { name, error } of files) if (error !== null) say(`${shownText(name)}: ${error}`)
	const unread = files.some(({ plan }) => plan === null)
	const here = files.flatMap(({ hereBefore }) =>
		hereBefore.flatMap(({ item, as }) => (as === null ? item.message_id : [])),
	)
	// Several lines may be parts of one purchase.
	const ids = [...new Set(await inParts([...new Set(here)], countsStill))]
	const purchases = `${ids.length} ${ids.length === 1 ? 'purchase' : 'purchases'}`
	say(`${purchases} of ${files.length === 1 ? 'this file' : 'these files'} can be taken back.`)
	const others = here.length - ids.length
	if (others > 0)
		say(
			`${others} lines here before are parts of these, or were recorded by others than an import: those stay.`,
		)
	if (dryRun) say('Dry run: nothing was taken back.')
	if (dryRun || ids.length === 0) return unread ? 2 : 0
	if (!corrections)
		throw new ImportStopped(
			'Corrections are switched off in this ledger: an owner switches them on (Ajustes).',
		)
	if (!yes && !ask) throw new Error('Nobody is there to be asked: --yes takes them back.')
	if (!yes && !/^[ysj]/i.test(await ask!(`Take back ${purchases}? [y/n] `))) {
		say('Nothing was taken back.')
		return 2
	}
	const at = Date.now()
	const showProgress = progressBar(ids.length)
	let done = 0
	const rows = ids.map((id) => undoRow(id, at))
	const taken = await takeBack(rows, inbox, (count) => {
		done = count
		showProgress(count)
	}).catch((error: unknown) => {
		if (!(error instanceof ImportStopped && error.why === 'no_answer')) throw error
		throw new ImportStopped(
			`The inbox does not answer. ${done} of ${purchases} were taken back; the same command takes back the rest.`,
			'no_answer',
		)
	})
	say(`${taken.recorded.length} taken back, ${taken.refused.length} refused.`)
	for (const { row, reason } of taken.refused)
		say(`${shownText(row.target_message_id)}: ${reason}. ${remedyOf(reason)}`)
	if (unread) return 2
	return taken.refused.length > 0 ? 1 : 0
}
