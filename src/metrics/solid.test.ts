import { createEffect, createRoot, createSignal } from 'solid-js'
import { expect, it } from 'vitest'
import { USUAL_VALUES } from '../ledger/columns'
import { makeMetrics } from './index'
import { createFigure } from './solid'
import { columnsOf, idOf } from './testing/histories'
import type { HistoryRow } from './testing/oracle'

const purchase = (number: number, month: string): HistoryRow => ({
	id: idOf(number),
	revision: number + 1,
	kind: 'expense',
	amount_cents: 1000,
	installments: 1,
	bill_month: month,
	occurred_at: Date.UTC(2026, 10, 10),
	description: 'mercado',
	category_id: 1,
	category_text: null,
	source_id: null,
	source_text: null,
	person_id: null,
	person_text: null,
	voided: false,
	...USUAL_VALUES,
})

it('notifies once a frame, and only what reads a figure that changed', () => {
	const frames: (() => void)[] = []
	const metrics = makeMetrics({
		timezone: 'America/Sao_Paulo',
		today: '2026-11-23',
		nextFrame: (callback) => void frames.push(callback),
	})
	metrics.setFilter({ months: { from: '2026-11', to: '2026-11' } })
	const seen = { totals: [] as number[], history: [] as number[], categories: 0 }
	const [last, setLast] = createSignal('2026-11')

	const frame = () => {
		for (const callback of frames.splice(0)) callback()
	}

	const dispose = createRoot((leave) => {
		const totals = createFigure(metrics, (m) => m.totals())
		const history = createFigure(metrics, (m) => m.byMonth(last(), 2))
		const categories = createFigure(metrics, (m) => m.byCategory())
		createEffect(() => seen.totals.push(totals().expense.cents))
		createEffect(() => seen.history.push(history()[0]!.cents))
		createEffect(() => {
			categories()
			seen.categories++
		})
		return leave
	})
	expect(seen).toEqual({ totals: [0], history: [0], categories: 1 })

	metrics.apply(columnsOf([purchase(1, '2026-11')]))
	metrics.apply(columnsOf([purchase(2, '2026-11')]))
	expect(seen.totals).toEqual([0])
	frame()
	expect(seen).toEqual({ totals: [0, 2000], history: [0, 0], categories: 2 })

	// A purchase of a month that is not shown: the history changes, what the filter shows does not.
	metrics.apply(columnsOf([purchase(3, '2026-10')]))
	frame()
	expect(seen).toEqual({ totals: [0, 2000], history: [0, 0, 1000], categories: 2 })

	// A figure may depend on signals too.
	setLast('2026-12')
	expect(seen.history).toEqual([0, 0, 1000, 2000])

	dispose()
	metrics.apply(columnsOf([purchase(4, '2026-11')]))
	frame()
	expect(seen.totals).toEqual([0, 2000])
})
