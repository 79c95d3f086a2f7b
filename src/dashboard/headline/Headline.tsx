import { createEffect, createMemo, For, onMount, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { words as appWords } from '../../app/first-words'
import { createWords } from '../../app/language'
import { createModule } from '../../app/lazy'
import { isPhone } from '../../app/media'
import { afterFirstFigure, buildQueue, markFirstFigure } from '../../app/schedule'
import { addMonthsTo, dayNumber, daysInMonth } from '../../ledger/day'
import { monthNumber } from '../../ledger/month'
import type { Cents } from '../../ledger/types'
import { Figure } from '../../ui/Figure'
import { firstIcons as icons } from '../../ui/first-icons'
import { Icon } from '../../ui/Icon'
import { words } from '../first-words'
import { useDashboard, useLedgerSession } from '../state'

const t = createWords(words)
const app = createWords(appWords)

const daysChart = createModule(() => import('../charts/DaysChart'))

/** The one figure that rules the page, what it is compared with, its ruler, and the days it grew in. */
export function Headline() {
	onMount(markFirstFigure)
	const { backend, formats } = useLedgerSession()
	const dashboard = useDashboard()
	createEffect(() => afterFirstFigure() && daysChart.load())
	// Reading its code and building it are two tasks.
	const daysTurn = buildQueue.slot(() => daysChart.code() !== undefined)
	return (
		<section class="panel area-headline headline">
			<div class="headline-main">
				<div class="headline-title">
					<h1 class="lab">{dashboard.heading()}</h1>
					{/* The header has no room for it on a phone or an upright tablet. */}
					<Show when={backend.kind === 'demo'}>
						<span class="badge badge-ok only-tight">{app('demo.badge')}</span>
					</Show>
				</div>
				<Figure
					name="spent"
					class="fig-headline"
					cents={dashboard.spent()}
					formats={formats()}
					glow={dashboard.spentHighlight()}
				/>
				<Comparison />
				<BudgetRuler />
			</div>
			<Show when={daysTurn()} fallback={<div class="sk-days" />}>
				<Dynamic component={daysChart.code()?.DaysChart} height={isPhone() ? 144 : 216} />
			</Show>
		</section>
	)
}

/** Against the same day of the month before; the whole of it, once a bill is closed; a range, against as many months before. */
export function Comparison(props: { short?: boolean }) {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const said = createMemo(() => {
		const change = dashboard.change()
		const formats = session.formats()
		const current = dashboard.isCurrent() && !dashboard.isRange()
		const sameDay = dashboard.isRange() ? dashboard.before().cents : dashboard.comparison().sameDay
		const then = addMonthsTo(session.today(), -1)
		const day = props.short ? formats.day(then) : formats.dayLong(then)
		const month = dashboard.before().name
		if (change === null) {
			const nothing = current && !dashboard.query().day && session.feed().coverage.complete
			return { mark: null, plain: nothing ? t('hero.nothingBefore', { day }) : '' } as const
		}
		// A difference that rounds to nothing is said as none.
		const mark: Mark = Math.abs(change) < 0.0005 ? 'same' : change < 0 ? 'less' : 'more'
		const amount = formats.change(change)
		const words =
			mark === 'same'
				? t('hero.same', { day: current ? day : month })
				: current
					? t(`hero.${mark}`, { change: SPLIT, day })
					: t(`hero.${mark}${dashboard.isRange() ? 'Range' : 'Whole'}`, { change: SPLIT, month })
		const [head = '', tail = ''] = words.split(SPLIT)
		return { mark, amount, head, tail, before: formats.money(sameDay) } as const
	})
	const tone = (mark: Mark) => toneOf(mark, dashboard.isIncome())
	const compared = () => {
		const now = said()
		return now.mark === null ? null : now
	}
	return (
		<p class="comparison">
			<Show when={compared()} fallback={<span class="muted">{said().plain || '\u00a0'}</span>}>
				{(now) => (
					<>
						<span class={tone(now().mark)}>
							<Icon of={drawingOf(now().mark)} />
						</span>
						<span>
							{now().head}
							<Show when={now().mark !== 'same'}>
								<b class={tone(now().mark)} data-figure="change">
									{now().amount}
								</b>
							</Show>
							{now().tail}
							<Show when={!props.short}>
								<span class="only-wide-in"> ({now().before})</span>
							</Show>
						</span>
					</>
				)}
			</Show>
		</p>
	)
}

/** Stands for the amount in a sentence, so that it can be set apart wherever the language puts it. */
const SPLIT = '\u0000'
type Mark = 'less' | 'more' | 'same'
/** Less is in favour of who spends, more of who earns. */
const toneOf = (mark: Mark, income: boolean) =>
	mark === 'same' ? 'muted' : (mark === 'more') === income ? 'down' : 'up'
const drawingOf = (mark: Mark) =>
	mark === 'less' ? icons.slower : mark === 'more' ? icons.faster : icons.same

const clamp = (share: number) => Math.min(100, Math.max(0, share * 100))

/** The ruler: this value against its limit, with a mark for today. */
export function BudgetRuler() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const ruler = createMemo(() => {
		const formats = session.formats()
		const spent = dashboard.spent()
		const whole = dashboard.budgets().find((row) => row.category_id === null)
		// Of nothing there is no share.
		const against = (cents: Cents, head: string, nothing: string) =>
			cents > 0
				? { share: spent / cents, level: 'ok', head, more: '', right: formats.money(cents) }
				: { share: null, level: 'ok', head: nothing, more: '', right: '' }
		if (dashboard.filtered()) {
			const bill = dashboard.unfiltered().cents
			return against(bill, t(dashboard.isIncome() ? 'hero.ofIncome' : 'hero.ofBill'), t('hero.nothingInBill'))
		}
		if (whole && !dashboard.isRange()) {
			const { share, left, limit, level } = whole
			const right =
				left >= 0
					? t('hero.left', { amount: formats.money(left) })
					: t('hero.over', { amount: formats.money(-left) })
			const more = t('hero.ofBudgetAmount', { amount: formats.money(limit) })
			return { share, level, head: t('hero.ofBudget'), more, right }
		}
		const { name: month, cents } = dashboard.before()
		// Nothing is only known to be nothing once all history is in.
		if (!session.feed().coverage.complete && cents === 0) return against(0, '', t('tile.waiting'))
		return dashboard.isRange()
			? against(cents, t('hero.ofRangeBefore'), t('hero.nothingRangeBefore'))
			: against(cents, t('hero.ofLast', { month }), t('hero.nothingLast', { month }))
	})
	const percent = () => {
		const { share } = ruler()
		return share === null ? '' : session.formats().percent(share)
	}
	const day = createMemo(() => {
		if (!dashboard.isCurrent() || dashboard.isRange() || dashboard.filtered()) return null
		const days = daysInMonth(monthNumber(session.thisMonth()))
		const gone = dayNumber(session.today()) - dayNumber(`${session.thisMonth()}-01`) + 1
		return { gone, days, at: clamp((gone - 0.5) / days) }
	})
	return (
		<div class="ruler">
			<div class="ruler-top">
				<span>
					<Show when={percent()}>{(share) => <b>{share()}</b>}</Show> {ruler().head}
					<span class="only-wide-in"> {ruler().more}</span>
				</span>
				<span class="muted num" classList={{ bad: ruler().level === 'over' }}>
					{ruler().right}
				</span>
			</div>
			<div
				class="ruler-bar"
				classList={{ 'is-warn': ruler().level === 'warn', 'is-over': ruler().level === 'over' }}
				style={{ '--v': clamp(ruler().share ?? 0), '--h': day()?.at ?? 0 }}
			>
				<i class="v" />
				<Show when={day()}>
					<i class="h" />
				</Show>
			</div>
			<div class="ruler-ticks" aria-hidden="true">
				<For each={Array.from({ length: 11 })}>{() => <i />}</For>
			</div>
			<div class="ruler-label">
				<Show when={day()}>
					{(now) => (
						<span style={{ left: `${now().at}%` }} classList={{ early: now().at < 20, late: now().at > 80 }}>
							{t('hero.today', { day: now().gone, days: now().days })}
						</span>
					)}
				</Show>
			</div>
		</div>
	)
}
