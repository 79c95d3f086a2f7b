import { describe, expect, it } from 'vitest'
import { runCode } from './run-code'

interface Built {
	json: { intent: string; month: string | null; rows: Record<string, unknown>[] }
}

const message = {
	message_id: 'wamid.A',
	person: 'Ana',
	from: '5511987650001',
	type: 'text',
	quoted: null as string | null,
	// 22:00 of the 22nd in São Paulo.
	sent_at: '2026-11-23T01:00:00.000Z',
}
const build = (output: unknown, from: Partial<typeof message> = {}, cited: number[] = []) =>
	runCode<Built>('./build-rows.js', {
		json: { output },
		nodes: {
			Mensagens: { ...message, ...from },
			Configuração: { fuso: 'America/Sao_Paulo' },
			Pedido: { text: 'como a pessoa escreveu', cited },
		},
	}).json

const item = (more: object = {}) => ({
	action: 'record',
	kind: 'expense',
	description: 'mercado',
	amount: '52,90',
	category: null,
	source: 'nubank',
	installments: null,
	per_installment: false,
	date: null,
	...more,
})
const record = (...items: object[]) => ({ intent: 'record', month: null, items })

it('makes one row per purchase, numbered, with whose message it is', () => {
	const { intent, rows } = build(record(item(), item({ description: 'farmácia', amount: '10,00' })))
	expect(intent).toBe('record')
	expect(rows).toEqual([
		expect.objectContaining({
			message_id: 'wamid.A',
			item: 0,
			person: 'Ana',
			amount: '52,90',
			occurred_at: message.sent_at,
		}),
		expect.objectContaining({ message_id: 'wamid.A', item: 1, person: 'Ana', description: 'farmácia' }),
	])
	expect(rows[0]?.payload).toEqual({ message: 'como a pessoa escreveu', type: 'text', via: 'whatsapp' })
})

it('gives every row the same keys, as the API wants them', () => {
	const { rows } = build(record(item(), item({ action: 'void' }), item({ action: 'amend', amount: '45,00' })))
	expect(new Set(rows.map((row) => Object.keys(row).join())).size).toBe(1)
})

it('leaves out of a correction what it does not change', () => {
	const nothing = { kind: null, description: null, amount: null, category: null, source: null, date: null }
	const { rows } = build(record(item({ ...nothing, action: 'amend', amount: '45,00' })), {
		quoted: 'wamid.Z',
	})
	const given = Object.entries(rows[0]!).filter(([, value]) => value !== null)
	expect(Object.fromEntries(given)).toEqual({
		message_id: 'wamid.A',
		item: 0,
		action: 'amend',
		target_message_id: 'wamid.Z',
		amount: '45,00',
		person: 'Ana',
		sender: 'tel:5511987650001',
		sent_at: message.sent_at,
		payload: expect.anything(),
	})
})

it.each([
	['the one named', [0, 1], 1, 1],
	['the only one, whatever is named', [3], 7, 3],
	['none of several when none is named', [0, 1], null, undefined],
	['none of several when one is named that is not there', [0, 1], 2, undefined],
	['none when nothing is known of it', [], 1, undefined],
])('of the answered message: %s', (_, cited, target, item_sent) => {
	const { rows } = build(
		record(item({ action: 'amend', amount: '25', target })),
		{ quoted: 'wamid.Z' },
		cited,
	)
	expect(rows[0]).toMatchObject({ target_message_id: 'wamid.Z' })
	expect(rows[0]?.target_item).toBe(item_sent)
})

it('voids without any field', () => {
	const { rows } = build(record(item({ action: 'void' })))
	expect(rows[0]).not.toHaveProperty('amount')
	expect(rows[0]).not.toHaveProperty('occurred_at')
})

it('cuts between characters, far behind the limit, and sends nothing that PostgreSQL cannot store', () => {
	const [long, broken] = build(
		record(
			item({ description: '🛒'.repeat(500) }),
			item({ description: ' caf\u0000é \ud83d', category: '\u0000' }),
		),
	).rows
	// The inbox refuses over 280 characters, so a cut is seen.
	expect(long?.description).toBe('🛒'.repeat(400))
	expect(broken).toMatchObject({ description: 'café \ufffd', category: null })
})

describe('amounts', () => {
	it.each([
		['89,90', 10, true, '899,00'],
		['0,1', 3, true, '0,30'],
		['33,33', 3, true, '99,99'],
		['999999999', 120, true, '119999999880,00'],
		['89,90', 10, false, '89,90'],
		['89,90', 1, true, '89,90'],
		['1.234', 2, true, '1.234'],
		['muito', 2, true, 'muito'],
	])('%s × %i (per part: %s) is %s, exactly', (amount, installments, per_installment, total) => {
		expect(build(record(item({ amount, installments, per_installment }))).rows[0]?.amount).toBe(total)
	})
})

describe('dates', () => {
	const at = (date: unknown) => build(record(item({ date }))).rows[0]?.occurred_at
	it('names another day at noon there, and keeps the moment for today', () => {
		expect(at('2026-11-21')).toBe('2026-11-21 12:00:00 America/Sao_Paulo')
		expect(at('2026-11-22')).toBe(message.sent_at)
	})
	it.each(['2026-02-30', '21/11', 'ontem', 20261121, '2026-11-21; drop table'])('ignores %s', (date) => {
		expect(at(date)).toBe(message.sent_at)
	})
})

describe('does not trust the model', () => {
	it('with whose message it is, which one it is, or any other column', () => {
		const evil = {
			message_id: 'wamid.other',
			item: 99,
			person: 'Bruno',
			target_message_id: 'wamid.victim',
			ledger_id: 'x',
			status: 'accepted',
			payload: { x: 1 },
		}
		const { rows } = build(record({ ...item(), ...evil }, { ...item({ action: 'void' }), ...evil }))
		for (const [index, row] of rows.entries()) {
			expect(row).toMatchObject({ message_id: 'wamid.A', item: index, person: 'Ana' })
			expect(row.target_message_id ?? null).toBeNull()
			expect(Object.keys(row)).not.toContain('ledger_id')
			expect(Object.keys(row)).not.toContain('status')
			expect(row.payload).not.toHaveProperty('x')
		}
	})

	it.each([
		['nothing', undefined],
		['a text', 'drop table'],
		['no list', { intent: 'record', items: 'x' }],
		['an empty list', record()],
		['an unknown intent', { intent: 'sudo', items: [item()] }],
	])('with %s: no row at all', (_, output) => {
		expect(build(output)).toEqual({ intent: 'other', month: null, rows: [] })
	})

	it('with the shape of an item, or with how many there are', () => {
		expect(build(record(...Array.from({ length: 50 }, () => item()))).rows).toHaveLength(20)
		const { rows } = build({
			intent: 'record',
			items: [null, { action: 'drop', amount: {}, description: ['x'], installments: 1.5 }],
		})
		for (const row of rows) {
			expect(row.action).toBe('record')
			expect([row.amount ?? null, row.description ?? null, row.installments ?? null]).toEqual([
				null,
				null,
				null,
			])
		}
	})
})

it('asks for a month’s total only for a month that is one', () => {
	const month = (value: unknown) => build({ intent: 'summary', month: value, items: [item()] })
	expect(month('2026-10')).toEqual({ intent: 'summary', month: '2026-10', rows: [] })
	expect(month('2026-13').month).toBeNull()
	expect(month("2026-10' or 1=1").month).toBeNull()
})
