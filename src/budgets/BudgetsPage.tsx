import { Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { createTitle } from '../app/title'
import { useWords } from '../words'
import { Budgets } from './Budgets'
import '../settings/settings.css'
import './budgets.css'

const t = useWords()

/** The budgets as a page of their own, `#/orcamentos`. */
export default function BudgetsPage() {
	const session = useLedgerSession()
	createTitle(() => t('pageTitle', { what: t('menu.budgets'), ledger: session.ledger().name }))
	return (
		<main id="content" class="set set-one" data-page="budgets" tabindex="-1">
			<Show
				when={session.directory()}
				fallback={
					<div aria-busy="true">
						<div class="set-h">
							<div class="sk sk-title" />
						</div>
						<div class="sheet">
							<div class="panel sk-panel" />
						</div>
					</div>
				}
			>
				<Budgets />
			</Show>
		</main>
	)
}
