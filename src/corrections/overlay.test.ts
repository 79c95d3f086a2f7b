import { expect, test } from 'vitest'
import { purchase, uuid } from '../app/testing/open-session'
import { columnsOfRows } from '../ledger/columns'
import { makeMetrics } from '../metrics'
import { Overlay } from './overlay'

const ID = uuid(1)
const row = purchase(1, '2026-11-05', 12, { description: 'pão' })

function over() {
	const metrics = makeMetrics({ timezone: 'America/Sao_Paulo', today: '2026-11-20', nextFrame: () => {} })
	metrics.apply(columnsOfRows([row]))
	return { metrics, overlay: new Overlay(metrics) }
}

test('a row is shown in place of the server’s until that is shown again', () => {
	const { metrics, overlay } = over()
	metrics.setFilter({ months: { from: '2026-11', to: '2026-11' } })
	expect([overlay.show(ID, { ...row, amount_cents: 5_000 }), overlay.shown()]).toEqual([true, [ID]])
	expect(metrics.totals().spending.cents).toBe(5_000)
	expect(overlay.serverRow(ID)).toMatchObject({ amount_cents: 1_200, revision: 1 })
	// The same again moves nothing.
	expect(overlay.show(ID, { ...row, amount_cents: 5_000 })).toBe(false)
	expect([overlay.show(ID, null), overlay.shown()]).toEqual([true, []])
	expect(metrics.totals().spending.cents).toBe(1_200)
	expect(overlay.show(ID, null)).toBe(false)
})

test('what the server never had is shown, and gone when it is taken back', () => {
	const { metrics, overlay } = over()
	const id = uuid(9)
	expect([overlay.show(id, null), overlay.shown(), overlay.serverRow(id)]).toEqual([false, [], null])
	expect(overlay.show(id, { ...row, id })).toBe(true)
	expect([metrics.size(), overlay.serverRow(id)]).toEqual([2, null])
	expect(overlay.show(id, null)).toBe(true)
	expect([metrics.size(), overlay.shown()]).toEqual([1, []])
})

test('the server’s next row comes after all that was shown', () => {
	const { overlay, metrics } = over()
	overlay.show(ID, { ...row, description: 'pães' })
	overlay.show(ID, { ...row, description: 'broas' })
	metrics.apply(columnsOfRows([{ ...row, revision: 2, description: 'bolo' }]))
	expect(overlay.serverRow(ID)).toMatchObject({ description: 'bolo', revision: 2 })
})

test('nothing lies under anything once the figures were emptied', () => {
	const { overlay } = over()
	overlay.show(ID, { ...row, description: 'pães' })
	overlay.forget()
	expect(overlay.shown()).toEqual([])
})
