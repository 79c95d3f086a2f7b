import { describe, expect, test } from 'vitest'
import { BackendError } from '../backend/types'
import type { TransactionRow } from '../ledger/columns'
import type { CorrectionFields } from '../ledger/correction'
import type { RecordFields } from '../ledger/inbox'
import { HOLD_MS } from './queue'
import { fieldsBetween, questionOf } from './queued'
import { Stage } from './testing/stage'

/** Each field that people correct: what is recorded, what they make of it, and what somebody else made of it meanwhile. */
const FIELDS: {
	name: string
	recorded?: Partial<RecordFields>
	mine: CorrectionFields
	theirs: CorrectionFields
	before: Partial<TransactionRow>
	after: Partial<TransactionRow>
	afterTheirs: Partial<TransactionRow>
}[] = [
	{
		name: 'description',
		mine: { description: 'feira' },
		theirs: { description: 'padaria' },
		before: { description: 'mercado' },
		after: { description: 'feira' },
		afterTheirs: { description: 'padaria' },
	},
	{
		name: 'category',
		mine: { category: 'Lazer' },
		theirs: { category: 'Casa' },
		before: { category_id: 1 },
		after: { category_id: 2 },
		afterTheirs: { category_id: 3 },
	},
	{
		name: 'source',
		mine: { source: 'Nubank' },
		theirs: { source: 'Dinheiro' },
		before: { source_id: 1, bill_month: '2026-11' },
		after: { source_id: 2, bill_month: '2026-12' },
		afterTheirs: { source_id: 3, bill_month: '2026-11' },
	},
	{
		name: 'person',
		mine: { person: 'Bruno' },
		theirs: { person: 'Clara' },
		before: { person_id: 1 },
		after: { person_id: 2 },
		afterTheirs: { person_id: 3 },
	},
	{
		name: 'amount',
		mine: { amount: 45 },
		theirs: { amount: 50.5 },
		before: { amount_cents: 5290 },
		after: { amount_cents: 4500 },
		afterTheirs: { amount_cents: 5050 },
	},
	{
		name: 'day',
		mine: { occurred_at: '2026-11-18T15:00:00.000Z' },
		theirs: { occurred_at: '2026-10-30T15:00:00.000Z' },
		before: { occurred_at: Date.UTC(2026, 10, 20, 15) },
		after: { occurred_at: Date.UTC(2026, 10, 18, 15), bill_month: '2026-11' },
		afterTheirs: { occurred_at: Date.UTC(2026, 9, 30, 15), bill_month: '2026-10' },
	},
	{
		name: 'bill',
		recorded: { source_text: 'Nubank' },
		mine: { bill_month: '2027-01' },
		theirs: { bill_month: '2026-11' },
		before: { bill_month: '2026-12', bill_given: false },
		after: { bill_month: '2027-01', bill_given: true },
		afterTheirs: { bill_month: '2026-11', bill_given: true },
	},
	{
		name: 'installments',
		mine: { installments: 3 },
		theirs: { installments: 2 },
		before: { installments: 1 },
		after: { installments: 3 },
		afterTheirs: { installments: 2 },
	},
	{
		name: 'parts brought forward',
		recorded: { source_text: 'Nubank', installments: 4, amount_cents: 40000 },
		mine: { from_part: 2, parts_to: '2026-12' },
		theirs: { from_part: 3, parts_to: 'cancel' },
		before: { moves: null },
		after: { moves: [[2, '2026-12']] },
		afterTheirs: { moves: [[3, null]] },
	},
	{
		name: 'kind',
		mine: { kind: 'income' },
		theirs: { kind: 'refund' },
		before: { kind: 'expense' },
		after: { kind: 'income' },
		afterTheirs: { kind: 'refund' },
	},
]

function shown(page: ReturnType<Stage['open']>, id: string) {
	return page.corrections.rowOf(id)
}

describe.each(FIELDS)('$name', ({ recorded, mine, theirs, before, after, afterTheirs }) => {
	function opened(role: 'editor' | 'viewer' = 'editor') {
		const stage = new Stage(role)
		const { id } = stage.record(recorded)
		const page = stage.open()
		return { stage, id, page, row: shown(page, id)! }
	}

	test('online it shows at once, goes after the time to think it over, and is then what the server has', async () => {
		const { stage, id, page, row } = opened()
		expect(row).toMatchObject(before)
		page.corrections.amend(row, mine)
		expect(shown(page, id)).toMatchObject(after)
		expect(stage.ledger.find(id)).toMatchObject(before)
		await stage.clock.advance(HOLD_MS)
		expect(stage.ledger.find(id)).toMatchObject(after)
		expect(shown(page, id)).toMatchObject({ ...after, revision: stage.ledger.head() })
		expect(page.corrections.list()).toEqual([])
		expect(stage.device.size).toBe(0)
		page.close()
	})

	test('taken back in time it leaves no trace', async () => {
		const { stage, id, page, row } = opened()
		const { id: correction } = page.corrections.amend(row, mine)
		await stage.clock.advance(HOLD_MS - 1)
		expect(page.corrections.undo(correction)).toBe(true)
		expect(shown(page, id)).toMatchObject(before)
		await stage.clock.advance(HOLD_MS)
		expect(stage.asked).toEqual([])
		expect(stage.device.size).toBe(0)
		page.close()
	})

	test('offline it waits through a reload, and goes once when live again', async () => {
		const { stage, id, page, row } = opened()
		stage.setOnline(false)
		expect(page.corrections.amend(row, mine)).toMatchObject({ isKept: true, waits: true })
		await stage.clock.advance(HOLD_MS * 3)
		page.close()
		const again = stage.open()
		expect(shown(again, id)).toMatchObject(after)
		expect(stage.asked).toEqual([])
		stage.setOnline(true)
		await stage.clock.advance(0)
		expect(stage.asked).toHaveLength(1)
		expect(stage.ledger.find(id)).toMatchObject(after)
		expect(again.corrections.list()).toEqual([])
		again.close()
	})

	test('an answer lost on its way is asked for again, and counts once', async () => {
		const { stage, id, page, row } = opened()
		stage.loseAnswer = true
		page.corrections.amend(row, mine)
		await stage.clock.advance(HOLD_MS)
		const revision = stage.ledger.head()
		await stage.clock.advance(60_000)
		expect(new Set(stage.asked.map(({ message_id }) => message_id)).size).toBe(1)
		expect(stage.asked).toHaveLength(2)
		expect(stage.ledger.head()).toBe(revision)
		expect(shown(page, id)).toMatchObject(after)
		expect(page.corrections.list()).toEqual([])
		page.close()
	})

	test('changed by somebody else while offline: both are there, and the person decides', async () => {
		for (const whose of ['mine', 'theirs'] as const) {
			const { stage, id, page, row } = opened()
			stage.setOnline(false)
			page.corrections.amend(row, mine)
			stage.other({ action: 'amend', transaction_id: id, ...theirs })
			stage.setOnline(true)
			await stage.clock.advance(HOLD_MS)
			expect(page.troubles).toMatchObject([{ status: 'conflict' }])
			expect(shown(page, id)).toMatchObject(afterTheirs)
			expect(page.corrections.theirs(id)).toMatchObject(afterTheirs)
			expect(page.corrections.of(id)[0]!.item).toMatchObject(mine)
			page.corrections.decide(id, whose)
			await stage.clock.advance(0)
			const kept = whose === 'mine' ? after : afterTheirs
			expect(stage.ledger.find(id)).toMatchObject(
				whose === 'mine' && 'from_part' in mine ? { moves: expect.arrayContaining([[2, '2026-12']]) } : kept,
			)
			expect(shown(page, id)?.revision).toBe(stage.ledger.find(id)?.revision)
			expect(page.corrections.list()).toEqual([])
			page.close()
		}
	})

	test('changed between the last look and the server: what was refused is completed or dismissed', async () => {
		const { stage, id, page, row } = opened()
		page.corrections.amend(row, mine)
		// The page does not hear of it before its own request is refused.
		stage.ledger.write(() => {
			const hear = stage.ledger.listen(() => {})
			stage.other({ action: 'amend', transaction_id: id, ...theirs })
			hear()
			page.corrections.release()
		})
		await stage.clock.advance(0)
		expect(page.corrections.list()).toMatchObject([{ status: 'conflict', reason: 'target_changed' }])
		page.corrections.decide(id, 'mine')
		await stage.clock.advance(0)
		expect(stage.ledger.find(id)).toMatchObject('from_part' in mine ? {} : after)
		const waiting = stage.ledger.inbox.filter(
			({ status, dismissed_at, amended }) => status === 'rejected' && dismissed_at === null && !amended,
		)
		expect(waiting).toEqual([])
		page.close()
	})

	test('role lost while it waited: it is refused, taken back and said, and nothing else is sent', async () => {
		const { stage, id, page, row } = opened()
		stage.setOnline(false)
		page.corrections.amend(row, mine)
		page.corrections.amend(shown(page, id)!, { description: 'outra' })
		stage.setRole('viewer')
		stage.setOnline(true)
		await stage.clock.advance(HOLD_MS)
		expect(page.troubles).toMatchObject([{ status: 'refused', reason: 'not_allowed' }])
		expect(stage.asked).toHaveLength(1)
		expect(shown(page, id)).toMatchObject(before)
		for (const { id: correction } of page.corrections.list()) page.corrections.discard(correction)
		expect(stage.device.size).toBe(0)
		page.close()
	})

	test('no member any more: nothing of it stays on the device', async () => {
		const { stage, id, page, row } = opened()
		stage.setOnline(false)
		page.corrections.amend(row, mine)
		expect(stage.device.size).toBe(1)
		stage.expel()
		expect(stage.device.size).toBe(0)
		expect(shown(page, id)).toMatchObject(before)
		page.close()
	})

	test.each([
		[
			'refuses it',
			async () => ({ id: 'i1', status: 'rejected', reason: 'amount_not_positive', revision: null }) as const,
		],
		['knows them no more', () => Promise.reject(new BackendError('not_found'))],
		['takes no more corrections', () => Promise.reject(new BackendError('corrections_off'))],
	])('no member any more when the server %s: nothing is said of it', async (_, answer) => {
		const { stage, page, row } = opened()
		page.corrections.amend(row, mine)
		stage.answerNext = () => {
			stage.expel()
			return answer()
		}
		await stage.clock.advance(HOLD_MS)
		expect(stage.asked).toHaveLength(1)
		expect(page.troubles).toEqual([])
		expect(page.corrections.list()).toEqual([])
		expect(stage.device.size).toBe(0)
		page.close()
	})

	test('the metrics with it are those of the server’s own row, and without it those of before', async () => {
		const { stage, page, row } = opened()
		const figures = () => ({
			totals: page.metrics.totals(),
			months: page.metrics.months(),
			categories: page.metrics.byCategory(),
			sources: page.metrics.bySource(),
			people: page.metrics.byPerson(),
			days: page.metrics.byDay(),
			size: page.metrics.size(),
			largest: page.metrics.top().map(({ revision: _, ...item }) => item),
		})
		const first = structuredClone(figures())
		const taken = page.corrections.amend(row, mine)
		const corrected = structuredClone(figures())
		expect(corrected).not.toEqual(first)
		page.corrections.undo(taken.id)
		expect(figures()).toEqual(first)
		page.corrections.amend(row, mine)
		await stage.clock.advance(HOLD_MS)
		expect(figures()).toEqual(corrected)
		page.close()
	})
})

describe('several corrections', () => {
	test('go in order, each over the one before, and the last is what stays', async () => {
		const stage = new Stage()
		const { id } = stage.record()
		const page = stage.open()
		stage.setOnline(false)
		page.corrections.amend(shown(page, id)!, { amount: 40 })
		page.corrections.amend(shown(page, id)!, { amount: 45, category: 'Lazer' })
		page.corrections.void(shown(page, id)!)
		expect(shown(page, id)).toMatchObject({ voided: true })
		expect(page.metrics.size()).toBe(0)
		stage.setOnline(true)
		await stage.clock.advance(HOLD_MS * 2)
		expect(stage.asked.map(({ action, amount }) => [action, amount])).toEqual([
			['amend', 40],
			['amend', 45],
			['void', undefined],
		])
		expect(stage.ledger.find(id)).toMatchObject({ amount_cents: 4500, category_id: 2, voided: true })
		expect(page.corrections.list()).toEqual([])
		// And what was undone comes back as it was, at once.
		page.corrections.restore(id, 'mercado')
		expect(shown(page, id)).toMatchObject({ amount_cents: 4500, voided: false })
		await stage.clock.advance(HOLD_MS)
		expect(stage.ledger.find(id)).toMatchObject({ amount_cents: 4500, voided: false })
		expect(shown(page, id)).toMatchObject({ amount_cents: 4500, voided: false })
		page.close()
	})

	test('one over another that was accepted, and whose row is still on its way, is no conflict with oneself', async () => {
		const stage = new Stage()
		const { id } = stage.record()
		const page = stage.open()
		stage.rowsAreLate = true
		page.corrections.amend(shown(page, id)!, { amount: 40 })
		await stage.clock.advance(HOLD_MS)
		expect(page.corrections.list()).toMatchObject([{ status: 'accepted' }])
		page.corrections.amend(shown(page, id)!, { amount: 45 })
		await stage.clock.advance(HOLD_MS)
		page.corrections.void(shown(page, id)!)
		await stage.clock.advance(HOLD_MS)
		page.corrections.restore(id, 'mercado')
		stage.rowsAreLate = false
		stage.setOnline(true)
		await stage.clock.advance(HOLD_MS)
		expect(page.troubles).toEqual([])
		expect(page.corrections.list()).toEqual([])
		expect(stage.ledger.find(id)).toMatchObject({ amount_cents: 4500, voided: false })
		expect(shown(page, id)).toMatchObject({ amount_cents: 4500, voided: false })
		page.close()
	})

	test('of other fields than somebody else changed go on by themselves', async () => {
		const stage = new Stage()
		const { id } = stage.record()
		const page = stage.open()
		stage.setOnline(false)
		page.corrections.amend(shown(page, id)!, { amount: 40 })
		stage.other({ action: 'amend', transaction_id: id, category: 'Lazer' })
		stage.setOnline(true)
		await stage.clock.advance(HOLD_MS)
		expect(page.troubles).toEqual([])
		expect(stage.ledger.find(id)).toMatchObject({ amount_cents: 4000, category_id: 2 })
		page.close()
	})

	test('leaving the page sends what is still held back', async () => {
		const stage = new Stage()
		const { id } = stage.record()
		const page = stage.open()
		page.corrections.amend(shown(page, id)!, { amount: 40 })
		page.tell('hidden')
		await stage.clock.advance(0)
		expect(stage.ledger.find(id)).toMatchObject({ amount_cents: 4000 })
		page.close()
	})

	test('undone by somebody else: kept, it comes back with the correction; undone twice, nobody is asked', async () => {
		const stage = new Stage()
		const first = stage.record()
		const second = stage.record({ description: 'uber' })
		const page = stage.open()
		stage.setOnline(false)
		page.corrections.amend(shown(page, first.id)!, { amount: 40 })
		page.corrections.void(shown(page, second.id)!)
		stage.other({ action: 'void', transaction_id: first.id })
		stage.other({ action: 'void', transaction_id: second.id })
		stage.setOnline(true)
		await stage.clock.advance(HOLD_MS)
		expect(page.corrections.list()).toMatchObject([{ transaction: first.id, status: 'conflict' }])
		const [conflict] = page.corrections.list()
		expect(questionOf(conflict!, page.corrections.theirs(first.id))).toBe('gone')
		page.corrections.decide(first.id, 'mine')
		await stage.clock.advance(0)
		expect(stage.ledger.find(first.id)).toMatchObject({ amount_cents: 4000, voided: false })
		expect(stage.ledger.find(second.id)).toMatchObject({ voided: true })
		page.close()
	})

	test('changed by somebody else before it was undone: asked whether it goes all the same, with what was changed', async () => {
		const stage = new Stage()
		const bought = stage.record()
		const page = stage.open()
		stage.setOnline(false)
		page.corrections.void(shown(page, bought.id)!)
		stage.other({ action: 'amend', transaction_id: bought.id, amount: 31, category: 'Lazer' })
		stage.setOnline(true)
		await stage.clock.advance(HOLD_MS)
		const [conflict] = page.corrections.list()
		const theirs = page.corrections.theirs(bought.id)!
		expect(questionOf(conflict!, theirs)).toBe('voiding')
		expect(fieldsBetween(conflict!.saw!, theirs)).toEqual(['amount', 'category'])
		page.corrections.decide(bought.id, 'theirs')
		await stage.clock.advance(0)
		expect(stage.ledger.find(bought.id)).toMatchObject({ amount_cents: 3100, voided: false })
		page.close()
	})

	test('two tabs of one device send what waits once', async () => {
		const stage = new Stage()
		const { id } = stage.record()
		const page = stage.open()
		stage.setOnline(false)
		page.corrections.amend(shown(page, id)!, { amount: 40 })
		const other = stage.open()
		stage.setOnline(true)
		await stage.clock.advance(HOLD_MS)
		expect(new Set(stage.asked.map(({ message_id }) => message_id)).size).toBe(1)
		expect(stage.ledger.head()).toBe(2)
		expect([page, other].map(({ corrections }) => corrections.list())).toEqual([[], []])
		page.close()
		other.close()
	})
})

describe('a refused message', () => {
	test('becomes a purchase where it stands, at once, under its own number', async () => {
		const stage = new Stage()
		const refused = stage.refuse({ description: 'aluguel', amount: '1,234' })
		const page = stage.open()
		page.corrections.complete(refused, {
			description: 'aluguel',
			amount: 1234,
			source: 'Pix',
			kind: 'expense',
		})
		expect(shown(page, refused.id)).toMatchObject({ amount_cents: 123400, source_id: 1, voided: false })
		expect(page.metrics.size()).toBe(1)
		expect(page.corrections.unanswered([refused])).toEqual([])
		await stage.clock.advance(HOLD_MS)
		expect(stage.ledger.find(refused.id)).toMatchObject({ amount_cents: 123400 })
		expect(page.corrections.list()).toEqual([])
		expect(page.metrics.size()).toBe(1)
		page.close()
	})

	test('taken back, it waits again and nothing of it is counted', async () => {
		const stage = new Stage()
		const refused = stage.refuse({ description: 'aluguel', amount: '1,234' })
		const page = stage.open()
		const { id } = page.corrections.complete(refused, { description: 'aluguel', amount: 1234 })
		page.corrections.undo(id)
		expect(page.metrics.size()).toBe(0)
		expect(page.corrections.unanswered([refused])).toEqual([refused])
		page.close()
	})

	test('that was a correction of nothing clear is completed with the purchase that it meant', async () => {
		const stage = new Stage()
		const { id } = stage.record()
		const refused = stage.refuse({ action: 'amend', target_message_id: 'nothing', amount: 45 })
		const page = stage.open()
		page.corrections.complete(refused, { amount: 45 }, shown(page, id)!)
		expect(shown(page, id)).toMatchObject({ amount_cents: 4500 })
		await stage.clock.advance(HOLD_MS)
		expect(stage.ledger.find(id)).toMatchObject({ amount_cents: 4500 })
		expect(stage.ledger.inbox.find(({ message_id }) => message_id === refused.message_id)?.amended).toBe(true)
		page.close()
	})
})

test('what follows a correction whose answer was lost is no conflict with that one', async () => {
	const stage = new Stage()
	const { id } = stage.record()
	const page = stage.open()
	page.corrections.amend(shown(page, id)!, { amount: 45 })
	await stage.clock.advance(HOLD_MS / 2)
	page.corrections.amend(shown(page, id)!, { amount: 50 })
	stage.loseAnswer = true
	await stage.clock.advance(HOLD_MS / 2)
	// The row that the first one made is here, its answer is not, whatever else arrives.
	stage.record()
	expect(stage.ledger.find(id)).toMatchObject({ amount_cents: 4500 })
	expect(page.corrections.list().map(({ status }) => status)).toEqual(['queued', 'held'])
	expect(shown(page, id)).toMatchObject({ amount_cents: 5000 })
	await stage.clock.advance(HOLD_MS * 10)
	expect(page.troubles).toEqual([])
	expect([stage.ledger.find(id)?.amount_cents, page.corrections.list()]).toEqual([5000, []])
	page.close()
})

test('somebody else’s change is a conflict, also while a correction of another purchase is on its way', async () => {
	const stage = new Stage()
	const [one, other] = [stage.record(), stage.record()]
	const page = stage.open()
	page.corrections.amend(shown(page, one.id)!, { amount: 45 })
	await stage.clock.advance(HOLD_MS / 2)
	page.corrections.amend(shown(page, other.id)!, { amount: 50 })
	stage.loseAnswer = true
	await stage.clock.advance(HOLD_MS / 2)
	stage.other({ action: 'amend', transaction_id: other.id, amount: 60 })
	expect(page.corrections.list().map(({ status }) => status)).toEqual(['queued', 'conflict'])
	page.close()
})
