import { createRoot } from 'solid-js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LedgerSession } from '../app/session'
import { BackendError } from '../backend/types'
import { createDemoAgents } from '../demo/agents'
import { DemoImport } from '../demo/import'
import { DemoLedger } from '../demo/ledger'
import { seededRandom } from '../household/random'
import { type ImportInbox, ImportStopped } from '../import/index'
import type { LedgerSettings } from '../ledger/types'
import { ImportState, knownLedger } from './state'

// One import from its file to its end, on a ledger in memory.

const SETTINGS: Partial<LedgerSettings> = {
	categories: [{ id: 1, name: 'Mercado', aliases: [], color: 1 }],
	sources: [
		{ id: 1, name: 'Conta', aliases: [], archived: false },
		{ id: 2, name: 'Nubank', aliases: ['roxinho'], archived: false },
		{ id: 3, name: 'Visa', aliases: [], archived: false },
	],
	cycles: [
		{ source_id: 3, from_month: null, closing_day: 10, due_day: 17 },
		{ source_id: 2, from_month: null, closing_day: 25, due_day: 5 },
	],
	bill_closings: [
		{ source_id: 3, bill_month: '2026-04', closing_date: '2026-04-12' },
		{ source_id: 2, bill_month: '2026-05', closing_date: '2026-05-27' },
	],
}

let dispose: () => void
let ledger: DemoLedger
let inbox: ImportInbox
let state: ImportState

beforeEach(() => {
	const random = seededRandom(3)
	ledger = new DemoLedger(
		{
			id: 'casa',
			name: 'Casa',
			currency: 'BRL',
			timezone: 'America/Sao_Paulo',
			basis: 'bill',
			corrections: true,
			role: 'editor',
		},
		SETTINGS,
		random,
	)
	inbox = new DemoImport(ledger, createDemoAgents(random), random)
	const session = {
		backend: { imports: () => inbox },
		ledger: () => ledger.directory.ledger,
		directory: () => ledger.directory,
		today: () => '2026-11-23',
	} as unknown as LedgerSession
	dispose = createRoot((end) => {
		state = new ImportState(session)
		return end
	})
})
afterEach(() => dispose())

const LINES = ['05/10/2026;Uber *Trip;-20,00', '06/10/2026;UBER *TRIP;-30,00', '07/10/2026;Salário;3000,00']
const choose = (lines: string[] = LINES, name = 'extrato.csv') =>
	state.choose(new File([['Data;Descrição;Valor', ...lines].join('\n')], name))
const live = () =>
	ledger
		.transactions()
		.filter(({ voided }) => !voided)
		.map(({ kind, amount_cents, source_text, source_id, category_id }) => ({
			kind,
			amount_cents,
			source: source_text ?? SETTINGS.sources!.find(({ id }) => id === source_id)?.name ?? null,
			category_id,
		}))

test('what helps to read a file: each source with its own cycles and closings', () => {
	const known = knownLedger(ledger.directory, 'America/Sao_Paulo', '2026-11-23')
	expect(known).toMatchObject({ timezone: 'America/Sao_Paulo', today: '2026-11-23', isWhole: true })
	expect(known.sources).toEqual([
		{ name: 'Conta', aliases: [], cycles: [], closings: [] },
		{
			name: 'Nubank',
			aliases: ['roxinho'],
			cycles: [SETTINGS.cycles![1]],
			closings: [SETTINGS.bill_closings![1]],
		},
		{ name: 'Visa', aliases: [], cycles: [SETTINGS.cycles![0]], closings: [SETTINGS.bill_closings![0]] },
	])
	expect(knownLedger(null, 'UTC', '2026-11-23')).toMatchObject({ isWhole: false, sources: [] })
})

describe('a file', () => {
	test('is planned, changed by its texts, sent, and taken back', async () => {
		expect([state.step(), state.isUnsent()]).toEqual(['choose', false])
		await choose()
		expect([state.step(), state.fileName(), state.isUnsent()]).toEqual(['plan', 'extrato.csv', true])
		await state.answer('account', 'Conta')
		state.change('Uber *Trip', { category: 'Mercado' })
		expect(state.newItems().map((item) => state.shown(item).category)).toEqual(['Mercado', 'Mercado', null])
		await state.send()
		expect([state.step(), state.progress(), state.isUnsent()]).toEqual(['done', { done: 3, all: 3 }, false])
		expect(state.outcome()).toMatchObject({ undone: false })
		expect(live()).toEqual([
			{ kind: 'expense', amount_cents: 2000, source: 'Conta', category_id: 1 },
			{ kind: 'expense', amount_cents: 3000, source: 'Conta', category_id: 1 },
			{ kind: 'income', amount_cents: 300000, source: 'Conta', category_id: null },
		])
		await state.undo()
		expect([state.step(), state.outcome()?.undone]).toEqual(['done', true])
		expect(live()).toEqual([])
		// Once.
		const revision = ledger.head()
		await state.undo()
		expect(ledger.head()).toBe(revision)
	})

	test('that was sent has nothing new, and says what it was told', async () => {
		await choose()
		await state.answer('account', 'Conta')
		await state.send()
		await choose([...LINES, '08/10/2026;Luz;-80,00'])
		expect(state.newItems().map(({ description }) => description)).toEqual(['Luz'])
		expect([state.remembered(), state.compared()!.hereBefore.length]).toEqual(['Conta', 3])
		await choose()
		expect([state.newItems(), state.isUnsent()]).toEqual([[], false])
	})

	test('waits until somebody says whose it is, or that it is of no account', async () => {
		await choose()
		expect([state.needsAccount(), state.isAccountMissing()]).toEqual([true, false])
		await state.send()
		expect([state.step(), state.isAccountMissing(), live()]).toEqual(['plan', true, []])
		await state.answer('account', 'Conta')
		expect([state.needsAccount(), state.isAccountMissing()]).toEqual([false, false])
		await choose()
		expect([state.needsAccount(), state.isAccountMissing()]).toEqual([true, false])
		await state.send()
		state.leaveWithoutAccount()
		expect([state.needsAccount(), state.isAccountMissing()]).toEqual([false, false])
		await state.send()
		expect(live().map(({ source }) => source)).toEqual([null, null, null])
	})

	test('chosen after another one knows nothing of it', async () => {
		await choose()
		await state.answer('account', 'Conta')
		state.change('Salário', { kind: 'refund' })
		state.leaveWithoutAccount()
		await state.setColumn('description', 1)
		await choose()
		expect(state.options()).toEqual({})
		expect(state.newItems().map((item) => state.shown(item).kind)).toEqual(['expense', 'expense', 'income'])
		expect([state.isAccountless(), state.needsAccount()]).toEqual([false, true])
		state.reset()
		expect([state.step(), state.plan(), state.compared(), state.isUnsent()]).toEqual([
			'choose',
			null,
			null,
			false,
		])
	})

	test('has a column as somebody says, and as found again', async () => {
		await choose(['05/10/2026;Uber;-20,00'])
		await state.setColumn('category', 1)
		expect(state.plan()!.items[0]!.category).toBe('Uber')
		expect(state.options().columns).toEqual({ category: 'Descrição' })
		await state.setColumn('category', null)
		expect([state.plan()!.items[0]!.category, state.options().columns]).toEqual([null, {}])
	})

	test('that is none says what is wrong with it', async () => {
		await state.choose(new File(['%PDF-1.7'], 'extrato.pdf'))
		expect([state.step(), state.trouble()]).toMatchObject(['choose', { file: 'pdf' }])
		await choose()
		expect([state.step(), state.trouble()]).toEqual(['plan', null])
	})

	test('a payment pays the bill that somebody says', async () => {
		await choose(['05/10/2026;Pagamento de fatura Nubank;-99,00'])
		await state.answer('account', 'Conta')
		const [payment] = state.newItems()
		state.payBill(payment!, '2026-09')
		expect(state.shown(payment!)).toMatchObject({ kind: 'transfer', bill_month: '2026-09' })
		state.change(payment!.description, { kind: 'expense' })
		expect(state.shown(payment!).kind).toBe('expense')
	})
})

describe('on its way', () => {
	test.each<[error: unknown, way: string]>([
		[new ImportStopped('no', 'not_allowed'), 'not_allowed'],
		[new BackendError('not_allowed'), 'not_allowed'],
		[new ImportStopped('cut', 'no_answer'), 'network'],
		[new BackendError('network'), 'network'],
		[new ImportStopped('what'), 'refused'],
		[new BackendError('server'), 'refused'],
		[new Error('odd'), 'refused'],
		['odd', 'refused'],
	])('%s is said, and what was recorded is here before', async (error, way) => {
		await choose()
		await state.answer('account', 'Conta')
		const post = inbox.post.bind(inbox)
		inbox.post = async (rows) => {
			await post(rows.slice(0, 1))
			throw error
		}
		await state.send()
		expect([state.step(), state.trouble()]).toMatchObject(['plan', { way }])
		expect([state.newItems().length, state.compared()!.hereBefore.length]).toEqual([2, 1])
		inbox.post = post
		await state.send()
		expect([state.step(), state.trouble(), live().length]).toEqual(['done', null, 3])
	})

	test('what the ledger does not answer is asked again, and nothing is sent meanwhile', async () => {
		const find = inbox.find.bind(inbox)
		inbox.find = () => Promise.reject(new ImportStopped('cut', 'no_answer'))
		await choose()
		expect([state.step(), state.compared(), state.trouble()]).toMatchObject([
			'plan',
			null,
			{ way: 'network' },
		])
		state.leaveWithoutAccount()
		await state.send()
		expect(state.step()).toBe('plan')
		inbox.find = find
		await state.again()
		expect([state.trouble(), state.compared()?.fresh.length]).toEqual([null, 3])
	})

	test('an undoing that is cut off is gone on with', async () => {
		await choose()
		state.leaveWithoutAccount()
		await state.send()
		const correct = inbox.correct.bind(inbox)
		inbox.correct = () => Promise.reject(new BackendError('network'))
		await state.undo()
		expect([state.step(), state.trouble(), state.outcome()?.undone]).toMatchObject([
			'done',
			{ way: 'network' },
			false,
		])
		inbox.correct = correct
		await state.undo()
		expect([state.outcome()?.undone, live()]).toEqual([true, []])
	})
})

test('a viewer’s file is refused in words', () => {
	state.refuseFile()
	expect(state.trouble()).toEqual({ way: 'not_allowed', detail: '' })
})
