import { createMemo, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { spentToday } from '../../metrics/live/made-on'
import { createFigure } from '../../metrics/solid'
import { useWords } from '../../words'
import { useDashboard } from '../state'
import { todayInBills } from './today-in-bills'

const t = useWords()

/** What today's purchases add to the bill looked at, and to other bills: else a card purchase moves nothing here. */
export default function Today() {
	const session = useLedgerSession()
	const { selection } = useDashboard()
	const made = createFigure(session.metrics, spentToday)
	const isShown = () => selection.isCurrentMonth() && !selection.isFiltered()
	const sentence = createMemo(() => {
		const { money, formats } = session
		if (!isShown()) return ''
		if (selection.isByPurchase()) {
			const cents = made().reduce((sum, part) => sum + part.cents, 0)
			return cents === 0 ? '' : t('hero.spentToday', { amount: money(cents) })
		}
		const { here, elsewhere, only } = todayInBills(made(), session.thisMonth())
		const amount = money(elsewhere)
		const others =
			only === null
				? t('hero.inOtherBills', { amount })
				: t('hero.inBill', { amount, month: formats().monthName(only) })
		if (elsewhere === 0) return here === 0 ? '' : t('hero.spentToday', { amount: money(here) })
		if (here === 0) return t('hero.todayOnly', { what: others })
		return `${t('hero.spentToday', { amount: money(here) })}, ${others}`
	})
	return (
		<Show when={sentence()} fallback={'\u00a0'}>
			{sentence()}
		</Show>
	)
}
