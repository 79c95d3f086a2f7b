import { readFileSync } from 'node:fs'

/** The vectors of a file in `fixtures`, a JSON object a line. SQL's tests read the same files. */
export function readLines<Vector>(file: string): Vector[] {
	const text = readFileSync(new URL(`../../../fixtures/${file}`, import.meta.url), 'utf8')
	return text
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line))
}
