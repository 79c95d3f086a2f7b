import type { Item } from './items.ts'

/** What an expression or a Code node sees of a run. */
export interface Scope {
	item: Item
	workflowId: string
	/** The items that a node gave in this run; undefined: it did not run. */
	outputOf(node: string): Item[] | undefined
}

const shown = ({ json, binary }: Item) => ({ json, ...(binary && { binary }) })

/** `$('Node')` as n8n has it. */
export const nodeAccess =
	(scope: Scope) =>
	(node: string): object => {
		const items = scope.outputOf(node)
		const needed = (): Item[] => {
			if (!items) throw new Error(`The node "${node}" has not run.`)
			return items
		}
		return {
			all: () => needed().map(shown),
			first: () => shown(needed()[0]!),
			get item() {
				const found = scope.item.trail.get(node)
				if (!found) throw new Error(`No item of "${node}" led here.`)
				return shown(found)
			},
			isExecuted: items !== undefined,
		}
	}

function evaluated(code: string, scope: Scope): unknown {
	const run = new Function('$', '$json', '$workflow', '$binary', `return (${code})`)
	return run(nodeAccess(scope), scope.item.json, { id: scope.workflowId }, scope.item.binary)
}

/** A parameter's value: a text that begins with `=` holds expressions, one alone keeps its type. */
export function resolved(value: unknown, scope: Scope): unknown {
	if (Array.isArray(value)) return value.map((one) => resolved(one, scope))
	if (typeof value === 'object' && value !== null)
		return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, scope)]))
	if (typeof value !== 'string' || !value.startsWith('=')) return value
	const parts = value.slice(1).split(/\{\{([\s\S]*?)\}\}(?!\})/)
	if (parts.length === 3 && parts[0]!.trim() === '' && parts[2]!.trim() === '')
		return evaluated(parts[1]!, scope)
	return parts.map((part, k) => (k % 2 === 1 ? String(evaluated(part, scope)) : part)).join('')
}
