import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { billMonth } from '../../ledger/bill'
import { makeCalendar } from '../../ledger/calendar'
import { USUAL_VALUES } from '../../ledger/columns'
import { addMonths } from '../../ledger/month'
import { splitInstallments } from '../../ledger/parts'
import { makeMetrics } from '../index'
import type { Group } from '../types'
import { columnsOf, idOf } from './histories'
import type { HistoryRow } from './oracle'

// The page that Painel replaces computed its figures with pandas. What pandas answers for the same rows is kept beside this
// test, and asked for anew where pandas is installed (PAINEL_KEEP=1 writes it down).

const FIXTURE = new URL('pandas.json', import.meta.url)
const SCRIPT = new URL('streamlit.py', import.meta.url)
const TIMEZONE = 'America/Sao_Paulo'
const MONTHS = { current: '2026-11', previous: '2026-10' }

interface PandasFigures {
	total: number
	by_category: Record<string, number>
	top_category: string
	count: number
	by_source: Record<string, number>
}

/** Two months of purchases with cards, installments, voided rows and income, always the same. */
function ledger(): HistoryRow[] {
	const calendar = makeCalendar(TIMEZONE)
	const cards = [[{ closing_day: 25, due_day: 5 }], [{ closing_day: 10, due_day: 17 }]]
	return Array.from({ length: 700 }, (_, number) => {
		const occurred_at = Date.UTC(2026, 8, 1) + ((number * 7_919_777) % (85 * 86_400)) * 1000
		const source = number % 3
		return {
			id: idOf(number),
			revision: number + 1,
			kind: number % 29 === 0 ? 'income' : 'expense',
			amount_cents: 1 + ((number * 104_729) % 99_991),
			installments: number % 11 === 0 ? 3 : number % 97 === 0 ? 7 : 1,
			bill_month: billMonth(calendar.dayAt(occurred_at), cards[source] ?? []),
			occurred_at,
			description: `compra ${number}`,
			category_id: 1 + ((number * 31) % 9),
			category_text: null,
			source_id: 1 + source,
			source_text: null,
			person_id: null,
			person_text: null,
			voided: number % 23 === 0,
			...USUAL_VALUES,
		}
	})
}

/** What the view gave the old page: a row for each live installment of a month's expenses, in reais. */
function viewOf(rows: HistoryRow[], month: string) {
	return rows
		.filter((row) => !row.voided && row.kind === 'expense')
		.flatMap((row) =>
			splitInstallments(row.amount_cents, row.installments).flatMap((cents, index) =>
				addMonths(row.bill_month, index) === month
					? [{ value: cents / 100, category: String(row.category_id), source: String(row.source_id) }]
					: [],
			),
		)
}

const rows = ledger()

function askPandas(python: string): Record<keyof typeof MONTHS, PandasFigures> {
	const input = { current: viewOf(rows, MONTHS.current), previous: viewOf(rows, MONTHS.previous) }
	return JSON.parse(
		execFileSync(python, [SCRIPT.pathname], { input: JSON.stringify(input), encoding: 'utf8' }),
	)
}

const python = ['python3', '/usr/bin/python3'].find(
	(command) => spawnSync(command, ['-c', 'import pandas']).status === 0,
)

describe('parity with the page it replaces', () => {
	it.each(['current', 'previous'] as const)('%s month: every figure to the cent', (name) => {
		const expected: PandasFigures = JSON.parse(readFileSync(FIXTURE, 'utf8'))[name]
		const metrics = makeMetrics({ timezone: TIMEZONE, today: '2026-11-23' })
		metrics.apply(columnsOf(rows))
		metrics.setFilter({ months: { from: MONTHS[name], to: MONTHS[name] } })
		const sums = (groups: readonly Group[]) =>
			Object.fromEntries(groups.map(({ id, cents }) => [String(id), cents]))
		expect({
			total: metrics.totals().expense.cents,
			by_category: sums(metrics.byCategory()),
			top_category: String(metrics.byCategory()[0]!.id),
			count: metrics.totals().expense.count,
			by_source: sums(metrics.bySource()),
		}).toEqual(expected)
	})

	it.skipIf(!python)('pandas still answers what is kept', () => {
		const answered = askPandas(python!)
		if (process.env.PAINEL_KEEP) writeFileSync(FIXTURE, `${JSON.stringify(answered, null, '\t')}\n`)
		expect(answered).toEqual(JSON.parse(readFileSync(FIXTURE, 'utf8')))
	})
})
