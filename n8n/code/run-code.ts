import { readFileSync } from 'node:fs'

type Json = Record<string, unknown>

/** Runs a Code node's source as n8n would, with what other nodes gave. For tests. */
export function runCode<Answer>(
	file: string,
	given: { json?: Json; binary?: Json; nodes?: Record<string, Json | Json[]> },
): Answer {
	const source = readFileSync(new URL(file, import.meta.url), 'utf8')
	const nodeNamed = (name: string) => {
		const items = given.nodes?.[name]
		if (!items) throw new Error(`The code asks for the node ${name}.`)
		const list = [items].flat().map((json) => ({ json }))
		return { all: () => list, first: () => list[0], item: list[0] }
	}
	return new Function('$', '$json', '$binary', source)(nodeNamed, given.json ?? {}, given.binary) as Answer
}
