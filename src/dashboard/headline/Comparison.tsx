import { createMemo, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { addMonthsTo } from '../../ledger/day'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { RichText } from '../../ui/RichText'
import { useWords } from '../../words'
import { useDashboard } from '../state'

const t = useWords()

type Direction = 'less' | 'more' | 'times' | 'same'

const ICONS = { less: icons.slower, more: icons.faster, times: icons.faster, same: icons.same }

/** A smaller change is shown as none: it would read as 0,0%. */
const SMALLEST_CHANGE = 0.0005
/** Ten times as much is said so: on a month's first day one purchase is thousands of percent of another. */
const MANY_TIMES = 9

function directionOf(change: number): Direction {
	if (Math.abs(change) < SMALLEST_CHANGE) return 'same'
	if (change >= MANY_TIMES) return 'times'
	return change < 0 ? 'less' : 'more'
}

/** Spending less is good, earning less is not. */
function toneOf(direction: Direction, isIncome: boolean): string {
	if (direction === 'same') return 'muted'
	return (direction !== 'less') === isIncome ? 'down' : 'up'
}

/**
 * Compares the current month with the same day of the month before, a closed month with the whole month before it, and a
 * range with as many months before it. `short`: with the day's short name.
 */
export function Comparison(props: { short?: boolean }) {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const isCurrentMonth = () => dashboard.selection.isCurrent() && !dashboard.selection.isRange()
	const day = createMemo(() => {
		const sameDay = addMonthsTo(session.today(), -1)
		return props.short ? session.formats().day(sameDay) : session.formats().dayLong(sameDay)
	})
	/** Shown while there is nothing to compare with: only said once it is certain. */
	const nothing = () => {
		const certain = isCurrentMonth() && !dashboard.selection.query().day && session.feed().coverage.complete
		return certain ? t('hero.nothingBefore', { day: day() }) : '\u00a0'
	}
	return (
		<p class="comparison">
			<Show when={dashboard.figures.change() !== null} fallback={<span class="muted">{nothing()}</span>}>
				<Change change={dashboard.figures.change() ?? 0} day={day()} />
			</Show>
		</p>
	)
}

function Change(props: { change: number; day: string }) {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const isCurrentMonth = () => dashboard.selection.isCurrent() && !dashboard.selection.isRange()
	const direction = createMemo(() => directionOf(props.change))
	const tone = () => toneOf(direction(), dashboard.selection.isIncome())
	const sentence = createMemo(() => {
		const now = direction()
		if (now === 'same') return t('hero.same')
		if (isCurrentMonth()) return t(`hero.${now}`)
		return t(`hero.${now}${dashboard.selection.isRange() ? 'Range' : 'Whole'}`)
	})
	const now = () =>
		dashboard.selection.isRange() ? dashboard.figures.spent() : dashboard.figures.comparison().current
	const before = () =>
		dashboard.selection.isRange() ? dashboard.figures.before().cents : dashboard.figures.comparison().sameDay
	return (
		<>
			<span class={tone()}>
				<Icon of={ICONS[direction()]} />
			</span>
			<span>
				<RichText
					of={sentence()}
					slots={{
						change: (
							<b class={tone()} data-figure="change">
								{direction() === 'times'
									? session.formats().count(Math.round(1 + props.change))
									: session.formats().change(props.change)}
							</b>
						),
						day: isCurrentMonth() ? props.day : dashboard.figures.before().name,
						month: dashboard.figures.before().name,
					}}
				/>{' '}
				<span class="compared">
					(
					<RichText
						of={t('hero.compared')}
						slots={{
							now: <span data-figure="compared">{session.money(now())}</span>,
							before: <span data-figure="compared-with">{session.money(before())}</span>,
						}}
					/>
					)
				</span>
			</span>
		</>
	)
}
