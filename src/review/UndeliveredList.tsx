import { For, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { isolate } from '../ui/bidi'
import { fieldErrorOf } from '../ui/errors'
import { showToast } from '../ui/toasts'
import { showUndo } from '../ui/undo'
import { useWords } from '../words'

const t = useWords('corrections')
/** WhatsApp's marks of bold words: only there they are bold. */
const BOLD = /\*([^*\n]+)\*/g

/** The agent's replies that did not arrive: to whom, what they said, and a way to take them off the list. */
export function UndeliveredList(props: { mayDismiss: boolean; onDone: () => void }) {
	const session = useLedgerSession()
	const { hide, show, ...list } = session.waiting.undelivered
	const shown = () => list.shown() ?? []

	async function dismiss(id: string) {
		hide(id)
		props.onDone()
		try {
			await session.review.dismissUndelivered(id, true)
			showUndo({
				text: t('corrections.undelivered.dismissed'),
				async undo() {
					await session.review.dismissUndelivered(id, false)
					show(id)
				},
			})
		} catch (error) {
			show(id)
			showToast({ kind: 'bad', text: fieldErrorOf(error).text })
		}
	}
	const when = (at: number) => {
		const formats = session.formats()
		const [day, time] = [formats.localDay(at), formats.time(at)]
		return day === session.today()
			? t('review.today', { time })
			: t('review.dayAt', { day: formats.day(day), time })
	}

	return (
		<Show when={shown().length > 0}>
			<h3 class="review-h">
				{t('corrections.undelivered.title')} <span class="muted num">{shown().length}</span>
			</h3>
			<ul>
				<For each={shown()}>
					{(reply) => (
						<li class="entry" data-undelivered={reply.id}>
							<b class="strong">
								{reply.person
									? t('corrections.undelivered.to', { person: isolate(reply.person) })
									: t('corrections.undelivered.nobody')}
							</b>
							<blockquote class="review-reply">
								<Show
									when={reply.said}
									fallback={<span class="muted">{t('corrections.undelivered.unknown')}</span>}
								>
									{(said) => <bdi>{said().replace(BOLD, '$1')}</bdi>}
								</Show>
								<small>{when(reply.failed_at)}</small>
								<Show when={reply.detail}>
									{(detail) => (
										<small>
											<bdi>{detail()}</bdi>
										</small>
									)}
								</Show>
							</blockquote>
							<p class="muted">{t('corrections.undelivered.lead')}</p>
							<Show when={props.mayDismiss}>
								<div class="opts">
									<button type="button" class="btn" onClick={() => void dismiss(reply.id)}>
										{t('review.dismiss')}
									</button>
								</div>
							</Show>
						</li>
					)}
				</For>
			</ul>
		</Show>
	)
}
