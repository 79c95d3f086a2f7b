import { For, Show } from 'solid-js'
import { isPrinting } from '../../app/media'
import { useLedgerSession } from '../../app/session'
import type { SortOrder } from '../../metrics/types'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { useWords } from '../../words'
import { isGain, partsText, signOf } from '../entry'
import { useDashboard } from '../state'
import { createRowItem } from './rows'
import { createWindowRows } from './window-rows'

const t = useWords()

/** Height of a row, in px; the stylesheet's says the same. */
const ROW = 44

const COLUMNS: {
	by: SortOrder['by'] | null
	name: 'date' | 'description' | 'category' | 'source' | 'person' | 'installment' | 'amount'
	class: string
}[] = [
	{ by: 'date', name: 'date', class: 'c-date' },
	{ by: 'description', name: 'description', class: '' },
	{ by: 'category', name: 'category', class: 'c-cat' },
	{ by: 'source', name: 'source', class: 'c-f' },
	{ by: 'person', name: 'person', class: 'c-per' },
	{ by: null, name: 'installment', class: 'c-p' },
	{ by: 'amount', name: 'amount', class: 'v' },
]

/** Columns whose first click shows the largest or newest first. */
const DESCENDING_FIRST = new Set<SortOrder['by']>(['date', 'amount'])

/** The purchases as a table. Columns keep their width, whichever rows are drawn. */
export function RowTable(props: { handles: Int32Array }) {
	const dashboard = useDashboard()
	let body!: HTMLTableSectionElement
	const drawn = createWindowRows(
		() => body,
		() => props.handles.length,
		() => ROW,
	)
	const sort = () => dashboard.selection.query().sort
	const sortBy = (by: SortOrder['by']) => {
		const same = sort().by === by
		dashboard.selection.show({
			sort: { by, descending: same ? !sort().descending : DESCENDING_FIRST.has(by) },
		})
	}
	return (
		<table
			class="tbl"
			aria-rowcount={props.handles.length + 1}
			style={{ 'margin-bottom': `${drawn().after}px` }}
		>
			<caption class="vh">{t('panel.purchases')}</caption>
			<thead>
				<tr aria-rowindex={1}>
					<For each={COLUMNS}>
						{(column) => (
							<th
								scope="col"
								class={column.class}
								aria-sort={
									column.by && sort().by === column.by
										? sort().descending
											? 'descending'
											: 'ascending'
										: undefined
								}
							>
								{/* Chromium leaves buttons out of a header that it repeats on the next sheet. */}
								<Show when={!isPrinting() && column.by} fallback={t(`table.${column.name}`)}>
									{(by) => (
										<button type="button" class="sort" onClick={() => sortBy(by())}>
											{t(`table.${column.name}`)}
											<Show when={sort().by === by()}>
												<Icon of={sort().descending ? icons.sortDown : icons.sortUp} />
											</Show>
										</button>
									)}
								</Show>
							</th>
						)}
					</For>
				</tr>
			</thead>
			<tbody ref={body}>
				{/* One cell, and no span: columns that the stylesheet hides would be made again, empty, to fill it. */}
				<tr class="spacer">
					<td style={{ height: `${drawn().before}px` }} />
				</tr>
				<For each={drawn().indexes}>
					{(index) => <Row handle={props.handles[index] ?? -1} place={index} />}
				</For>
			</tbody>
		</table>
	)
}

function Row(props: { handle: number; place: number }) {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	// A correction changes the row in place; a row undone meanwhile stays, struck through, until the list moves on.
	const item = createRowItem(session, () => props.handle)
	const undone = () => {
		session.version()
		return session.metrics.item(props.handle) === null
	}
	const open = () => {
		const now = item()
		if (now) dashboard.drawers.openDetails(now)
	}
	return (
		<Show when={item()}>
			{(now) => (
				<tr
					data-row={now().id}
					data-installment={now().installment}
					aria-rowindex={props.place + 2}
					classList={{ 'is-new': dashboard.highlights.isNew(now().id), undone: undone() }}
					onClick={open}
				>
					<td class="num muted">{session.formats().day(now().day)}</td>
					<td class="d">
						<button type="button" class="row-open" aria-haspopup="dialog">
							<bdi>{now().description}</bdi>
						</button>
					</td>
					<td class="c-cat">
						<Show when={dashboard.labels.categoryOf(now())}>
							{(category) => (
								<span class="cat">
									<i class="sw" style={{ '--k': dashboard.labels.colorOf(now().category_id) }} />
									<span class="cut" classList={{ raw: now().category_id === null }}>
										{category()}
									</span>
								</span>
							)}
						</Show>
					</td>
					<td class="c-f">
						<span class="cut">{dashboard.labels.placeOf(now())}</span>
					</td>
					<td class="c-per">
						<span class="cut">{dashboard.labels.labelOf(now(), 'person')}</span>
					</td>
					<td class="c-p">{partsText(now(), dashboard.selection.isByPurchase())}</td>
					<td class="v" classList={{ down: isGain(now()) }}>
						{signOf(now())}
						{session.money(now().cents)}
					</td>
				</tr>
			)}
		</Show>
	)
}
