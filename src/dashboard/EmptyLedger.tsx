import { createSignal, onMount } from 'solid-js'
import { formatHash } from '../app/router'
import { markShown } from '../app/schedule'
import { useLedgerSession } from '../app/session'
import { Figure } from '../ui/Figure'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'
import { useDashboard } from './state'

const t = useWords()

/** A ledger before its first purchase: what is done, what comes next. */
export default function EmptyLedger() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	onMount(markShown)
	const [copied, setCopied] = createSignal(false)
	const copy = () =>
		navigator.clipboard?.writeText(t('empty.sample')).then(
			() => setCopied(true),
			() => {},
		)
	return (
		<div class="sheet dash no-banner dash-empty">
			<section class="panel area-headline empty-headline">
				<div>
					<h1 class="lab">{dashboard.figures.heading()}</h1>
					<Figure name="spent" class="fig-headline" cents={0} formats={session.formats()} />
					<p>{t('empty.lead')}</p>
				</div>
				<ol class="todo">
					<li class="ok">
						<span>
							<Icon of={icons.check} />
						</span>
						<div>
							<b>{t('empty.created')}</b>
							<p>
								{t('empty.createdNote', { name: session.ledger().name, currency: session.ledger().currency })}
							</p>
						</div>
					</li>
					<li>
						<span>2</span>
						<div>
							<b>{t('empty.agent')}</b>
							<p>{t('empty.agentNote')}</p>
						</div>
						<a class="btn btn-main" href={formatHash('/ajustes/agentes')}>
							{t('empty.createKey')}
						</a>
					</li>
					<li>
						<span>3</span>
						<div>
							<b>{t('empty.first')}</b>
							<p>{t('empty.firstNote')}</p>
							<div class="secret">
								<code class="code">{t('empty.sample')}</code>
								<button type="button" class="btn" onClick={copy}>
									<Icon of={copied() ? icons.check : icons.copy} />
									{t(copied() ? 'empty.copied' : 'empty.copy')}
								</button>
							</div>
						</div>
					</li>
				</ol>
			</section>
			<aside class="rail area-rail">
				<section class="area-latest">
					<div class="ph">
						<h2>{t('panel.now')}</h2>
					</div>
					<p class="strong">{t('now.waiting')}</p>
					<p>{t('now.waitingNote')}</p>
				</section>
			</aside>
		</div>
	)
}
