import { Show } from 'solid-js'
import type { BudgetProgress } from '../budget-progress'

/**
 * The régua: how much of a limit is spent, and where today is. Decorative twice over: the figures beside it say the same.
 * `todayShare` null: the month is not the current one.
 */
export function Meter(props: { progress: BudgetProgress; todayShare: number | null }) {
	return (
		<div
			class="regua-bar meter"
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
