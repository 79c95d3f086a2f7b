import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseFile } from '../parsed-file'
import { namesOf, newPanel } from './panel'

const titles = { en: 'By weekday', 'pt-BR': 'Por dia d’água e "aspas"' }
const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : null)

describe('the name of a panel', () => {
	it.each(['Weekday', 'WeekdayPanel'])('%s', (name) => {
		expect(namesOf(name)).toEqual({ component: 'WeekdayPanel', key: 'weekday', file: 'weekday' })
	})

	it('of several words', () => {
		expect(namesOf('CardLimit')).toEqual({
			component: 'CardLimitPanel',
			key: 'cardLimit',
			file: 'card-limit',
		})
	})

	it.each(['weekday', 'Week day', '../Weekday', '', 'Panel'])('is none: %s', (name) => {
		expect(() => namesOf(name)).toThrow('npm run new -- panel Weekday')
	})
})

describe('a new panel', () => {
	const changed = newPanel('CardLimit', titles, read)

	it('comes with what it shows, a test, words in both languages, its place among the panels and its states in the gallery', () => {
		expect([...changed.keys()].sort()).toEqual([
			'src/dashboard/all-panels.ts',
			'src/dashboard/panels/CardLimitPanel.tsx',
			'src/dashboard/panels/card-limit-rows.test.ts',
			'src/dashboard/panels/card-limit-rows.ts',
			'src/gallery/panels.tsx',
			'src/words/en/page.ts',
			'src/words/pt-BR/page.ts',
		])
		expect(changed.get('src/words/en/page.ts')).toContain("\tpanel: {\n\t\tcardLimit: 'By weekday',\n")
		expect(changed.get('src/gallery/panels.tsx')).toContain(
			"[\n\t{ name: 'CardLimitPanel', component: CardLimitPanel,",
		)
	})

	it('is TypeScript, whatever the title', () => {
		const quoted = newPanel('CardLimit', { en: "It's \\ new", 'pt-BR': 'back`tick' }, read)
		for (const [path, text] of [...changed, ...quoted]) expect(() => parseFile(path, text)).not.toThrow()
	})

	it('adds to files, and takes nothing away', () => {
		for (const [path, text] of changed) {
			const before = read(path)?.split('\n') ?? []
			const lines = text.split('\n')
			expect(lines.filter((line) => before.includes(line)).length).toBeGreaterThanOrEqual(before.length)
		}
	})

	it('is refused where there is one of that name', () => {
		expect(() => newPanel('Person', titles, read)).toThrow('PersonPanel is there already.')
	})

	it('is refused with the file that has no place for it', () => {
		const without = (path: string) =>
			path === 'src/words/en/page.ts' ? 'export const page = {}' : read(path)
		expect(() => newPanel('CardLimit', titles, without)).toThrow('src/words/en/page.ts has no place')
	})
})
