import { Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { can } from '../ledger/permissions'
import type { Cents } from '../ledger/types'
import { EditableList } from '../ui/EditableList'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { ReadOnlyNote } from '../ui/ReadOnlyNote'
import { useWords } from '../words'
import { BudgetForm } from './BudgetForm'
import { BudgetRow } from './BudgetRow'
import { type BudgetItem, type BudgetMonth, createBudgetMonth } from './state'

const t = useWords('settings')

/** The whole bill stands in the lists beside the categories. */
const keyOf = ({ categoryId }: BudgetItem) => categoryId ?? 'whole'

/** The budgets of a bill month: how each stands, and setting them from that month on. */
export function Budgets() {
	const session = useLedgerSession()
	const budgets = createBudgetMonth(session)
	const editable = () => can(session.ledger().role, 'settings')
	const nameOf = (item: BudgetItem) =>
		item.name ?? t('budgets.wholeOf', { month: session.formats().monthName(budgets.month()) })
	const todayShare = () => {
		const today = budgets.today()
		return today && today.gone / today.days
	}
	const form = (item: BudgetItem | null, close: () => void) =>
		item && (
			<BudgetForm
				categoryId={item.categoryId}
				name={nameOf(item)}
				month={budgets.month()}
				limit={item.progress?.limit ?? null}
				average={budgets.averageOf(item.categoryId)}
				onClose={close}
			/>
		)

	return (
		<>
			<a class="back" href="#/">
				<Icon of={icons.previous} />
				{t('budgets.back')}
			</a>
			<div class="set-h">
				<div>
					<h1 class="h1">{t('budgets.title')}</h1>
					<p class="lead">{t('budgets.lead')}</p>
				</div>
				<Show when={!editable()}>
					<ReadOnlyNote />
				</Show>
			</div>
			<div class="sheet" data-figure-month={budgets.month()}>
				<MonthBar budgets={budgets} />
				<Show when={!budgets.complete()}>
					<p class="note note-warn">
						<Icon of={icons.clock} />
						{t('budgets.incomplete')}
					</p>
				</Show>
				<Show when={budgets.withBudget().length > 0}>
					<EditableList
						items={budgets.withBudget()}
						keyOf={keyOf}
						rowClass="budget-row"
						row={(item, edit) => (
							<Show when={item().progress}>
								{(progress) => (
									<BudgetRow
										progress={progress()}
										name={nameOf(item())}
										todayShare={todayShare()}
										edit={editable() ? edit : null}
									/>
								)}
							</Show>
						)}
						form={form}
					/>
				</Show>
				<Show when={budgets.withoutBudget().length > 0}>
					<section class="panel-rows">
						<h2 class="panel-h">{t('budgets.without')}</h2>
						<EditableList
							items={budgets.withoutBudget()}
							keyOf={keyOf}
							rowClass="nobudget-row"
							row={(item, edit) => (
								<NoBudgetRow
									item={item()}
									name={nameOf(item())}
									average={budgets.averageOf(item().categoryId)}
									edit={editable() ? edit : null}
								/>
							)}
							form={form}
						/>
					</section>
				</Show>
				<Show when={session.directory()?.categories.length === 0}>
					<p class="row-empty">{t('budgets.none')}</p>
				</Show>
			</div>
		</>
	)
}

/** The month that is looked at, how far it has gone, and how its budgets stand in all. */
function MonthBar(props: { budgets: BudgetMonth }) {
	const session = useLedgerSession()
	const position = () => {
		const today = props.budgets.today()
		if (today) return t('budgets.today', { day: today.gone, days: today.days })
		return props.budgets.isPast() ? t('budgets.closed') : t('budgets.coming')
	}
	const summary = () => {
		const all = props.budgets.withBudget().length
		if (all === 0) return ''
		const attention = props.budgets.attention()
		return attention > 0 ? t('budgets.attention', attention, all) : t('budgets.allFine')
	}
	return (
		<div class="budget-bar">
			<div class="stepper">
				<button
					type="button"
					class="btn btn-bare btn-icon"
					aria-label={t('budgets.previous')}
					onClick={() => props.budgets.step(-1)}
				>
					<Icon of={icons.previous} />
				</button>
				<span class="m" aria-live="polite">
					{session.formats().month(props.budgets.month())}
				</span>
				<button
					type="button"
					class="btn btn-bare btn-icon"
					aria-label={t('budgets.next')}
					onClick={() => props.budgets.step(1)}
				>
					<Icon of={icons.next} />
				</button>
			</div>
			<span class="muted">{position()}</span>
			<span class="grow" />
			<span class="muted num">{summary()}</span>
		</div>
	)
}

/** What has no budget yet: what was spent, what a usual month costs, and the button that sets one. */
function NoBudgetRow(props: {
	item: BudgetItem
	name: string
	average: Cents | undefined
	edit: (() => void) | null
}) {
	const session = useLedgerSession()
	return (
		<>
			<p class="strong">
				<Show when={props.item.color}>
					{(slot) => <i class="sw" style={{ '--k': `var(--c${slot()})` }} aria-hidden="true" />}
				</Show>
				<bdi>{props.name}</bdi>
			</p>
			<span class="muted num">
				{t('budgets.spentSoFar', { money: session.money(props.item.spent) })}
				<span class="only-wide-in">
					{' · '}
					<Show when={props.average} fallback={t('budgets.noAverage')}>
						{(cents) => <>{t('budgets.average', { money: session.money(cents()) })}</>}
					</Show>
				</span>
			</span>
			<Show when={props.edit} fallback={<span />}>
				{(edit) => (
					<button
						type="button"
						class="btn btn-bare"
						data-edit
						aria-label={t('budgets.setFor', { name: props.name })}
						onClick={() => edit()()}
					>
						{t('budgets.set')}
					</button>
				)}
			</Show>
		</>
	)
}
