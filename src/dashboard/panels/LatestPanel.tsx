import { createEffect, createMemo, createSignal, For, Show } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { isPhone } from '../../app/media'
import { useLedgerSession } from '../../app/session'
import { clock, whenText } from '../../app/time'
import { countToday } from '../../metrics/live/made-on'
import { type Arrival, arrivals } from '../../metrics/live/newest'
import { createFigure } from '../../metrics/solid'
import type { BillItem } from '../../metrics/types'
import { createFrozenList } from '../../ui/frozen-list'
import { useWords } from '../../words'
import { isGain, signOf } from '../entry'
import { useDashboard } from '../state'
import { OtherBill } from './OtherBill'

const t = useWords()

const ARRIVALS = 9
const ARRIVALS_ON_PHONE = 4

/** A purchase, or all that an import recorded in a row: `imported` says how many. */
interface Entry {
	id: string
	item: BillItem | null
	imported: number
}

/** A run of imported ones keeps its row while it grows: it is known by what came before it. */
const entryOf = ({ item, imported }: Arrival, place: number, all: readonly Arrival[]): Entry => ({
	id: item?.id ?? `after ${all[place + 1]?.item?.id ?? 'nothing'}`,
	item,
	imported: imported ?? 0,
})

/** The newest purchases, as they come in. */
export function LatestPanel() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const newest = createFigure(session.metrics, (metrics) => arrivals(metrics, ARRIVALS).map(entryOf))
	// Held by id, so that a row keeps its element (and the focus) when another comes before it.
	const [rows, setRows] = createStore<{ shown: Entry[] }>({ shown: [] })
	const [over, setOver] = createSignal(false)
	/** While the page catches up, rows come in pages; the list changes once, when all are in. */
	const behind = createMemo(() => session.feed().applied < session.feed().head)
	const holding = () => over() || (behind() && rows.shown.length > 0)
	const held = createFrozenList(newest, holding, session.ledger, (shown, now) => {
		const known = new Set(shown.map((entry) => entry.id))
		return now.filter((entry) => !known.has(entry.id)).length
	})
	createEffect(() => {
		const newest = held.shown().slice(0, isPhone() ? ARRIVALS_ON_PHONE : ARRIVALS)
		setRows(
			'shown',
			reconcile(
				newest.map(({ item, ...entry }) => ({ ...entry, item: item && { ...item } })),
				{ key: 'id' },
			),
		)
	})
	const shown = () => rows.shown
	const when = (at: number) => {
		const status = session.feed().status
		const follows = status === 'live' || status === 'catching_up'
		return whenText(at, clock(), session.formats(), follows)
	}
	const today = createFigure(session.metrics, countToday)
	const fact = () => {
		if (dashboard.selection.isFiltered()) return t('noFilter')
		const count = today()
		return count ? t('now.today', count, session.formats().count(count)) : ''
	}
	return (
		<section
			class="area-latest"
			onPointerEnter={(event) => event.pointerType === 'mouse' && setOver(true)}
			onPointerLeave={() => setOver(false)}
		>
			<div class="ph">
				<h2>{t('panel.now')}</h2>
				<span class="sub num">
					<Show when={over() && held.waiting()} fallback={fact()}>
						<button type="button" class="fresh" onClick={held.release}>
							{t('now.fresh', held.waiting())}
						</button>
					</Show>
				</span>
			</div>
			<Show
				when={shown().length}
				fallback={
					<div class="none">
						<p class="strong">{t('now.waiting')}</p>
						<p>{t('now.waitingNote')}</p>
					</div>
				}
			>
				<ul
					class="latest"
					classList={{ 'is-new': dashboard.highlights.isBurst() }}
					style={{ '--rows': shown().length }}
				>
					<For each={shown()}>
						{(entry, place) => (
							<Show
								when={entry.item}
								fallback={
									<li style={{ '--at': place() }}>
										<div class="latest-row latest-import">
											<i class="sw" />
											<span class="d">
												{t('now.imported', entry.imported, session.formats().count(entry.imported))}
											</span>
										</div>
									</li>
								}
							>
								{(item) => <ArrivalRow item={item()} place={place()} when={when} />}
							</Show>
						)}
					</For>
				</ul>
			</Show>
		</section>
	)
}

/** One purchase; its details open in the drawer. */
function ArrivalRow(props: { item: BillItem; place: number; when: (at: number) => string }) {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	return (
		<li style={{ '--at': props.place }} classList={{ 'is-new': dashboard.highlights.isNew(props.item.id) }}>
			<button
				type="button"
				class="latest-row"
				aria-haspopup="dialog"
				onClick={() => dashboard.drawers.openDetails(props.item)}
			>
				<i class="sw" style={{ '--k': dashboard.labels.colorOf(props.item.category_id) }} />
				<span class="d">{props.item.description}</span>
				<span class="v num" classList={{ down: isGain(props.item) }}>
					{signOf(props.item)}
					{session.money(props.item.amount_cents)}
				</span>
				<span class="m names-and-bill">
					<span>
						{[
							dashboard.labels.nameOf('source', props.item.source_id, props.item.source_text),
							dashboard.labels.labelOf(props.item, 'person'),
							props.item.installments > 1 ? `${props.item.installments}x` : '',
							props.item.kind === 'transfer'
								? t('now.transfer', {
										to: dashboard.labels.nameOf('source', props.item.to_source_id, props.item.to_source_text),
									})
								: '',
						]
							.filter(Boolean)
							.join(' · ')}
					</span>
					<OtherBill item={props.item} />
				</span>
				<span class="t">{props.when(props.item.occurred_at)}</span>
			</button>
		</li>
	)
}
