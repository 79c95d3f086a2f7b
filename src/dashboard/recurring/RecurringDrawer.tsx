import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { readBudget, typedAmount } from '../../ledger/budget-form'
import { LONGEST_LABEL } from '../../ledger/limits'
import type { Kind } from '../../ledger/types'
import { DeleteButton } from '../../ui/DeleteButton'
import { Drawer } from '../../ui/Drawer'
import { Field, type FieldControl } from '../../ui/Field'
import { FormActions } from '../../ui/FormActions'
import { createForm } from '../../ui/form'
import { showToast } from '../../ui/toasts'
import { useWords } from '../../words'
import type { RecurringDraft } from './in-month'

const t = useWords('settings')

const KINDS: readonly Kind[] = ['expense', 'income']
const DAYS = Array.from({ length: 31 }, (_, index) => index + 1)

/** What was found is confirmed; what nobody found has no name yet. */
const beginning = ({ name }: RecurringDraft) => (name === '' ? 'recurringForm.add' : 'recurringForm.confirm')

/** Confirms, changes and ends what comes again: name, amount, day, category and source. */
export default function RecurringDrawer(props: { draft: RecurringDraft; onClose: () => void }) {
	return (
		<Drawer
			open
			name="recurring"
			title={t(props.draft.id ? 'recurringForm.edit' : beginning(props.draft))}
			onClose={props.onClose}
		>
			<RecurringForm {...props} />
		</Drawer>
	)
}

function RecurringForm(props: { draft: RecurringDraft; onClose: () => void }) {
	const session = useLedgerSession()
	const [draft, setDraft] = createSignal({ ...props.draft })
	const [amount, setAmount] = createSignal(draft().amount_cents ? typedAmount(draft().amount_cents) : '')
	const set = (changes: Partial<RecurringDraft>) => setDraft({ ...draft(), ...changes })
	const form = createForm(
		async (saved: RecurringDraft) => {
			await session.settings.saveRecurring(saved)
			showToast({
				kind: 'ok',
				text: t(saved.until === null ? 'recurringForm.saved' : 'recurringForm.ended'),
				detail: saved.name,
			})
			props.onClose()
		},
		['name', 'amount_cents'],
	)
	let first!: HTMLInputElement
	onMount(() => first.focus())

	function save(event: SubmitEvent) {
		event.preventDefault()
		const read = readBudget(amount())
		if (draft().name.trim() === '') return form.refuse('name', t('form.problem.name.invalid_input'))
		if ('problem' in read) return form.refuse('amount_cents', t(`recurringForm.${read.problem}`))
		void form.submit({ ...draft(), amount_cents: read.cents })
	}

	return (
		<form class="form recurring-form" onSubmit={save} novalidate>
			<Field label={t('form.name')} hint={t('recurringForm.nameHint')} error={form.errorOf('name')}>
				{(control) => (
					<input
						ref={first}
						class="input"
						autocomplete="off"
						maxlength={LONGEST_LABEL}
						value={draft().name}
						onInput={(event) => set({ name: event.currentTarget.value })}
						{...control}
					/>
				)}
			</Field>
			<div class="recurring-fields">
				<AmountField error={form.errorOf('amount_cents')} value={amount()} onInput={setAmount} />
				<Choice
					label={t('recurringForm.day')}
					value={String(draft().day)}
					options={DAYS.map((day) => [String(day), String(day)])}
					onPick={(day) => set({ day: Number(day) })}
				/>
				<Choice
					label={t('recurringForm.kind')}
					value={draft().kind}
					options={[...new Set([...KINDS, props.draft.kind])].map((kind) => [
						kind,
						t(`details.titleOf.${kind}`),
					])}
					onPick={(kind) => set({ kind: kind as Kind })}
				/>
			</div>
			<LabelChoice
				label={t('details.category')}
				id={draft().category_id}
				labels={session.directory()?.categories ?? []}
				none={t('uncategorised')}
				onPick={(category_id) => set({ category_id })}
			/>
			<LabelChoice
				label={t('details.source')}
				id={draft().source_id}
				labels={session.directory()?.sources ?? []}
				none={t('noSource')}
				onPick={(source_id) => set({ source_id })}
			/>
			<Show when={draft().id}>
				<Field label={t('recurringForm.until')} hint={t('recurringForm.untilHint')}>
					{(control) => (
						<input
							class="input"
							type="date"
							value={draft().until ?? ''}
							onInput={(event) => set({ until: event.currentTarget.value || null })}
							{...control}
						/>
					)}
				</Field>
			</Show>
			<FormActions
				busy={form.busy()}
				problem={form.errorOf(null)}
				save={draft().id ? undefined : t(beginning(props.draft))}
				onCancel={props.onClose}
			>
				<Show when={draft().id}>
					{(id) => (
						<EndOrDelete
							draft={props.draft}
							busy={form.busy()}
							onEnd={() => void form.submit({ ...props.draft, until: session.today() })}
							remove={() => session.settings.removeRecurring(id())}
							onRemoved={props.onClose}
						/>
					)}
				</Show>
			</FormActions>
		</form>
	)
}

function AmountField(props: { error: string | null; value: string; onInput: (text: string) => void }) {
	return (
		<Field label={t('recurringForm.amount')} error={props.error}>
			{(control) => (
				<input
					class="input num"
					inputmode="decimal"
					autocomplete="off"
					maxlength="24"
					value={props.value}
					onInput={(event) => props.onInput(event.currentTarget.value)}
					{...control}
				/>
			)}
		</Field>
	)
}

/** The two ways to leave one behind: it is over, or it was a mistake. */
function EndOrDelete(props: {
	draft: RecurringDraft
	busy: boolean
	onEnd: () => void
	remove: () => Promise<void>
	onRemoved: () => void
}) {
	return (
		<>
			<Show when={props.draft.until === null}>
				<button type="button" class="btn btn-bare" aria-disabled={props.busy} onClick={() => props.onEnd()}>
					{t('recurringForm.end')}
				</button>
			</Show>
			<DeleteButton
				title={t('recurringForm.deleteTitle', { name: props.draft.name })}
				consequence={t('recurringForm.deleteNote')}
				remove={props.remove}
				onRemoved={props.onRemoved}
			/>
		</>
	)
}

/** One of the ledger's labels, or none. */
function LabelChoice(props: {
	label: string
	id: number | null
	labels: readonly { id: number; name: string }[]
	none: string
	onPick: (id: number | null) => void
}) {
	return (
		<Choice
			label={props.label}
			value={props.id === null ? '' : String(props.id)}
			options={[
				['', props.none],
				...props.labels.map(({ id, name }): [string, string] => [String(id), name]),
			]}
			onPick={(value) => props.onPick(value === '' ? null : Number(value))}
		/>
	)
}

function Choice(props: {
	label: string
	value: string
	options: readonly (readonly [value: string, text: string])[]
	onPick: (value: string) => void
}): JSX.Element {
	return (
		<Field label={props.label}>
			{(control: FieldControl) => (
				<select class="input" onChange={(event) => props.onPick(event.currentTarget.value)} {...control}>
					<For each={props.options}>
						{([value, text]) => (
							<option value={value} selected={value === props.value}>
								{text}
							</option>
						)}
					</For>
				</select>
			)}
		</Field>
	)
}
