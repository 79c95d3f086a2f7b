import { expect, test } from 'vitest'
import fc from '../../fixtures/property'
import { seededRandom } from '../household/random'
import { compareWithInbox, factsOf, planImport, sendImport } from '../import/index'
import { hasTwinsInParts, history, play, type World } from '../import/testing/beside-chat'
import { addMonths, monthName, monthNumber } from '../ledger/month'
import { liveParts } from '../ledger/parts'
import type { BillMonth, Cents } from '../ledger/types'
import { createDemoAgents } from './agents'
import { DemoImport } from './import'
import { DemoLedger } from './ledger'

function household() {
	const random = seededRandom(1)
	const ledger = new DemoLedger(
		{
			id: 'casa',
			name: 'Casa',
			currency: 'BRL',
			timezone: 'America/Sao_Paulo',
			basis: 'bill',
			corrections: true,
			role: 'owner',
		},
		{
			sources: [{ id: 1, name: 'Nubank', aliases: [], archived: false }],
			cycles: [{ source_id: 1, from_month: null, closing_day: 25, due_day: 5 }],
		},
		random,
	)
	const agents = createDemoAgents(random)
	const { token } = agents.create(ledger, 'WhatsApp')
	const world: World = {
		inbox: new DemoImport(ledger, agents, random),
		async chat(row) {
			expect(agents.insert(token, row).status).toBe(201)
		},
		async bills() {
			const bills = new Map<BillMonth, Cents>()
			for (const row of ledger.transactions()) {
				if (row.voided) continue
				const sign = row.kind === 'refund' ? -1 : 1
				for (const { month, cents } of liveParts(row, monthNumber(row.bill_month), 0)) {
					const name = monthName(month)
					bills.set(name, (bills.get(name) ?? 0) + sign * cents)
				}
			}
			return bills
		},
		revision: async () => ledger.head(),
	}
	return { ledger, agents, token, world }
}

test('bills imported beside a chat never double and never lose, whatever was told and in any order', async () => {
	await fc.assert(
		fc.asyncProperty(history, async (told) => {
			const { world } = household()
			const truth = await play(told, world)
			const bills = await world.bills()
			expect(sum(bills)).toBe(sum(truth))
			// A later part of one purchase may be the only line of its file, and another purchase the only one that it is like.
			if (hasTwinsInParts(told)) return
			for (const [bill, cents] of truth) expect([bill, bills.get(bill) ?? 0]).toEqual([bill, cents])
		}),
		{ numRuns: 150 },
	)
})

test('refunds and payments of a card come in, are undone and brought back', async () => {
	const { ledger, world } = household()
	const today = ledger.calendar.dayAt(Date.now())
	const lines = [
		`${today},Loja,100.00`,
		`${today},Loja - Parcela 2/3,30.00`,
		`${today},Estorno de Loja,-40.00`,
		`${today},Pagamento recebido,-500.00`,
	]
	const bytes = new TextEncoder().encode(`date,title,amount\n${lines.join('\n')}\n`)
	const known = { timezone: 'America/Sao_Paulo', today, sources: [] }
	const bill = addMonths(today.slice(0, 7), 1)
	const bring = async () => {
		const plan = await planImport(bytes, { ledger: known, answers: { bill, account: 'Nubank' } })
		const compared = await compareWithInbox(plan.items, 'b', world.inbox, { ledger: known })
		const file = factsOf('a.csv', 'b', plan.file)
		return sendImport([{ ...compared, file, matches: [] }], world.inbox, known.timezone)
	}
	const sent = await bring()
	expect([sent.recorded, sent.refused]).toEqual([4, []])
	const rows = () =>
		ledger
			.transactions()
			.filter(({ voided }) => !voided)
			.map(({ kind, amount_cents, source_id, to_source_id, part, imported }) => [
				kind,
				amount_cents,
				source_id,
				to_source_id,
				part,
				imported,
			])
	const all = [
		['expense', 10_000, 1, null, null, true],
		['expense', 3_000, 1, null, 2, true],
		['refund', 4_000, 1, null, null, true],
		['transfer', 50_000, null, 1, null, true],
	]
	expect(rows()).toEqual(all)
	await world.inbox.correct(sent.undo(1))
	expect(rows()).toEqual([])
	const again = await bring()
	expect([again.recorded, again.restored, again.refused]).toEqual([0, 4, []])
	expect(rows()).toEqual(all)
})

const sum = (bills: Map<BillMonth, Cents>) => [...bills.values()].reduce((total, cents) => total + cents, 0)
