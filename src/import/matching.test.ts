import { describe, expect, test } from 'vitest'
import { addDays } from '../ledger/day'
import { matchRow, unmatchRow } from './inbox-rows'
import { MatchChoices } from './match-choices'
import { matchLines, type RecordedPurchase } from './matching'
import type { KnownLedger, PlanItem } from './types'

const ZONE = 'America/Sao_Paulo'
const ledger: KnownLedger = {
	timezone: ZONE,
	today: '2026-11-30',
	sources: [
		{ name: 'Nubank', aliases: ['roxinho'], cycles: [{ closing_day: 25, due_day: 5 }] },
		{ name: 'Itaú', aliases: [], cycles: [] },
		{ name: 'C6', aliases: [], cycles: [{ closing_day: 1, due_day: 8 }] },
	],
}

let lines = 0
const line = (more: Partial<PlanItem> = {}): PlanItem => ({
	line: ++lines,
	text: 'text',
	message_id: `import:${lines}:0`,
	kind: 'expense',
	amount_cents: 5290,
	day: '2026-10-20',
	description: 'SUPERMERCADO BOM',
	source: 'Nubank',
	category: null,
	person: null,
	to_source: null,
	installments: 1,
	part: null,
	parts: null,
	bill_month: '2026-11',
	...more,
})

let told = 0
const chat = (more: Partial<RecordedPurchase> & { day?: string } = {}): RecordedPurchase => {
	const { day = '2026-10-20', ...rest } = more
	return {
		transaction_id: `t${++told}`,
		message_id: `wamid.${told}`,
		item: 0,
		kind: 'expense',
		amount_cents: 5290,
		occurred_at: Date.parse(`${day}T22:30:00-03:00`),
		description: 'mercado',
		source: 'nubank',
		to_source: null,
		person: null,
		installments: 1,
		part: null,
		parts: null,
		bill_month: '2026-11',
		given_month: null,
		moves: null,
		taken: [],
		...rest,
	}
}

/** What each line is taken for, and whether a person is asked. */
const taken = async (items: PlanItem[], purchases: RecordedPurchase[]) => {
	const { fresh, matches } = await matchLines(items, purchases, ledger)
	return items.map((item) => {
		if (fresh.includes(item)) return 'new'
		const match = matches.find((other) => other.item === item)!
		return `${match.proposed?.transaction_id ?? 'new'}${match.asked ? '?' : ''}`
	})
}

describe('a line is a recorded purchase', () => {
	test('of its kind, source and amount, about its day, by the ledger’s own day', async () => {
		const purchase = chat()
		expect(await taken([line()], [purchase])).toEqual([purchase.transaction_id])
		for (const day of ['2026-10-17', '2026-10-23'])
			expect(await taken([line({ day })], [purchase])).toEqual([purchase.transaction_id])
		for (const day of ['2026-10-16', '2026-10-24'])
			expect(await taken([line({ day })], [purchase])).toEqual(['new'])
		expect(await taken([line({ amount_cents: 5291 })], [purchase])).toEqual(['new'])
		expect(await taken([line({ kind: 'refund' })], [purchase])).toEqual(['new'])
		expect(await taken([line({ source: 'Itaú' })], [purchase])).toEqual(['new'])
		expect(await taken([line({ source: 'ROXINHO' })], [purchase])).toEqual([purchase.transaction_id])
	})

	test('and one that names no source, or the card by its bank, is offered and not taken', async () => {
		expect(await taken([line()], [chat({ source: null })])).toEqual(['new?'])
		expect(await taken([line({ source: null })], [chat()])).toEqual(['new?'])
		expect(await taken([line({ source: 'C6 final 3313' })], [chat({ source: 'c6' })])).toEqual(['new?'])
		expect(await taken([line({ source: 'C6 final 3313' })], [chat()])).toEqual(['new'])
	})

	test('once: equal lines beside one purchase are one of it and the rest new', async () => {
		const purchase = chat()
		expect(await taken([line(), line()], [purchase])).toEqual([purchase.transaction_id, 'new'])
		const two = [chat(), chat()]
		expect((await taken([line(), line()], two)).sort()).toEqual(
			two.map(({ transaction_id }) => transaction_id).sort(),
		)
	})

	test('the nearest day first, and the words next; such are asked', async () => {
		const purchase = chat({ description: 'padaria' })
		expect(await taken([line({ day: '2026-10-22' }), line()], [purchase])).toEqual([
			'new?',
			`${purchase.transaction_id}?`,
		])
		expect(await taken([line(), line({ description: 'PADARIA SOL' })], [purchase])).toEqual([
			'new?',
			`${purchase.transaction_id}?`,
		])
	})

	test('and none goes without that could have one: a chain of days is matched along', async () => {
		const days = ['2026-10-01', '2026-10-04', '2026-10-07', '2026-10-10']
		const purchases = days.map((day) => chat({ day }))
		// Each line is as near to the purchase before as to its own, and the first has only its own.
		const items = days.map((day) => line({ day: addDays(day, -1) })).reverse()
		const found = await taken(items, purchases)
		expect(new Set(found).size).toBe(4)
		expect(found.every((one) => one.startsWith('t'))).toBe(true)
	})

	test('thousands of equal lines beside as many equal purchases each find one', async () => {
		const purchases = Array.from({ length: 500 }, () => chat())
		const items = Array.from({ length: 2000 }, () => line())
		const { matches } = await matchLines(items, purchases, ledger)
		expect(matches.filter(({ proposed }) => proposed !== null)).toHaveLength(500)
	})
})

describe('parts', async () => {
	const tenTimes = (more: Partial<RecordedPurchase> & { day?: string } = {}) =>
		chat({ amount_cents: 89_905, installments: 10, day: '2026-08-20', bill_month: '2026-09', ...more })
	const part = (k: number, more: Partial<PlanItem> = {}) =>
		line({
			part: k,
			parts: 10,
			amount_cents: 8990,
			day: '2026-08-20',
			bill_month: `2026-${String(8 + k).padStart(2, '0')}`,
			...more,
		})

	test('each is that part of the purchase, under the day of the purchase or its own', async () => {
		const purchase = tenTimes()
		expect(await taken([part(1, { amount_cents: 8995 })], [purchase])).toEqual([purchase.transaction_id])
		expect(await taken([part(3)], [purchase])).toEqual([purchase.transaction_id])
		expect(await taken([part(3, { day: '2026-10-21' })], [purchase])).toEqual([purchase.transaction_id])
		expect(await taken([part(3, { day: '2026-09-20' })], [purchase])).toEqual(['new'])
		expect(await taken([part(3, { amount_cents: 8000 })], [purchase])).toEqual(['new'])
		expect(await taken([part(3, { parts: 12 })], [purchase])).toEqual(['new'])
	})

	test('a bank that rounds up, or puts the remainder last, is understood', async () => {
		const hundred = () => chat({ amount_cents: 10_000, installments: 3, day: '2026-08-20', bill_month: null })
		const third = async (k: number, amount_cents: number) =>
			(
				await taken(
					[line({ part: k, parts: 3, amount_cents, day: '2026-08-20', bill_month: null })],
					[hundred()],
				)
			)[0]
		for (const [k, cents] of [
			[1, 3334],
			[1, 3333],
			[2, 3333],
			[2, 3334],
			[3, 3334],
			[3, 3333],
		] as const)
			expect([k, cents, await third(k, cents)]).toEqual([k, cents, `t${told}`])
		expect(await third(2, 3332)).toBe('new')
		expect(await third(2, 3335)).toBe('new')
	})

	test('a part that an earlier file had is taken, and a cancelled one is none', async () => {
		expect(await taken([part(3)], [tenTimes({ taken: [1, 2] })])).toEqual([`t${told}`])
		expect(await taken([part(3)], [tenTimes({ taken: [3] })])).toEqual(['new'])
		expect(await taken([part(3)], [tenTimes({ moves: [[3, null]] })])).toEqual(['new'])
	})

	test('another bill than its earlier parts tell is asked about', async () => {
		expect(await taken([part(3, { bill_month: '2026-12' })], [tenTimes({ taken: [1, 2] })])).toEqual(['new?'])
		expect(await taken([part(3, { bill_month: '2026-12' })], [tenTimes()])).toEqual([`t${told}`])
	})

	test('two lines of one bill are not two parts of one purchase without a word', async () => {
		const purchase = tenTimes()
		const found = await taken(
			[part(9, { bill_month: '2026-11' }), part(10, { bill_month: '2026-11' })],
			[purchase],
		)
		expect(found.filter((one) => one === 'new?')).toHaveLength(1)
	})
})

describe('transfers', () => {
	const paid = (more: Partial<RecordedPurchase> = {}) =>
		chat({ kind: 'transfer', source: null, to_source: 'nubank', bill_month: null, ...more })
	const payment = (more: Partial<PlanItem> = {}) =>
		line({ kind: 'transfer', source: null, to_source: 'Nubank', bill_month: '2026-10', ...more })

	test('a bill that somebody said to have paid is paid once', async () => {
		expect(await taken([payment()], [paid()])).toEqual([`t${told}`])
		expect(await taken([payment({ source: 'Itaú' })], [paid()])).toEqual([`t${told}`])
		expect(await taken([payment({ to_source: 'C6' })], [paid()])).toEqual(['new'])
	})

	test('the account’s file and the card’s tell of one payment; two lines of one file are two', async () => {
		const ofAccount = (more = {}) => paid({ message_id: `import:${told}:0`, source: 'Itaú', ...more })
		expect(await taken([payment()], [ofAccount()])).toEqual([`t${told}`])
		expect(await taken([payment({ source: 'Itaú' })], [ofAccount()])).toEqual(['new'])
		expect(await taken([line()], [chat({ message_id: 'import:x:0' })])).toEqual(['new'])
	})
})

describe('what is sent', () => {
	const FILE = { file: 'a.csv', bytes: 'b', form: 'f', account: 'Nubank', order: null, until: null }

	test('an amend under the line’s own id, with what only the bank knows', () => {
		const purchase = chat({ source: null, bill_month: '2026-10', item: 2 })
		const item = line()
		const row = matchRow(item, purchase, FILE, ZONE)
		expect(row).toMatchObject({
			message_id: item.message_id,
			action: 'amend',
			target_message_id: purchase.message_id,
			target_item: 2,
			source: 'Nubank',
			bill_month: '2026-11',
			payload: { matched_part: 1, via: 'import', bytes: 'b' },
		})
		expect(Object.keys(row)).not.toContain('amount')
		expect(unmatchRow(row, purchase, 7)).toEqual({
			message_id: `${item.message_id}:undo:7`,
			action: 'amend',
			target_message_id: purchase.message_id,
			target_item: 2,
			source: '',
			bill_month: '',
		})
		const same = matchRow(line(), chat(), FILE, ZONE)
		expect([same.source, same.bill_month]).toEqual([undefined, undefined])
		expect(unmatchRow(same, purchase, 7)).toBeNull()
	})

	test('the bill of a part says the bill of the first, unless an earlier part did or it is too far', () => {
		const part = line({ part: 3, parts: 10, amount_cents: 529, bill_month: '2026-12' })
		const bill = (more: Partial<RecordedPurchase>) =>
			matchRow(part, chat({ installments: 10, bill_month: '2026-11', ...more }), FILE, ZONE).bill_month
		expect(bill({})).toBe('2026-10')
		expect(bill({ taken: [1] })).toBeUndefined()
		expect(bill({ moves: [[4, '2026-12']] })).toBeUndefined()
		expect(bill({ bill_month: '2026-10' })).toBeUndefined()
		const early = line({ part: 9, parts: 10, bill_month: '2026-11' })
		expect(matchRow(early, chat({ installments: 10 }), FILE, ZONE).bill_month).toBeUndefined()
	})

	test('a purchase that one line has is taken from another', async () => {
		const purchase = chat()
		const { matches } = await matchLines([line({ day: '2026-10-21' }), line()], [purchase], ledger)
		const choices = new MatchChoices(matches)
		expect(choices.confirmed().map(({ item }) => item)).toEqual([matches[1]!.item])
		choices.choose(matches[0]!, purchase)
		expect(choices.confirmed().map(({ item }) => item)).toEqual([matches[0]!.item])
		expect(choices.fresh()).toEqual([matches[1]!.item])
		choices.choose(matches[0]!, null)
		expect(choices.confirmed()).toEqual([])
		choices.choose(matches[1]!, purchase)
		expect(choices.confirmed()).toHaveLength(1)
	})
})

test('a line that gave its purchase back keeps the one that it took instead', async () => {
	const [first, second] = [chat(), chat()]
	const { matches } = await matchLines([line(), line({ day: '2026-10-21' })], [first, second], ledger)
	const choices = new MatchChoices(matches)
	const [one, other] = matches
	choices.choose(other!, null)
	choices.choose(one!, first)
	choices.choose(one!, second)
	choices.choose(other!, first)
	expect([choices.of(one!), choices.of(other!)]).toEqual([second, first])
})

test('what a person said of a line holds when matches are found anew, where the line may still be that', async () => {
	const [one, other, third] = [line(), line({ amount_cents: 700 }), line({ amount_cents: 900 })]
	const purchases = [chat(), chat({ amount_cents: 700 }), chat({ amount_cents: 900 })]
	const found = async (items: PlanItem[]) => (await matchLines(items, purchases, ledger)).matches
	const before = new MatchChoices(await found([one, other, third]))
	before.choose(before.matches[0]!, null)
	before.choose(before.matches[2]!, null)
	const again = new MatchChoices(await found([one, other, { ...third, kind: 'transfer' }]), before)
	expect(again.matches.map((match) => again.of(match)?.transaction_id ?? null)).toEqual([
		null,
		purchases[1]!.transaction_id,
	])
})

test('where two lines look alike and one of them is recorded, the other is new, and nobody is asked', async () => {
	const { fresh, matches } = await matchLines([line(), line()], [chat()], ledger)
	expect([fresh.length, matches.length, matches[0]!.asked]).toEqual([1, 1, false])
})

test('purchases that look alike are no question, and those of another day or text are', async () => {
	const asked = async (other: Parameters<typeof chat>[0]) => {
		const { matches } = await matchLines([line()], [chat(), chat(other)], ledger)
		return matches.map((match) => match.asked)
	}
	expect(await asked({})).toEqual([false])
	expect(await asked({ description: 'MERCADO' })).toEqual([false])
	expect(await asked({ description: 'feira' })).toEqual([true])
	expect(await asked({ day: '2026-10-21' })).toEqual([true])
})

test('a part by itself is found by its number, how many there are, and its amount', async () => {
	const part = line({ part: 3, parts: 10, installments: 1 })
	const found = async (more: Parameters<typeof chat>[0]) => {
		const { matches } = await matchLines([part], [chat({ part: 3, parts: 10, ...more })], ledger)
		return matches.length
	}
	expect(await found({})).toBe(1)
	expect(await found({ part: 4 })).toBe(0)
	expect(await found({ parts: 9 })).toBe(0)
	expect(await found({ amount_cents: 5291 })).toBe(0)
	expect(await found({ kind: 'refund' })).toBe(0)
})
