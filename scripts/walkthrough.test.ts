import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const text = readFileSync('docs/WALKTHROUGH.md', 'utf8')

/** Every "`name` in `file`". */
const steps = [...text.matchAll(/`([\w.]+)`\s+in\s+`([\w./-]+\.\w+)`/g)].map(([, name, file]) => ({
	name: name!,
	file: file!,
}))

/** Whether a source declares a name: a function of SQL, a function, class or constant of TypeScript, or a class's member. */
function declares(source: string, name: string, isSql: boolean): boolean {
	if (isSql) return new RegExp(`create (or replace )?function ${name.replace('.', '\\.')}\\(`).test(source)
	const [owner, member] = name.split('.') as [string, string | undefined]
	if (!new RegExp(`\\b(function|class|const) ${owner}\\b`).test(source)) return false
	return (
		!member || new RegExp(`^\\t((private|readonly|async|static|override) )*${member}\\b`, 'm').test(source)
	)
}

describe('finding a declaration', () => {
	const source =
		'export class Feed {\n\tprivate async onChanges(x: string) {}\n}\nexport function open() {}\n'
	it.each([
		['Feed', true],
		['Feed.onChanges', true],
		['Feed.onOther', false],
		['open', true],
		['opened', false],
	])('%s: %s', (name, found) => {
		expect(declares(source, name, false)).toBe(found)
	})

	it('of SQL', () => {
		const sql = 'create function private.open_inbox()\nreturns trigger'
		expect(declares(sql, 'private.open_inbox', true)).toBe(true)
		expect(declares(sql, 'private.open', true)).toBe(false)
	})
})

it('has both ways, step by step', () => {
	expect(steps.length).toBeGreaterThan(25)
	expect(text.match(/^1\. /gm)).toHaveLength(2)
})

it.each(steps)('$name is in $file', ({ name, file }) => {
	expect(existsSync(file), file).toBe(true)
	expect(declares(readFileSync(file, 'utf8'), name, file.endsWith('.sql'))).toBe(true)
})
