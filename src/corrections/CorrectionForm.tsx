import { createUniqueId, For, type JSX, onMount, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { useLedgerSession } from '../app/session'
import { makeCalendar } from '../ledger/calendar'
import type { TransactionRow } from '../ledger/columns'
import { billOf, type CorrectionFields } from '../ledger/correction'
import { monthOf } from '../ledger/day'
import { addMonths } from '../ledger/month'
import { findLabel } from '../ledger/name'
import { installmentCents } from '../ledger/parts'
import type { BillMonth, Label, LedgerSettings, LocalDay } from '../ledger/types'
import { Field, type FieldControl } from '../ui/Field'
import { FormProblem } from '../ui/FormActions'
import { createForm } from '../ui/form'
import { language, useWords } from '../words'
import {
	canMoveParts,
	type FormField,
	type FormValues,
	formValues,
	hasInstallments,
	movableParts,
	readForm,
	readInstallments,
} from './form-values'

const t = useWords('corrections')
const KINDS = ['expense', 'income', 'refund', 'transfer'] as const

interface CorrectionFormProps {
	row: TransactionRow
	/** Nothing of it is recorded yet: a refused message, with what was understood of it. */
	isRefused?: boolean
	/** What stands in the amount, where that is no amount. */
	amountText?: string | undefined
	/** What stands in the controls at first, where that is not the purchase as it is: what somebody asked to make of it. */
	given?: TransactionRow
	save: string
	onSave: (fields: CorrectionFields) => void
	onCancel: () => void
}

/** What the form's parts share. */
interface FormState {
	row: TransactionRow
	initial: FormValues
	values: FormValues
	settings: LedgerSettings
	/** The day in the form, or of the purchase while there is none. */
	day: () => LocalDay
	set: <F extends FormField>(field: F, value: FormValues[F]) => void
	errorOf: (field: FormField | null) => string | null
	/** Hands over the fields that were changed. Answers the first one at fault, where some are, and each says so. */
	save: () => string | null
}

function createFormState(props: CorrectionFormProps): FormState {
	const session = useLedgerSession()
	const settings = session.directory() as LedgerSettings
	const calendar = makeCalendar(session.ledger().timezone)
	// As it was when the form was opened: what arrives meanwhile is told by the conflict that it makes.
	const { row, given } = props
	const amountOf = ({ amount_cents }: TransactionRow) =>
		amount_cents > 0 ? session.formats().amount(amount_cents) : ''
	const initial = formValues(row, settings, calendar, props.amountText ?? amountOf(row))
	const wanted = given ? formValues(given, settings, calendar, amountOf(given)) : initial
	const [values, setValues] = createStore<FormValues>({ ...wanted })
	const form = createForm(async (fields: CorrectionFields) => props.onSave(fields))
	return {
		row,
		initial,
		values,
		settings,
		day: () => values.day || calendar.dayAt(row.occurred_at),
		set(field, value) {
			setValues(field, () => value)
		},
		errorOf: form.errorOf,
		save() {
			const answer = readForm(values, {
				row,
				initial: props.isRefused ? null : initial,
				calendar,
				today: session.today(),
				hasDecimalPoint: language() === 'en',
			})
			if ('problems' in answer) {
				const found = Object.entries(answer.problems)
				form.refuseAll(
					found.map(([field, problem]) => ({ field, text: t(`corrections.problems.${problem}`) })),
				)
				return found[0]?.[0] ?? null
			}
			const isSame = Object.keys(answer.fields).length === 0
			if (isSame) form.refuseAll([{ field: null, text: t('corrections.nothing') }])
			else void form.submit(answer.fields)
			return null
		},
	}
}

/** Corrects a purchase, or what was understood of a refused message. Only what was changed is sent. */
export function CorrectionForm(props: CorrectionFormProps) {
	const state = createFormState(props)
	let form!: HTMLFormElement
	onMount(() => form.querySelector<HTMLElement>('input')?.focus())
	function save(event: SubmitEvent) {
		event.preventDefault()
		const fault = state.save()
		if (fault) form.querySelector<HTMLElement>(`[data-field="${fault}"]`)?.focus()
	}
	return (
		<form ref={form} class="correction" onSubmit={save} novalidate data-correction={props.row.id}>
			<WrittenFields state={state} />
			<ChosenFields state={state} />
			<Show when={hasInstallments(state.values, state)}>
				<InstallmentsField state={state} />
			</Show>
			<Show when={!props.isRefused && canMoveParts(state.values, state)}>
				<PartsFields state={state} />
			</Show>
			<FormProblem text={state.errorOf(null)} />
			<div class="acts">
				<button type="submit" class="btn btn-main">
					{props.save}
				</button>
				<button type="button" class="btn" onClick={() => props.onCancel()}>
					{t('ui.cancel')}
				</button>
			</div>
		</form>
	)
}

/** Description, amount and day. */
function WrittenFields(props: { state: FormState }) {
	const session = useLedgerSession()
	const { values, set, errorOf } = props.state
	const input =
		(field: 'description' | 'amount' | 'day', more: JSX.InputHTMLAttributes<HTMLInputElement>) =>
		(control: FieldControl) => (
			<input
				class="input"
				autocomplete="off"
				data-field={field}
				value={values[field]}
				onInput={(event) => set(field, event.currentTarget.value)}
				{...more}
				{...control}
			/>
		)
	return (
		<>
			<Field label={t('corrections.fields.description')} error={errorOf('description')}>
				{input('description', { maxlength: 400 })}
			</Field>
			<div class="correction-pair">
				<Field
					label={t('corrections.fields.amountIn', { currency: session.formats().figure(0).currency })}
					error={errorOf('amount')}
				>
					{input('amount', { inputmode: 'decimal', class: 'input num', maxlength: 24 })}
				</Field>
				<Field label={t('corrections.fields.day')} error={errorOf('day')}>
					{input('day', { type: 'date', max: dayAfter(session.today()) })}
				</Field>
			</div>
		</>
	)
}

/** Kind, category, source, person or destination, and the bill. */
function ChosenFields(props: { state: FormState }) {
	const session = useLedgerSession()
	const { values, initial, set, errorOf, settings, row, day } = props.state
	const isTransfer = () => values.kind === 'transfer'
	const sources = settings.sources.filter(({ archived, name }) => !archived || name === initial.source)
	const label = (field: 'category' | 'source' | 'person' | 'to_source', labels: readonly Label[]) => (
		<Field label={t(`corrections.fields.${field}`)} error={errorOf(field)}>
			{(control) => (
				<LabelSelect
					field={field}
					labels={labels}
					initial={initial[field]}
					value={values[field]}
					onChange={(name) => set(field, name)}
					control={control}
				/>
			)}
		</Field>
	)
	const byRule = () => {
		const month = billOf(settings, findLabel(settings.sources, values.source), day(), row.part)
		return t('corrections.byRule', { month: session.formats().month(month) })
	}
	return (
		<>
			<div class="correction-pair">
				<Field label={t('corrections.fields.kind')}>
					{(control) => (
						<select
							class="input"
							data-field="kind"
							onChange={(event) => set('kind', event.currentTarget.value as FormValues['kind'])}
							{...control}
						>
							<For each={KINDS}>
								{(kind) => (
									<option value={kind} selected={kind === values.kind}>
										{t(`corrections.kinds.${kind}`)}
									</option>
								)}
							</For>
						</select>
					)}
				</Field>
				{label('category', settings.categories)}
			</div>
			<div class="correction-pair">
				{label('source', sources)}
				<Show when={isTransfer()} fallback={label('person', settings.people)}>
					{label('to_source', sources)}
				</Show>
			</div>
			<Field
				label={t(isTransfer() ? 'corrections.fields.pays' : 'corrections.fields.bill')}
				error={errorOf('bill')}
			>
				{(control) => (
					<MonthSelect
						field="bill"
						months={billsAround(day(), initial.bill, values.kind)}
						none={isTransfer() ? t('corrections.paysByRule') : byRule()}
						value={values.bill}
						onChange={(month) => set('bill', month)}
						control={control}
					/>
				)}
			</Field>
		</>
	)
}

/** In how many parts it is. The amount stays that of all of them. */
function InstallmentsField(props: { state: FormState }) {
	const session = useLedgerSession()
	const { row, values, set, errorOf } = props.state
	const count = () => readInstallments(values.installments) ?? 1
	const isMany = () => count() > 1 && row.amount_cents > 0 && values.amount === props.state.initial.amount
	const hint = () =>
		isMany()
			? t('corrections.each', {
					count: count(),
					amount: session.formats().money(installmentCents(row.amount_cents, count(), count())),
				})
			: t('corrections.installmentsNote')
	return (
		<Field label={t('corrections.fields.howMany')} error={errorOf('installments')} hint={hint()}>
			{(control) => (
				<input
					class="input num"
					inputmode="numeric"
					autocomplete="off"
					maxlength={5}
					data-field="installments"
					value={values.installments}
					onInput={(event) => set('installments', event.currentTarget.value)}
					{...control}
				/>
			)}
		</Field>
	)
}

/** Parts not billed yet: brought forward into one bill, or cancelled. */
function PartsFields(props: { state: FormState }) {
	const session = useLedgerSession()
	const { row, values, set, errorOf, settings } = props.state
	const movable = (parts: FormValues['parts']) => movableParts(row, settings, session.today(), parts)
	const legend = createUniqueId()
	return (
		<Show when={movable('').length > 0}>
			<fieldset class="correction-parts" aria-describedby={legend}>
				<legend>{t('corrections.fields.parts')}</legend>
				<select
					class="input"
					data-field="parts"
					aria-label={t('corrections.fields.parts')}
					value={values.parts}
					onChange={(event) => set('parts', event.currentTarget.value as FormValues['parts'])}
				>
					<option value="">{t('corrections.partsStay')}</option>
					<option value="bring">{t('corrections.bringForward')}</option>
					<option value="cancel">{t('corrections.cancelParts')}</option>
				</select>
				<Show when={values.parts !== ''}>
					<div class="correction-pair">
						<Field label={t('corrections.fields.from')} error={errorOf('fromPart')}>
							{(control) => (
								<select
									class="input"
									data-field="fromPart"
									onChange={(event) => set('fromPart', event.currentTarget.value)}
									{...control}
								>
									<option value="">{t('corrections.choose')}</option>
									<For each={movable(values.parts)}>
										{(part) => (
											<option value={part} selected={String(part) === values.fromPart}>
												{t('corrections.partOf', { part, parts: row.installments })}
											</option>
										)}
									</For>
								</select>
							)}
						</Field>
						<Show when={values.parts === 'bring'}>
							<Field label={t('corrections.fields.to')} error={errorOf('partsTo')}>
								{(control) => (
									<MonthSelect
										field="partsTo"
										months={monthsFrom(session.thisMonth(), row.installments)}
										none={t('corrections.choose')}
										value={values.partsTo}
										onChange={(month) => set('partsTo', month)}
										control={control}
									/>
								)}
							</Field>
						</Show>
					</div>
				</Show>
				<small id={legend}>{t('corrections.partsNote')}</small>
			</fieldset>
		</Show>
	)
}

/** One of the ledger's names, none, or the unknown one that was said. */
function LabelSelect(props: {
	field: 'category' | 'source' | 'person' | 'to_source'
	labels: readonly Label[]
	initial: string
	value: string
	onChange: (name: string) => void
	control: FieldControl
}) {
	const isUnknown = () => props.initial !== '' && !props.labels.some(({ name }) => name === props.initial)
	return (
		<select
			class="input"
			data-field={props.field}
			onChange={(event) => props.onChange(event.currentTarget.value)}
			{...props.control}
		>
			<option value="">{t(`corrections.none.${props.field}`)}</option>
			<Show when={isUnknown()}>
				<option value={props.initial} selected={props.initial === props.value}>
					“{props.initial}”
				</option>
			</Show>
			<For each={props.labels}>
				{({ name }) => (
					<option value={name} selected={name === props.value}>
						{name}
					</option>
				)}
			</For>
		</select>
	)
}

function MonthSelect(props: {
	field: FormField
	months: readonly BillMonth[]
	none: string
	value: BillMonth | ''
	onChange: (month: BillMonth) => void
	control: FieldControl
}) {
	const session = useLedgerSession()
	return (
		<select
			class="input"
			data-field={props.field}
			onChange={(event) => props.onChange(event.currentTarget.value)}
			{...props.control}
		>
			<option value="">{props.none}</option>
			<For each={props.months}>
				{(month) => (
					<option value={month} selected={month === props.value}>
						{session.formats().month(month)}
					</option>
				)}
			</For>
		</select>
	)
}

const monthsFrom = (month: BillMonth, count: number) =>
	Array.from({ length: Math.max(count, 2) }, (_, at) => addMonths(month, at))

/** The bills that people mean: from the month before the day on (a transfer pays older ones too), and the one that was named. */
function billsAround(day: string, given: BillMonth | '', kind: FormValues['kind']): BillMonth[] {
	const back = kind === 'transfer' ? 6 : 1
	const around = Array.from({ length: 14 + back }, (_, at) => addMonths(monthOf(day), at - back))
	return given === '' || around.includes(given) ? around : [...around, given].sort()
}

/** Tomorrow is the last day that the rules take. */
function dayAfter(day: string): string {
	return new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
