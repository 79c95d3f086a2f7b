import type { Change } from './stryker'

/** Changes of one line after which everything is as before: no test can notice them. */
export interface Equal {
	path: string
	/** The line as it stands, without its indentation. It stands once in its file. */
	line: string
	/** As a run prints them: what stands there, and what would. */
	changes: readonly string[]
	/** Why nobody can tell. */
	why: string
}

/** What `npm run mutate` does not count. Better than a new entry: code of which there is no such change. */
export const EQUAL: readonly Equal[] = []

export function isEqual({ path, text, change }: Change, list: readonly Equal[] = EQUAL): boolean {
	return list.some((one) => one.path === path && one.line === text && one.changes.includes(change))
}
