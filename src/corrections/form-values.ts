import { readBudget } from '../ledger/budget-form'
import type { Calendar } from '../ledger/calendar'
import type { TransactionRow } from '../ledger/columns'
import { type CorrectionFields, firstUnbilled, givenMonth, momentOn } from '../ledger/correction'
import { dayNumber } from '../ledger/day'
import { fitsGivenMonth } from '../ledger/inbox'
import { LONGEST_DESCRIPTION, MAX_INSTALLMENTS } from '../ledger/limits'
import { cleanText, findLabel } from '../ledger/name'
import type { BillMonth, Kind, Label, LedgerSettings, LocalDay } from '../ledger/types'

/** What stands in the form's controls. */
export interface FormValues {
	kind: Kind
	description: string
	amount: string
	day: LocalDay
	/** Names as they are sent; empty: none. */
	category: string
	source: string
	person: string
	to_source: string
	/** Empty: as the rules place it. */
	bill: BillMonth | ''
	/** In how many parts it is, as it was written. */
	installments: string
	/** Empty: the parts stay as they are. */
	parts: '' | 'bring' | 'cancel'
	fromPart: string
	partsTo: BillMonth | ''
}

export type FormField = keyof FormValues

export type FormProblem =
	| 'descriptionMissing'
	| 'descriptionLong'
	| 'amountMissing'
	| 'amountWrong'
	| 'amountLow'
	| 'amountHigh'
	| 'dayWrong'
	| 'dayRange'
	| 'billRange'
	| 'samePlace'
	| 'installmentsWrong'
	| 'partsWhich'
	| 'partsBill'

/** What the form is read against. */
export interface FormContext {
	row: TransactionRow
	/** What stood in the controls at first; null: nothing of it is recorded yet, so all of it is given. */
	initial: FormValues | null
	calendar: Calendar
	today: LocalDay
	/** The reader writes 1,234.56 rather than 1.234,56. */
	hasDecimalPoint: boolean
}

/** The controls' values for a purchase. `amountText` writes an amount as its reader would. */
export function formValues(
	row: TransactionRow,
	settings: Pick<LedgerSettings, 'categories' | 'sources' | 'people'>,
	calendar: Calendar,
	amountText: string,
): FormValues {
	return {
		kind: row.kind,
		description: row.description,
		amount: amountText,
		day: calendar.dayAt(row.occurred_at),
		category: nameOf(settings.categories, row.category_id, row.category_text),
		source: nameOf(settings.sources, row.source_id, row.source_text),
		person: nameOf(settings.people, row.person_id, row.person_text),
		to_source: nameOf(settings.sources, row.to_source_id, row.to_source_text),
		bill: givenMonth(row) ?? '',
		installments: String(row.installments),
		parts: '',
		fromPart: '',
		partsTo: '',
	}
}

function nameOf(labels: readonly Label[], id: number | null, text: string | null): string {
	const known = id ?? findLabel(labels, text)
	return labels.find((label) => label.id === known)?.name ?? text ?? ''
}

/** What a form says: the fields that it changes, or each field at fault with its problem. */
export function readForm(
	values: FormValues,
	context: FormContext,
): { fields: CorrectionFields } | { problems: Partial<Record<FormField, FormProblem>> } {
	const amount = readAmount(values.amount, context.hasDecimalPoint)
	const problems: Partial<Record<FormField, FormProblem>> = {}
	const refuse = (field: FormField, problem: FormProblem | null) => {
		if (problem) problems[field] = problem
	}
	refuse('description', descriptionProblem(values.description))
	if ('problem' in amount) refuse('amount', amount.problem)
	refuse('day', dayProblem(values, context))
	if (!problems.day) refuse('bill', billProblem(values))
	if (values.kind === 'transfer' && values.source !== '' && values.source === values.to_source)
		refuse('to_source', 'samePlace')
	if (hasInstallments(values, context) && readInstallments(values.installments) === null)
		refuse('installments', 'installmentsWrong')
	const movable = canMoveParts(values, context)
	if (movable && values.parts !== '' && values.fromPart === '') refuse('fromPart', 'partsWhich')
	if (movable && values.parts === 'bring' && values.partsTo === '') refuse('partsTo', 'partsBill')
	if (Object.keys(problems).length > 0 || !('cents' in amount)) return { problems }
	return { fields: changedFields(values, amount.cents, context) }
}

function changedFields(values: FormValues, cents: number, context: FormContext): CorrectionFields {
	const { initial, row, calendar } = context
	const fields: CorrectionFields = {}
	const isNew = (field: FormField) => initial === null || values[field] !== initial[field]
	if (isNew('kind')) fields.kind = values.kind
	if (isNew('description')) fields.description = values.description.trim()
	if (initial === null || cents !== row.amount_cents) fields.amount = cents / 100
	for (const name of ['category', 'source', 'person'] as const)
		if (initial === null ? values[name] !== '' : isNew(name)) fields[name] = values[name]
	if (values.kind === 'transfer' && isNew('to_source') && (initial !== null || values.to_source !== ''))
		fields.to_source = values.to_source
	if (isNew('day'))
		fields.occurred_at = new Date(momentOn(values.day, row.occurred_at, calendar)).toISOString()
	if (initial === null ? values.bill !== '' : isNew('bill')) fields.bill_month = values.bill
	const installments = hasInstallments(values, context) ? readInstallments(values.installments)! : 1
	if (installments !== (initial === null ? 1 : row.installments)) fields.installments = installments
	if (canMoveParts(values, context) && values.parts !== '') {
		fields.from_part = Number(values.fromPart)
		fields.parts_to = values.parts === 'cancel' ? 'cancel' : values.partsTo || 'cancel'
	}
	return fields
}

/** Parts lie where they lie once the kind, or their number, is another one. */
export function canMoveParts(
	{ kind, installments }: FormValues,
	{ row, initial }: Pick<FormContext, 'row' | 'initial'>,
): boolean {
	const isSame = readInstallments(installments) === row.installments
	return initial !== null && row.installments > 1 && isSame && kind !== 'transfer'
}

/** Not of a transfer, nor of what is one part of a purchase that is known by its parts. */
export const hasInstallments = ({ kind }: FormValues, { row }: Pick<FormContext, 'row'>): boolean =>
	kind !== 'transfer' && row.part === null

/** `10`, `10x`; null: that is no number of parts. */
export function readInstallments(text: string): number | null {
	const [, count] = /^\s*(\d{1,3})\s*[x×]?\s*$/i.exec(text) ?? []
	const number = Number(count)
	return number >= 1 && number <= MAX_INSTALLMENTS ? number : null
}

/** The parts from which on they can be brought forward (the first also), or cancelled (never the first: that is undoing). */
export function movableParts(
	row: TransactionRow,
	settings: Pick<LedgerSettings, 'cycles' | 'bill_closings'>,
	today: LocalDay,
	parts: FormValues['parts'],
): number[] {
	const first = row.installments > 1 ? firstUnbilled(row, settings, today) : null
	if (first === null) return []
	const from = parts === 'cancel' ? Math.max(2, first) : first
	return Array.from({ length: Math.max(0, row.installments - from + 1) }, (_, at) => from + at)
}

function descriptionProblem(text: string): FormProblem | null {
	const clean = cleanText(text)
	if (clean === null) return 'descriptionMissing'
	return [...clean].length > LONGEST_DESCRIPTION ? 'descriptionLong' : null
}

/** Groups that mean a thousand times as much to one reader as to another. */
const GROUPED_BY_DOTS = /^\D*\d{1,3}(\.\d{3})+\D*$/

/** An amount as its reader writes it: `1.234` is 1,234 in Portuguese, and nothing in English. */
export function readAmount(
	text: string,
	hasDecimalPoint: boolean,
): { cents: number } | { problem: FormProblem } {
	if (hasDecimalPoint && GROUPED_BY_DOTS.test(text)) return { problem: 'amountWrong' }
	// With a point for decimals, a comma can only group.
	const grouped = hasDecimalPoint && /^\D*\d{1,3}(,\d{3})+\D*$/.test(text) ? `${text}.00` : text
	const read = readBudget(grouped)
	if ('cents' in read) return read
	if (read.problem !== 'amountMissing') return { problem: read.problem }
	return { problem: text.trim() === '' ? 'amountMissing' : 'amountLow' }
}

function dayProblem({ day }: FormValues, { today, initial }: FormContext): FormProblem | null {
	const number = dayNumber(day)
	if (Number.isNaN(number)) return 'dayWrong'
	// What was recorded long ago may still be corrected otherwise.
	if (day === initial?.day) return null
	const oldest = `${String(Number(today.slice(0, 4)) - 10).padStart(4, '0')}${today.slice(4)}`
	return number > dayNumber(today) + 1 || day <= oldest ? 'dayRange' : null
}

function billProblem({ bill, kind, day }: FormValues): FormProblem | null {
	return bill !== '' && !fitsGivenMonth(kind, bill, day) ? 'billRange' : null
}
