import { createEffect, createMemo, For, Match, on, Show, Suspense, Switch } from 'solid-js'
import { lazyWithRetry } from '../app/lazy'
import { type LedgerSession, useLedgerSession } from '../app/session'
import type { Member } from '../backend/types'
import { isReachable } from '../feed/types'
import { amountAsSent, originalMessage } from '../ledger/original-message'
import type { InboxItem, SaidOf } from '../ledger/types'
import type { BillItem } from '../metrics/types'
import { Drawer } from '../ui/Drawer'
import { errorText } from '../ui/errors'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { createQuery } from '../ui/query'
import { useWords, withWords } from '../words'
import { isGain, partsText, signOf } from './entry'
import { createItemById } from './item-by-id'
import type { Dimension } from './labels'
import { useDashboard } from './state'

const t = useWords()
const PurchaseCorrection = lazyWithRetry(
	withWords(
		'settings',
		withWords('corrections', () => import('../corrections/PurchaseCorrection')),
	),
)

/** One purchase: what was understood, the message as sent, and everything that happened to it since. */
export default function DetailsDrawer() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const opened = dashboard.drawers.details
	const item = createItemById(session, opened)
	const openedId = createMemo(() => opened()?.id)
	const history = createQuery(() => session.review.history(openedId() ?? ''), {
		when: () => false,
		retryWhen: () => openedId() !== undefined && isReachable(session.feed().status),
	})
	createEffect(
		on(openedId, (id) => {
			history.set(undefined)
			if (id) history.refetch()
		}),
	)
	/** Of an undone purchase too, which is no item any more. */
	const rowRevision = createMemo(() => {
		session.version()
		const id = openedId()
		return id && session.corrections()?.rowOf(id)?.revision
	})
	const itemRevision = createMemo(() => item()?.revision)
	// A correction that arrives while the drawer is open belongs in its history.
	createEffect(on([rowRevision, itemRevision], () => openedId() && history.refetch(), { defer: true }))
	// What an undone one was called is in its history.
	const nameNow = () =>
		item()?.description ?? history.value()?.findLast(({ description }) => description)?.description ?? ''
	const members = createQuery(() => session.settings.members(), {
		when: () => history.value()?.some(({ member_id }) => member_id !== null),
		retryWhen: () => isReachable(session.feed().status),
	})
	return (
		<Drawer
			open={opened() !== null}
			onClose={() => dashboard.drawers.closeDetails()}
			name="details"
			title={t(`details.titleOf.${item()?.kind ?? 'expense'}`)}
		>
			<Suspense fallback={<Content item={item()} />}>
				<PurchaseCorrection transaction={openedId() ?? ''} name={nameNow()}>
					<Content item={item()} />
				</PurchaseCorrection>
			</Suspense>
			<section class="entry" aria-busy={history.loading()}>
				<h3>{t('details.history')}</h3>
				<Switch>
					<Match when={history.value()}>
						{(steps) => (
							<ol class="trail">
								<For each={steps()}>{(step) => <Step step={step} members={members.value()?.members} />}</For>
							</ol>
						)}
					</Match>
					{/* What was read stays: a correction made offline asks for it anew, in vain. */}
					<Match when={history.error()}>
						<p class="bad">{`${t('details.failed')} ${errorText(history.error())}`}</p>
					</Match>
					<Match when={history.loading()}>
						<p class="muted">{t('details.loading')}</p>
					</Match>
				</Switch>
			</section>
		</Drawer>
	)
}

function Content(props: { item: BillItem | null }) {
	return (
		<Show when={props.item} fallback={<p class="entry">{t('details.gone')}</p>}>
			{(now) => <Understood item={now()} />}
		</Show>
	)
}

function Understood(props: { item: BillItem }) {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const { formats, money } = session
	const rows = createMemo(() => {
		const { item } = props
		const isWhole = dashboard.selection.isByPurchase()
		const isOnCard = dashboard.labels.isCard(item.source_id)
		const named = (dimension: Dimension, id: number | null, text: string | null) => ({
			label: t(`details.${dimension}`),
			value: id === null && text === null ? '–' : dashboard.labels.nameOf(dimension, id, text),
			color: dimension === 'category' ? dashboard.labels.colorOf(id) : null,
			pick:
				id === null
					? null
					: () => {
							dashboard.drawers.closeDetails()
							dashboard.selection.toggleFilter(dimension, id)
						},
		})
		const plain = (label: string, value: string) => ({ label, value, color: null, pick: null })
		return [
			...(partsText(item, isWhole)
				? [
						plain(t('details.installment'), partsText(item, isWhole)),
						plain(t('details.total'), money(item.amount_cents)),
					]
				: []),
			...(isOnCard
				? [plain(t('details.bill'), formats().month(item.bill))]
				: [plain(t('details.month'), formats().month(item.month))]),
			plain(
				t(`details.dateOf.${item.kind}`),
				`${formats().dayYear(formats().localDay(item.occurred_at))}, ${formats().time(item.occurred_at)}`,
			),
			...(dashboard.labels.categoryOf(item) === null
				? []
				: [named('category', item.category_id, item.category_text)]),
			named('source', item.source_id, item.source_text),
			...(item.kind === 'transfer'
				? [plain(t('details.to'), dashboard.labels.destinationOf(item) ?? '–')]
				: []),
			...(item.pays_month === null ? [] : [plain(t('details.pays'), formats().month(item.pays_month))]),
			named('person', item.person_id, item.person_text),
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

/** What a correction changed, in words: the database tells what the transaction was and is. */
function changesBetween(
	before: SaidOf | null,
	after: SaidOf | null,
	{ formats, money }: Pick<LedgerSession, 'formats' | 'money'>,
): string[] {
	if (!before || !after) return []
	const write = (said: SaidOf): [string, string][] => [
		[t('table.description'), said.description],
		[t('table.amount'), money(said.amount_cents)],
		[t('drawer.kind'), t(`details.titleOf.${said.kind}`)],
		[t('details.category'), said.category ?? '–'],
		[t('details.source'), said.source ?? '–'],
		[t('details.to'), said.to_source ?? '–'],
		[t('details.person'), said.person ?? '–'],
		[t('table.date'), formats().dayYear(said.day)],
		[t('details.bill'), formats().monthShort(said.bill_month)],
		[t('details.installment'), movedText(said, formats)],
	]
	const was = write(before)
	return write(after).flatMap(([field, value], at) => {
		const from = was[at]?.[1]
		return from === value ? [] : [`${field}: ${from} → ${value}`]
	})
}

function movedText({ installments, moves }: SaidOf, formats: LedgerSession['formats']): string {
	const places = (moves ?? []).map(
		([part, bill]) => `${part}+ ${bill === null ? t('details.cancelled') : formats().monthShort(bill)}`,
	)
	return [`${installments}×`, ...places].join(', ')
}

const EVENTS = { record: 'recorded', amend: 'amended', void: 'voided', restore: 'restored' } as const

function Step(props: { step: InboxItem; members: readonly Member[] | undefined }) {
	const session = useLedgerSession()
	const { step } = props
	const event = () =>
		step.status === 'rejected' ? 'rejected' : (EVENTS[step.action as keyof typeof EVENTS] ?? 'other')
	const message = () => originalMessage(step.payload)
	const author = () => {
		if (step.member_id === null) return step.agent_name ? t('details.by', { agent: step.agent_name }) : ''
		const member = props.members?.find(({ user_id }) => user_id === step.member_id)
		const person = member ? (member.name ?? member.email.split('@')[0]) : t('details.someone')
		return props.members ? t('details.onPage', { person: person ?? '' }) : ''
	}
	/** The fields of the message exactly as sent, without those it left out. */
	const given = () =>
		[step.description, amountAsSent(step), step.category, step.source, step.person]
			.filter((text): text is string => text !== null && text !== '')
			.join(' · ')
	/** What it changed, as it was and as it is. */
	const changed = () => changesBetween(step.before, step.after, session)
	return (
		<li>
			<p>
				<b class="strong" classList={{ bad: step.status === 'rejected' }}>
					{t(`details.${event()}`)}
				</b>{' '}
				<span class="muted">
					<span class="num">{session.formats().moment(step.received_at)}</span>
					{author() ? ` · ${author()}` : ''}
				</span>
			</p>
			<Show
				when={message()}
				fallback={
					<Show when={step.member_id === null}>
						<p class="muted">{t('details.noMessage')}</p>
					</Show>
				}
			>
				<blockquote>
					<bdi>{message()}</bdi>
				</blockquote>
			</Show>
			<Show
				when={changed().length > 0}
				fallback={
					<Show when={given()}>
						<p class="muted given">
							<bdi>{given()}</bdi>
						</p>
					</Show>
				}
			>
				<ul class="muted given">
					<For each={changed()}>
						{(change) => (
							<li>
								<bdi>{change}</bdi>
							</li>
						)}
					</For>
				</ul>
			</Show>
		</li>
	)
}
