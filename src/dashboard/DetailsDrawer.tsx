import { createEffect, createMemo, For, Match, on, Show, Switch } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { amountAsSent, originalMessage } from '../ledger/original-message'
import type { InboxItem } from '../ledger/types'
import type { BillItem } from '../metrics/types'
import { Drawer } from '../ui/Drawer'
import { errorText } from '../ui/errors'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { createQuery } from '../ui/query'
import { useWords } from '../words'
import { isGain, partsText, signOf } from './entry'
import { createItemById } from './item-by-id'
import type { Dimension } from './labels'
import { useDashboard } from './state'

const t = useWords()

/** One purchase: what was understood, the message as sent, and everything that happened to it since. */
export default function DetailsDrawer() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const opened = dashboard.drawers.details
	const item = createItemById(session, opened)
	const openedId = createMemo(() => opened()?.id)
	const history = createQuery(() => session.review.history(openedId() ?? ''), { when: () => false })
	createEffect(
		on(openedId, (id) => {
			history.set(undefined)
			if (id) history.refetch()
		}),
	)
	// A correction that arrives while the drawer is open belongs in its history.
	createEffect(
		on(
			() => item()?.revision,
			() => openedId() && history.refetch(),
			{ defer: true },
		),
	)
	return (
		<Drawer
			open={opened() !== null}
			onClose={() => dashboard.drawers.closeDetails()}
			name="details"
			title={t(`details.titleOf.${item()?.kind ?? 'expense'}`)}
		>
			<Show when={item()} fallback={<p class="entry">{t('details.gone')}</p>}>
				{(now) => <Understood item={now()} />}
			</Show>
			<section class="entry" aria-busy={history.loading()}>
				<h3>{t('details.history')}</h3>
				<Switch>
					<Match when={history.error()}>
						<p class="bad">{`${t('details.failed')} ${errorText(history.error())}`}</p>
					</Match>
					<Match when={history.value()}>
						{(steps) => (
							<ol class="trail">
								<For each={steps()}>{(step) => <Step step={step} />}</For>
							</ol>
						)}
					</Match>
					<Match when={history.loading()}>
						<p class="muted">{t('details.loading')}</p>
					</Match>
				</Switch>
			</section>
		</Drawer>
	)
}

function Understood(props: { item: BillItem }) {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const { formats, money } = session
	const rows = createMemo(() => {
		const { item } = props
		const isWhole = dashboard.selection.isByPurchase()
		const isOnCard = dashboard.labels.isCard(item.source)
		const named = (dimension: Dimension, id: number | null, text: string | null) => ({
			label: t(`details.${dimension}`),
			value: id === null && text === null ? '–' : dashboard.labels.nameOf(dimension, id, text),
			said: id === null ? text : null,
			color: dimension === 'category' ? dashboard.labels.colorOf(id) : null,
			pick:
				id === null
					? null
					: () => {
							dashboard.drawers.closeDetails()
							dashboard.selection.toggleFilter(dimension, id)
						},
		})
		const plain = (label: string, value: string) => ({ label, value, said: null, color: null, pick: null })
		return [
			...(partsText(item, isWhole)
				? [
						plain(t('details.installment'), partsText(item, isWhole)),
						plain(t('details.total'), money(item.totalCents)),
					]
				: []),
			...(isOnCard
				? [plain(t('details.bill'), formats().month(item.bill))]
				: [plain(t('details.month'), formats().month(item.month))]),
			plain(
				t('details.date'),
				`${formats().dayYear(formats().localDay(item.occurredAt))}, ${formats().time(item.occurredAt)}`,
			),
			named('category', item.category, item.categoryText),
			named('source', item.source, item.sourceText),
			named('person', item.person, item.personText),
		]
	})
	return (
		<section class="entry">
			<div>
				<p class="details-d">
					<bdi>{props.item.description}</bdi>
				</p>
				<p class="fig fig-28" classList={{ down: isGain(props.item) }}>
					{signOf(props.item)}
					{money(props.item.cents)}
				</p>
			</div>
			<dl class="facts">
				<For each={rows()}>
					{(row) => (
						<div>
							<dt>{row.label}</dt>
							<dd>
								<Show when={row.color}>
									<i class="sw" style={{ '--k': row.color ?? '' }} />
								</Show>
								<bdi>{row.value}</bdi>
								<Show when={row.pick}>
									{(pick) => (
										<button
											type="button"
											class="btn btn-bare btn-tiny"
											aria-label={t('details.filterSame', { name: row.value })}
											title={t('details.filterSame', { name: row.value })}
											onClick={() => pick()()}
										>
											<Icon of={icons.filter} />
										</button>
									)}
								</Show>
							</dd>
						</div>
					)}
				</For>
			</dl>
		</section>
	)
}

const EVENTS = { record: 'recorded', amend: 'amended', void: 'voided' } as const

function Step(props: { step: InboxItem }) {
	const session = useLedgerSession()
	const { step } = props
	const event = () =>
		step.status === 'rejected' ? 'rejected' : (EVENTS[step.action as keyof typeof EVENTS] ?? 'other')
	const message = () => originalMessage(step.payload)
	/** The fields of the message exactly as sent, without those it left out. */
	const given = () =>
		[step.description, amountAsSent(step), step.category, step.source, step.person]
			.filter((text): text is string => text !== null && text !== '')
			.join(' · ')
	return (
		<li>
			<p>
				<b class="strong" classList={{ bad: step.status === 'rejected' }}>
					{t(`details.${event()}`)}
				</b>{' '}
				<span class="muted num">
					{session.formats().moment(step.received_at)}
					{step.agent_name ? ` · ${t('details.by', { agent: step.agent_name })}` : ''}
				</span>
			</p>
			<Show when={message()} fallback={<p class="muted">{t('details.noMessage')}</p>}>
				<blockquote>
					<bdi>{message()}</bdi>
				</blockquote>
			</Show>
			<Show when={given()}>
				<p class="muted given">
					<bdi>{given()}</bdi>
				</p>
			</Show>
		</li>
	)
}
