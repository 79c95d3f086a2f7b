import { createMemo, createSignal, For, onMount, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { YourCorrections } from '../corrections/YourCorrections'
import { can } from '../ledger/permissions'
import { fieldErrorOf } from '../ui/errors'
import { catchFocus } from '../ui/focus'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { ListState } from '../ui/ListState'
import { showToast } from '../ui/toasts'
import { showUndo } from '../ui/undo'
import { useWords } from '../words'
import { RefusedMessage } from './RefusedMessage'
import { ToldTwiceList } from './ToldTwiceList'
import { UndeliveredList } from './UndeliveredList'
import { UnknownName } from './UnknownName'

const t = useWords('corrections')
/** How many messages are rendered at first. A broken agent can leave thousands. */
const FIRST = 30

/** Dismissing refused messages, with the way back for those that were not meant. */
function createDismissal() {
	const session = useLedgerSession()
	const { hide, show } = session.waiting.refused

	async function undismiss(id: string) {
		await session.review.undismiss(id)
		show(id)
		session.refreshPending()
	}

	/** Takes the message off the list at once, and puts it back with the reason if the server refuses. */
	return async function dismiss(id: string) {
		hide(id)
		try {
			await session.review.dismiss(id)
			showUndo({ text: t('review.dismissed'), undo: () => undismiss(id) })
			session.refreshPending()
		} catch (error) {
			show(id)
			showToast({ kind: 'bad', text: fieldErrorOf(error).text })
		}
	}
}

/** Everything that waits for a person: refused messages, replies that did not arrive, purchases told twice, unknown names. */
export function Review() {
	const session = useLedgerSession()
	const { waiting } = session
	const canReview = () => can(session.ledger().role, 'review')
	const takeOff = createDismissal()
	// Whoever looks, looks at what is there now.
	onMount(waiting.refresh)
	const [limit, setLimit] = createSignal(FIRST)
	const refused = () => waiting.refused.shown() ?? []
	const unknown = () => waiting.unknown.shown() ?? []
	const ids = createMemo(() =>
		refused()
			.slice(0, limit())
			.map(({ id }) => id),
	)
	const unknownKeys = createMemo(() => unknown().map(({ what, text }) => `${what} ${text}`))
	let region!: HTMLDivElement

	const dismiss = (id: string) => {
		region.focus()
		return takeOff(id)
	}

	/** The answered question disappears with its buttons, so the focus moves to the list. */
	function mapped() {
		region.focus()
		waiting.refreshUnknown()
	}

	/** All lists as one: what could not be read says so, and is asked for again. */
	const all = {
		value: () => (waiting.isRead() ? true : undefined),
		error: waiting.error,
		refetch: waiting.refresh,
	}
	const own = () => session.corrections()?.list() ?? []
	// What was decided goes with its buttons: the list keeps the keyboard.
	catchFocus(own, () => region)
	const nothing = () => waiting.isRead() && waiting.count() === 0 && own().length === 0

	return (
		<div ref={region} class="review" data-page="review" tabindex="-1">
			<OwnCorrections />
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
				<UndeliveredList mayDismiss={canReview()} onDone={() => region.focus()} />
				<ToldTwiceList onDone={() => region.focus()} />
				<Show when={unknownKeys().length > 0}>
					<h3 class="review-h">
						{t('review.unknown')} <span class="muted num">{unknownKeys().length}</span>
					</h3>
					<ul>
						<For each={unknownKeys()}>
							{(key) => (
								<Show when={unknown().find(({ what, text }) => `${what} ${text}` === key)}>
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
