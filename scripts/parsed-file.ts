import { readFileSync } from 'node:fs'
import { parseSync } from 'vite'

/** A node of the syntax tree, as ESTree (with its TypeScript and JSX parts) names it. */
export interface SyntaxNode {
	type: string
	start: number
	end: number
	[part: string]: unknown
}

export interface ParsedFile {
	path: string
	source: string
	program: SyntaxNode
	/** The modules that it imports or exports from, types and dynamic imports included, as they are written. */
	imports: string[]
	lineOf(position: number): number
}

/** Parses a TypeScript or JavaScript file. @throws with its path when it is neither */
export function parseFile(path: string, source = readFileSync(path, 'utf8')): ParsedFile {
	// n8n runs its code nodes as the body of a function, which may return.
	const sourceType = path.startsWith('n8n/code/') && path.endsWith('.js') ? 'commonjs' : 'module'
	const { program, module, errors } = parseSync(path, source, { sourceType })
	if (errors.length > 0) throw new Error(`${path} could not be parsed: ${errors[0]!.message}`)
	const lineStarts = [0, ...[...source.matchAll(/\n/g)].map((match) => match.index + 1)]
	const dynamic = module.dynamicImports.map(({ moduleRequest }) =>
		source.slice(moduleRequest.start, moduleRequest.end),
	)
	return {
		path,
		source,
		program: program as unknown as SyntaxNode,
		imports: [
			...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
			...module.staticExports.flatMap(({ entries }) =>
				entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
			),
			...dynamic.flatMap((text) => /^['"`](.*)['"`]$/.exec(text)?.slice(1) ?? []),
		],
		lineOf: (position) => lineStarts.findLastIndex((start) => start <= position) + 1,
	}
}

/** Visits every node below `node` and itself, parents first; `ancestors` runs from the root to the node's parent. */
export function walk(
	node: SyntaxNode,
	visit: (node: SyntaxNode, ancestors: readonly SyntaxNode[]) => void,
	ancestors: readonly SyntaxNode[] = [],
): void {
	visit(node, ancestors)
	const path = [...ancestors, node]
	for (const part of Object.values(node))
		for (const child of Array.isArray(part) ? part : [part])
			if (typeof child === 'object' && child !== null && typeof (child as SyntaxNode).type === 'string')
				walk(child as SyntaxNode, visit, path)
}
