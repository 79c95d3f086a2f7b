import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { attackFiles, attacks, chooseAttacks, nameOf } from './all'
import { type Attack, report, runAttacks } from './attack'
import type { World } from './world'

const attack = (what: string, run: Attack['run']): Attack => ({ who: 'somebody', door: 'a door', what, run })
const world = (harm: string | null = null) => ({ harm: async () => harm }) as World

it('counts what got through, what did harm and what could not be tried', async () => {
	const tried = [
		attack('held', async () => null),
		attack('open', async () => 'read it all'),
		attack('broken', async () => {
			throw new Error('no answer')
		}),
	]
	const lines = report(await runAttacks(tried, world()))
	expect(lines.at(0)).toMatch(/3 {2}somebody, a door/)
	expect(lines.filter((line) => line.startsWith('THROUGH'))).toEqual([
		'THROUGH  somebody, a door: open: read it all',
		'THROUGH  somebody, a door: broken: could not be tried: no answer',
	])
	expect(lines.at(-1)).toBe('3 tried, 2 through')
	expect(report(await runAttacks([tried[0]!], world('the household is not what it was'))).at(-1)).toBe(
		'1 tried, 1 through',
	)
})

it('names every attack once', () => {
	const names = attacks.map(nameOf)
	expect(names.filter((name, k) => names.indexOf(name) !== k)).toEqual([])
	expect(names.length).toBeGreaterThan(1_000)
})

it('knows them by the files that they are in', () => {
	const files = new Set(readdirSync('scripts/attack'))
	for (const file of Object.keys(attackFiles)) expect([...files]).toContain(`${file}.ts`)
	expect(chooseAttacks('sockets')).toBe(attackFiles.sockets)
	expect(chooseAttacks('the agent converse').every(({ who }) => who === 'the agent converse')).toBe(true)
	expect(chooseAttacks('nothing of the kind')).toEqual([])
})

/** What documents' tables name as proof: `attack` and words for `--only`. */
const cited = ['docs/SECURITY.md', 'docs/DEFENCES.md'].flatMap((document) =>
	[...readFileSync(document, 'utf8').matchAll(/^\|.*`attack` ([^;|]+)/gm)].flatMap(([, words]) =>
		words!.split(',').map((word) => [document, word.trim()] as const),
	),
)

it.each(cited)('%s: `attack` %s is some', (_, word) => {
	expect(chooseAttacks(word).length).toBeGreaterThan(0)
})

it('reads what documents name', () => {
	expect(cited.length).toBeGreaterThan(10)
})
