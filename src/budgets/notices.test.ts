import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createFormats } from '../app/formats'
import type { ArrivalListener, LedgerSession } from '../app/session'
import { toColumns } from '../demo/records'
import { STARTING } from '../feed/types'
import { type BudgetProgress, budgetLevel } from '../ledger/budgets'
import { USUAL_VALUES } from '../ledger/columns'
import type { Ledger, LedgerSettings } from '../ledger/types'
import { makeMetrics } from '../metrics'
import type { Toast } from '../ui/toasts'
import { setLanguage } from '../words'
import '../words/all'
import { noticesDue, pruneTold, watchBudgets } from './notices'

// The toasts themselves need a document; here it counts what they are asked to say.
const toasts: Toast[] = vi.hoisted(() => [])
vi.mock('../ui/toasts', () => ({ showToast: (toast: Toast) => toasts.push(toast) }))

const ledger: Ledger = {
	id: 'l1',
	name: 'Casa',
	currency: 'BRL',
	timezone: 'UTC',
	basis: 'bill',
	corrections: true,
	role: 'owner',
}

// Newer versions of Node have a language of their own.
beforeAll(() => setLanguage('pt-BR'))

/** Storage in memory, as another tab or the next visit would find it. */
const storage = new Map<string, string>()
beforeEach(() => {
	vi.useFakeTimers()
	storage.clear()
	toasts.length = 0
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => storage.get(key) ?? null,
		setItem: (key: string, value: string) => storage.set(key, value),
		removeItem: (key: string) => storage.delete(key),
	})
})
afterEach(() => {
	vi.useRealTimers()
	vi.unstubAllGlobals()
})

/** An open ledger with a budget of R$ 100,00 for Mercado, and a purchase at will. */
function visit() {
	return createRoot((dispose) => {
		const metrics = makeMetrics({ timezone: 'UTC', today: '2026-11-15' })
		const [feed, setFeed] = createSignal(STARTING)
		const [today, setToday] = createSignal('2026-11-15')
		const [directory] = createSignal<LedgerSettings>({
			settings_revision: 1,
			ledger,
			categories: [{ id: 1, name: 'Mercado', aliases: [], color: 2 }],
			sources: [],
			people: [],
			cycles: [],
			bill_closings: [],
			recurring: [],
			budgets: [{ category_id: 1, month: '2026-01', amount_cents: 10000 }],
		})
		const formats = createFormats('pt-BR', 'BRL', 'UTC')
		let revision = 0
		const listeners = new Set<ArrivalListener>()
		const session = {
			metrics,
			feed,
			today,
			directory,
			ledger: () => ledger,
			thisMonth: () => today().slice(0, 7),
			formats: () => formats,
			money: formats.money,
			onArrival(listener: ArrivalListener) {
				listeners.add(listener)
				return () => listeners.delete(listener)
			},
		} as unknown as LedgerSession
		watchBudgets(session)
		return {
			dispose,
			setToday,
			buy(amount_cents: number, imported = false) {
				revision++
				const columns = toColumns([
					{
						id: `00000000-0000-4000-8000-${String(revision).padStart(12, '0')}`,
						revision,
						kind: 'expense',
						amount_cents,
						installments: 1,
						bill_month: today().slice(0, 7),
						occurred_at: Date.parse(`${today()}T12:00:00Z`),
						description: 'x',
						category_id: 1,
						category_text: null,
						source_id: null,
						source_text: null,
						person_id: null,
						person_text: null,
						...USUAL_VALUES,
						given_month: null,
						voided: false,
						imported,
						message_id: `m${revision}`,
						item: 0,
						agent_id: 'a',
					},
				])
				metrics.apply(columns)
				for (const listener of listeners) listener(columns, 'live', 1)
			},
			live() {
				setFeed({
					...STARTING,
					status: 'live',
					cause: 'none',
					applied: revision,
					head: revision,
					confirmedAt: 1,
					coverage: { months: null, complete: true, progress: 1 },
				})
			},
			/** Lets the store publish its frame. */
			settle: () => vi.advanceTimersByTime(100),
		}
	})
}

/** What the page said since last asked. */
function said(): string | null {
	const all = toasts.splice(0).map(({ kind, text }) => `${kind}: ${text}`)
	return all.length > 0 ? all.join(' / ') : null
}

test('each threshold is said once as it is passed, also after the next visit', () => {
	const first = visit()
	first.live()
	first.buy(7999)
	first.settle()
	first.live()
	expect(said()).toBeNull()
	first.buy(1)
	first.live()
	first.settle()
	expect(said()).toBe('warn: Mercado perto do limite')
	first.buy(100)
	first.live()
	first.settle()
	expect(said()).toBeNull()
	first.buy(5000)
	first.live()
	first.settle()
	expect(toasts.at(-1)).toMatchObject({ kind: 'bad', stays: 30_000 })
	expect(said()).toBe('bad: Mercado passou do orçamento')
	first.dispose()

	const second = visit()
	second.buy(13100)
	second.live()
	second.settle()
	expect(said()).toBeNull()
	second.setToday('2026-12-02')
	second.buy(9000)
	second.live()
	second.settle()
	expect(said()).toBe('warn: Mercado perto do limite')
	second.dispose()
})

test('on its first look a device says nothing of what had passed before', () => {
	const page = visit()
	page.buy(20000)
	page.live()
	page.settle()
	expect(said()).toBeNull()
	page.dispose()
})

test('what a file brings over a threshold is said by nobody, and a purchase that passes the next one is', () => {
	const page = visit()
	page.buy(1000)
	page.live()
	page.settle()
	page.buy(7500, true)
	page.live()
	page.settle()
	expect(said()).toBeNull()
	page.buy(2000)
	page.live()
	page.settle()
	expect(said()).toBe('bad: Mercado passou do orçamento')
	page.dispose()
})

test('nothing is said before the figures are the server’s', () => {
	storage.set('painel.told.l1', '-')
	const page = visit()
	page.buy(20000)
	page.settle()
	expect(said()).toBeNull()
	page.live()
	expect(said()).toBe('bad: Mercado passou do orçamento')
	page.dispose()
})

const at = (category_id: number | null, spent: number): BudgetProgress => ({
	category_id,
	name: 'x',
	color: 1,
	since: '2026-01',
	limit: 100,
	spent,
	left: 100 - spent,
	share: spent / 100,
	level: budgetLevel(spent, 100),
	allowed: 50,
	ahead: spent > 50,
})

test('each threshold is told of once per category and bill', () => {
	let told = new Set<string>()
	const levels = (rows: BudgetProgress[], month = '2026-11') => {
		const answer = noticesDue(rows, month, told)
		told = answer.told
		return answer.due.map(({ progress, level }) => `${progress.category_id} ${level}`)
	}
	expect(levels([at(1, 79), at(null, 10)])).toEqual([])
	expect(levels([at(1, 80)])).toEqual(['1 warn'])
	expect(levels([at(1, 85), at(2, 80)])).toEqual(['2 warn'])
	expect(levels([at(1, 70)])).toEqual([])
	expect(levels([at(1, 100)])).toEqual(['1 over'])
	expect(levels([at(1, 90)])).toEqual([])
	expect(levels([at(1, 140)])).toEqual([])
	expect(levels([at(1, 80)], '2026-12')).toEqual(['1 warn'])
})

test('a jump past the limit is told of once, as passed', () => {
	const { due, told } = noticesDue([at(null, 120)], '2026-11', new Set())
	expect(due.map(({ level }) => level)).toEqual(['over'])
	expect(noticesDue([at(null, 85)], '2026-11', told).due).toEqual([])
})

test('closed bills are forgotten', () => {
	expect([...pruneTold(new Set(['2026-08 1 warn', '2026-11 all over']), '2026-10')]).toEqual([
		'2026-11 all over',
	])
})
