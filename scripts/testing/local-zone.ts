import { parseSync } from 'vite'

/**
 * A day or an hour is always one of a ledger's zone, or UTC; never of the zone that a machine happens to have. This finds
 * what leans on the machine's: local getters and setters of dates, dates made of parts or of a text without a zone, and
 * formats without one.
 */
const LOCAL_METHOD =
	/^((get|set)(FullYear|Month|Date|Hours|Minutes|Seconds|Milliseconds|Year)|getDay|getTimezoneOffset|toDateString|toTimeString)$/
const FORMAT_METHOD = /^toLocale(Date|Time)String$/
/** A date with a time and no zone; a date alone is UTC by the standard. */
const TEXT_WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ][\d:.]+$/

interface Node {
	type: string
	start: number
	end: number
	callee?: Node
	object?: Node
	property?: Node
	arguments?: Node[]
	name?: string
	value?: unknown
	[key: string]: unknown
}

const isNamed = (node: Node | undefined, name: string) => node?.type === 'Identifier' && node.name === name

function calledMethod(node: Node): string {
	const { callee } = node
	return callee?.type === 'MemberExpression' && callee.property?.type === 'Identifier'
		? String(callee.property.name)
		: ''
}

const isTextWithoutZone = (node: Node | undefined) =>
	node?.type === 'Literal' && typeof node.value === 'string' && TEXT_WITHOUT_ZONE.test(node.value)

function leansOnZone(node: Node, source: string): boolean {
	const given = node.arguments ?? []
	const namesZone = given.some(({ start, end }) => source.slice(start, end).includes('timeZone'))
	if (node.type === 'NewExpression' && isNamed(node.callee, 'Date'))
		return given.length > 1 || isTextWithoutZone(given[0])
	if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false
	const method = calledMethod(node)
	if (LOCAL_METHOD.test(method)) return true
	if (method === 'parse' && isNamed(node.callee?.object, 'Date')) return isTextWithoutZone(given[0])
	if (FORMAT_METHOD.test(method)) return !namesZone
	return method === 'DateTimeFormat' && given.length > 0 && !namesZone
}

/** Places in a source that lean on the machine's zone, as `file:line: code`. */
export function leaningOnLocalZone(file: string, source: string): string[] {
	const found: string[] = []
	const walk = (node: unknown): void => {
		if (Array.isArray(node)) for (const part of node) walk(part)
		else if (typeof node === 'object' && node !== null) {
			const { start, end } = node as Node
			if ('type' in node && leansOnZone(node as Node, source))
				found.push(`${file}:${source.slice(0, start).split('\n').length}: ${source.slice(start, end)}`)
			for (const part of Object.values(node)) walk(part)
		}
	}
	walk(parseSync(file, source).program)
	return found
}
