import fc from '../../../fixtures/property.ts'
import { type Item, insertStatement } from '../support/ledger.ts'
import { type ChangeKind, settingsStatement } from './settings-statements.ts'
import { AMOUNTS, type House, INSTANTS, pick, type Statement, TEXTS, type World } from './world.ts'

// Random statements: every kind that can change a transaction, the "a conferir" list, the settings or the members of a
// ledger. A step holds random numbers only; `statementOf` makes SQL of it, so that any step can follow any other and a
// failure shrinks to the fewest steps.

const n = fc.nat(1_000_000)

const fields = fc.record({
	message: fc.nat(25),
	item: fc.nat(2),
	action: fc.nat(9),
	target: fc.nat(30),
	fields: fc.nat(255),
	text: n,
	amount: fc.nat(23),
	instant: n,
	installments: fc.constantFrom(1, 1, 1, 2, 3, 12, 120, 0),
})
type Fields = typeof fields extends fc.Arbitrary<infer T> ? T : never

const random = fc.record({ a: n, b: n, c: n, d: n })
const named = <K extends ChangeKind>(kind: K, weight: number) => ({
	weight,
	arbitrary: random.map((values) => ({ kind, ...values })),
})

/** One step of a history. */
export const step = fc.oneof(
	{
		weight: 12,
		arbitrary: fc.record({
			kind: fc.constant('post' as const),
			house: n,
			items: fc.oneof(
				fc.array(fields, { minLength: 1, maxLength: 1 }),
				fc.array(fields, { minLength: 2, maxLength: 6 }),
			),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('many' as const),
			house: n,
			serial: fc.nat(1_000_000),
			count: fc.constantFrom(20, 60, 120, 199, 200, 201, 260),
			width: fc.constantFrom(0, 0, 40, 120, 280),
		}),
	},
	named('add', 3),
	named('alias', 3),
	named('rename', 2),
	named('drop', 2),
	named('map', 2),
	named('cycle', 3),
	named('closing', 3),
	named('both', 2),
	named('zone', 1),
	named('name', 1),
	named('budget', 1),
	named('dismiss', 1),
	named('join', 1),
	named('leave', 1),
	named('erase', 1),
)
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function itemOf(given: Fields): Item {
	const item: Item = { message_id: `m${given.message}`, item: given.item }
	const has = (bit: number) => (given.fields >> bit) % 2 === 1
	const record = given.action < 6
	if (!record) {
		item.action = pick(['amend', 'restore', 'void', 'amend', 'keep', 'undo'], given.action)
		if (given.target <= 25) item.target_message_id = `m${given.target}`
		if (has(7)) item.target_item = given.text % 3
	}
	// A record says most things; a correction only some.
	if (record || has(0)) item.amount = pick(AMOUNTS, given.amount % 3 ? given.amount % 5 : given.amount)
	if (record || has(1))
		item.description = pick(['Compra', 'Pão\u0007 de queijo', 'x'.repeat(280)], given.text)
	if (has(2)) item.category = pick(TEXTS, given.text)
	if (has(3)) item.source = pick(TEXTS, given.text >> 3)
	if (has(4)) item.person = pick(TEXTS, given.text >> 6)
	if (has(5)) item.kind = pick(['expense', 'income', 'refund', 'transfer'], given.text)
	if (item.kind === 'transfer' || given.text % 31 === 0) item.to_source = pick(TEXTS, given.text >> 2)
	if (item.kind === 'refund' && given.target <= 25) item.target_message_id = `m${given.target}`
	if (given.text % 7 === 0) Object.assign(item, { part: (given.text % 5) + 1, parts: 5 })
	if (given.text % 5 === 0) item.bill_month = pick(['2026-01', '2026-02', '', 'janeiro'], given.text >> 4)
	if (!record && given.text % 3 === 0) {
		item.from_part = 2 + (given.text % 2)
		item.parts_to = pick(['cancel', '2026-05'], given.text >> 5)
	}
	if (given.text % 4 === 0) item.sender = pick(['tel:5511987650001', 'tel:5511987650002'], given.text >> 3)
	if (has(6)) item.installments = given.installments
	const instant = pick(INSTANTS, given.instant)
	if (record || has(1)) if (instant) item.occurred_at = instant
	return item
}

const IGNORING = 'on conflict (ledger_id, message_id, item) do nothing'

/** An agent's post; a message that came before changes nothing. */
function post(house: House, agent: number, items: Item[]): Statement {
	const { text, parameters } = insertStatement(items, IGNORING)
	return { persona: { role: 'anon', token: pick(house.tokens, agent) }, text, parameters }
}

/** More items than a broadcast carries, or as many, with texts that make them too long for one, or not. */
const manyItems = (serial: number, { count, width }: { count: number; width: number }): Item[] =>
	Array.from({ length: count }, (_, k) => ({
		message_id: `many-${serial}-${k}`,
		description: `Compra ${k}`.padEnd(width || 1, 'ã'),
		amount: k + 1,
		...(k % 3 ? { category: `Mercado${'é'.repeat(Math.min(width, 110))}` } : { source: 'Nubank' }),
	}))

/** The SQL of a step in this world. `serial` is a number that no other step of the history has. */
export function statementOf(step: Step, world: World, serial: number): Statement {
	if (step.kind !== 'post' && step.kind !== 'many') return settingsStatement(step.kind, step, world)
	const items = step.kind === 'post' ? step.items.map(itemOf) : manyItems(serial, step)
	return post(pick(world.houses, step.house), step.house >> 3, items)
}
