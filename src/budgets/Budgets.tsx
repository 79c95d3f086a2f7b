import { createMemo, createSignal, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { isCovered } from '../feed/coverage'
import { averages, type BudgetProgress, budgetProgress, daysGone, needingAttention } from '../ledger/budgets'
import { addMonths } from '../ledger/month'
import { createFigure } from '../metrics/solid'
import { EditableList } from '../settings/shared/EditableList'
import { can } from '../settings/shared/permissions'
import { ReadOnlyNote } from '../settings/shared/ReadOnlyNote'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'
import { BudgetForm } from './BudgetForm'
import { BudgetRow } from './BudgetRow'

const t = useWords('settings')
/** The whole bill's place in the list, which knows only numbers. */
const WHOLE = 0

interface Row {
	id: number
	categoryId: number | null
	name: string
	color: number | null
	/** Null: it has no budget. */
	progress: BudgetProgress | null
}

/** The budgets of a bill month: how each stands, and setting them from that month on. */
export function Budgets() {
	const session = useLedgerSession()
	const [month, setMonth] = createSignal(session.thisMonth())
	const editable = () => can(session.ledger().role, 'settings')
	const spending = createFigure(session.metrics, (metrics) => metrics.spendingOf(month()))
	const before = createFigure(session.metrics, (metrics) => averages((at) => metrics.spendingOf(at), month()))

	const rows = createMemo((): Row[] => {
		const directory = session.directory()
		if (!directory) return []
		const progress = budgetProgress(directory, spending(), month(), session.today())
		const of = (id: number | null) => progress.find((row) => row.category_id === id) ?? null
		const whole = { id: WHOLE, categoryId: null, name: t('budgets.whole'), color: null, progress: of(null) }
		const all = directory.categories.map(({ id, name, color }) => ({
			id,
			categoryId: id,
			name,
			color,
			progress: of(id),
		}))
		const share = (row: Row) => row.progress?.share ?? -1
		return [whole, ...all.sort((a, b) => share(b) - share(a) || a.name.localeCompare(b.name))]
	})
	const withBudget = () => rows().filter((row) => row.progress !== null)
	const without = () => rows().filter((row) => row.progress === null)
	const days = () => daysGone(month(), session.today())
	const isNow = () => month() === session.thisMonth()
	const todayShare = () => (isNow() ? days().gone / days().days : null)
	const summary = () => {
		const all = withBudget().flatMap(({ progress }) => progress ?? [])
		const attention = needingAttention(all).length
		if (all.length === 0) return ''
		return attention > 0 ? t('budgets.attention', attention, all.length) : t('budgets.allFine')
	}
	const position = () => {
		if (isNow()) return t('budgets.today', { day: days().gone, days: days().days })
		return month() < session.thisMonth() ? t('budgets.closed') : t('budgets.coming')
	}
	const spentOn = (row: Row) =>
		row.categoryId === null
			? spending().cents
			: (spending().groups.find(({ id }) => id === row.categoryId)?.cents ?? 0)
	/** An amount whose purchases are not all in is said to be so. */
	const complete = () => isCovered(session.feed().coverage, month())
	const name = (row: Row) =>
		row.categoryId === null ? t('budgets.wholeOf', { month: session.formats().monthName(month()) }) : row.name

	const form = (row: Row, close: () => void) => (
		<BudgetForm
			categoryId={row.categoryId}
			name={name(row)}
			month={month()}
			limit={row.progress?.limit ?? null}
			average={before().get(row.categoryId)}
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
			<div class="sheet" data-figure-month={month()}>
				<div class="budget-bar">
					<div class="stepper">
						<button
							type="button"
							class="btn btn-bare btn-icon"
							aria-label={t('budgets.previous')}
							onClick={() => setMonth(addMonths(month(), -1))}
						>
							<Icon of={icons.previous} />
						</button>
						<span class="m" aria-live="polite">
							{session.formats().month(month())}
						</span>
						<button
							type="button"
							class="btn btn-bare btn-icon"
							aria-label={t('budgets.next')}
							onClick={() => setMonth(addMonths(month(), 1))}
						>
							<Icon of={icons.next} />
						</button>
					</div>
					<span class="muted">{position()}</span>
					<span class="grow" />
					<span class="muted num">{summary()}</span>
				</div>
				<Show when={!complete()}>
					<p class="note note-warn">
						<Icon of={icons.clock} />
						{t('budgets.incomplete')}
					</p>
				</Show>
				<Show when={withBudget().length > 0}>
					<EditableList
						items={withBudget()}
						adding={false}
						onAdding={() => {}}
						rowClass="budget-row"
						row={(row, edit) => (
							<Show when={row().progress}>
								{(progress) => (
									<BudgetRow
										progress={progress()}
										name={name(row())}
										todayShare={todayShare()}
										edit={editable() ? edit : null}
									/>
								)}
							</Show>
						)}
						form={(row, close) => row && form(row, close)}
					/>
				</Show>
				<Show when={without().length > 0}>
					<section class="panel-rows">
						<h2 class="panel-h">{t('budgets.without')}</h2>
						<EditableList
							items={without()}
							adding={false}
							onAdding={() => {}}
							rowClass="nobudget-row"
							row={(row, edit) => (
								<>
									<p class="strong">
										<Show when={row().color}>
											{(slot) => <i class="sw" style={{ '--k': `var(--c${slot()})` }} aria-hidden="true" />}
										</Show>
										<bdi>{name(row())}</bdi>
									</p>
									<span class="muted num">
										{t('budgets.spentSoFar', { money: session.money(spentOn(row())) })}
										<span class="only-wide-in">
											{' · '}
											<Show when={before().get(row().categoryId)} fallback={t('budgets.noAverage')}>
												{(cents) => t('budgets.average', { money: session.money(cents()) })}
											</Show>
										</span>
									</span>
									<Show when={editable()} fallback={<span />}>
										<button
											type="button"
											class="btn btn-bare"
											data-edit
											aria-label={t('budgets.setFor', { name: name(row()) })}
											onClick={edit}
										>
											{t('budgets.set')}
										</button>
									</Show>
								</>
							)}
							form={(row, close) => row && form(row, close)}
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
