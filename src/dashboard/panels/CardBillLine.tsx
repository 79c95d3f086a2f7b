import { Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import type { CardBill } from '../../ledger/card-bills'
import { dayNumber } from '../../ledger/day'
import { useWords } from '../../words'

const t = useWords()

/** One bill of a card: what it comes to, and what there is to do about it. */
export function CardBillLine(props: {
	bill: CardBill
	/** Said before what there is to do, where the bill has no line of its own. */
	month?: string
	onPick?: () => void
}) {
	const session = useLedgerSession()
	const until = (day: string) => dayNumber(day) - dayNumber(session.today())
	/** "fecha em 2 dias", "vence em 5 dias", "vencida há 3 dias", "paga". */
	const when = () => {
		const { state, closes, due } = props.bill
		if (state === 'open') return t('cards.closes', until(closes))
		if (state === 'paid') return t('cards.paid')
		if (due === null) return t('cards.closed')
		return state === 'overdue' ? t('cards.overdue', -until(due)) : t('cards.due', until(due))
	}
	const rest = () => {
		const { state, left, paid, credit } = props.bill
		if (credit > 0) return t('cards.credit', { amount: session.money(credit) })
		if (state === 'paid' || paid === 0) return ''
		return t('cards.left', { amount: session.money(left) })
	}
	const tone = () => {
		const { state } = props.bill
		if (state === 'overdue') return 'bad'
		return state === 'closed' || state === 'partly' ? 'up' : state === 'paid' ? 'down' : ''
	}
	const inside = () => (
		<>
			<span class="d">{t('cards.bill', { month: session.formats().monthName(props.bill.month) })}</span>
			<b class="v num">{session.money(props.bill.amount)}</b>
			<span class={`m ${tone()}`}>{[props.month, when()].filter(Boolean).join(' · ')}</span>
			<span class="t num">{rest()}</span>
		</>
	)
	return (
		<Show when={props.onPick} fallback={<div class="card-bill">{inside()}</div>}>
			<button
				type="button"
				class="card-bill"
				data-bill={props.bill.month}
				data-state={props.bill.state}
				onClick={() => props.onPick?.()}
			>
				{inside()}
			</button>
		</Show>
	)
}
