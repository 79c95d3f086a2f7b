import { type ParsedFile, type SyntaxNode, walk } from './parsed-file'

/** A function and how long it is. What lies inside it counts: a long closure is a long function. */
export interface MeasuredFunction {
	/** `Class.method`, the variable or property that holds it, or the call that it is given to. */
	name: string
	path: string
	line: number
	lines: number
	/** Has markup of its own. */
	component: boolean
}

export const LONGEST_FUNCTION = 80
export const LONGEST_COMPONENT = 120

export const isTooLong = ({ lines, component }: MeasuredFunction) =>
	lines > (component ? LONGEST_COMPONENT : LONGEST_FUNCTION)

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

/** Every function of a file. */
export function functionsOf(file: ParsedFile): MeasuredFunction[] {
	const found: MeasuredFunction[] = []
	walk(file.program, (node, ancestors) => {
		if (!FUNCTIONS.has(node.type) || !node.body) return
		const line = file.lineOf(node.start)
		found.push({
			name: nameOf(node, ancestors),
			path: file.path,
			line,
			lines: file.lineOf(node.end) - line + 1,
			component: hasMarkup(node),
		})
	})
	return found
}

function hasMarkup(node: SyntaxNode): boolean {
	let found = false
	walk(node, ({ type }) => {
		found ||= type === 'JSXElement' || type === 'JSXFragment'
	})
	return found
}

const identifier = (node: unknown): string | null => {
	const { name, type, property } = (node ?? {}) as Partial<SyntaxNode>
	if (type === 'MemberExpression') return identifier(property)
	return typeof name === 'string' ? name : null
}

function nameOf(node: SyntaxNode, ancestors: readonly SyntaxNode[]): string {
	const own = identifier(node.id)
	if (own) return own
	const parent = ancestors.at(-1)
	if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') {
		const owner = ancestors.findLast(({ type }) => /^Class(Declaration|Expression)$/.test(type))
		return `${identifier(owner?.id) ?? 'class'}.${identifier(parent.key) ?? '?'}`
	}
	if (parent?.type === 'VariableDeclarator') return identifier(parent.id) ?? '?'
	if (parent?.type === 'Property') return identifier(parent.key) ?? '?'
	if (parent?.type === 'CallExpression') return `${identifier(parent.callee) ?? 'call'}(…)`
	return '?'
}
