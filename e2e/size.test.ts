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
