import { createSignal, onMount, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { readBudget, typedAmount } from '../ledger/budget-form'
import type { BillMonth, Cents } from '../ledger/types'
import { Field } from '../ui/Field'
import { FormActions } from '../ui/FormActions'
import { createForm } from '../ui/form'
import { showToast } from '../ui/toasts'
import { useWords } from '../words'

const t = useWords('settings')

/** Sets, changes or ends the budget of one category (or of the whole bill) from `month` on. */
export function BudgetForm(props: {
	categoryId: number | null
	name: string
	month: BillMonth
	/** The budget in force; null: there is none. */
	limit: Cents | null
	average: Cents | undefined
	onClose: () => void
}) {
	const session = useLedgerSession()
	const [amount, setAmount] = createSignal(props.limit === null ? '' : typedAmount(props.limit))
	let first!: HTMLInputElement
	onMount(() => {
		first.focus()
		first.select()
	})

	const form = createForm(
		async (amount_cents: Cents) => {
			await session.settings.setBudget({ category_id: props.categoryId, month: props.month, amount_cents })
			showToast({
				kind: 'ok',
				text: amount_cents > 0 ? t('budgets.saved') : t('budgets.ended'),
				detail: props.name,
			})
			props.onClose()
		},
		['amount'],
	)

	function save(event: SubmitEvent) {
		event.preventDefault()
		const read = readBudget(amount())
		if ('problem' in read) return form.refuse('amount', t(`budgets.${read.problem}`))
		void form.submit(read.cents)
	}

	return (
		<form class="panel form" onSubmit={save} novalidate>
			<div class="ph">
				<h2>
					<bdi>{props.name}</bdi>
				</h2>
			</div>
			<Field
				label={t('budgets.amount')}
				hint={t('budgets.from', { month: session.formats().month(props.month) })}
				error={form.errorOf('amount')}
			>
				{(control) => (
					<input
						ref={first}
						class="input num budget-input"
						inputmode="decimal"
						autocomplete="off"
						maxlength="24"
						value={amount()}
						onInput={(event) => setAmount(event.currentTarget.value)}
						{...control}
					/>
				)}
			</Field>
			<Show when={props.average}>
				{(cents) => (
					<div class="opts">
						<button type="button" class="opt" onClick={() => setAmount(typedAmount(cents()))}>
							{t('budgets.useAverage', { money: session.money(cents()) })}
						</button>
					</div>
				)}
			</Show>
			<FormActions busy={form.busy()} problem={form.errorOf(null)} onCancel={props.onClose}>
				<Show when={props.limit !== null}>
					<button
						type="button"
						class="btn btn-bare btn-danger"
						aria-disabled={form.busy()}
						onClick={() => void form.submit(0)}
					>
						{t('budgets.end')}
					</button>
				</Show>
			</FormActions>
		</form>
	)
}
