import { useWords } from '../words'
import { CenteredPage } from './CenteredPage'
import { StatePill } from './header/StatePill'
import type { ShellControls } from './header/shell-controls'
import { useLedgerSession } from './session'

const t = useWords()

/** This person may not read this ledger (any more). */
export default function NoAccessPage(props: { shell: ShellControls }) {
	const session = useLedgerSession()
	const other = () => session.ledgers().find((ledger) => ledger.id !== session.ledger().id)
	return (
		<CenteredPage page="refused">
			<div class="sheet narrow">
				<section class="panel form roomy">
					<div>
						<StatePill feed={session.feed()} paused={false} formats={session.formats()} />
						<h1 class="h1">{t('refused.title')}</h1>
						<p class="lead">{t('refused.lead', { email: props.shell.person.email })}</p>
					</div>
					<div class="acts">
						<button
							type="button"
							class="btn btn-main btn-lg"
							onClick={() => {
								const next = other()
								if (next) props.shell.openLedger(next)
								else location.reload()
							}}
						>
							{t('refused.ledgers')}
						</button>
						<button type="button" class="btn btn-lg" onClick={() => props.shell.signOut()}>
							{t('refused.switch')}
						</button>
					</div>
				</section>
			</div>
		</CenteredPage>
	)
}
