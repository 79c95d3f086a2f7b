import { For, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { mayCorrect, sayTaken } from '../corrections/say'
import type { SaidOf } from '../ledger/types'
import { fieldErrorOf } from '../ui/errors'
import { showToast } from '../ui/toasts'
import { useWords } from '../words'

const t = useWords('corrections')

/** Purchases that may have been told twice: kept or undone by one tap, never dropped by themselves. */
export function ToldTwiceList(props: { onDone: () => void }) {
	const session = useLedgerSession()
	const { hide, show, ...list } = session.waiting.twice
	const shown = () => list.shown() ?? []
	async function keep(id: string) {
		hide(id)
		props.onDone()
		try {
			await session.review.keepRepeat(id)
			showToast({ kind: 'ok', text: t('corrections.twice.kept') })
		} catch (error) {
			show(id)
			showToast({ kind: 'bad', text: fieldErrorOf(error).text })
		}
	}
	function undo(id: string) {
		const corrections = session.corrections()
		const row = corrections?.rowOf(id)
		if (!corrections || !row) return
		sayTaken(session, corrections, corrections.void(row), t('corrections.voided'))
		props.onDone()
	}
	const lineOf = ({ description, amount_cents, source, day }: SaidOf) =>
		[description, session.money(amount_cents), source, session.formats().day(day)].filter(Boolean).join(' · ')

	return (
		<Show when={shown().length > 0}>
			<h3 class="review-h">
				{t('corrections.twice.title')} <span class="muted num">{shown().length}</span>
			</h3>
			<ul>
				<For each={shown()}>
					{(twice) => (
						<li class="entry" data-twice={twice.transaction_id}>
							<b class="strong">
								<bdi>{lineOf(twice.said)}</bdi>
							</b>
							<div>
								<p class="muted">{t('corrections.twice.lead')}</p>
								<For each={twice.repeats}>
									{(said) => (
										<p>
											<bdi>{lineOf(said)}</bdi>
										</p>
									)}
								</For>
							</div>
							<Show when={mayCorrect(session) && session.corrections()}>
								<div class="opts">
									<button type="button" class="btn" onClick={() => void keep(twice.transaction_id)}>
										{t('corrections.twice.keep')}
									</button>
									<button type="button" class="btn" onClick={() => undo(twice.transaction_id)}>
										{t('corrections.twice.undo')}
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
