import { createEffect, createSignal, onCleanup } from 'solid-js'
import { createWords } from '../../app/language'
import { useLedgerSession } from '../../app/session'
import { words } from '../first-words'
import { useDashboard } from '../state'
import { makeAnnouncer } from './announcements'

const t = createWords(words)

/** The page's one live region for arrivals. */
export function Announcer() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const [sentence, setSentence] = createSignal('')
	const announcer = makeAnnouncer((count) =>
		setSentence(
			t('announce.fresh', count, dashboard.figures.heading(), session.money(dashboard.figures.spent())),
		),
	)
	onCleanup(
		session.onArrival((columns, origin) => {
			if (origin === 'live') announcer.arrived(columns.id.length)
			else if (origin === 'catch_up') announcer.missed(columns.id.length)
		}),
	)
	createEffect(() => {
		const { applied, head } = session.feed()
		if (applied >= head) announcer.caughtUp()
	})
	onCleanup(announcer.stop)
	return (
		<p class="vh" role="status" aria-live="polite" data-announcer>
			{sentence()}
		</p>
	)
}
