import { Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import type { BillItem } from '../../metrics/types'
import { useWords } from '../../words'
import { useDashboard } from '../state'

const t = useWords()

/** The bill of a purchase, where it is another than today's: names before it are cut, its month never. */
export function OtherBill(props: { item: BillItem }) {
	const session = useLedgerSession()
	const { labels } = useDashboard()
	return (
		<Show when={labels.isInOtherBill(props.item, session.thisMonth())}>
			<span data-bill>
				{'\u00a0· '}
				{t('now.bill', { month: session.formats().monthTick(props.item.bill) })}
			</span>
		</Show>
	)
}
