import { Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { isolate } from '../ui/bidi'
import { useWords } from '../words'

const t = useWords('panels')

/** Which agent has gone quiet, since when, and how often it used to write. Of several the one that wrote last. */
export default function QuietNote() {
	const session = useLedgerSession()
	return (
		<Show when={session.quiet()?.[0]}>
			{(agent) => (
				<span data-quiet>
					<b>
						{t('quiet.since', {
							name: isolate(agent().name),
							day: session.formats().day(agent().last_on),
						})}
					</b>{' '}
					{t('quiet.usual', agent().usual_days)}
				</span>
			)}
		</Show>
	)
}
