import { billMonth } from '../ledger/bill'
import { monthOf } from '../ledger/day'
import { addMonths, isBillMonth } from '../ledger/month'
import { normalise } from '../ledger/name'
import type { BillMonth, LocalDay } from '../ledger/types'
import { isOnlyCardPayment } from './bank-words'
import { knownSource, proposeBill } from './bills'
import { csvLines } from './csv'
import { decode } from './decode'
import { areOwnIds, LineIdentity } from './identity'
import { judgeLine } from './kinds'
import { type Block, findBlocks } from './layout'
import { isOfx, OFX_COLUMNS, ofxStatements } from './ofx'
import { takeParts } from './parts'
import { type ReadRow, type ReadRows, readRows } from './rows'
import { type ToldSigns, tellSigns } from './signs'
import {
	type FileType,
	ImportFileError,
	type Plan,
	type PlanItem,
	type PlanOptions,
	type Question,
} from './types'
import { isXls, isXlsx, xlsxLines } from './xlsx'
import { commonYear, lastDayOf, limitOfYear, withYear } from './years'

/**
 * Reads a bank's or an app's file and says what each of its lines becomes. Nothing is sent. Questions that only a person can answer
 * are answered as proposed until `options.answers` has them.
 *
 * @throws ImportFileError when the file is no table of transactions; the message says what to do
 */
export async function planImport(bytes: Uint8Array, options: PlanOptions): Promise<Plan> {
	const { format, blocks } = await readFile(bytes, options)
	return new FilePlan(blocks, options).plan(format)
}

async function readFile(
	bytes: Uint8Array,
	options: PlanOptions,
): Promise<{ format: Plan['file']['format']; blocks: Block[] }> {
	if (isXls(bytes))
		throw new ImportFileError('This is an old .xls. Open it in a spreadsheet and save it as .xlsx or as CSV.')
	if (bytes[0] === 0x25 && bytes[1] === 0x50 && bytes[2] === 0x44 && bytes[3] === 0x46)
		throw new ImportFileError('This is a PDF. Get the same statement from the bank as OFX, CSV or Excel.')
	if (isXlsx(bytes)) {
		const lines = await xlsxLines(bytes).catch(() => {
			throw new ImportFileError('This workbook cannot be opened. Save it again as .xlsx or as CSV.')
		})
		return { format: 'xlsx', blocks: found(findBlocks(lines, options)) }
	}
	const text = decode(bytes, options.encoding)
	if (!isOfx(text)) return { format: 'csv', blocks: found(findBlocks(csvLines(text), options)) }
	const blocks = ofxStatements(text).map(
		({ account, type, lines }): Block => ({
			columns: OFX_COLUMNS,
			header: [],
			profile: {
				name: 'OFX',
				evidence: 'OFX’s own rule for TRNAMT: an amount without a minus is money in.',
				type,
				header: [],
				positive: 'income',
				ownIds: true,
			},
			account,
			card: null,
			holder: null,
			lines,
		}),
	)
	return { format: 'ofx', blocks: found(blocks) }
}

function found(blocks: Block[]): Block[] {
	if (blocks.length > 0) return blocks
	throw new ImportFileError(
		'No table of transactions was found: it needs a date, a description and an amount. Name the columns, or save the file again from the bank.',
	)
}

/** Everything about one file that its lines are judged by. */
class FilePlan {
	private readonly read: ReadRows
	private readonly type: FileType
	private readonly told: ToldSigns
	private readonly ownIds: boolean
	private readonly questions: Question[] = []
	/** The account that was asked, where the file doesn't name it. */
	private readonly account: string | null
	private readonly card: string | null
	private readonly bill: BillMonth | null
	/** No date of the file lies after it. */
	private readonly lastDay: LocalDay

	constructor(
		blocks: Block[],
		private readonly options: PlanOptions,
	) {
		this.read = readRows(blocks, options)
		this.account = this.askAccount(blocks)
		this.type = this.tellType(blocks)
		this.told = tellSigns(this.read, this.type, blocks[0]!.profile, options.answers?.signs)
		if (this.told.question) this.questions.push(this.told.question)
		this.ownIds = blocks[0]!.profile?.ownIds ?? areOwnIds(this.read.rows.map(({ id }) => id ?? ''))
		this.lastDay = this.tellLastDay()
		this.bill = this.type === 'card' ? this.askBill() : null
		this.card = this.type === 'card' ? null : this.askCard()
	}

	plan(format: Plan['file']['format']): Plan {
		const identity = new LineIdentity()
		const rows = this.read.rows
		return {
			items: rows.map((row) => this.itemOf(row, identity)),
			left_out: this.read.left_out,
			unreadable: this.read.unreadable,
			questions: this.questions,
			file: {
				format,
				profile: rows[0]?.block.profile?.name ?? null,
				type: this.type,
				signs: this.told.signs,
			},
		}
	}

	private itemOf(row: ReadRow, identity: LineIdentity): PlanItem {
		const { constants } = this.options
		const own = this.placeOf(row)
		const judged = judgeLine(row, this.told.directionOf(row), this.type, {
			own,
			card: this.card,
			cash: this.nameOfCash(),
		})
		const lineDay = this.dayOf(row)
		const { description, parts } = this.partsOf(row)
		const purchaseDay = parts.part && row.purchaseDay ? withYear(row.purchaseDay, lineDay) : lineDay
		const message_id = identity.next({
			account: this.accountOf(row),
			day: lineDay,
			description: row.description,
			cents: row.amount.cents,
			part: parts.part,
			parts: parts.parts,
			id: this.ownIds ? row.id : null,
		})
		return {
			line: row.line,
			message_id,
			kind: judged.kind,
			amount_cents: row.amount.cents,
			day: purchaseDay,
			description,
			source: judged.source,
			category: row.category ?? constants?.category ?? null,
			person: row.person ?? row.block.holder ?? constants?.person ?? null,
			to_source: judged.to_source,
			installments: parts.installments,
			part: parts.part,
			parts: parts.parts,
			bill_month: this.billOf(row, judged.paysBill, lineDay, own),
		}
	}

	/** Of a card's file every line lands in its bill, and a payment pays the one before. */
	private billOf(row: ReadRow, paysBill: boolean, lineDay: LocalDay, own: string | null): BillMonth | null {
		if (row.bill) return row.bill
		if (this.bill) return paysBill ? addMonths(this.bill, -1) : this.bill
		// The line's day tells this part's bill; the day that is kept is the purchase's.
		if (row.parts.part && row.purchaseDay) {
			const source = knownSource(this.options.ledger, own)
			return source ? billMonth(lineDay, [source]) : monthOf(lineDay)
		}
		return null
	}

	private partsOf(row: ReadRow) {
		const taken = takeParts(row.description, this.type === 'card')
		if (row.parts.part === null && row.parts.installments === 1) return taken
		const same = taken.parts.part === row.parts.part && taken.parts.parts === row.parts.parts
		return { description: same ? taken.description : row.description, parts: row.parts }
	}

	private dayOf(row: ReadRow): LocalDay {
		return withYear(row.date, this.lastDay)
	}

	private placeOf({ block, source }: ReadRow): string | null {
		const { ledger, constants } = this.options
		const digits = block.card ?? (source && /^\D{0,12}\d{4}$/.test(source) ? source.slice(-4) : null)
		if (digits) {
			const known = ledger.sources.find(({ name, aliases }) =>
				[name, ...aliases].some((n) => n.includes(digits)),
			)
			return known?.name ?? `${block.profile?.bank ?? 'Cartão'} final ${digits}`
		}
		return source ?? constants?.source ?? this.account
	}

	/** Whose line it is, for its identity: only what the file says, or what was asked once. */
	private accountOf({ block, source }: ReadRow): string {
		return block.card ?? block.account ?? source ?? this.account ?? ''
	}

	private nameOfCash(): string {
		const { sources } = this.options.ledger
		return (
			sources.find(({ name }) => /^(?:dinheiro|carteira|cash)$/.test(normalise(name)))?.name ?? 'Dinheiro'
		)
	}

	private askAccount(blocks: Block[]): string | null {
		const answer = this.options.answers?.account
		if (answer) return answer
		const bank = blocks[0]!.profile?.bank ?? null
		const isNamed = this.read.rows.every(({ source, block }) => source !== null || block.card !== null)
		if (!isNamed && !this.options.constants?.source)
			this.questions.push({
				id: 'account',
				proposed: bank,
				because: bank ? 'the file has the form that this bank gives' : 'the file does not say whose it is',
			})
		return bank
	}

	private tellType(blocks: Block[]): FileType {
		const { ledger, answers, constants } = this.options
		const profile = blocks[0]!.profile
		if (profile) return profile.type
		const source = knownSource(ledger, answers?.account ?? constants?.source ?? null)
		if (source) return source.closing_day === null ? 'account' : 'card'
		if (blocks.some(({ card }) => card !== null)) return 'card'
		if (blocks.some(({ columns }) => columns.balance !== undefined)) return 'account'
		if (
			blocks.some(({ header }) =>
				header.some((cell) => /us\$|final do cart|nome no cart|^portador$/i.test(cell)),
			)
		)
			return 'card'
		const paid = this.read.rows.some(
			({ amount, description }) => amount.negative && isOnlyCardPayment(description),
		)
		const spent = this.read.rows.some(({ amount }) => !amount.negative)
		return paid && spent ? 'card' : 'account'
	}

	private tellLastDay(): LocalDay {
		const { ledger, answers } = this.options
		const dates = this.read.rows.map(({ date }) => date)
		const answered = answers?.bill
		if (this.type === 'card' && answered && isBillMonth(answered)) return lastDayOf(answered)
		if (dates.every((date) => 'day' in date)) return ledger.today
		if (this.type === 'card') return limitOfYear(commonYear(dates, ledger.today), ledger.today)
		const proposed = commonYear(dates, ledger.today)
		if (answers?.year && /^\d{4}$/.test(answers.year)) return `${answers.year}-12-31`
		this.questions.push({ id: 'year', proposed, because: 'some dates have no year' })
		return limitOfYear(proposed, ledger.today)
	}

	private askBill(): BillMonth {
		const { ledger, answers, constants } = this.options
		if (answers?.bill && isBillMonth(answers.bill)) return answers.bill
		const purchases = this.read.rows.filter(
			(row) => this.told.directionOf(row) === 'out' && (this.partsOf(row).parts.part ?? 1) === 1,
		)
		const [proposed, because] = proposeBill(
			purchases.map((row) => this.dayOf(row)),
			knownSource(ledger, this.account ?? constants?.source ?? null),
			ledger.today,
		)
		this.questions.push({ id: 'bill', proposed, because })
		return proposed
	}

	private askCard(): string | null {
		const { ledger, answers } = this.options
		if (answers?.card) return answers.card
		const places = { own: this.account, card: null, cash: '' }
		const pays = this.read.rows.some(
			(row) => judgeLine(row, this.told.directionOf(row), this.type, places).paysBill,
		)
		if (!pays) return null
		const cards = ledger.sources.filter(({ closing_day }) => closing_day !== null)
		const bank = /^Conta (.+)$/.exec(this.account ?? '')?.[1] ?? null
		const proposed = cards.length === 1 ? cards[0]!.name : (knownSource(ledger, bank)?.name ?? bank)
		this.questions.push({
			id: 'card',
			proposed,
			because:
				cards.length === 1 ? 'it is the ledger’s only card' : 'the lines do not say whose bill they pay',
		})
		return proposed
	}
}
