import { afterEach, expect, test, vi } from 'vitest'
import type { Client } from './client'
import { LargeLedger, unfinishedErasures } from './large-ledger'

interface Asked {
	name: string
	args: Record<string, unknown>
}

/** Answers in turn; an error stands for an answer that never came. */
function ledgerOf(answers: unknown[], id = 'ledger') {
	const asked: Asked[] = []
	const waits: number[] = []
	const rpc = async (name: string, args: Record<string, unknown>) => {
		asked.push({ name, args })
		const next = answers.shift()
		if (next instanceof Error) throw next
		const refusal = next as { error?: object; status?: number } | null
		if (refusal?.error) return { data: null, error: refusal.error, status: refusal.status }
		return { data: next, error: null, status: 200 }
	}
	const large = new LargeLedger({ rpc } as unknown as Client, id, async (ms) => void waits.push(ms))
	return { large, asked, waits }
}

const stored = new Map<string, string>()
vi.stubGlobal('localStorage', {
	getItem: (key: string) => stored.get(key) ?? null,
	setItem: (key: string, value: string) => void stored.set(key, value),
	removeItem: (key: string) => void stored.delete(key),
})
afterEach(() => stored.clear())

const row = (id: string, revision: number, received_at?: string) => ({ id, revision, received_at })

test('an export is put together from its steps, each row once, messages as they came in', async () => {
	const { large, asked } = ledgerOf([
		{ format: 'painel-1', transactions: [], inbox: [] },
		{ rows: [row('a', 1), row('b', 2)], next: [2] },
		// Changed meanwhile: it comes again.
		{ rows: [row('a', 3)], next: null },
		{ rows: [row('m2', 2, '2026-11-02')], next: ['m2', 0] },
		{ rows: [row('m1', 1, '2026-11-01')], next: null },
	])
	const told: number[] = []
	expect(await large.export((rows) => told.push(rows))).toEqual({
		format: 'painel-1',
		transactions: [row('b', 2), row('a', 3)],
		inbox: [row('m1', 1, '2026-11-01'), row('m2', 2, '2026-11-02')],
	})
	expect(told).toEqual([2, 2, 3, 4])
	expect(asked.map(({ name, args }) => [name, args.after])).toEqual([
		['export_ledger', undefined],
		['export_rows', null],
		['export_rows', [2]],
		['export_rows', null],
		['export_rows', ['m2', 0]],
	])
})

test('a step that got no answer is tried again, and only that one', async () => {
	const { large, asked, waits } = ledgerOf([
		{ format: 'painel-1' },
		{ rows: [row('a', 1)], next: [1] },
		new TypeError('Failed to fetch'),
		{ error: { code: '57014', message: 'canceling statement' }, status: 500 },
		{ rows: [row('b', 2)], next: null },
		{ rows: [], next: null },
	])
	expect(await large.export()).toMatchObject({ transactions: [row('a', 1), row('b', 2)] })
	expect(waits).toEqual([1_000, 2_000])
	expect(asked.slice(2, 5).map(({ args }) => args.after)).toEqual([[1], [1], [1]])
})

test('a refusal is final, and trouble without end is told', async () => {
	const refused = ledgerOf([{ error: { code: '42501', message: 'as viewer of this ledger' }, status: 403 }])
	await expect(refused.large.export()).rejects.toMatchObject({ code: 'not_allowed' })
	expect(refused.waits).toEqual([])
	const down = ledgerOf(Array.from({ length: 5 }, () => new TypeError('Failed to fetch')))
	await expect(down.large.export()).rejects.toMatchObject({ code: 'network' })
	expect(down.waits).toEqual([1_000, 2_000, 4_000, 8_000])
})

test('a ledger is deleted once, and erased until nothing is left', async () => {
	const { large, asked } = ledgerOf([true, true, new TypeError('Failed to fetch'), false])
	await large.delete('Casa')
	expect(asked.map(({ name }) => name)).toEqual([
		'delete_ledger',
		'erase_remains',
		'erase_remains',
		'erase_remains',
	])
	// Each step is of that ledger alone.
	expect(asked.map(({ args }) => args.ledger_id)).toEqual(Array.from({ length: 4 }, () => 'ledger'))
	expect(unfinishedErasures()).toEqual([])
	const small = ledgerOf([false])
	await small.large.delete('Casa')
	expect(small.asked).toHaveLength(1)
})

test('what is left when the page is closed is remembered for the next visit', async () => {
	const { large } = ledgerOf([true, ...Array.from({ length: 5 }, () => new TypeError('Failed to fetch'))])
	await expect(large.delete('Casa')).rejects.toMatchObject({ code: 'network' })
	const other = ledgerOf(
		[true, ...Array.from({ length: 5 }, () => new TypeError('Failed to fetch'))],
		'other',
	)
	await expect(other.large.delete('Sítio')).rejects.toMatchObject({ code: 'network' })
	expect(unfinishedErasures()).toEqual(['ledger', 'other'])
	const third = ledgerOf([true, false, false], 'third')
	await third.large.eraseUnfinished()
	expect(third.asked.map(({ args }) => args.ledger_id)).toEqual(['ledger', 'ledger', 'other'])
	expect(unfinishedErasures()).toEqual([])
	await third.large.eraseUnfinished()
	expect(third.asked).toHaveLength(3)
})

test('words are erased step by step until none are left, and one that got no answer is tried again', async () => {
	const { large, asked } = ledgerOf([5000, new TypeError('no answer'), 1200, 0])
	const told: number[] = []
	expect(await large.eraseTexts({ contact: 'tg:7' }, (count) => told.push(count))).toBe(6200)
	expect(told).toEqual([5000, 6200])
	expect(asked.map(({ name, args }) => [name, args.contact])).toEqual(
		Array.from({ length: 4 }, () => ['erase_texts', 'tg:7']),
	)
})
