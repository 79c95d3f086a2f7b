import { createMemo, Index, Show } from 'solid-js'
import { formatHash } from '../../app/router'
import { useLedgerSession } from '../../app/session'
import { needingAttention } from '../../ledger/budgets'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { useWords } from '../../words'
import { useDashboard } from '../state'

const t = useWords()

/** How many of the passed and nearly passed are named here; all are on their own page. */
const NAMED = 4

/** The budgets that are passed or nearly so. */
export function BudgetPanel() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const attention = createMemo(() => needingAttention(dashboard.figures.budgets()))
	const fact = () => {
		if (dashboard.selection.isFiltered()) return t('noFilter')
		const of = dashboard.figures.budgets().length
		return attention().length ? t('budgetPanel.attention', attention().length, of) : t('budgetPanel.fine', of)
	}
	return (
		<section class="area-budgets">
			<div class="ph">
				<h2>{t('panel.budgets')}</h2>
				<Show when={dashboard.figures.budgets().length}>
					<span class="sub">{fact()}</span>
				</Show>
			</div>
			<Show
				when={dashboard.figures.budgets().length}
				fallback={
					<p class="none">
						{t('budgetPanel.none')} <a href={formatHash('/orcamentos')}>{t('budgetPanel.set')}</a>
					</p>
				}
			>
				<Show when={attention().length} fallback={<p class="none">{t('budgetPanel.allFine')}</p>}>
					<ul class="alerts">
						<Index each={attention().slice(0, NAMED)}>
							{(row) => {
								const over = () => row().level === 'over'
								const words = () => (over() ? 'passed' : 'near')
								const sentence = () => {
									const { name } = row()
									return name === null
										? t(`budgetPanel.${words()}Whole`)
										: t(`budgetPanel.${words()}`, { name })
								}
								return (
									<li>
										<span class={over() ? 'bad' : 'up'}>
											<Icon of={over() ? icons.alert : icons.warning} />
										</span>
										<p>{sentence()}</p>
										<b class={`num ${over() ? 'bad' : 'up'}`}>{session.formats().percent(row().share)}</b>
										<small class="num">
											{t('budgetPanel.of', {
												spent: session.money(row().spent),
												limit: session.money(row().limit),
											})}
										</small>
									</li>
								)
							}}
						</Index>
					</ul>
				</Show>
			</Show>
		</section>
	)
}
