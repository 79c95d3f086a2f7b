import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { BUDGETS } from '../bench/page/budgets'
import { weigh } from '../bench/page/weight'
import { createHousehold } from './harness/household'
import { Reader } from './harness/reader'

it('needs no more JavaScript before the first figure than its budget, and leaves the charts for later', async () => {
	const home = await createHousehold(inject('stack'))
	await home.post({ description: 'Feira', amount: 10, category: 'Mercado', source: 'Pix' })
	const reader = await Reader.open(inject('site'), { serviceWorkers: 'block' })
	await reader.signIn(home.owner)
	await reader.sees('live')
	// A second visit: signed in, straight to the figures.
	const weight = await weigh(await reader.context.newPage(), inject('site'), inject('dist'))
	const listed = weight.files.map(
		({ name, gzip, before }) => `${before ? 'before' : 'later '} ${gzip} ${name}`,
	)
	expect(weight.beforeFirstFigure, listed.join('\n')).toBeLessThanOrEqual(
		BUDGETS.scriptsBeforeFirstFigure * 1000,
	)
	expect(weight.inTheEnd, 'the charts come later').toBeGreaterThan(weight.beforeFirstFigure)
	await reader.close()
})

it('has no scripts that import one another in a circle, whose order nobody could tell', () => {
	const folder = join(inject('dist'), 'assets')
	const imports = new Map(
		readdirSync(folder)
			.filter((name) => name.endsWith('.js'))
			.map((name) => {
				const code = readFileSync(join(folder, name), 'utf8')
				return [name, [...code.matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)].map((found) => found[1]!)]
			}),
	)
	expect([...imports.values()].flat().length).toBeGreaterThan(20)
	const circle = (name: string, path: string[]): string[] | undefined =>
		path.includes(name)
			? [...path.slice(path.indexOf(name)), name]
			: (imports.get(name) ?? []).map((next) => circle(next, [...path, name])).find(Boolean)
	expect([...imports.keys()].map((name) => circle(name, [])).find(Boolean)).toBeUndefined()
})
