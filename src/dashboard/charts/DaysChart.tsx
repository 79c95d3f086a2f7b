import { createMemo, createSignal, For, Show } from 'solid-js'
import { isNarrowLine, isPhone } from '../../app/media'
import { useLedgerSession } from '../../app/session'
import { addMonths, monthNumber } from '../../ledger/month'
import type { LocalDay } from '../../ledger/types'
import { useWords } from '../../words'
import { useDashboard } from '../state'
import { periodName } from '../titles'
import { AXIS_ON_PAGE, valueAxis } from './axis'
import { TableButton } from './ChartCard'
import { ChartTable } from './ChartTable'
import { type DaysSeries, datesUnder, daysSeries } from './days-series'
import type { Drawing } from './drawing'
import { Plot } from './Plot'

const t = useWords()

/** How many dates stand under the line. */
const DATES = 6
const FEW_DATES = 4
/** The sizes in which a line is drawn, in px; on the wall it is read from 4 m. */
const ON_PAGE = {
	dates: 24,
	axis: AXIS_ON_PAGE,
	lines: [2.5, 1.5],
	dash: 4,
	point: 5,
	rim: 2,
}
const ON_WALL = { dates: 64, axis: { width: 96, font: 28 }, lines: [5, 3], dash: 9, point: 11, rim: 4 }

/**
 * Spending day by day, summed up, against the period before; a click on a day filters it.
 * height: with the dates under it, in px. wall: on the wall, px of the screen per px of its drawing.
 */
export function DaysChart(props: { height: number; wall?: number }) {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const look = createMemo(() => (props.wall ? scaled(ON_WALL, props.wall) : ON_PAGE))
	/** Without the dates under it. */
	const plotHeight = () => props.height - look().dates
	const [asTable, setAsTable] = createSignal(false)
	const formats = session.formats
	const period = createMemo(() => {
		const { from, to } = dashboard.selection.months()
		return { from, to, length: monthNumber(to) - monthNumber(from) + 1 }
	})
	const series = createMemo(() =>
		daysSeries(dashboard.figures.byDay(), dashboard.figures.byDayBefore(), period(), session.today()),
	)
	const budget = createMemo(() => {
		if (dashboard.selection.isFiltered() || dashboard.selection.isRange()) return null
		return dashboard.figures.billBudget()?.limit ?? null
	})
	const names = createMemo(() => {
		const { from, to, length } = period()
		const name = (a: string, b: string) => periodName(formats(), a, b, props.wall !== undefined)
		return { now: name(from, to), before: name(addMonths(from, -length), addMonths(to, -length)) }
	})
	const ticks = () => (isPhone() || props.wall ? 2 : 4)
	const axis = createMemo(() =>
		valueAxis([budget(), ...series().current, ...series().before], ticks(), formats().axis, look().axis),
	)
	const drawing = (): Drawing => {
		const { current, before, todayIndex } = series()
		const { lines, dash, point, rim } = look()
		const today = todayIndex === null ? null : (current[todayIndex] ?? null)
		return {
			shape: 'lines',
			height: plotHeight(),
			lines: [
				{ color: '--accent', values: current, width: lines[0] ?? 0, dash: 0, fill: 0.12 },
				{ color: '--last', values: before, width: lines[1] ?? 0, dash, fill: 0 },
			],
			limit: budget(),
			dot:
				todayIndex === null || today === null ? null : { index: todayIndex, value: today, size: point, rim },
			axis: axis(),
		}
	}
	const tip = (index: number) => {
		const { days, current, before, spent } = series()
		const day = days[index]
		if (!day) return []
		const lines = [formats().day(day)]
		const now = current[index]
		const then = before[index]
		if (now !== null && now !== undefined) lines.push(`${names().now} ${formats().money(now)}`)
		if (then !== null && then !== undefined) lines.push(`${names().before} ${formats().money(then)}`)
		if (spent[index]) lines.push(`+ ${formats().money(spent[index])}`)
		return lines
	}
	const pick = (index: number) => {
		const day = series().days[index]
		if (day) dashboard.selection.show({ day: dashboard.selection.query().day === day ? null : day })
	}
	const table = () => ({
		columns: [t('chart.day'), t('chart.amount'), t('chart.cumulative'), t('chart.before')],
		rows: series().days.map((day, index) => ({
			name: formats().day(day),
			pressed: dashboard.selection.query().day === day,
			pick: () => pick(index),
			cells: [
				formats().day(day),
				series().spent[index] ? formats().money(series().spent[index] ?? 0) : '',
				series().current[index] === null ? '' : formats().money(series().current[index] ?? 0),
				series().before[index] === null ? '' : formats().money(series().before[index] ?? 0),
			],
		})),
	})
	return (
		<figure class="days-chart" data-chart="days">
			<div class="ph">
				<Show when={props.wall}>
					<h2>{t('tv.days')}</h2>
				</Show>
				<span class="sub">
					<LineKey now={names().now} before={names().before} />
					<Show when={!props.wall}>
						<TableButton title={t('days')} on={asTable()} toggle={() => setAsTable(!asTable())} />
					</Show>
				</span>
			</div>
			<Show
				when={asTable()}
				fallback={
					<div class="plot-frame">
						<Plot
							shape="lines"
							height={plotHeight()}
							count={series().days.length}
							drawing={drawing}
							label={t('chart.daysLabel')}
							tip={props.wall ? undefined : tip}
							onPick={props.wall ? undefined : pick}
						>
							<ChosenDay days={series().days} />
							<Show when={!props.wall && budget()}>
								{(limit) => (
									<span class="plot-limit" style={{ '--y': limit() / axis().top }}>
										{t('hero.budgetLine', { amount: formats().axis(limit()) })}
									</span>
								)}
							</Show>
						</Plot>
						<DateLabels series={series()} few={isNarrowLine() || props.wall !== undefined} />
					</div>
				}
			>
				<ChartTable title={t('days')} table={table()} />
			</Show>
		</figure>
	)
}

/** Marks the day that is filtered by. */
function ChosenDay(props: { days: readonly LocalDay[] }) {
	const { selection } = useDashboard()
	const at = () => props.days.indexOf(selection.query().day ?? '')
	return (
		<Show when={at() >= 0}>
			<i class="plot-day" style={{ '--at': at() / Math.max(1, props.days.length - 1) }} />
		</Show>
	)
}

function LineKey(props: { now: string; before: string }) {
	return (
		<>
			<span class="key">
				<i />
				{props.now}
			</span>
			<span class="key key-last">
				<i class="dash-i" />
				{props.before}
			</span>
		</>
	)
}

/** Dates under the line: evenly spread, today among them and never crowded. */
function DateLabels(props: { series: DaysSeries; few: boolean }) {
	const { formats } = useLedgerSession()
	const dates = createMemo(() => datesUnder(props.series, props.few ? FEW_DATES : DATES))
	return (
		<ul class="plot-dates" aria-hidden="true">
			<For each={dates()}>
				{(date) => (
					<li
						style={{ '--at': date.at }}
						classList={{ now: date.today, first: date.at < 0.03, last: date.at > 0.97 }}
					>
						{date.today ? t('chart.today') : formats().day(date.day)}
					</li>
				)}
			</For>
		</ul>
	)
}

/** The same drawing, `scale` times as large. */
function scaled({ dates, axis, lines, dash, point, rim }: typeof ON_PAGE, scale: number): typeof ON_PAGE {
	return {
		dates: dates * scale,
		axis: { width: axis.width * scale, font: axis.font * scale },
		lines: lines.map((width) => width * scale),
		dash: dash * scale,
		point: point * scale,
		rim: rim * scale,
	}
}
