import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import { isPhone, isPrinting } from '../../app/media'
import { useLedgerSession } from '../../app/session'
import { onShortcut } from '../../app/shortcuts'
import { addMonths } from '../../ledger/month'
import { createFrozenList } from '../../ui/frozen-list'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { showToast } from '../../ui/toasts'
import { useWords } from '../../words'
import { useDashboard } from '../state'
import { periodName } from '../titles'
import { DayList } from './DayList'
import { RowTable } from './RowTable'
import { countMissing, createRows } from './rows'
import { MOST_PRINTED } from './window-rows'

const t = useWords()

/** Where the page's header ends, in px: rows above it have been scrolled past. */
const UNDER_HEADER = 56

/** The purchases of the view: as many as there are, of which only those in sight are in the document. */
export function PurchasePanel() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const newest = createRows(session, dashboard)
	const [over, setOver] = createSignal(false)
	const [scrolled, setScrolled] = createSignal(false)
	let body!: HTMLDivElement

	// Reading is: the pointer or the focus in the rows, or the first row scrolled away.
	const held = createFrozenList(newest, () => over() || scrolled(), dashboard.selection.query, countMissing)
	onMount(() => {
		const follow = () => setScrolled(body.getBoundingClientRect().top < UNDER_HEADER)
		addEventListener('scroll', follow, { passive: true })
		onCleanup(() => removeEventListener('scroll', follow))
	})

	const total = () => session.money(dashboard.figures.spent())
	const [exporting, setExporting] = createSignal(false)
	async function exportCsv() {
		if (exporting()) return
		setExporting(true)
		try {
			const { downloadCsv } = await import('./csv')
			const count = await downloadCsv(held.shown(), session, dashboard)
			showToast({ kind: 'ok', text: t('file.done', { count: session.formats().count(count) }) })
		} catch {
			showToast({ kind: 'bad', text: t('file.failed') })
		} finally {
			setExporting(false)
		}
	}
	onShortcut('exportCsv', () => void exportCsv())
	let searchBox!: HTMLInputElement
	onShortcut('search', () => (isPhone() ? dashboard.drawers.openFilters() : searchBox.focus()))

	const search = (text: string) => dashboard.selection.show({ text }, dashboard.selection.query().text !== '')
	return (
		<section class="panel area-purchases" aria-label={t('panel.purchases')}>
			<div class="tools">
				<h2>{t('panel.purchases')}</h2>
				<span class="muted num">{session.formats().count(held.shown().length)}</span>
				<Show when={held.waiting()}>
					<button type="button" class="fresh" onClick={held.release}>
						{t('table.fresh', held.waiting())}
					</button>
				</Show>
				<span class="grow" />
				<label class="search only-wide">
					<Icon of={icons.search} />
					<input
						class="input input-sm"
						type="search"
						placeholder={t('table.search')}
						aria-label={t('table.search')}
						value={dashboard.selection.query().text}
						onInput={(event) => search(event.currentTarget.value)}
						ref={searchBox}
					/>
				</label>
				<button
					type="button"
					class="btn"
					aria-disabled={exporting()}
					aria-label={t('exportCsv')}
					onClick={exportCsv}
				>
					<Icon of={icons.download} />
					<span class="only-wide">{t('exportCsv')}</span>
					<span class="only-narrow">{t('csv')}</span>
				</button>
			</div>
			<Show when={dashboard.selection.query().text !== ''}>
				<SearchedPeriod />
			</Show>
			<div
				ref={body}
				class="rows-body"
				classList={{ 'is-new': dashboard.highlights.isBurst() }}
				onPointerEnter={(event) => event.pointerType === 'mouse' && setOver(true)}
				onPointerLeave={() => setOver(false)}
				onFocusIn={() => setOver(true)}
				onFocusOut={() => setOver(false)}
			>
				<Show
					when={held.shown().length}
					fallback={
						<p class="none tall">
							{t(dashboard.selection.isFiltered() ? 'table.emptyFiltered' : 'table.empty')}
						</p>
					}
				>
					<Show when={!isPhone()} fallback={<DayList handles={held.shown()} />}>
						<RowTable handles={held.shown()} />
					</Show>
				</Show>
			</div>
			<div class="foot">
				<span class="muted num">
					{t('table.rows', held.shown().length, session.formats().count(held.shown().length))}
				</span>
				<span class="grow" />
				<span class="muted">
					{t(dashboard.selection.isFiltered() ? 'table.totalFiltered' : 'table.total')}
				</span>
				<b class="strong num">{total()}</b>
			</div>
			<Show when={isPrinting()}>
				<p class="printed muted num">
					<Show when={held.shown().length > MOST_PRINTED}>
						{t('print.first', {
							shown: session.formats().count(MOST_PRINTED),
							count: session.formats().count(held.shown().length),
						})}{' '}
					</Show>
					{t('print.at', { moment: session.formats().moment(Date.now()) })}
				</p>
			</Show>
		</section>
	)
}

/** A search looks in the months that are shown: says which, and looks further back. */
function SearchedPeriod() {
	const session = useLedgerSession()
	const { selection } = useDashboard()
	const year = () => ({ from: addMonths(session.thisMonth(), -11), to: session.thisMonth() })
	const isYear = () => selection.months().from <= year().from && selection.months().to >= year().to
	return (
		<p class="searched muted">
			{t('table.searchedIn', {
				period: periodName(session.formats(), selection.months().from, selection.months().to),
			})}{' '}
			<Show when={!isYear()}>
				<button type="button" class="link" onClick={() => selection.showMonths(year())}>
					{t('table.searchYear')}
				</button>
			</Show>
		</p>
	)
}
