import type { JSX } from 'solid-js'
import { isolate } from '../ui/bidi'
import { useWords } from '../words'
import { CenteredPage } from './CenteredPage'

const t = useWords()

/** This person may not read this ledger (any more). */
export default function NoAccessPage(props: {
	email: string
	/** The ledger that they had access to. */
	lost?: string | undefined
	/** How the data is, where the ledger was open. */
	state?: JSX.Element
	onLedgers: () => void
	onSwitch: () => void
}) {
	return (
		<CenteredPage page="refused">
			<div class="sheet narrow">
				<section class="panel form roomy">
					<div>
						{props.state}
						<h1 class="h1">
							{props.lost ? t('gone.lost', { name: isolate(props.lost) }) : t('refused.title')}
						</h1>
						<p class="lead">
							{props.lost && `${t('gone.why')} `}
							{t('refused.lead', { email: props.email })}
						</p>
					</div>
					<div class="acts">
						<button type="button" class="btn btn-main btn-lg" onClick={() => props.onLedgers()}>
							{t('refused.ledgers')}
						</button>
						<button type="button" class="btn btn-lg" onClick={() => props.onSwitch()}>
							{t('refused.switch')}
						</button>
					</div>
				</section>
			</div>
		</CenteredPage>
	)
}
