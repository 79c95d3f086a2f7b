import { createSignal, For, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import type { Suggestion } from '../../metrics/live/recurrences'
import { fieldErrorOf } from '../../ui/errors'
import { showToast } from '../../ui/toasts'
import { useWords } from '../../words'
import { signOf } from '../entry'
import { NEVER_DUE } from './in-month'

const t = useWords('panels')

/** As many as are shown until somebody asks for the rest. */
const FIRST = 3

/** What seems to come again: an editor confirms each once, or says that it does not. */
export function Suggestions(props: { suggestions: Suggestion[]; onConfirm: (found: Suggestion) => void }) {
	const session = useLedgerSession()
	const [all, setAll] = createSignal(false)
	const shown = () => (all() ? props.suggestions : props.suggestions.slice(0, FIRST))
	async function dismiss(found: Suggestion) {
		try {
			await session.settings.saveRecurring({ ...found, until: NEVER_DUE })
			showToast({ kind: 'ok', text: t('recurring.dismissed'), detail: found.name })
		} catch (error) {
			showToast({ kind: 'bad', text: fieldErrorOf(error).text })
		}
	}
	return (
		<Show when={props.suggestions.length}>
			<h3 class="lab">{t('recurring.suggested')}</h3>
			<ul class="recurring suggested">
				<For each={shown()}>
					{(found) => (
						<li data-suggestion={found.name}>
							<div class="recurring-row">
								<span class="d">{found.name}</span>
								<span class="m">
									{t('recurring.suggestion', {
										day: found.day,
										amount: `${signOf(found)}${session.money(found.amount_cents)}`,
									})}
								</span>
							</div>
							<span class="recurring-answers">
								<button
									type="button"
									class="btn"
									aria-label={t('recurring.confirmName', { name: found.name })}
									onClick={() => props.onConfirm(found)}
								>
									{t('recurring.confirm')}
								</button>
								<button
									type="button"
									class="btn btn-bare"
									aria-label={t('recurring.dismissName', { name: found.name })}
									onClick={() => void dismiss(found)}
								>
									{t('recurring.dismiss')}
								</button>
							</span>
						</li>
					)}
				</For>
			</ul>
			<Show when={props.suggestions.length > FIRST && !all()}>
				<button type="button" class="btn btn-bare recurring-more" onClick={() => setAll(true)}>
					{t('recurring.more', props.suggestions.length - FIRST)}
				</button>
			</Show>
		</Show>
	)
}
