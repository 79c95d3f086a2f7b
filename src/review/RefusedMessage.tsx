import { createSignal, For, Show, Suspense } from 'solid-js'
import { lazyWithRetry } from '../app/lazy'
import { useLedgerSession } from '../app/session'
import { mayCorrect } from '../corrections/say'
import { whatsAppLink } from '../ledger/contact'
import { isRejectReason } from '../ledger/inbox'
import { amountAsSent, originalMessage } from '../ledger/original-message'
import type { InboxItem } from '../ledger/types'
import { isolate } from '../ui/bidi'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords, withWords } from '../words'

const t = useWords('corrections')
const CompleteRefused = lazyWithRetry(
	withWords('corrections', () => import('../corrections/CompleteRefused')),
)

/** What can be put right on the page. */
const COMPLETABLE: readonly string[] = ['record', 'keep', 'amend', 'void']

/** A refused message: what the agent understood, what the person wrote, why it was refused and what to do. */
export function RefusedMessage(props: { item: InboxItem; dismiss: (() => void) | null }) {
	const session = useLedgerSession()
	const title = () => {
		if (props.item.description?.trim()) return props.item.description.trim()
		if (props.item.action === 'void') return t('review.undo')
		return props.item.action === 'amend' ? t('review.correction') : t('review.noDescription')
	}
	const amount = () => amountAsSent(props.item)
	const message = () => originalMessage(props.item.payload)
	const reason = () => (isRejectReason(props.item.reason) ? props.item.reason : null)
	const when = () => {
		const formats = session.formats()
		const day = formats.localDay(props.item.received_at)
		const time = formats.time(props.item.received_at)
		return day === session.today()
			? t('review.today', { time })
			: t('review.dayAt', { day: formats.day(day), time })
	}
	const [isOpen, setOpen] = createSignal(false)
	const mayComplete = () =>
		mayCorrect(session) && props.dismiss !== null && COMPLETABLE.includes(props.item.action)
	/** The words to send again, for whoever would rather tell the agent. */
	const again = () => {
		const name = props.item.description?.trim() || message() || ''
		return t('corrections.replyAgain', { name, amount: amount() ?? '' }).trim()
	}
	let opener: HTMLButtonElement | undefined
	function close() {
		setOpen(false)
		queueMicrotask(() => opener?.focus())
	}
	const sender = () => props.item.person?.trim() || props.item.agent_name || ''

	return (
		<li class="entry" data-inbox={props.item.id} data-reason={props.item.reason}>
			<div class="entry-head">
				<b class="clip">
					<bdi>{title()}</bdi>
				</b>
				<b class="num entry-amount" classList={{ muted: amount() === null }}>
					<bdi>{amount() ?? t('review.noAmount')}</bdi>
				</b>
			</div>
			<blockquote>
				<Show when={message()} fallback={<span class="muted">{t('review.noMessage')}</span>}>
					{(text) => (
						<>
							“<bdi>{text()}</bdi>”
						</>
					)}
				</Show>
				<small>
					<bdi>{sender()}</bdi>
					{sender() ? ', ' : ''}
					{when()}
				</small>
			</blockquote>
			<Show when={reason()}>
				{(code) => (
					<p class="entry-reason">
						<Icon of={icons.warning} />
						<span>
							<b>{t(`review.reasons.${code()}.what`)}</b>{' '}
							{t(`review.reasons.${code()}.how`, {
								example: isolate(title().toLowerCase()),
								amount: isolate(amount() ?? '52,90'),
							})}
						</span>
					</p>
				)}
			</Show>
			<Show when={isOpen() && session.corrections()}>
				{(corrections) => (
					<Suspense>
						<CompleteRefused item={props.item} corrections={corrections()} onDone={close} />
					</Suspense>
				)}
			</Show>
			<Show when={mayComplete() && !isOpen()}>
				<div class="acts entry-correct">
					<button
						ref={opener}
						type="button"
						class="btn btn-main"
						onClick={() => {
							void session.loadCorrections()
							setOpen(true)
						}}
					>
						<Icon of={icons.edit} />
						{t('corrections.correct')}
					</button>
					<a class="btn btn-bare" href={whatsAppLink(again())} target="_blank" rel="noreferrer">
						<Icon of={icons.message} />
						{t('corrections.reply')}
					</a>
				</div>
			</Show>
			<div class="entry-actions">
				<Understood item={props.item} />
				<Show when={props.dismiss}>
					{(dismiss) => (
						<button type="button" class="btn" title={t('review.dismissHint')} onClick={() => dismiss()()}>
							{t('review.dismiss')}
						</button>
					)}
				</Show>
			</div>
		</li>
	)
}

/** Each field as the agent understood it. */
function Understood(props: { item: InboxItem }) {
	const sent = () =>
		(['description', 'category', 'source', 'person', 'message_id'] as const)
			.map((field) => ({ field, value: props.item[field] }))
			.concat({ field: 'detail' as never, value: props.item.reason_detail })
			.filter(({ value }) => value !== null && value !== '')
	return (
		<details>
			<summary>{t('review.understood')}</summary>
			<dl class="heard">
				<For each={sent()}>
					{({ field, value }) => (
						<div>
							<dt>{t(`review.fields.${field}`)}</dt>
							<dd>
								<bdi>{value}</bdi>
							</dd>
						</div>
					)}
				</For>
			</dl>
		</details>
	)
}
