import { expect, it } from 'vitest'
import { runCode } from './run-code'

interface Rows {
	json: { ok: boolean; rows: Record<string, unknown>[]; answer?: { error: string } }
}
const rows = (body: unknown) => runCode<Rows>('./webhook-rows.js', { nodes: { Webhook: { body } } }).json

it('takes one object, a list, or rows', () => {
	const one = { message_id: 'a', amount: '1,00', description: 'x' }
	for (const body of [one, [one], { rows: [one] }])
		expect(rows(body).rows).toEqual([{ ...one, payload: { via: 'webhook' } }])
})

it('keeps unknown fields in payload and lets no other column through', () => {
	const [row] = rows({ message_id: 'a', ledger_id: 'x', status: 'accepted', payload: { message: 'm' } }).rows
	expect(row).toEqual({
		message_id: 'a',
		payload: { message: 'm', ledger_id: 'x', status: 'accepted', via: 'webhook' },
	})
})

it.each([['luz de novembro'], [['a', 1]], [7], [false], ['']])('keeps a payload that is %j', (payload) => {
	const [row] = rows({ message_id: 'a', payload, note: 'n' }).rows
	expect(row).toEqual({ message_id: 'a', payload: { payload, note: 'n', via: 'webhook' } })
})

it.each([[null], [undefined]])('makes nothing of a payload that is %j', (payload) => {
	expect(rows({ message_id: 'a', payload }).rows).toEqual([{ message_id: 'a', payload: { via: 'webhook' } }])
})

it('sends nothing that PostgreSQL cannot store, however deep', () => {
	const [row] = rows({
		message_id: 'a',
		description: 'caf\u0000é \ud83d',
		payload: { deep: ['\u0000x'] },
	}).rows
	expect(row).toMatchObject({ description: 'café \ufffd', payload: { deep: ['x'] } })
})

it('gives every row the same keys', () => {
	const given = rows([
		{ message_id: 'a', item: 1, kind: 'income' },
		{ message_id: 'b', amount: 2 },
	]).rows
	expect(given[1]).toMatchObject({ item: 0, kind: null, amount: 2 })
	expect(Object.keys(given[0]!).sort()).toEqual(Object.keys(given[1]!).sort())
})

it.each([
	[undefined],
	[null],
	[''],
	[[]],
	[[1]],
	[{}],
	[{ message_id: ' ' }],
	[{ message_id: 7 }],
	[[[]]],
	[Array(501).fill({ message_id: 'a' })],
])('refuses %j, saying what it wants', (body) => {
	expect(rows(body)).toMatchObject({ ok: false, status: 400 })
	expect(rows(body).answer?.error).toMatch(/^(Send|Every row)/)
})
