import { createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openSession, purchase } from '../../app/testing/open-session'
import type { Recurring } from '../../ledger/types'
import { createRecurringIn, createSuggestions, paidOf } from './in-month'

beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-20T15:00:00Z') }))
afterEach(() => {
	vi.useRealTimers()
	vi.unstubAllGlobals()
})

const one = (name: string, day: number, amount_cents: number, given: Partial<Recurring> = {}): Recurring => ({
	id: name,
	name,
	day,
	amount_cents,
	kind: 'expense',
	category_id: null,
	source_id: null,
	until: null,
	...given,
})

test('those of a month come in the order of their days, the larger first; those that have ended do not', () => {
	const { make, feed, close } = openSession()
	const [month, setMonth] = createSignal('2026-11')
	const now = make((session) => createRecurringIn(session, month))
	expect(now()).toEqual([])
	feed.settings({
		recurring: [
			one('Luz', 20, 9_000),
			one('Internet', 5, 11_000),
			one('Aluguel', 5, 180_000),
			one('Jornal', 1, 5_000, { until: '2026-10-31' }),
		],
	})
	expect(now().map(({ recurring, due }) => [recurring.name, due])).toEqual([
		['Aluguel', '2026-11-05'],
		['Internet', '2026-11-05'],
		['Luz', '2026-11-20'],
	])
	setMonth('2026-10')
	expect(now()[0]).toMatchObject({ recurring: { name: 'Jornal' }, due: '2026-10-01' })
	close()
})

test('what has come is paid, and a month costs what came or what is expected; incomes are no cost', () => {
	const { make, feed, frame, close } = openSession()
	const now = make((session) => createRecurringIn(session, () => '2026-11'))
	feed.settings({
		recurring: [
			one('Internet', 5, 11_000),
			one('Luz', 28, 9_000),
			one('Salário', 5, 500_000, { kind: 'income' }),
		],
	})
	expect(paidOf(now())).toEqual({ arrived: 0, expected: 20_000 })
	feed.rows(
		purchase(1, '2026-11-06', 112, { description: 'Internet' }),
		purchase(2, '2026-11-05', 5_000, { description: 'Salário', kind: 'income' }),
	)
	frame()
	expect(paidOf(now())).toEqual({ arrived: 11_200, expected: 20_200 })
	close()
})

test('what came every month is suggested until it is confirmed', () => {
	const { make, feed, frame, close } = openSession()
	const suggestions = make((session) => createSuggestions(session))
	feed.rows(
		...['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'].map((month, at) =>
			purchase(at + 1, `${month}-10`, 39.9, { description: 'Streaming' }),
		),
	)
	frame()
	expect(suggestions()).toHaveLength(1)
	feed.settings({ recurring: [one('Streaming', 10, 3_990)] })
	expect(suggestions()).toEqual([])
	close()
})
