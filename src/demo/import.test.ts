import { expect, test } from 'vitest'
import fc from '../../fixtures/property'
import { seededRandom } from '../household/random'
import {
	compareWithInbox,
	factsOf,
	MatchChoices,
	planImport,
	planWithMemory,
	sendImport,
} from '../import/index'
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

/** What happened in an account; each bank's file has all lines of its days, in the words of its form. */
const account = fc.record({
	lines: fc.array(
		fc.record({
			day: fc.integer({ min: 1, max: 12 }),
			cents: fc.constantFrom(-1000, -2050, 1000),
			text: fc.nat(3),
		}),
		{ minLength: 1, maxLength: 14 },
	),
	files: fc.array(
		fc.record({
			from: fc.integer({ min: 1, max: 12 }),
			days: fc.nat(8),
			isOfx: fc.boolean(),
			/** By an agent, which says of no purchase that another line is it, too. */
			isOfAgent: fc.boolean(),
			isUndone: fc.constantFrom(false, false, true),
		}),
		{ minLength: 2, maxLength: 6 },
	),
})

test('files of one account in two forms, whatever they have in common and in any order, record each line once', async () => {
	await fc.assert(
		fc.asyncProperty(account, async ({ lines, files }) => {
			const { ledger, world } = household()
			const today = ledger.calendar.dayAt(Date.now())
			const month = addMonths(today.slice(0, 7), -1)
			const known = { timezone: 'America/Sao_Paulo', today, sources: [] }
			const dayOf = (day: number) => `${month}-${String(day).padStart(2, '0')}`
			const textOf = {
				csv: ['Padaria', 'Feira', 'Luz', 'Uber'],
				ofx: ['COMPRA PADARIA', 'COMPRA', 'DEB AUT', 'COMPRA UBER'],
			}
			const bytesOf = ({ from, days, isOfx }: (typeof files)[number]) => {
				const own = lines.filter(({ day }) => day >= from && day <= from + days).sort((a, b) => a.day - b.day)
				const rows = own.map(({ day, cents, text }) =>
					isOfx
						? `<STMTTRN><DTPOSTED>${dayOf(day).replaceAll('-', '')}<TRNAMT>${(cents / 100).toFixed(2)}<MEMO>${textOf.ofx[text]}</STMTTRN>`
						: `${dayOf(day)};${textOf.csv[text]};${(cents / 100).toFixed(2)}`,
				)
				if (rows.length === 0) return null
				return new TextEncoder().encode(
					isOfx
						? `OFXHEADER:100\n\n<OFX><STMTRS><ACCTID>1</ACCTID>\n${rows.join('\n')}\n</STMTRS></OFX>`
						: `Data;Descrição;Valor\n${rows.join('\n')}\n`,
				)
			}
			const send = async (bytes: Uint8Array<ArrayBuffer>, at: number, isOfAgent = false) => {
				const options = { ledger: known, answers: { account: 'Itaú', signs: 'income' } }
				const { plan } = await planWithMemory(bytes, `b${at}`, options, world.inbox)
				const compared = await compareWithInbox(plan.items, `b${at}`, world.inbox, {
					ledger: known,
					file: plan.file,
				})
				const matches = isOfAgent ? [] : new MatchChoices(compared.twins).confirmed()
				const file = factsOf(`${at}.csv`, `b${at}`, plan.file)
				return sendImport([{ ...compared, file, matches }], world.inbox, known.timezone)
			}
			const sent = files.flatMap((file) => bytesOf(file) ?? [])
			for (const [at, file] of files.entries()) {
				const bytes = bytesOf(file)
				if (!bytes) continue
				const { undo } = await send(bytes, at, file.isOfAgent)
				if (file.isUndone) await world.inbox.correct(undo(at))
			}
			// What was taken back comes back with its file, and nothing twice.
			for (const [at, bytes] of sent.entries()) await send(bytes, 100 + at)
			const live = ledger.transactions().filter(({ voided }) => !voided)
			const said = live.map(({ occurred_at, amount_cents, kind }) =>
				[ledger.calendar.dayAt(occurred_at), kind === 'expense' ? -amount_cents : amount_cents].join(' '),
			)
			const covered = lines.filter(({ day }) =>
				files.some(({ from, days }) => day >= from && day <= from + days),
			)
			expect(said.sort()).toEqual(covered.map(({ day, cents }) => `${dayOf(day)} ${cents}`).sort())
		}),
		{ numRuns: 100 },
	)
})

const sum = (bills: Map<BillMonth, Cents>) => [...bills.values()].reduce((total, cents) => total + cents, 0)
