import { createSignal, For, onMount, Show } from 'solid-js'
import type { Backend } from '../backend/types'
import { readBudget } from '../ledger/budget-form'
import { isTimezone, makeCalendar } from '../ledger/calendar'
import { CURRENCIES } from '../ledger/currencies'
import { monthOf } from '../ledger/day'
import { LONGEST_LEDGER_NAME } from '../ledger/limits'
import type { Basis, Ledger } from '../ledger/types'
import { BasisField } from '../ui/BasisField'
import { Field } from '../ui/Field'
import { FormActions } from '../ui/FormActions'
import { createForm } from '../ui/form'
import { ownTimezone, TimezoneInput } from '../ui/TimezoneInput'
import { useWords } from '../words'
import { createResumable } from './resumable'

const t = useWords('settings')
const PURPOSES = ['home', 'business', 'empty'] as const
type Purpose = (typeof PURPOSES)[number]
const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'] as const

/** The first step: a ledger with its currency, timezone and first categories. */
export function LedgerStep(props: {
	backend: Backend
	onDone: (ledger: Ledger) => void
	hasLedgers: boolean
}) {
	const [name, setName] = createSignal('')
	const [purpose, setPurpose] = createSignal<Purpose>('home')
	const [currency, setCurrency] = createSignal<string>('BRL')
	const [timezone, setTimezone] = createSignal(ownTimezone())
	const [budget, setBudget] = createSignal('')
	const [basis, setBasis] = createSignal<Basis>('bill')
	let made: Ledger | null = null
	let first!: HTMLInputElement
	onMount(() => first.focus())

	const saveCategories = createResumable(
		({ name }: { name: string; color: number }) => name,
		(category) => props.backend.settings(made as Ledger).saveCategory({ ...category, aliases: [] }),
	)

	const form = createForm(async () => {
		// After a failure half-way, the next try continues with the ledger that was created instead of creating another.
		made ??= await props.backend.createLedger({
			name: name().trim(),
			currency: currency(),
			timezone: timezone(),
		})
		if (basis() !== made.basis) {
			await props.backend.settings(made).setBasis(basis())
			made = { ...made, basis: basis() }
		}
		const kind = purpose()
		if (kind !== 'empty')
			await saveCategories(
				LETTERS.map((letter, index) => ({
					name: t(`onboarding.categories.${kind}.${letter}`),
					color: index + 1,
				})),
			)
		const amount = readBudget(budget())
		if ('cents' in amount) {
			const month = monthOf(makeCalendar(made.timezone).dayAt(Date.now()))
			await props.backend.settings(made).setBudget({ category_id: null, month, amount_cents: amount.cents })
		}
		props.onDone(made)
	}, ['name', 'currency', 'timezone', 'budget'])

	function save(event: SubmitEvent) {
		event.preventDefault()
		if (name().trim() === '') return form.refuse('name', t('onboarding.ledger.nameMissing'))
		if (!isTimezone(timezone())) return form.refuse('timezone', t('ledger.timezoneUnknown'))
		const amount = readBudget(budget())
		if (budget().trim() !== '' && 'problem' in amount)
			return form.refuse('budget', t(`budgets.${amount.problem}`))
		void form.submit()
	}

	return (
		<form class="form" onSubmit={save} novalidate>
			<div>
				<h1 class="h1">{t('onboarding.ledger.title')}</h1>
				<p class="lead">{t('onboarding.ledger.lead')}</p>
			</div>
			<Field label={t('onboarding.ledger.name')} error={form.errorOf('name')}>
				{(control) => (
					<input
						ref={first}
						class="input"
						maxlength={LONGEST_LEDGER_NAME}
						autocomplete="off"
						value={name()}
						onInput={(event) => setName(event.currentTarget.value)}
						{...control}
					/>
				)}
			</Field>
			<PurposeField value={purpose()} onChange={setPurpose} />
			<div class="zone">
				<Field
					label={t('onboarding.ledger.timezone')}
					hint={t('onboarding.ledger.timezoneHint')}
					error={form.errorOf('timezone')}
				>
					{(control) => <TimezoneInput value={timezone()} control={control} onChange={setTimezone} />}
				</Field>
				<CurrencyField value={currency()} error={form.errorOf('currency')} onChange={setCurrency} />
			</div>
			<BasisField value={basis()} onChange={setBasis} />
			<Field label={t('onboarding.ledger.budget')} error={form.errorOf('budget')}>
				{(control) => (
					<input
						class="input num"
						inputmode="decimal"
						autocomplete="off"
						maxlength="24"
						value={budget()}
						onInput={(event) => setBudget(event.currentTarget.value)}
						{...control}
					/>
				)}
			</Field>
			<FormActions busy={form.busy()} problem={form.errorOf(null)} save={t('onboarding.ledger.create')}>
				<Show when={props.hasLedgers}>
					<a class="btn btn-bare" href="#/">
						{t('onboarding.ledger.back')}
					</a>
				</Show>
			</FormActions>
			<Show when={!props.hasLedgers}>
				<p class="muted fine">
					{t('onboarding.ledger.waitingFor', { email: props.backend.session.current()?.email ?? '' })}{' '}
					<button type="button" class="link" onClick={() => void props.backend.session.signOut()}>
						{t('onboarding.ledger.leave')}
					</button>
				</p>
			</Show>
		</form>
	)
}

/** What the ledger is for: it decides the categories that the ledger begins with. */
function PurposeField(props: { value: Purpose; onChange: (purpose: Purpose) => void }) {
	return (
		<fieldset class="fg">
			<legend>{t('onboarding.ledger.purpose')}</legend>
			<div class="opts">
				<For each={PURPOSES}>
					{(choice) => (
						<button
							type="button"
							class="opt"
							aria-pressed={props.value === choice}
							onClick={() => props.onChange(choice)}
						>
							{t(`onboarding.ledger.purposes.${choice}`)}
						</button>
					)}
				</For>
			</div>
			<small class="fg-hint">{t(`onboarding.ledger.purposeHint.${props.value}`)}</small>
		</fieldset>
	)
}

function CurrencyField(props: { value: string; error: string | null; onChange: (code: string) => void }) {
	return (
		<Field label={t('onboarding.ledger.currency')} error={props.error}>
			{(control) => (
				<select
					class="input"
					value={props.value}
					onChange={(event) => props.onChange(event.currentTarget.value)}
					{...control}
				>
					<For each={CURRENCIES}>{(code) => <option value={code}>{code}</option>}</For>
				</select>
			)}
		</Field>
	)
}
