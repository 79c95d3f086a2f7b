import {
	type ImportKind,
	KINDS,
	type LineMatch,
	type MonthTotals,
	type Plan,
	type PlanItem,
	type Question,
	type RecordedPurchase,
	shownText,
} from '../../src/import/index'
import { makeCalendar } from '../../src/ledger/calendar'
import type { BillMonth, Cents } from '../../src/ledger/types'
import { linesToRecord, type PlannedFile } from './files'
import { remedyOf, SENT_BEFORE } from './remedies'

/** More lines than that are read in the report, not on a terminal. */
const MOST_LINES = 400

/** What a file's lines to record come to. */
export interface FileTotals {
	/** Newest first. */
	months: MonthTotals[]
	/** What the ledger has of a kind in a month; null: nobody who may look was there. */
	held: ((month: BillMonth, kind: ImportKind) => Cents) | null
}

/** What a file becomes, for people: a table of its lines, totals by kind and month, and all that is not recorded with its reason. */
export function planText(file: PlannedFile, totals: FileTotals): string[] {
	const name = shownText(file.name)
	if (!file.plan) return [`${name}: ${file.error}`]
	const { questions } = file.plan
	const items = linesToRecord(file)
	const { remembered } = file
	return [
		`${name}: ${aboutFile(file.plan)}`,
		'',
		...table([
			['line', 'day', 'kind', 'amount', 'part', 'bill', 'place', 'category', 'person', 'description'],
			...items.slice(0, MOST_LINES).map(lineCells),
		]),
		...(items.length > MOST_LINES
			? [`… and ${items.length - MOST_LINES} lines more; --report has all of them.`]
			: []),
		'',
		...totalsTable(items.length, totals),
		...matchLines(file),
		...notRecorded(file.plan, file),
		...(remembered === null
			? []
			: [
					`It is of ${remembered === '' ? 'an account that nobody named' : shownText(remembered)}, as an earlier import was told. --account NAME says otherwise of another file.`,
				]),
		...questions.map(
			(question) =>
				`${QUESTIONS[question.id].asks} ${question.proposed === null ? 'Not known' : shownText(question.proposed)}, because ${shownText(because(question))}. ${QUESTIONS[question.id].option} says otherwise${otherAnswers(question)}.`,
		),
	]
}

/** What each question asks, and the option that answers it. */
export const QUESTIONS: Record<Plan['questions'][number]['id'], { asks: string; option: string }> = {
	account: { asks: 'Whose file is it?', option: '--account NAME' },
	type: { asks: 'Is it an account’s statement or a card’s bill?', option: '--type account|card' },
	bill: { asks: 'Which bill is it?', option: '--bill YYYY-MM' },
	card: { asks: 'Which card’s bill do its payments pay?', option: '--paid-card NAME' },
	signs: { asks: 'What is an amount without a minus?', option: '--sign expense|income' },
	year: { asks: 'Of which year are its dates?', option: '--year YYYY' },
	order: { asks: 'Are its dates written day first (dmy) or month first (mdy)?', option: '--order dmy|mdy' },
}

/** What else was answered before. */
export function otherAnswers({ choices = [], proposed }: Question): string {
	const others = choices.filter((choice) => choice !== proposed).map(shownText)
	return others.length > 0 ? ` (before: ${others.join(', ')})` : ''
}

/** Where a proposal comes from. */
export function because({ reason, about }: Question): string {
	return {
		lines_in_common: 'lines recorded of it have the days and amounts of this file’s',
		same_person: 'what it has was said to be of the same person',
		another_person: 'what files of this form were of was said to be another person’s, or nobody’s',
		other_lines:
			'what was recorded of the account that files of this form were of, in these days, is not in the file',
		newest_account: 'the newest file of this form was of it',
		form_of_bank: 'the file has the form that this bank gives',
		account_unsaid: 'the file does not say whose it is',
		like_a_card:
			'something of it is a bill’s (its name, parts or a payment received), where a credit is no income',
		card_without_minus: 'purchases of a card’s bill are written without a minus',
		payment_without_minus: 'a payment of the bill is written without a minus, and so is all that lowers it',
		minus_is_out: 'some amounts have a minus, which in an account’s file is money that went out',
		types_against_signs: `the type of lines ${about} says the contrary of their signs`,
		way_or_how_paid:
			'Crédito and Débito may say which way money went, or how it was paid (income: what was credited is income; expense: all lines are purchases)',
		balance_against_columns: `the balance says the contrary of the column, mark or type of lines ${about} (income keeps to these, expense turns them round on all lines)`,
		balance_against_format: 'the balance says the contrary of what this format usually says',
		balance_says_not: `the balance does not say it of lines ${about}; the answer is about them`,
		types_say_no_way: `the type of lines ${about} does not say whether money came in (income) or went out (expense)`,
		only_refunds_have_minus: 'only refunds and discounts have a minus',
		transfers_either_way: 'transfers do not say whether money came in (income) or went out (expense)',
		title_of_spending:
			'a title says that money went out; below it some amounts have a minus, which may be money back',
		no_minus: 'no amount has a minus',
		dates_without_year: 'some dates have no year',
		file_name: 'the file is called so',
		order_unproved: 'no date has a day after the 12th',
		no_purchases: 'the file has no purchases to tell it by',
		closing_day: `most purchases fall into it by the closing day of ${about}`,
		due_date: `the file says that it is due on ${about}`,
		newest_line: `the newest line is of ${about}, and a bill is due in the month after`,
		newest_purchase: `the newest purchase is of ${about}, and a bill is due in the month after`,
		only_card: 'it is the ledger’s only card',
		card_unsaid: 'the lines do not say whose bill they pay',
	}[reason]
}

const TYPES = { account: 'an account’s statement', card: 'a card’s bill', app: 'an app’s export' }
const PROOFS: Record<Plan['file']['signs']['proof'], string> = {
	columns: 'columns of credits and debits say which way money went',
	marks: 'D and C marks say which way money went',
	type_column: 'a column says which way money went',
	balance: 'the balance adds up',
	format: 'this format is so',
	asked: 'the file does not prove it',
	answered: 'as you said',
}

function aboutFile({ file }: Plan): string {
	const positive = `an amount without a minus is ${file.signs.positive === 'expense' ? 'an expense' : 'an income'}`
	const { proof } = file.signs
	const signs = ['columns', 'marks', 'type_column'].includes(proof)
		? PROOFS[proof]
		: `${positive} (${PROOFS[proof]})`
	return `${file.profile ?? file.format.toUpperCase()}, ${TYPES[file.type]}; ${signs}`
}

function lineCells(item: PlanItem): string[] {
	const place = item.kind === 'transfer' ? `${item.source ?? '?'} → ${item.to_source ?? '?'}` : item.source
	const parts =
		item.installments > 1 ? `${item.installments}x` : item.part ? `${item.part}/${item.parts}` : ''
	return [
		String(item.line),
		item.day,
		item.kind,
		decimal(item.amount_cents),
		parts,
		item.bill_month ?? '',
		place ?? '',
		item.category ?? '',
		item.person ?? '',
		item.description,
	]
}

/** Totals of what is recorded by month and kind, placed as the ledger will place it; beside each what the ledger has already. */
function totalsTable(lines: number, { months, held }: FileTotals): string[] {
	const there = KINDS.filter((kind) => months.some(({ cents }) => cents[kind] > 0))
	const cells = (file: (kind: ImportKind) => string, ledger: (kind: ImportKind) => string) =>
		there.flatMap((kind) => (held ? [file(kind), ledger(kind)] : [file(kind)]))
	const sum = (kind: ImportKind) => months.reduce((total, { cents }) => total + cents[kind], 0)
	return table([
		['month', ...cells(String, (kind) => `${kind} in ledger`)],
		...[...months].reverse().map(({ month, cents }) => [
			month,
			...cells(
				(kind) => decimal(cents[kind]),
				(kind) => decimal(held!(month, kind)),
			),
		]),
		[
			`${lines} lines`,
			...cells(
				(kind) => decimal(sum(kind)),
				() => '',
			),
		],
	])
}

/** Lines that are recorded already, as it seems: which purchase each is taken for. */
function matchLines({ matches, timezone }: PlannedFile): string[] {
	if (!matches || matches.matches.length === 0) return []
	return [
		'',
		...matches.matches.map((match) => {
			const purchase = matches.of(match)
			const line = `line ${match.item.line}: ${shownText(match.item.description)} ${decimal(match.item.amount_cents)}`
			if (purchase)
				return `${line} is recorded already: ${aboutPurchase(purchase, timezone)}.${match.asked ? ` ${LOOK}` : ''}`
			return `${line} is taken for a new purchase, and may be ${match.candidates.map((other) => aboutPurchase(other, timezone)).join(', or ')}. ${LOOK}`
		}),
	]
}

const LOOK = 'Another answer is as likely.'

/** A recorded purchase in few words. */
export function aboutPurchase(purchase: RecordedPurchase, timezone: string): string {
	const { description, amount_cents, installments, occurred_at, source, file } = purchase
	const parts = installments > 1 ? ` in ${installments}x` : ''
	const place = source === null ? '' : `, ${shownText(source)}`
	const day = makeCalendar(timezone).dayAt(occurred_at)
	const from = file === undefined ? '' : `, from ${shownText(file)}`
	return `${shownText(description)} ${decimal(amount_cents)}${parts} of ${day}${place}${from}`
}

/** Whether a line is recorded already, as a question of a plan. */
export const matchQuestion = (
	{ item, asked, candidates: [first] }: LineMatch,
	purchase: RecordedPurchase | null,
	timezone: string,
) => ({
	id: 'match',
	line: item.line,
	proposed: purchase && aboutPurchase(purchase, timezone),
	because: asked
		? 'a purchase recorded already is like it, and another answer is as likely'
		: first?.file !== undefined
			? 'a file of another form of this account has its day and amount'
			: 'a purchase recorded already has its kind, source and amount, about the day',
})

/** What to do about a line that was taken for another file's. */
export const HOW_TO_RECORD_BOTH =
	'If the files are of different accounts, send each with its own --account. Take a file that was sent already back first (--sign-in --undo).'

function notRecorded(plan: Plan, { hereBefore, undone, refusedBefore }: PlannedFile): string[] {
	const said: string[] = []
	for (const { item, as } of hereBefore)
		said.push(
			`line ${item.line}: here before, ${as ? `as line ${as.line} of ${shownText(as.file)}` : 'from an earlier import'}. ${shownText(item.description)} ${decimal(item.amount_cents)}`,
		)
	if (hereBefore.length > 0) said.push(HOW_TO_RECORD_BOTH)
	for (const { item } of undone)
		said.push(
			`line ${item.line}: undone since an earlier import; sending brings it back. ${shownText(item.description)} ${decimal(item.amount_cents)}`,
		)
	for (const { item, reason } of refusedBefore) said.push(`line ${item.line}: ${reason}. ${SENT_BEFORE}`)
	for (const { line, why, of, text } of plan.left_out)
		said.push(`line ${line}: left out, ${leftOut(why, of)}. (${shownText(text).slice(0, 100)})`)
	for (const { line, why, text } of plan.unreadable)
		said.push(`line ${line}: ${why}. ${remedyOf(why)} (${shownText(text).slice(0, 100)})`)
	return said.length > 0 ? ['', ...said] : []
}

/** Why a line is left out, with the line that it belongs to. */
export const leftOut = (why: keyof typeof LEFT_OUT, of?: number): string =>
	of === undefined ? LEFT_OUT[why] : `${LEFT_OUT[why]} ${of}`

const LEFT_OUT: Record<Plan['left_out'][number]['why'], string> = {
	balance: 'a balance',
	total: 'a total',
	heading: 'no transaction',
	zero: 'nothing was paid',
	skipped: 'as --skip says',
	not_booked: 'not paid yet',
	not_done: 'cancelled, refused or given back',
	sheet_hidden: 'a hidden sheet, with so many rows',
	sheet_repeated: 'a sheet of which another has all rows (so many)',
	other_side: 'the other side of the transfer on line',
}

export function decimal(cents: Cents): string {
	const digits = String(cents).padStart(3, '0')
	return `${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, '.')},${digits.slice(-2)}`
}

/** Cells in columns. What holds an amount or a number stands at the right. */
export function table(rows: string[][]): string[] {
	const shown = rows.map((cells) => cells.map((cell) => cut(shownText(cell))))
	const used = shown[0]!.map((_, at) => shown.slice(1).some((cells) => cells[at] !== ''))
	const widths = shown[0]!.map((_, at) => Math.max(...shown.map((cells) => [...cells[at]!].length)))
	const isNumber = (at: number) =>
		shown.slice(1).every((cells) => /^(?:[\d.,/x]*|\d+ lines)$/.test(cells[at]!))
	const right = widths.map((_, at) => isNumber(at))
	return shown.map((cells) =>
		cells
			.map((cell, at) => {
				const space = ' '.repeat(widths[at]! - [...cell].length)
				return right[at] ? space + cell : cell + space
			})
			.filter((_, at) => used[at])
			.join('  ')
			.trimEnd(),
	)
}

const cut = (cell: string): string => (cell.length > 60 ? `${Array.from(cell).slice(0, 59).join('')}…` : cell)
