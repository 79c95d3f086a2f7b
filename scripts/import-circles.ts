import { posix } from 'node:path'
import type { ParsedFile } from './parsed-file'

/** The import graph: from each file's path to those of the project that it imports, types included. */
export function importGraph(files: readonly ParsedFile[]): Map<string, string[]> {
	const known = new Set(files.map(({ path }) => path))
	const resolve = (from: string, module: string): string[] => {
		if (!module.startsWith('.')) return []
		const path = posix.join(posix.dirname(from), module.replace(/\?.*$/, ''))
		const candidates = [
			path,
			`${path}.ts`,
			`${path}.tsx`,
			`${path}.js`,
			`${path}/index.ts`,
			`${path}/index.tsx`,
		]
		return candidates.filter((candidate) => known.has(candidate)).slice(0, 1)
	}
	return new Map(files.map(({ path, imports }) => [path, imports.flatMap((module) => resolve(path, module))]))
}

/**
 * Groups of files that import each other in a circle, each sorted: the strongly connected components of more than one
 * file (Tarjan), and files that import themselves.
 */
export function importCircles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
	const order = new Map<string, number>()
	const lowest = new Map<string, number>()
	const stack: string[] = []
	const circles: string[][] = []
	const visit = (path: string): void => {
		order.set(path, order.size)
		lowest.set(path, order.get(path)!)
		stack.push(path)
		for (const next of graph.get(path) ?? []) {
			if (!order.has(next)) visit(next)
			if (stack.includes(next)) lowest.set(path, Math.min(lowest.get(path)!, lowest.get(next)!))
		}
		if (lowest.get(path) !== order.get(path)) return
		const component = stack.splice(stack.indexOf(path))
		if (component.length > 1 || graph.get(path)?.includes(path)) circles.push(component.sort())
	}
	for (const path of graph.keys()) if (!order.has(path)) visit(path)
	return circles.sort((a, b) => a[0]!.localeCompare(b[0]!))
}
