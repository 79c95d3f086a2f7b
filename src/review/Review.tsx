import { createMemo, createSignal, For, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { YourCorrections } from '../corrections/YourCorrections'
import { isReachable } from '../feed/types'
import { can } from '../ledger/permissions'
import { fieldErrorOf } from '../ui/errors'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { ListState } from '../ui/ListState'
import { createQuery } from '../ui/query'
import { showToast } from '../ui/toasts'
import { showUndo } from '../ui/undo'
import { useWords } from '../words'
import { createHidden } from './hidden'
import { RefusedMessage } from './RefusedMessage'
import { ToldTwiceList } from './ToldTwiceList'
import { UndeliveredList } from './UndeliveredList'
import { UnknownName } from './UnknownName'

const t = useWords('corrections')
/** How many messages are rendered at first. A broken agent can leave thousands. */
const FIRST = 30
/** Least time between two requests for unknown names while purchases keep arriving, in ms. */
const UNKNOWN_INTERVAL = 5_000

/** Dismissing refused messages, with the way back for those that were not meant. */
function createDismissal() {
	const session = useLedgerSession()
	const hidden = createHidden()

	async function undismiss(id: string) {
		await session.review.undismiss(id)
		hidden.show(id)
		session.refreshPending()
	}

	/** Takes the message off the list at once, and puts it back with the reason if the server refuses. */
	async function dismiss(id: string) {
		hidden.hide(id)
		try {
			await session.review.dismiss(id)
			showUndo({ text: t('review.dismissed'), undo: () => undismiss(id) })
			session.refreshPending()
		} catch (error) {
			hidden.show(id)
			showToast({ kind: 'bad', text: fieldErrorOf(error).text })
		}
	}
	return { hidden, dismiss }
}

/** Everything that waits for a person: refused messages, and names that no category, source or person has. */
export function Review() {
	const session = useLedgerSession()
	const canReview = () => can(session.ledger().role, 'review')
	const unknown = createQuery(() => session.review.unknownTexts(), {
		refetchOn: [() => session.directory()?.settings_revision, () => session.feed().applied],
		minInterval: UNKNOWN_INTERVAL,
		retryWhen: () => isReachable(session.feed().status),
	})
	const dismissal = createDismissal()
	const twice = createQuery(() => session.review.toldTwice(), {
		refetchOn: [() => session.pending(), () => session.feed().applied],
		minInterval: UNKNOWN_INTERVAL,
		retryWhen: () => isReachable(session.feed().status),
	})
	const undelivered = createQuery(() => session.review.undelivered(), {
		refetchOn: [() => session.pending()],
		retryWhen: () => isReachable(session.feed().status),
	})
	const [limit, setLimit] = createSignal(FIRST)
	const refused = createMemo(() => (session.pending() ?? []).filter(({ id }) => !dismissal.hidden.has(id)))
	const ids = createMemo(() =>
		refused()
			.slice(0, limit())
			.map(({ id }) => id),
	)
	const unknownKeys = createMemo(() => unknown.value()?.map(({ what, text }) => `${what} ${text}`) ?? [])
	let region!: HTMLDivElement

	const dismiss = (id: string) => {
		region.focus()
		return dismissal.dismiss(id)
	}

	/** The answered question disappears with its buttons, so the focus moves to the list. */
	function mapped() {
		region.focus()
		unknown.refetch()
	}

	/** All lists as one: what could not be read says so, and is asked for again. */
	const all = {
		value: () => (session.pending() === undefined ? undefined : unknown.value()),
		error: () => unknown.error() ?? undelivered.error() ?? session.pendingError(),
		refetch() {
			unknown.refetch()
			undelivered.refetch()
			session.refreshPending()
		},
	}
	const own = () => session.corrections()?.list() ?? []
	const ready = () => session.pending() !== undefined && unknown.value() !== undefined
	const nothing = () =>
		ready() &&
		refused().length === 0 &&
		unknownKeys().length === 0 &&
		own().length === 0 &&
		!twice.value()?.length &&
		!undelivered.value()?.length

	return (
		<div ref={region} class="review" data-page="review" tabindex="-1">
			<ListState query={all}>
				<Show when={nothing()}>
					<div class="review-none">
						<Icon of={icons.check} large />
						<p class="strong">{t('review.nothing')}</p>
						<p class="muted">{t('review.nothingLead')}</p>
					</div>
				</Show>
				<Show when={!canReview() && !nothing()}>
					<p class="note">{t('review.viewer')}</p>
				</Show>
				<OwnCorrections />
				<Show when={refused().length > 0}>
					<h3 class="review-h">
						{t('review.refused')} <span class="muted num">{refused().length}</span>
					</h3>
					<ul>
						<For each={ids()}>
							{(id) => (
								<Show when={refused().find((item) => item.id === id)}>
									{(item) => (
										<RefusedMessage item={item()} dismiss={canReview() ? () => void dismiss(id) : null} />
									)}
								</Show>
							)}
						</For>
					</ul>
					<Show when={refused().length > limit()}>
						<p class="review-more">
							<button type="button" class="btn" onClick={() => setLimit(limit() + FIRST)}>
								{t('review.more', Math.min(FIRST, refused().length - limit()))}
							</button>
						</p>
					</Show>
				</Show>
				<UndeliveredList
					list={undelivered.value() ?? []}
					mayDismiss={canReview()}
					onDone={() => region.focus()}
				/>
				<ToldTwiceList list={twice.value() ?? []} onDone={() => region.focus()} />
				<Show when={unknownKeys().length > 0}>
					<h3 class="review-h">
						{t('review.unknown')} <span class="muted num">{unknownKeys().length}</span>
					</h3>
					<ul>
						<For each={unknownKeys()}>
							{(key) => (
								<Show when={unknown.value()?.find(({ what, text }) => `${what} ${text}` === key)}>
									{(text) => <UnknownName unknown={text()} readOnly={!canReview()} onMapped={mapped} />}
								</Show>
							)}
						</For>
					</ul>
				</Show>
			</ListState>
		</div>
	)
}

/** What the reader put right and the server has not confirmed. */
function OwnCorrections() {
	const session = useLedgerSession()
	const own = () => session.corrections()?.list() ?? []
	return (
		<Show when={own().length > 0 && session.corrections()}>
			{(corrections) => (
				<>
					<h3 class="review-h">
						{t('corrections.yours')} <span class="muted num">{own().length}</span>
					</h3>
					<YourCorrections corrections={corrections()} list={own()} named />
				</>
			)}
		</Show>
	)
}
