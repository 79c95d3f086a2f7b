import fc from '../../../fixtures/property'
import { billMonth } from '../../ledger/bill'
import { makeCalendar } from '../../ledger/calendar'
import { addDays } from '../../ledger/day'
import type { InboxRow } from '../../ledger/inbox'
import { addMonths } from '../../ledger/month'
import { splitInstallments } from '../../ledger/parts'
import type { BillMonth, Cents, LocalDay } from '../../ledger/types'
import { compareWithInbox } from '../compare'
import { factsOf } from '../earlier-answers'
import { fileFingerprint } from '../identity'
import type { ImportInbox } from '../inbox'
import { MatchChoices } from '../match-choices'
import type { LineMatch, RecordedPurchase } from '../matching'
import { planImport } from '../plan'
import { sendImport } from '../send-import'
import type { KnownLedger } from '../types'

/** Something bought with a card, as it really was. */
export interface Bought {
	/** Days before today. */
	before: number
	cents: Cents
	parts: number
	isRefund: boolean
	text: string
	/** So many days later somebody said so by chat; null: nobody did. */
	toldAfter: number | null
	/** The chat did not name the card. */
	withoutSource: boolean
}

export interface History {
	bought: Bought[]
	/** The order in which the files of the bills are imported; a file may come twice. */
	order: number[]
}

/** Few amounts, texts and days, so that much of it could be mistaken for something else. */
export const history: fc.Arbitrary<History> = fc.record({
	bought: fc.array(
		fc.record({
			before: fc.integer({ min: 180, max: 200 }),
			cents: fc.constantFrom(1490, 3000, 9001),
			parts: fc.constantFrom(1, 1, 2, 3),
			isRefund: fc.constantFrom(false, false, false, true),
			text: fc.constantFrom('Uber', 'Padaria', 'Loja'),
			toldAfter: fc.option(fc.integer({ min: -1, max: 2 })),
			withoutSource: fc.constantFrom(false, false, false, true),
		}),
		{ minLength: 1, maxLength: 9 },
	),
	order: fc.array(fc.nat(7), { minLength: 8, maxLength: 8 }),
})

/** Whether two purchases in as many parts have one amount: which bill such a part belongs to, only its purchase tells. */
export function hasTwinsInParts({ bought }: History): boolean {
	const looks = bought.filter(({ parts }) => parts > 1).map(({ cents, parts }) => `${cents} ${parts}`)
	return new Set(looks).size < looks.length
}

/** Where a history is played: a ledger with the card Nubank, which closes on the 25th and is due on the 5th. */
export interface World {
	inbox: ImportInbox
	chat(row: InboxRow): Promise<void>
	/** What each bill came to; bills of nothing may be left out. */
	bills(): Promise<Map<BillMonth, Cents>>
	revision(): Promise<number>
}

const ZONE = 'America/Sao_Paulo'
const CYCLES = [{ closing_day: 25, due_day: 5 }]

interface Line {
	/** The message that told of the purchase; null: nobody did. */
	told: string | null
	day: LocalDay
	text: string
	cents: Cents
	bill: BillMonth
}

/**
 * Plays a history: all that was told by chat first, then every bill's file, as the bank gives it, with each line of which the
 * import is not sure answered by somebody who knows. Then all files once more. Answers what each bill must have come to.
 */
export async function play({ bought, order }: History, world: World): Promise<Map<BillMonth, Cents>> {
	const calendar = makeCalendar(ZONE)
	const today = calendar.dayAt(Date.now())
	const ledger: KnownLedger = {
		timezone: ZONE,
		today,
		sources: [{ name: 'Nubank', aliases: [], cycles: CYCLES }],
	}
	for (const [at, one] of bought.entries()) {
		if (one.toldAfter === null) continue
		await world.chat({
			message_id: `wamid.${at}`,
			kind: one.isRefund ? 'refund' : 'expense',
			occurred_at: `${addDays(today, one.toldAfter - one.before)}T15:00:00Z`,
			description: `${one.text} pelo chat`,
			amount: one.cents / 100,
			source: one.withoutSource ? null : 'nubank',
			installments: one.isRefund ? 1 : one.parts,
		})
	}
	const lines = bought.flatMap((one, at) => linesOf(one, at, today))
	const months = [...new Set(lines.map(({ bill }) => bill))].sort()
	const wanted = [...order.map((place) => months[place % months.length]!), ...months]
	for (const bill of wanted) {
		const own = lines.filter((line) => line.bill === bill)
		await importBill(bill, own, ledger, world)
	}
	const settled = await world.revision()
	for (const bill of months) {
		const own = lines.filter((line) => line.bill === bill)
		await importBill(bill, own, ledger, world)
	}
	if ((await world.revision()) !== settled) throw new Error('A file that was sent again changed the ledger.')

	const truth = new Map<BillMonth, Cents>()
	for (const { bill, cents } of lines) truth.set(bill, (truth.get(bill) ?? 0) + cents)
	return truth
}

/** The bank's lines of a purchase: each part in its bill, under the day of the purchase. */
function linesOf(
	{ before, cents, parts, isRefund, text, toldAfter }: Bought,
	bought: number,
	today: LocalDay,
): Line[] {
	const day = addDays(today, -before)
	const first = billMonth(day, CYCLES)
	const told = toldAfter === null ? null : `wamid.${bought}`
	if (isRefund) return [{ told, day, text: `Estorno ${text}`, cents: -cents, bill: first }]
	return splitInstallments(cents, parts).map((share, at) => ({
		told,
		day,
		text: parts > 1 ? `${text} - Parcela ${at + 1}/${parts}` : text,
		cents: share,
		bill: addMonths(first, at),
	}))
}

async function importBill(
	bill: BillMonth,
	lines: Line[],
	ledger: KnownLedger,
	{ inbox }: World,
): Promise<void> {
	const text = lines.map(({ day, text, cents }) => `${day},${text},${(cents / 100).toFixed(2)}`).join('\n')
	const bytes = new TextEncoder().encode(`date,title,amount\n${text}\n`)
	const plan = await planImport(bytes, { ledger, answers: { bill, account: 'Nubank' } })
	if (plan.items.length !== lines.length) throw new Error('A line of the bill was not read.')
	const fingerprint = await fileFingerprint(bytes)
	const { fresh, matches, undone } = await compareWithInbox(plan.items, fingerprint, inbox, { ledger })
	const choices = new MatchChoices(matches!)
	for (const match of matches!) {
		if (!match.asked) continue
		choices.choose(match, answerOf(match, lines[match.item.line - 2]!.told))
	}
	const file = factsOf(`${bill}.csv`, fingerprint, plan.file)
	const sent = await sendImport(
		[{ file, fresh: [...fresh, ...choices.fresh()], undone, matches: choices.confirmed() }],
		inbox,
		ledger.timezone,
	)
	if (sent.refused.length > 0) throw new Error(`The inbox refused ${JSON.stringify(sent.refused)}`)
}

/** What somebody says who knows it: the purchase itself, or one that looks like it where a line like this one has that already. */
function answerOf({ candidates, proposed }: LineMatch, told: string | null): RecordedPurchase | null {
	if (told === null) return null
	return candidates.find(({ message_id }) => message_id === told) ?? proposed ?? candidates[0] ?? null
}
