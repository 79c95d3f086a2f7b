import { readFileSync } from 'node:fs'

type Json = Record<string, unknown>

/** Runs a Code node's source as n8n would, with what other nodes gave. For tests. */
export function runCode<Answer>(
	file: string | string[],
	given: { json?: Json; binary?: Json; input?: Json[]; nodes?: Record<string, Json | Json[]> },
	/** Code that comes after it, to try what the files only define. */
	after = '',
): Answer {
	const source = [file]
		.flat()
		.map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
		.concat(after)
		.join('\n')
	const nodeNamed = (name: string) => {
		const items = given.nodes?.[name]
		if (!items) throw new Error(`The code asks for the node ${name}.`)
		const list = [items].flat().map((json) => ({ json }))
		return { all: () => list, first: () => list[0], item: list[0] }
	}
	const input = { all: () => (given.input ?? []).map((json) => ({ json })) }
	return new Function('$', '$json', '$binary', '$input', source)(
		nodeNamed,
		given.json ?? {},
		given.binary,
		input,
	) as Answer
}
