import { parseSync } from 'vite'

/**
 * Every word the reader sees comes from a catalogue (`words.ts`), so that each language has it. This finds literal
 * text in components: between tags, in an expression that is only a text, and in attributes that are read or spoken.
 */
const SPOKEN =
	/^(aria-(label|description|roledescription|valuetext|placeholder)|title|alt|label|placeholder|hint|heading)$/

/** The product's name, and marks that no language changes. */
const SAME_IN_EVERY_LANGUAGE = new Set([
	'Painel',
	'CSV',
	'JSON',
	'n8n',
	'curl',
	'Supabase',
	'WhatsApp',
	'Pix',
	'Esc',
])

interface Node {
	type: string
	start: number
	value?: unknown
	name?: { name?: unknown; namespace?: { name: string } } | string
	expression?: Node
	quasis?: { value: { cooked: string } }[]
	[key: string]: unknown
}

function isWords(text: string): boolean {
	const trimmed = text.replace(/&\w+;/g, ' ').trim()
	// An address or a key shown as an example is no word.
	const example = /^\S*[/_@:]\S*$/.test(trimmed)
	return /\p{L}{2,}/u.test(trimmed) && !example && !SAME_IN_EVERY_LANGUAGE.has(trimmed)
}

/** The text of a literal node, null for anything computed. */
function literal(node: Node | undefined): string | null {
	if (!node) return null
	if (node.type === 'Literal' && typeof node.value === 'string') return node.value
	if (node.type === 'JSXText') return String(node.value)
	if (node.type === 'TemplateLiteral') return (node.quasis ?? []).map(({ value }) => value.cooked).join(' ')
	if (node.type === 'JSXExpressionContainer') return literal(node.expression)
	if (node.type === 'ConditionalExpression' || node.type === 'LogicalExpression')
		return ['consequent', 'alternate', 'right']
			.map((side) => literal(node[side] as Node | undefined) ?? '')
			.join(' ')
	return null
}

function attributeName({ name }: Node): string {
	const inner = (name as { name?: unknown }).name
	return typeof inner === 'string' ? inner : ''
}

/** Literal words in a component's source, as `line: text`. */
export function strays(file: string, source: string): string[] {
	const found: string[] = []
	const note = (node: Node) => {
		const text = literal(node)
		if (text !== null && isWords(text))
			found.push(`${file}:${source.slice(0, node.start).split('\n').length}: ${text.trim()}`)
	}
	const walk = (node: unknown): void => {
		if (Array.isArray(node)) {
			for (const part of node) walk(part)
			return
		}
		if (typeof node !== 'object' || node === null) return
		const { type, children, value } = node as Node
		if (type === 'JSXElement' || type === 'JSXFragment')
			for (const child of children as Node[])
				if (child.type === 'JSXText' || child.type === 'JSXExpressionContainer') note(child)
		if (type === 'JSXAttribute' && SPOKEN.test(attributeName(node as Node)) && value) note(value as Node)
		for (const part of Object.values(node)) if (typeof part === 'object') walk(part)
	}
	walk(parseSync(file, source).program)
	return found
}
