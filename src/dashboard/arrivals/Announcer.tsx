import { createEffect, createSignal, onCleanup } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { useWords } from '../../words'
import { useDashboard } from '../state'
import { ArrivalCount } from './arrival-count'

const t = useWords()

/** The page's one live region for arrivals. */
export function Announcer() {
	const session = useLedgerSession()
	const { figures } = useDashboard()
	const [sentence, setSentence] = createSignal('')
	const arrivals = new ArrivalCount((count) =>
		setSentence(t('announce.fresh', count, figures.heading(), session.money(figures.spent()))),
	)
	onCleanup(
		session.onArrival((_, origin, fresh) => {
			// What was corrected or undone is nothing new.
			if (fresh === 0) return
			if (origin === 'live') arrivals.add(fresh)
			else arrivals.addMissed(fresh)
		}),
	)
	createEffect(() => {
		const { applied, head } = session.feed()
		if (applied >= head) arrivals.caughtUp()
	})
	onCleanup(() => arrivals.stop())
	return (
		<p class="vh" role="status" aria-live="polite" data-announcer>
			{sentence()}
		</p>
	)
}
