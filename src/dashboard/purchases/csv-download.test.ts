import Papa from 'papaparse'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { LedgerSession } from '../../app/session'
import { blankRow, columnsOfRows, type TransactionRow } from '../../ledger/columns'
import { makeMetrics } from '../../metrics'
import { sortedItems } from '../../metrics/live/sorted-items'
import { loadWords, setLanguage } from '../../words'
import type { DashboardState } from '../state'
import { downloadCsv } from './csv'

// The file that the button gives, whole: 2,500 purchases, over more than two breaths, each cell told from its row by hand.

const ROWS = 2_500
const WORDS = { expense: 'gasto', income: 'receita', refund: 'estorno', transfer: 'transferência' }
const NAMES: Record<string, string[]> = {
	category: ['', 'Casa', '=1+1'],
	source: ['', 'Nubank', 'Itaú; conta'],
	person: ['', 'Ana', 'Zé "Z"'],
}
const TEXTS = ['Feira', '=HYPERLINK("x")', 'a; "b"', 'linha\nquebrada', '-12,50', "'=x", ' espaço ']

const uuid = (k: number) => `00000000-0000-4000-8000-${String(k).padStart(12, '0')}`
const row = (k: number): TransactionRow => {
	const kind = (['expense', 'expense', 'income', 'refund', 'transfer'] as const)[k % 5]!
	return {
		...blankRow(uuid(k), Date.UTC(2026, k % 11, 1 + (k % 28), 15, k % 60, 0, k % 1000)),
		revision: k,
		kind,
		amount_cents: k * 7 + 1,
		bill_month: `2026-${String((k % 11) + 1).padStart(2, '0')}`,
		bill_given: k % 3 === 0,
		description: `${TEXTS[k % TEXTS.length]}${k % 2 ? '' : k}`,
		category_id: kind === 'transfer' ? null : [null, 1, 2][k % 3]!,
		category_text: k % 3 === 0 && kind !== 'transfer' ? 'Escrito' : null,
		source_id: [null, 1, 2][k % 3]!,
		to_source_id: kind === 'transfer' ? [2, null, 1][k % 3]! : null,
		to_source_text: kind === 'transfer' && k % 3 === 1 ? 'Outro' : null,
		person_id: [2, 1, null][k % 3]!,
		voided: k % 50 === 0,
	}
}
const ALL = Array.from({ length: ROWS }, (_, at) => row(at + 1))
const LIVE = ALL.filter(({ voided }) => !voided)

const comma = (cents: number) => (cents / 100).toFixed(2).replace('.', ',')
const safe = (text: string) => (/^'*=/.test(text) ? `'${text}` : text)
const cells = (one: TransactionRow): string[] => {
	const label = (what: 'category' | 'source' | 'person', id: number | null, text: string | null = null) =>
		safe(id === null ? (text ?? '') : NAMES[what]![id]!)
	const at = new Date(one.occurred_at).toISOString()
	return [
		// In São Paulo, at noon or an hour later.
		at.slice(0, 10),
		one.kind === 'transfer' ? '' : one.bill_month,
		WORDS[one.kind],
		safe(one.description),
		label('category', one.category_id, one.category_text),
		label('source', one.source_id),
		label('source', one.to_source_id, one.to_source_text),
		label('person', one.person_id),
		'1',
		'1',
		comma(one.amount_cents),
		comma(one.amount_cents),
		JSON.stringify({ id: one.id, at, bill: one.bill_month, ...(one.bill_given ? { given: true } : {}) }),
	]
}
/** Newest first, by the day and then by the instant. */
const newest = (rows: TransactionRow[]) =>
	rows.toSorted((a, b) => b.occurred_at - a.occurred_at || b.revision - a.revision)

let saved: Blob | null
let link: { href: string; download: string; click(): void }
let clicks: number
const revoked = vi.fn()
beforeAll(async () => {
	await setLanguage('pt-BR')
	await loadWords('page')
})
beforeEach(() => {
	clicks = 0
	revoked.mockClear()
	link = { href: '', download: '', click: () => clicks++ }
	vi.stubGlobal('document', { createElement: (name: string) => (name === 'a' ? link : null) })
	vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
		saved = blob as Blob
		return 'blob:painel'
	})
	vi.spyOn(URL, 'revokeObjectURL').mockImplementation(revoked)
	vi.useFakeTimers({ toFake: ['setTimeout'] })
})
afterEach(() => {
	vi.useRealTimers()
	vi.restoreAllMocks()
	vi.unstubAllGlobals()
})

async function download({ isFiltered = false, months = { from: '2026-01', to: '2026-11' } } = {}) {
	const metrics = makeMetrics({ timezone: 'America/Sao_Paulo', today: '2026-11-30', basis: 'bill' })
	metrics.apply(columnsOfRows(ALL))
	metrics.setFilter({ months })
	const session = {
		metrics,
		directory: () => ({ sources: [1, 2].map((id) => ({ id, name: NAMES.source![id] })) }),
	} as unknown as LedgerSession
	const dashboard = {
		selection: { months: () => months, isFiltered: () => isFiltered },
		labels: {
			labelOf: (item: Record<string, number | string | null>, what: string) => {
				const id = item[`${what}_id`] as number | null
				return id === null ? item[`${what}_text`] : NAMES[what]![id]
			},
		},
	} as unknown as DashboardState
	const handles = sortedItems(metrics, { by: 'date', descending: true })
	const count = await downloadCsv(handles, session, dashboard)
	const bytes = new Uint8Array(await saved!.arrayBuffer())
	const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
	expect(text.startsWith('\uFEFF')).toBe(true)
	expect(text.endsWith('\r\n')).toBe(true)
	const [heading, ...rows] = Papa.parse<string[]>(text.slice(1, -2), { delimiter: ';', newline: '\r\n' }).data
	return { count, heading, rows }
}

const spent = LIVE.filter(({ kind }) => kind !== 'transfer')
const moved = LIVE.filter(({ kind }) => kind === 'transfer')

test('all rows of the months, what moved between places last, every cell', async () => {
	const { count, heading, rows } = await download()
	expect(heading).toEqual(
		'Data|Fatura|Tipo|Descrição|Categoria|Fonte|Destino|Pessoa|Parcela|Parcelas|Valor|Valor da compra|Painel'.split(
			'|',
		),
	)
	expect(rows).toHaveLength(LIVE.length)
	expect(rows).toEqual([...newest(spent), ...newest(moved)].map(cells))
	expect(count).toBe(LIVE.length)
	expect([link.href, link.download, clicks]).toEqual([
		'blob:painel',
		expect.stringMatching(/-2026-01-2026-11\.csv$/),
		1,
	])
	expect(saved!.type).toBe('text/csv;charset=utf-8')
})

test('of one month, its rows and its transfers only, and it is named by it', async () => {
	const { rows } = await download({ months: { from: '2026-03', to: '2026-03' } })
	const of = (list: TransactionRow[]) => newest(list.filter(({ bill_month }) => bill_month === '2026-03'))
	expect(rows).toEqual([...of(spent), ...of(moved)].map(cells))
	expect(link.download).toMatch(/[^\d-]-?2026-03\.csv$/)
})

test('of a filter, what is shown and no more', async () => {
	const { rows, count } = await download({ isFiltered: true })
	expect(rows).toEqual(newest(spent).map(cells))
	expect(count).toBe(spent.length)
})

test('the browser’s copy is given back after ten seconds', async () => {
	await download({ months: { from: '2026-03', to: '2026-03' } })
	vi.advanceTimersByTime(9_999)
	expect(revoked).not.toHaveBeenCalled()
	vi.advanceTimersByTime(1)
	expect(revoked).toHaveBeenCalledExactlyOnceWith('blob:painel')
})
