import { Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import type { BudgetProgress } from '../ledger/budgets'
import { useWords } from '../words'

const t = useWords('settings')

/** One budget: its name, what is spent of it, what is left, and whether it keeps its pace. */
export function BudgetRow(props: {
	progress: BudgetProgress
	name: string
	todayShare: number | null
	edit: (() => void) | null
}) {
	const session = useLedgerSession()
	const money = (cents: number) => session.money(cents)
	const left = () =>
		props.progress.left >= 0
			? t('budgets.left', { money: money(props.progress.left) })
			: t('budgets.passed', { money: money(-props.progress.left) })
	const tone = () => ({ bad: props.progress.level === 'over', up: props.progress.level === 'warn' })
	return (
		<>
			<div class="budget-head">
				<p class="strong">
					<Show when={props.progress.color}>
						{(slot) => <i class="sw" style={{ '--k': `var(--c${slot()})` }} aria-hidden="true" />}
					</Show>
					<bdi>{props.name}</bdi>
				</p>
				<b class="num" classList={tone()}>
					{session.formats().percent(props.progress.share)}
				</b>
				<span class="num budget-of">
					{t('budgets.of', { spent: money(props.progress.spent), limit: money(props.progress.limit) })}
				</span>
				<Show when={props.edit} fallback={<span />}>
					{(edit) => (
						<button
							type="button"
							class="btn btn-bare"
							data-edit
							aria-label={t('budgets.changeFor', { name: props.name })}
							onClick={() => edit()()}
						>
							{t('budgets.change')}
						</button>
					)}
				</Show>
			</div>
			<Meter progress={props.progress} todayShare={props.todayShare} />
			<p class="row-note budget-notes">
				<span class="num" classList={{ bad: props.progress.level === 'over' }}>
					{left()}
				</span>
				<Show when={props.todayShare !== null && props.progress.level !== 'over' && props.progress.allowed}>
					{(allowed) => (
						<span class="num" title={t('budgets.pace.how')}>
							{props.progress.ahead
								? t('budgets.pace.ahead', { money: money(allowed()) })
								: t('budgets.pace.kept')}
						</span>
					)}
				</Show>
				<span class="budget-since only-wide-in">
					{t('budgets.since', { month: session.formats().monthShort(props.progress.since) })}
				</span>
			</p>
		</>
	)
}

/**
 * A bar: how much of the limit is spent, and where today is. Hidden from screen readers, since the figures beside it say
 * the same. `todayShare` null: the month is not the current one.
 */
function Meter(props: { progress: BudgetProgress; todayShare: number | null }) {
	return (
		<div
			class="ruler-bar meter"
			classList={{ 'is-warn': props.progress.level === 'warn', 'is-over': props.progress.level === 'over' }}
			aria-hidden="true"
		>
			<i class="v" style={{ '--v': Math.min(100, props.progress.share * 100) }} />
			<Show when={props.todayShare !== null}>
				<i class="h" style={{ '--h': (props.todayShare ?? 0) * 100 }} />
			</Show>
		</div>
	)
}
