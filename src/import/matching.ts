import { type Calendar, makeCalendar } from '../ledger/calendar'
import { addMonthsToDay, type DayNumber, dayNumber } from '../ledger/day'
import { monthNumber } from '../ledger/month'
import { normalise } from '../ledger/name'
import { installmentCents, partMonth } from '../ledger/parts'
import type { BillMonth, Cents, Kind, Move } from '../ledger/types'
import { assign, byCost, type Edge } from './assignment'
import { knownSource } from './bills'
import { eachOf, type Rest } from './rest'
import type { KnownLedger, PlanItem } from './types'

/** A live purchase that something else than an import recorded: by chat, as a rule. */
export interface RecordedPurchase {
	transaction_id: string
	/** Of the message that recorded it. */
	message_id: string
	item: number
	kind: Kind
	amount_cents: Cents
	/** Milliseconds. */
	occurred_at: number
	description: string
	/** As somebody wrote it. */
	source: string | null
	to_source: string | null
	person: string | null
	installments: number
	part: number | null
	parts: number | null
	/** The bill of its first part; of a transfer the bill that it was said to pay. */
	bill_month: BillMonth | null
	/** The same, where it was given and not told by its day. */
	given_month: BillMonth | null
	moves: readonly Move[] | null
	/** Which of its parts lines of earlier imports are; 1 of a purchase in one. */
	taken: number[]
	/** The file of another form that brought it. */
	file?: string
}

/** A line that is perhaps a purchase recorded already, which only a person can say. */
export interface LineMatch {
	item: PlanItem
	/** The purchases that it may be, the likeliest first. */
	candidates: RecordedPurchase[]
	/** The one that it is taken for until somebody says otherwise; null: a purchase of its own. */
	proposed: RecordedPurchase | null
	/** More than one answer is likely: a person should look. */
	asked: boolean
}

export interface MatchedLines {
	/** Lines that nothing recorded is like. */
	fresh: PlanItem[]
	matches: LineMatch[]
}

/** A bank books a purchase so many days after it, weekends included, or somebody tells of it so much later. */
export const DAYS_APART = 3
/** Only so many purchases are looked at for a line: more of one amount within a week tell nothing more. */
const MOST_CANDIDATES = 24

/** Which part of a purchase a line is: 1 of one that is paid at once. */
export const partOfSlot = ({ part }: PlanItem): number => part ?? 1

/** Names a place that at most one line takes. */
export const slotOf = ({ transaction_id }: RecordedPurchase, item: PlanItem): string =>
	`${transaction_id} ${partOfSlot(item)}`

/**
 * Finds lines that somebody has recorded already: the same kind, source and amount, about the day. A part of a purchase is matched
 * with that part of it. A purchase, or a part, is at most one line, and as many lines as can be find one: else some would be
 * recorded twice.
 *
 * @param taken slots that lines of another file of the same import have
 */
export async function matchLines(
	items: PlanItem[],
	recorded: RecordedPurchase[],
	ledger: KnownLedger,
	{ taken = new Set(), rest }: { taken?: ReadonlySet<string>; rest?: Rest } = {},
): Promise<MatchedLines> {
	const book = new PurchaseBook(recorded, ledger)
	const edges: Edge<RecordedPurchase>[] = []
	await eachOf(items, rest, (item, line) => {
		for (const edge of book.edgesOf(item, line, taken)) edges.push(edge)
	})
	await rest?.()
	const matches = new Map(assign(edges).map((found) => [found.line, found]))
	const fresh: PlanItem[] = []
	const matched: LineMatch[] = []
	for (const [line, item] of items.entries()) {
		const found = matches.get(line)
		// Where two lines look alike and one of them is recorded, the other is new, and there is nothing to ask.
		if (!found || (found.chosen === null && !found.asked)) fresh.push(item)
		else
			matched.push({
				item,
				candidates: found.edges.map(({ slot }) => slot),
				proposed: found.chosen?.slot ?? null,
				asked: found.asked,
			})
	}
	return { fresh, matches: matched }
}

type ByDay = Map<DayNumber, RecordedPurchase[]>

/** Recorded purchases by what a line that they are must have. */
class PurchaseBook {
	private readonly wholes = new Map<string, ByDay>()
	private readonly parts = new Map<string, ByDay>()
	private readonly begun = new Map<ByDay, number>()
	private readonly looks = new Map<RecordedPurchase, string>()
	private readonly calendar: Calendar

	constructor(
		recorded: RecordedPurchase[],
		private readonly ledger: KnownLedger,
	) {
		this.calendar = makeCalendar(ledger.timezone)
		for (const purchase of recorded) {
			const { kind, amount_cents, installments, part, parts } = purchase
			const day = this.calendar.dayNumberAt(purchase.occurred_at)
			if (part === null) add(this.wholes, `${kind} ${installments} ${amount_cents}`, day, purchase)
			else add(this.parts, `${kind} ${part}/${parts} ${amount_cents}`, day, purchase)
			const share = Math.floor(amount_cents / installments)
			if (installments > 1) add(this.parts, `${kind} ${installments} ${share}`, day, purchase)
		}
	}

	/** What a line may be, the likeliest first. */
	edgesOf(item: PlanItem, line: number, taken: ReadonlySet<string>): Edge<RecordedPurchase>[] {
		const edges: Edge<RecordedPurchase>[] = []
		const candidates = this.candidatesOf(item)
		if (candidates.size === 0) return edges
		const lineLook = `${item.day} ${item.part} ${normalise(item.description)}`
		for (const purchase of candidates) {
			const source = relation(item, purchase, this.ledger)
			const isTaken = purchase.taken.includes(partOfSlot(item)) || taken.has(slotOf(purchase, item))
			if (source === 'other' || isTaken) continue
			const isInBill = fitsBill(item, purchase)
			const isSure = source === 'same' && (isInBill || !hasFixedBill(item, purchase))
			edges.push({
				line,
				slot: purchase,
				name: placeName(item, purchase),
				isSure,
				cost: [
					isSure ? 0 : 1,
					isInBill ? 0 : 1,
					this.daysApart(item, purchase),
					isSamePerson(item, purchase) ? 0 : 1,
					-wordsInCommon(item.description, purchase.description),
				],
				lineLook,
				slotLook: this.lookOf(purchase),
			})
		}
		return edges.sort(byCost)
	}

	private candidatesOf(item: PlanItem): Set<RecordedPurchase> {
		const { kind, amount_cents, installments, part, parts } = item
		const found = new Set<RecordedPurchase>()
		const take = (byDay: ByDay | undefined, fits: (purchase: RecordedPurchase) => boolean = () => true) => {
			if (!byDay) return
			// Where many are alike, lines that are alike don't all begin with the same.
			const turn = this.begun.get(byDay) ?? 0
			this.begun.set(byDay, turn + 1)
			for (const day of likelyDays(item)) {
				const there = byDay.get(day) ?? []
				for (let at = 0; at < there.length && found.size < MOST_CANDIDATES; at++) {
					const purchase = there[(turn + at) % there.length]!
					if (fits(purchase)) found.add(purchase)
				}
			}
		}
		if (part === null || parts === null) {
			take(this.wholes.get(`${kind} ${installments} ${amount_cents}`))
			return found
		}
		take(this.parts.get(`${kind} ${part}/${parts} ${amount_cents}`))
		for (const share of likelyShares(amount_cents, part, parts))
			take(this.parts.get(`${kind} ${parts} ${share}`), (purchase) => isPartOf(item, part, purchase))
		return found
	}

	private lookOf(purchase: RecordedPurchase): string {
		const { occurred_at, description } = purchase
		let look = this.looks.get(purchase)
		if (look === undefined) {
			look = `${this.calendar.dayAt(occurred_at)} ${normalise(description)}`
			this.looks.set(purchase, look)
		}
		return look
	}

	private daysApart(item: PlanItem, purchase: RecordedPurchase): number {
		const bought = this.calendar.dayNumberAt(purchase.occurred_at)
		return Math.min(...daysOfPurchase(item).map((day) => Math.abs(day - bought)))
	}
}

/** A bank gives each part the day of the purchase, or a day as many months later. */
function daysOfPurchase({ day, part }: PlanItem): DayNumber[] {
	const said = dayNumber(day)
	return part === null || part === 1 ? [said] : [said, addMonthsToDay(said, 1 - part)]
}

/** The nearest first. */
function likelyDays(item: PlanItem): Set<DayNumber> {
	const days = new Set<DayNumber>()
	const said = daysOfPurchase(item)
	for (let apart = 0; apart <= DAYS_APART; apart++)
		for (const day of said) days.add(day - apart).add(day + apart)
	return days
}

/** The earliest and the latest day of what some lines may be. */
export function daysToLookAt(items: PlanItem[]): [DayNumber, DayNumber] {
	let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
	for (const item of items)
		for (const day of daysOfPurchase(item)) {
			from = Math.min(from, day - DAYS_APART)
			to = Math.max(to, day + DAYS_APART)
		}
	return [from, to]
}

/** A bill has one part of a purchase: two lines of it are not two parts of one. */
const placeName = (item: PlanItem, purchase: RecordedPurchase): string =>
	item.part !== null && item.bill_month !== null
		? `${purchase.transaction_id} @${item.bill_month}`
		: slotOf(purchase, item)

/** Whether the part that a line would be lies in the line's bill; what has no bill agrees with any. */
function fitsBill(item: PlanItem, { bill_month, part, moves }: RecordedPurchase): boolean {
	if (bill_month === null || item.bill_month === null) return true
	const month = partMonth(monthNumber(bill_month), moves, part === null ? partOfSlot(item) : 1)
	return month === monthNumber(item.bill_month)
}

/** Whether it is known in which bills the parts of a purchase lie: another bill speaks against a line then. */
const hasFixedBill = (item: PlanItem, { taken, moves, given_month }: RecordedPurchase): boolean =>
	item.part !== null && (taken.length > 0 || moves !== null || given_month !== null)

function add(book: Map<string, ByDay>, key: string, day: DayNumber, purchase: RecordedPurchase): void {
	const byDay = book.get(key) ?? new Map<DayNumber, RecordedPurchase[]>()
	book.set(key, byDay)
	const there = byDay.get(day)
	if (there) there.push(purchase)
	else byDay.set(day, [purchase])
}

/** The smallest part of a purchase that a bank's part may belong to: it gives the remainder to the first or the last, or rounds up. */
function likelyShares(cents: Cents, part: number, parts: number): number[] {
	const over = part === 1 || part === parts ? parts - 1 : 1
	return Array.from({ length: over + 1 }, (_, more) => cents - more)
}

function isPartOf({ amount_cents, parts }: PlanItem, part: number, purchase: RecordedPurchase): boolean {
	const { installments, moves } = purchase
	// What was cancelled is no part: a bank that asks for it all the same says something new.
	if (installments !== parts || partMonth(0, moves, part) === null) return false
	const share = installmentCents(purchase.amount_cents, installments, installments)
	const rest = purchase.amount_cents - share * installments
	const isEnd = part === 1 || part === installments
	return amount_cents === share || amount_cents === share + 1 || (isEnd && amount_cents === share + rest)
}

type Relation = 'same' | 'maybe' | 'other'

/** Whether a line and a purchase are of one source; of a transfer, whether its two ends can be the line's. */
function relation(item: PlanItem, purchase: RecordedPurchase, ledger: KnownLedger): Relation {
	const from = placeRelation(item.source, purchase.source, ledger)
	if (item.kind !== 'transfer') return isOfImport(purchase) ? 'other' : from
	const to = placeRelation(item.to_source, purchase.to_source, ledger)
	if (from === 'other' || to === 'other') return 'other'
	if (isOfImport(purchase))
		return hasOtherEnd(item, purchase) && (from === 'same' || to === 'same') ? 'same' : 'other'
	return from === 'same' || to === 'same' ? 'same' : 'maybe'
}

const isOfImport = ({ message_id }: RecordedPurchase): boolean => message_id.startsWith('import:')

/** A bill that is paid stands in the account's file and in the card's: each knows the end that the other may not. */
const hasOtherEnd = (item: PlanItem, purchase: RecordedPurchase): boolean =>
	(item.source === null) !== (purchase.source === null) ||
	(item.to_source === null) !== (purchase.to_source === null)

function placeRelation(said: string | null, recorded: string | null, ledger: KnownLedger): Relation {
	if (said === null || recorded === null) return 'maybe'
	const [place, other] = [said, recorded].map((name) => knownSource(ledger, name))
	if (place || other) return place === other ? 'same' : !place && isWithin(recorded, said) ? 'maybe' : 'other'
	return normalise(said) === normalise(recorded) ? 'same' : isWithin(recorded, said) ? 'maybe' : 'other'
}

/** `C6` in `C6 final 3313`: a card that the household calls by its bank, and the bank by its number. */
const isWithin = (name: string, longer: string): boolean =>
	` ${normalise(longer)} `.includes(` ${normalise(name)} `)

const isSamePerson = (item: PlanItem, { person }: RecordedPurchase): boolean =>
	item.person !== null && person !== null && normalise(item.person) === normalise(person)

const wordsOf = (text: string) => normalise(text).match(/[\p{L}\d]{3,}/gu) ?? []

export function wordsInCommon(a: string, b: string): number {
	const words = new Set(wordsOf(a))
	return wordsOf(b).filter((word) => words.has(word)).length
}
