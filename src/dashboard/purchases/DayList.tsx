import { createMemo, For, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { addDays } from '../../ledger/day'
import type { LocalDay } from '../../ledger/types'
import { useWords } from '../../words'
import { isGain, partsText, signOf } from '../entry'
import { useDashboard } from '../state'
import { type DayEntries, dayEntries, headingOf, plainEntries } from './day-entries'
import { createRowItem } from './rows'
import { createWindowRows } from './window-rows'

const t = useWords()

/** Heights, in px; the stylesheet's say the same. */
const LINE = 64
const HEADING = 32

/** The purchases on a phone: by day with the day's total, or plain lines in another order. */
export function DayList(props: { handles: Int32Array }) {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	let body!: HTMLUListElement
	const entries = createMemo<DayEntries>(() => {
		const { handles } = props
		if (dashboard.selection.query().sort.by !== 'date') return plainEntries(handles.length)
		return dayEntries(handles.length, (place) => session.metrics.item(handles[place] ?? -1)?.day ?? null)
	})
	const totals = createMemo(() => new Map(dashboard.figures.byDay().map((point) => [point.day, point.cents])))
	const drawn = createWindowRows(
		() => body,
		() => entries().lines.length,
		(index) => (headingOf(entries().lines[index] ?? 0) === null ? LINE : HEADING),
		entries,
	)
	const dayName = (day: LocalDay) => {
		const text = session.formats().day(day)
		if (day === session.today()) return t('table.today', { day: text })
		return day === addDays(session.today(), -1) ? t('table.yesterday', { day: text }) : text
	}
	return (
		<ul
			ref={body}
			class="tlist"
			aria-label={t('panel.purchases')}
			style={{ 'padding-bottom': `${drawn().after}px` }}
		>
			<li class="spacer" aria-hidden="true" style={{ height: `${drawn().before}px` }} />
			<For each={drawn().indexes}>
				{(index) => {
					const line = () => entries().lines[index]
					const place = () => ((line() ?? -1) < 0 ? null : (line() ?? null))
					const day = () => {
						const heading = headingOf(line() ?? 0)
						return heading === null ? null : (entries().days[heading] ?? null)
					}
					return (
						<Show
							when={day()}
							fallback={
								<Show when={place() !== null}>
									<Line handle={props.handles[place() ?? -1] ?? -1} />
								</Show>
							}
						>
							{(now) => (
								<li class="day">
									<span>{dayName(now())}</span>
									<span class="num">
										{totals().get(now()) ? session.money(totals().get(now()) ?? 0) : ''}
									</span>
								</li>
							)}
						</Show>
					)
				}}
			</For>
		</ul>
	)
}

function Line(props: { handle: number }) {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const item = createRowItem(session, () => props.handle)
	return (
		<Show when={item()}>
			{(now) => (
				<li
					class="line"
					data-row={now().id}
					data-installment={now().installment}
					classList={{ 'is-new': dashboard.highlights.isNew(now().id) }}
				>
					<button
						type="button"
						class="line-open"
						aria-haspopup="dialog"
						onClick={() => dashboard.drawers.openDetails(now())}
					>
						<i class="sw" style={{ '--k': dashboard.labels.colorOf(now().category_id) }} />
						<span class="d">
							<bdi>{now().description}</bdi>
						</span>
						<span class="v num" classList={{ down: isGain(now()) }}>
							{signOf(now())}
							{session.formats().amount(now().cents)}
						</span>
						<span class="m">{dashboard.labels.describe(now()).join(' · ')}</span>
						<span class="p num">{partsText(now(), dashboard.selection.isByPurchase())}</span>
					</button>
				</li>
			)}
		</Show>
	)
}
