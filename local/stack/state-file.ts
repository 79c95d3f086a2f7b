import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** State of a stack beside its database, which keeps only a hash of the agent's token. */
export interface StackState {
	jwtSecret?: string
	agentToken?: string
	/** The ledger to which the household was posted to the end: with another database it is another one. */
	demoLedger?: string
}

/** Where it is kept; nothing is kept for a database in memory or one that is not ours. */
export interface StateStore {
	read(): StackState
	write(change: StackState): void
}

export const keptInMemory = (): StateStore => {
	let state: StackState = {}
	return {
		read: () => state,
		write: (change) => {
			state = { ...state, ...change }
		},
	}
}

/** Keeps it in `stack.json` in the folder, readable by its owner only. */
export function keptInFolder(folder: string): StateStore {
	const file = join(folder, 'stack.json')
	const read = (): StackState => {
		try {
			return JSON.parse(readFileSync(file, 'utf8')) as StackState
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
			throw new Error(
				`${file} cannot be read (${(error as Error).message}). Delete it: keys and token are made anew.`,
			)
		}
	}
	return {
		read,
		write: (change) => {
			mkdirSync(folder, { recursive: true })
			const text = `${JSON.stringify({ ...read(), ...change }, null, '\t')}\n`
			// Whole or not at all, whatever stops the process in between.
			writeFileSync(`${file}.new`, text, { mode: 0o600 })
			renameSync(`${file}.new`, file)
		},
	}
}
