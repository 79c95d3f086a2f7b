import { billMonth } from '../ledger/bill'
import { dayName, dayNumber, monthOf } from '../ledger/day'
import { addMonths, isBillMonth, monthNumber } from '../ledger/month'
import { normalise } from '../ledger/name'
import type { BillMonth, LocalDay } from '../ledger/types'
import { isCard, type KnownSource, knownSource, proposeBill } from './bills'
import { pairSides, placeReceiving } from './both-sides'
import { headerName } from './column-names'
import { readBlocks } from './file'
import { tellType } from './file-type'
import { fingerprint, isLongId, LineIdentity, plainNumber } from './identity'
import { type Judged, judgeLine, movedBy } from './kinds'
import { type Block, linesAlike } from './layout'
import { paymentsLent } from './lent-by-card'
import { settleAdjusted, settlePaid } from './paid-column'
import { type Parts, takeParts } from './parts'
import { eachOf } from './rest'
import { type ReadRow, type ReadRows, readRows } from './rows'
import { type ToldSigns, tellSigns } from './signs'
import type { FileType, Plan, PlanItem, PlanOptions, Question, UnreadableReason } from './types'
import { wholePurchases } from './whole-purchases'
import { commonYear, dayInName, lastDayOf, limitOfYear, withYear } from './years'

/**
 * Reads a bank's or an app's file and says what each of its lines becomes. Nothing is sent. Questions that only a person can answer
 * are answered as proposed until `options.answers` has them.
 *
 * @throws ImportFileError when the file is no table of transactions; the message says what to do
 */
export async function planImport(bytes: Uint8Array, options: PlanOptions): Promise<Plan> {
	const { format, blocks: found, left_out = [] } = await readBlocks(bytes, options)
	const alike = linesAlike(found)
	const blocks = found.map((block) => settleAdjusted(settlePaid(block, alike(block)), alike(block)))
	const read = await readRows(blocks, options)
	read.left_out.unshift(...left_out)
	if (blocks[0]!.profile?.isOurs) read.rows = wholePurchases(read.rows, options.ledger.timezone)
	await options.rest?.()
	const plan = new FilePlan(blocks, read, options)
	await options.rest?.()
	await plan.judgeLines()
	return plan.plan(format)
}

/** A line with what its words and the way of its money say. */
interface JudgedRow extends Judged {
	row: ReadRow
	direction: 'in' | 'out'
	day: LocalDay
	/** Without the part that stood at its end. */
	description: string
	parts: Parts
	cents: number
	/** The line that lists the same transfer where the money came in. */
	received?: JudgedRow
	/** The line that lists the same transfer where the money left. */
	paid?: JudgedRow
}

/** Everything about one file that its lines are judged by. */
class FilePlan {
	private readonly type: FileType
	private readonly told: ToldSigns
	private readonly judged: JudgedRow[] = []
	private readonly identity = new LineIdentity()
	private readonly cash: string
	private readonly cards: string[]
	private readonly isAccount: (name: string) => boolean
	private readonly form: string
	private readonly table: Block
	private readonly questions: Question[] = []
	private readonly sources = new Map<string | null, KnownSource | null>()
	/** The account that was asked, where the file doesn't name it. */
	private readonly account: string | null
	private card: string | null = null
	private bill: BillMonth | null = null
	/** No date of the file lies after it. */
	private lastDay: LocalDay

	constructor(
		private readonly blocks: Block[],
		private readonly read: ReadRows,
		private readonly options: PlanOptions,
	) {
		this.table = blocks[0]!
		this.account = this.askAccount(blocks)
		const { type, question } = tellType(blocks, this.read, options)
		this.type = type
		if (question) this.questions.push(question)
		this.told = tellSigns(this.read, this.type, blocks[0]!.profile, options.answers?.signs)
		if (this.told.question) this.questions.push(this.told.question)
		this.cash = nameOfCash(options)
		this.cards = namesOfCards(options)
		const accounts = namesOfAccounts(read, options)
		this.isAccount = (name) => accounts.has(normalise(name))
		this.form = formOf(blocks[0]!)
		this.lastDay = this.tellLastDay()
		if (!this.read.order.proved)
			this.questions.push({
				id: 'order',
				proposed: this.read.order.order,
				reason: 'order_unproved',
				about: null,
			})
	}

	/** Says of each line what it is; only then can be asked what concerns them all. */
	async judgeLines(): Promise<void> {
		await eachOf(this.read.rows, this.options.rest, (row) => this.judged.push(this.judge(row)))
		await this.options.rest?.()
		if (this.type === 'card') this.takeBill(this.askBill())
		else {
			for (const judged of paymentsLent(this.judged))
				Object.assign(judged, movedBy('out', 'account', judged.source))
			await this.options.rest?.()
			this.pairTransfers()
			await this.options.rest?.()
			this.card = this.askCard()
		}
	}

	/** A transfer that is listed in both places is one. */
	private pairTransfers(): void {
		const lines = this.judged.filter(
			({ row, parts }) => row.toSource === null && parts.part === null && !row.block.profile?.isOurs,
		)
		const placeOf = (name: string) => normalise(this.sourceOf(name)?.name ?? name)
		for (const [paid, received] of pairSides(lines, placeOf)) {
			paid.to_source = placeReceiving(received)
			paid.received = received
			received.paid = paid
		}
		// Where the other account's line is in no file, this one names it.
		for (const judged of lines)
			if (judged.from !== null && !judged.paid && judged.from !== judged.to_source)
				judged.source = judged.from
	}

	/** The ledger's source of a name. A file has many lines, and few places. */
	private sourceOf(name: string | null): KnownSource | null {
		const known = this.sources.get(name)
		if (known !== undefined) return known
		const source = knownSource(this.options.ledger, name)
		this.sources.set(name, source)
		return source
	}

	/** Nothing on a bill is later than it: now the days without a year have theirs. */
	private takeBill(bill: BillMonth): void {
		this.bill = bill
		const last = lastDayOf(bill)
		if (last < this.lastDay) this.lastDay = last
		for (const judged of this.judged)
			if (!('day' in judged.row.date) && judged.day > last) judged.day = withYear(judged.row.date, last)
	}

	async plan(format: Plan['file']['format']): Promise<Plan> {
		await this.options.rest?.()
		const items: PlanItem[] = []
		const unreadable = [...this.read.unreadable]
		// Each takes its id, so that a line put right keeps its own.
		const idOf: (() => string)[] = []
		await eachOf(this.judged, this.options.rest, (judged) => idOf.push(this.identify(judged)))
		const ofPaid = new Map<JudgedRow, PlanItem>()
		await eachOf(this.judged, this.options.rest, (judged, at) => {
			const item = this.itemOf(judged, idOf[at]!())
			const why = this.refusalOf(item)
			if (why) unreadable.push({ line: item.line, why, text: judged.row.text })
			else if (!judged.paid) items.push(item)
			if (judged.received) ofPaid.set(judged, item)
		})
		const left_out = [...this.read.left_out]
		for (const [at, { paid, row, kind }] of this.judged.entries()) {
			const item = paid && ofPaid.get(paid)
			if (!item) continue
			item.other_side = { line: row.line, message_id: idOf[at]!(), end: 'to_source', alone: kind }
			left_out.push({ line: row.line, why: 'other_side', of: item.line, text: row.text })
		}
		if (this.table.profile?.isOurs) this.linkRefunds(items)
		return {
			items,
			left_out,
			unreadable,
			questions: this.questions,
			file: {
				format,
				profile: this.read.rows[0]?.block.profile?.name ?? null,
				type: this.type,
				typeSaid: this.options.answers?.type === this.type ? this.type : null,
				signs: this.told.signs,
				header: this.table.header,
				columns: this.table.columns,
				form: this.form,
				account: this.account,
				namesAccounts: this.namesAccounts(),
				number: numberOf(this.blocks),
				order: this.read.order.order,
				until: this.hasAllYears() ? null : this.lastDay,
			},
		}
	}

	private judge(row: ReadRow): JudgedRow {
		const direction = this.told.directionOf(row)
		const places = {
			own: this.placeOf(row, direction),
			cash: this.cash,
			cards: this.cards,
			isAccount: this.isAccount,
		}
		return {
			...judgeLine(row, direction, this.typeOf(row, places.own), places),
			...this.partsOf(row),
			row,
			direction,
			day: withYear(row.date, this.lastDay),
			cents: row.amount.cents,
		}
	}

	/** In an app's file, or a household's, each line may be of another account or card; a word for income counts more. */
	private typeOf(row: ReadRow, place: string | null): FileType {
		const source = row.source === null ? null : this.sourceOf(place)
		const isOfCard = row.isOfCard || (source !== null && isCard(source))
		return isOfCard && row.typed !== 'in' ? 'card' : this.type
	}

	private identify({ row, day, direction }: JudgedRow): () => string {
		const facts = {
			// What another name of its source would change is no part of a line of Painel's own.
			account: row.own ? '' : this.accountOf(row),
			day,
			description: row.identity.text,
			cents: row.amount.cents,
			part: row.parts.part,
			parts: row.parts.parts,
			id: ownIdOf(row, day),
		}
		return this.identity.add(facts, direction)
	}

	private itemOf(judged: JudgedRow, messageId: string): PlanItem {
		const { row, kind, paysBill, day, description, parts } = judged
		const { constants } = this.options
		const purchaseDay = parts.part && row.purchaseDay ? withYear(row.purchaseDay, day) : day
		const { source, to_source } = this.endsOf(judged)
		return {
			line: row.line,
			text: row.text,
			message_id: messageId,
			...(row.own ? { transaction: row.own.id } : {}),
			kind,
			amount_cents: row.amount.cents,
			day: purchaseDay,
			description,
			source,
			category: row.category ?? constants?.category ?? null,
			person: row.person ?? row.block.holder ?? constants?.person ?? null,
			to_source,
			installments: parts.installments,
			part: parts.part,
			parts: parts.parts,
			bill_month: this.billOf(row, parts, paysBill, day, judged.source),
			...(row.at === null ? {} : { at: row.at }),
			...(row.moves === null ? {} : { moves: row.moves }),
		}
	}

	/** Between which places money went, with the card that was asked about. */
	private endsOf({ source, to_source, paysBill, isFromCard }: JudgedRow) {
		return {
			source: isFromCard && source === null && this.card !== to_source ? this.card : source,
			to_source: paysBill && to_source === null && this.card !== source ? this.card : to_source,
		}
	}

	/** Refunds know their purchase by its id in the file; it must be a line of it. */
	private linkRefunds(items: PlanItem[]): void {
		const lines = new Map(items.map((item) => [item.line, item]))
		const messages = new Map<string, string>()
		for (const { row } of this.judged) {
			const item = lines.get(row.line)
			if (row.own && item) messages.set(row.own.id, item.message_id)
		}
		for (const { row } of this.judged) {
			const purchase = row.own?.of ? messages.get(row.own.of) : undefined
			const item = lines.get(row.line)
			if (purchase && item?.kind === 'refund') item.refund_of = purchase
		}
	}

	/** What the inbox would refuse: it keeps a refused item under its id, and the line put right could not take that id. */
	private refusalOf({ day, kind, bill_month }: PlanItem): UnreadableReason | null {
		const { today } = this.options.ledger
		if (day > dayName(dayNumber(today) + 1) || day < `${Number(today.slice(0, 4)) - 10}${today.slice(4)}`)
			return 'occurred_at_out_of_range'
		if (bill_month === null) return null
		const after = monthNumber(bill_month) - monthNumber(monthOf(day))
		return after < (kind === 'transfer' ? -24 : -1) || after > 120 ? 'bill_month_out_of_range' : null
	}

	/** Of a card's file every line lands in its bill, and a payment pays the one before. */
	private billOf(
		row: ReadRow,
		parts: Parts,
		paysBill: boolean,
		day: LocalDay,
		place: string | null,
	): BillMonth | null {
		if (row.bill?.length === 2) return nextBill(row.bill, day)
		if (row.bill) return this.isBillTold(row, parts, day, place) ? null : row.bill
		if (this.bill) return paysBill ? addMonths(this.bill, -1) : this.bill
		// The line's day tells this part's bill; the day that is kept is the purchase's.
		if (parts.part && row.purchaseDay) {
			const source = this.sourceOf(place)
			return source ? billMonth(day, source.cycles, source.closings) : monthOf(day)
		}
		return null
	}

	/** Of Painel's own file a bill that was not given, and that the ledger tells too, is left to it. */
	private isBillTold(row: ReadRow, { part }: Parts, day: LocalDay, place: string | null): boolean {
		const { ledger } = this.options
		if (!row.own || row.own.given || !ledger.isWhole || row.typed === 'transfer') return false
		const source = this.sourceOf(place)
		const told = source ? billMonth(day, source.cycles, source.closings) : monthOf(day)
		return addMonths(told, (part ?? 1) - 1) === row.bill
	}

	private partsOf(row: ReadRow) {
		if (row.block.profile?.isOurs) return { description: row.description, parts: row.parts }
		const taken = takeParts(row.description, this.type === 'card')
		if (row.parts.part === null && row.parts.installments === 1) return taken
		const same = taken.parts.part === row.parts.part && taken.parts.parts === row.parts.parts
		return { description: same ? taken.description : row.description, parts: row.parts }
	}

	private placeOf({ block, ...row }: ReadRow, direction: 'in' | 'out'): string | null {
		const { ledger, constants } = this.options
		const source = block.profile?.places === 'both' && direction === 'in' ? row.toSource : row.source
		const isCard = this.type !== 'account' && source !== null && /^\D{0,12}\d{4}$/.test(source)
		const digits = block.card ?? (isCard ? source.slice(-4) : null)
		if (digits) {
			const known = ledger.sources.find(({ name, aliases }) =>
				[name, ...aliases].some((n) => n.includes(digits)),
			)
			return known?.name ?? `${block.profile?.bank ?? 'Cartão'} final ${digits}`
		}
		return source ?? constants?.source ?? this.account
	}

	/** Whose line it is, for its identity: only what the file says, or what was asked once. */
	private accountOf({ block, identity }: ReadRow): string {
		const number = block.account && plainNumber(block.account)
		return block.card ?? (number || (identity.account ?? this.account ?? ''))
	}

	private askAccount(blocks: Block[]): string | null {
		const answer = this.options.answers?.account
		if (answer !== undefined) return answer || null
		const bank = blocks[0]!.profile?.bank ?? null
		const { account: known } = this.options
		const isNamed = this.namesAccounts()
		if (!isNamed && known) this.questions.push({ id: 'account', about: null, ...known })
		else if (!isNamed && !this.options.constants?.source)
			this.questions.push({
				id: 'account',
				proposed: bank,
				reason: bank ? 'form_of_bank' : 'account_unsaid',
				about: null,
			})
		return known ? known.proposed : bank
	}

	private namesAccounts(): boolean {
		return this.read.rows.every(({ identity, block }) => identity.account !== null || block.card !== null)
	}

	private tellLastDay(): LocalDay {
		const { ledger, answers } = this.options
		const answered = answers?.bill
		if (this.type === 'card' && answered && isBillMonth(answered)) return lastDayOf(answered)
		if (this.hasAllYears()) return ledger.today
		if (answers?.year && /^\d{4}$/.test(answers.year)) return `${answers.year}-12-31`
		const stated = this.options.until ?? this.statedDay()
		if (stated) return stated
		const named = dayInName(this.options.fileName ?? '')
		const year = commonYear(
			this.read.rows.map(({ date }) => date),
			ledger.today,
		)
		const limit = named ?? limitOfYear(year, ledger.today)
		if (this.type !== 'card')
			this.questions.push({
				id: 'year',
				proposed: limit.slice(0, 4),
				reason: named ? 'file_name' : 'dates_without_year',
				about: null,
			})
		return limit
	}

	private hasAllYears(): boolean {
		return this.read.rows.every(({ date }) => 'day' in date)
	}

	/** The day on which the bill is due, or the latest that stands above the table: nothing in it is later. */
	private statedDay(): LocalDay | null {
		const { due, latest } = this.table
		const stated = due ?? latest
		// What lies far ahead is no day of a statement: a contract's end, or a card's.
		return stated !== null && stated <= dayName(dayNumber(this.options.ledger.today) + DAYS_AHEAD)
			? stated
			: null
	}

	private askBill(): BillMonth {
		const { ledger, answers, constants } = this.options
		if (answers?.bill && isBillMonth(answers.bill)) return answers.bill
		const purchases = this.judged.filter(
			({ direction, parts }) => direction === 'out' && (parts.part ?? 1) === 1,
		)
		const question = proposeBill(
			{
				days: purchases.map(({ day }) => day),
				others: this.judged.map(({ day }) => day),
				due: this.table.due,
			},
			knownSource(ledger, this.account ?? constants?.source ?? null),
			ledger.today,
		)
		this.questions.push({ id: 'bill', ...question })
		return question.proposed
	}

	private askCard(): string | null {
		const { ledger, answers } = this.options
		if (answers?.card) return answers.card
		const isOfUnnamed = ({ paysBill, isFromCard, source, to_source }: Judged) =>
			(paysBill && to_source === null) || (isFromCard && source === null)
		if (!this.judged.some(isOfUnnamed)) return null
		const cards = ledger.sources.filter(isCard)
		const bank = /^Conta (.+)$/.exec(this.account ?? '')?.[1] ?? null
		const proposed = cards.length === 1 ? cards[0]!.name : (knownSource(ledger, bank)?.name ?? bank)
		this.questions.push({
			id: 'card',
			proposed,
			reason: cards.length === 1 ? 'only_card' : 'card_unsaid',
			about: null,
		})
		return proposed
	}
}

/**
 * The bank's own id of a line; null where its format is not known to have one, or the line's is none. Some banks give one id to several
 * lines, such as a purchase and its refund, or begin again each month: day, amount and its sign tell those apart.
 */
function ownIdOf({ identity, block: { profile }, amount, direction }: ReadRow, day: LocalDay): string | null {
	const { id } = identity
	if (id === null || !profile?.ownIds) return null
	if (profile.ownIds === 'unique') return id
	if (profile.ownIds === 'if_long' && !isLongId(id)) return null
	const isOut = direction === null ? amount.negative : direction === 'out'
	return `${id} ${day} ${isOut ? '-' : ''}${amount.cents}`
}

const formOf = ({ profile, header }: Block): string =>
	profile?.name ?? (header.map(headerName).filter(Boolean).join('|').slice(0, 300) || 'no header')

/** Of a file that is of one account alone: one bank writes a number with its branch, or with dashes, another without. */
function numberOf(blocks: Block[]): string | null {
	const numbers = new Set(blocks.map(({ account }) => account && plainNumber(account)))
	const [number] = numbers
	return numbers.size === 1 && number ? fingerprint(number) : null
}

/** A bill is due, and a statement's period ends, at most so long after today. */
const DAYS_AHEAD = 62

const namesOfCards = ({ ledger }: PlanOptions): string[] =>
	ledger.sources.filter(isCard).flatMap(({ name, aliases }) => [name, ...aliases].map(normalise))

/** Of the household, and those that the lines are of; looked at only where an app's payee may be one. */
function namesOfAccounts({ rows }: ReadRows, { ledger }: PlanOptions): ReadonlySet<string> {
	if (!rows.some(({ block }) => block.profile?.transfers === 'payee_is_account')) return new Set()
	const known = ledger.sources.flatMap(({ name, aliases }) => [name, ...aliases])
	const named = new Set(rows.flatMap(({ source }) => source ?? []))
	return new Set([...known, ...named].map(normalise))
}

/** What the household calls cash. */
function nameOfCash({ ledger }: PlanOptions): string {
	const known = ledger.sources.find(({ name }) => /^(?:dinheiro|carteira|cash)$/.test(normalise(name)))
	return known?.name ?? 'Dinheiro'
}

/** The bill of a month whose year the line doesn't say: on it nothing is later, and a purchase of the last days may be on the one before. */
function nextBill(month: string, day: LocalDay): BillMonth {
	const first = addMonths(monthOf(day), -1)
	const ahead = (Number(month) - Number(first.slice(5)) + 12) % 12
	return addMonths(first, ahead)
}
