import type { Coverage, FeedState } from '../feed/types'
import { columnsOfRows, USUAL_VALUES } from '../ledger/columns'
import { DAY_MS } from '../ledger/day'
import { addMonths } from '../ledger/month'
import type {
	BillMonth,
	Cents,
	Kind,
	Ledger,
	LedgerSettings,
	Recurring,
	SaidOf,
	ToldTwice,
	TransactionColumns,
} from '../ledger/types'

/** What a ledger holds while a panel is shown: enough for each state of the page, and no server. */
export interface Fixture {
	settings: LedgerSettings
	rows: TransactionColumns
	state: FeedState
	toldTwice?: ToldTwice[]
}

export const TIMEZONE = 'America/Sao_Paulo'

const ledger: Ledger = {
	id: '6f1f4a34-7a43-4b56-9e0c-2f5a35f5a001',
	name: 'Casa Ferreira',
	currency: 'BRL',
	timezone: TIMEZONE,
	role: 'owner',
	basis: 'bill',
	corrections: true,
}

const CATEGORIES = ['Moradia', 'Mercado', 'Transporte', 'Educação', 'Restaurantes', 'Lazer', 'Saúde', 'Pets']
const SOURCES = ['Nubank', 'Pix', 'Visa 4417', 'Débito']
const PEOPLE = ['Ana', 'Marcos', 'Júlia']
export const LONG_NAME = 'Presentes de aniversário e outras lembranças para a família toda'

interface Purchase {
	description: string
	cents: Cents
	/** Days ago. */
	ago: number
	kind?: Kind
	installments?: number
	category?: number | null
	categoryText?: string
	source?: number | null
	person?: number | null
}

const monthOf = (ms: number): BillMonth =>
	new Intl.DateTimeFormat('en-CA', { timeZone: TIMEZONE, year: 'numeric', month: '2-digit' }).format(ms)

/** Purchases as columns; the last is the newest. */
function columnsOf(purchases: readonly Purchase[], now = Date.now()): TransactionColumns {
	return columnsOfRows(
		purchases.map((purchase, index) => {
			const occurred_at = Math.round(now - purchase.ago * DAY_MS)
			return {
				id: `6f1f4a34-7a43-4b56-9e0c-${String(index).padStart(12, '0')}`,
				revision: index + 1,
				kind: purchase.kind ?? 'expense',
				amount_cents: purchase.cents,
				installments: purchase.installments ?? 1,
				bill_month: monthOf(occurred_at),
				occurred_at,
				description: purchase.description,
				category_id: purchase.category ?? null,
				category_text: purchase.categoryText ?? null,
				source_id: purchase.source ?? null,
				source_text: null,
				person_id: purchase.person ?? null,
				person_text: null,
				voided: false,
				...USUAL_VALUES,
			}
		}),
	)
}

/** A year of a household: rent, groceries and the like each month, installments, an income, and some purchases today. */
function household(scale = 1): Purchase[] {
	const purchases: Purchase[] = []
	for (let ago = 390; ago >= 0; ago--) {
		const add = (description: string, reais: number, category: number | null, more: Partial<Purchase> = {}) =>
			purchases.push({
				description,
				cents: Math.round(reais * 100 * scale),
				ago,
				category,
				source: (ago % SOURCES.length) + 1,
				person: (ago % PEOPLE.length) + 1,
				...more,
			})
		if (ago % 30 === 12) add('Aluguel', 1_650, 1, { source: 2, person: 1 })
		if (ago % 30 === 20) add('Salário', 6_400, null, { kind: 'income', source: 2, person: 1 })
		if (ago % 30 === 9) add('Mensalidade da escola', 980, 4, { source: 2, person: 2 })
		if (ago % 4 === 1) add('Mercado da vila', 60 + (ago % 9) * 14.35, 2)
		if (ago % 5 === 2) add('Uber até o trabalho', 18.9 + (ago % 4) * 3.1, 3)
		if (ago % 7 === 3) add('Almoço no Quilo da Praça', 41.5 + (ago % 5), 5)
		if (ago % 19 === 6) add('Cinema no shopping', 68, 6)
		if (ago % 23 === 8) add('Farmácia do Bairro', 96.45, 7)
		if (ago % 61 === 30) add('Geladeira nova', 2_890, null, { installments: 10, categoryText: 'eletro' })
	}
	purchases.push(
		{
			description: 'Pão e leite',
			cents: Math.round(1_338 * scale),
			ago: 0.2,
			category: 2,
			source: 2,
			person: 2,
		},
		{
			description: 'Ração da Mel',
			cents: Math.round(12_990 * scale),
			ago: 0.02,
			category: 8,
			source: 2,
			person: 2,
		},
	)
	return purchases
}

function settingsOf(budgets: [category: number | null, reais: number][] = []): LedgerSettings {
	const since = addMonths(monthOf(Date.now()), -6)
	return {
		settings_revision: 1,
		ledger,
		categories: CATEGORIES.map((name, index) => ({ id: index + 1, name, aliases: [], color: index + 1 })),
		sources: SOURCES.map((name, index) => ({
			id: index + 1,
			name,
			aliases: [],
			archived: false,
		})),
		people: PEOPLE.map((name, index) => ({ id: index + 1, name, aliases: [] })),
		bill_closings: [],
		recurring: [],
		cycles: [],
		budgets: budgets.map(([category_id, reais]) => ({
			category_id,
			month: since,
			amount_cents: reais * 100,
		})),
	}
}

/** The day of the month of so many days ago. */
const agoDay = (days: number): number => new Date(Date.now() - days * DAY_MS).getUTCDate()

const recurring = (
	name: string,
	day: number,
	amount_cents: Cents,
	category_id: number | null,
	source_id: number | null,
): Recurring => ({ id: name, name, day, amount_cents, kind: 'expense', category_id, source_id, until: null })

const ALL_HISTORY: Coverage = { months: null, complete: true, progress: 1 }

function stateOf(rows: TransactionColumns, changes: Partial<FeedState> = {}): FeedState {
	return {
		status: 'live',
		cause: 'none',
		applied: rows.id.length,
		head: rows.id.length,
		confirmedAt: Date.now(),
		fromCache: false,
		coverage: ALL_HISTORY,
		...changes,
	}
}

const BUDGETS: [number | null, number][] = [
	[null, 5_000],
	[2, 1_400],
	[3, 120],
	[4, 900],
	[5, 350],
]

function fixture(
	purchases: readonly Purchase[],
	settings: LedgerSettings = settingsOf(BUDGETS),
	changes: Partial<FeedState> = {},
): Fixture {
	const rows = columnsOf(purchases)
	return { settings, rows, state: stateOf(rows, changes) }
}

function withLongNames(): Fixture {
	const settings = settingsOf(BUDGETS)
	const longer = <T extends { name: string }>(label: T): T => ({
		...label,
		name: `${label.name}, ${LONG_NAME}`,
	})
	return fixture(
		household().map((purchase) => ({ ...purchase, description: `${purchase.description}, ${LONG_NAME}` })),
		{
			...settings,
			categories: settings.categories.map(longer),
			sources: settings.sources.map(longer),
			people: settings.people.map(longer),
		},
	)
}

const thisMonth = (): Coverage => {
	const month = monthOf(Date.now())
	return { months: { from: month, to: addMonths(month, 12) }, complete: false, progress: 0.4 }
}
const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000

const pharmacy: SaidOf = {
	description: 'Farmácia do Bairro',
	amount_cents: 9_645,
	kind: 'expense',
	category: 'Saúde',
	source: 'Pix',
	person: 'Ana',
	to_source: null,
	day: '2026-11-28',
	bill_month: '2026-11',
	installments: 1,
	moves: null,
	voided: false,
}

/** The states of a ledger that panels are shown in. */
export const FIXTURES = {
	usual: () => fixture(household()),
	recurring: () =>
		fixture(household(), {
			...settingsOf(BUDGETS),
			recurring: [
				recurring('Aluguel', agoDay(12), 165_000, 1, 2),
				recurring('Mensalidade da escola', agoDay(9), 80_000, 4, 2),
				recurring('Academia', agoDay(1), 11_990, 7, 1),
				recurring('Internet', agoDay(-4), 10_990, null, 1),
				{ ...recurring('Jornal', 3, 4_990, null, null), until: '2020-01-31' },
			],
		}),
	'without budgets': () => fixture(household(), settingsOf()),
	'budgets all kept': () =>
		fixture(
			household(),
			settingsOf([
				[null, 50_000],
				[2, 9_000],
			]),
		),
	'large sums': () => fixture(household(12_345.67)),
	'long names': withLongNames,
	'told twice': (): Fixture => ({
		...fixture(household()),
		toldTwice: [
			{
				transaction_id: 'none',
				said: pharmacy,
				repeats: [{ ...pharmacy, description: 'farmácia', person: 'Marcos' }],
			},
		],
	}),
	'nothing yet': () => fixture([], settingsOf()),
	'history on its way': () => fixture(household(), settingsOf(BUDGETS), { coverage: thisMonth() }),
	offline: () =>
		fixture(household(), settingsOf(BUDGETS), {
			status: 'offline',
			cause: 'no_network',
			confirmedAt: minutesAgo(18),
		}),
	polling: () => fixture(household(), settingsOf(BUDGETS), { status: 'polling', cause: 'realtime_blocked' }),
	'plan limit': () => fixture(household(), settingsOf(BUDGETS), { status: 'polling', cause: 'plan_limit' }),
	'from the cache': () =>
		fixture(household(), settingsOf(BUDGETS), {
			status: 'catching_up',
			cause: 'starting',
			fromCache: true,
			confirmedAt: minutesAgo(300),
		}),
	'rate limited': () =>
		fixture(household(), settingsOf(BUDGETS), {
			status: 'polling',
			cause: 'rate_limited',
			confirmedAt: minutesAgo(3),
		}),
	'project paused': () =>
		fixture(household(), settingsOf(BUDGETS), {
			status: 'offline',
			cause: 'project_paused',
			confirmedAt: minutesAgo(900),
		}),
	'schema outdated': () =>
		fixture(household(), settingsOf(BUDGETS), { status: 'offline', cause: 'schema_outdated' }),
} satisfies Record<string, () => Fixture>

export type FixtureName = keyof typeof FIXTURES
