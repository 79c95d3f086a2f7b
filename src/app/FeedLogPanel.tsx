import { createSignal, For, onCleanup } from 'solid-js'
import type { LoggedEvent } from '../feed/types'
import { useWords } from '../words'
import './feed-log-panel.css'
import { useLedgerSession } from './session'

const t = useWords()

/** How often the list is read anew, ms. */
const REFRESH = 500

/** What `?debug=feed` shows of a running page: the feed's last events, what they made it do, and the states they led to. */
export default function FeedLogPanel() {
	const session = useLedgerSession()
	const [entries, setEntries] = createSignal(session.log())
	const timer = setInterval(() => setEntries(session.log()), REFRESH)
	onCleanup(() => clearInterval(timer))
	const [said, setSaid] = createSignal<'copy' | 'copied' | 'refused'>('copy')
	const copy = () =>
		navigator.clipboard.writeText(session.log().map(lineOf).join('\n')).then(
			() => setSaid('copied'),
			() => setSaid('refused'),
		)
	return (
		<aside class="feed-log" aria-label={t('feedLog.title')} data-feed-log>
			<header>
				<h2>{t('feedLog.title')}</h2>
				<button type="button" class="btn" onClick={copy}>
					{t(`feedLog.${said()}`)}
				</button>
			</header>
			<pre tabindex="0">
				<For each={[...entries()].reverse()}>{(entry) => `${lineOf(entry)}\n`}</For>
			</pre>
		</aside>
	)
}

/** One event in a line: time, event, actions, and the new state if there is one. */
function lineOf({ at, event, actions, state }: LoggedEvent): string {
	const parts = [new Date(at).toISOString(), event]
	if (actions.length > 0) parts.push(`(${actions.join(', ')})`)
	if (state) {
		const { months, complete, progress } = state.coverage
		parts.push(
			`-> ${state.status} ${state.cause}, ${state.applied} of ${state.head}`,
			state.fromCache ? 'from the device,' : '',
			complete
				? 'complete'
				: `${months?.from ?? 'none'} to ${months?.to ?? 'none'}, ${Math.round(progress * 100)} %`,
		)
	}
	return parts.filter(Boolean).join(' ')
}
