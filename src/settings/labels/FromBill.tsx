import { createSignal, For } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { type BillCycle, billMonth } from '../../ledger/bill'
import { addMonths } from '../../ledger/month'
import type { BillMonth, Source } from '../../ledger/types'
import { isolate } from '../../ui/bidi'
import { Confirm } from '../../ui/Confirm'
import { Field } from '../../ui/Field'
import { useWords } from '../../words'
import { CycleChangePreview, createCycleChange } from './CycleChangePreview'
import { cycleText } from './CycleFields'
import { cyclesOf } from './cycle'

const t = useWords('settings')

/** The bills that are offered, counted from the open one. */
const BACK = 12
const AHEAD = 6

/**
 * From which bill on a card's new days hold, with what that moves. The open one is proposed, so that no bill of the past
 * changes unless somebody says so; a card's first days are proposed for all of its bills.
 */
export function FromBill(props: {
	source: Source
	cycle: BillCycle
	onAnswer: (from_month: BillMonth | null) => void
	onClose: () => void
}) {
	const session = useLedgerSession()
	const { cycles, closings } = cyclesOf(session.directory(), props.source.id)
	const open = billMonth(session.today(), cycles, closings)
	const bills = Array.from({ length: BACK + AHEAD + 1 }, (_, index) => addMonths(open, AHEAD - index))
	const [from, setFrom] = createSignal<BillMonth | null>(cycles.length > 0 ? open : null)
	const change = createCycleChange(() => ({
		source_id: props.source.id,
		from_month: from(),
		...props.cycle,
	}))
	return (
		<Confirm
			open
			title={t('sources.change.title')}
			action={t('form.save')}
			busy={change.value() === undefined || change.loading()}
			onConfirm={() => props.onAnswer(from())}
			onClose={() => props.onClose()}
		>
			<p>
				{t('sources.change.lead', {
					name: isolate(props.source.name),
					days: cycleText(props.cycle) || t('sources.noClosing'),
				})}
			</p>
			<Field label={t('sources.change.from')} hint={t('sources.change.before')}>
				{(control) => (
					<select
						class="input"
						value={from() ?? ''}
						onChange={(event) => setFrom(event.currentTarget.value || null)}
						{...control}
					>
						<option value="">{t('sources.change.all')}</option>
						<For each={bills}>
							{(bill) => (
								<option value={bill} selected={bill === from()}>
									{bill === open
										? t('sources.change.open', { month: session.formats().month(bill) })
										: session.formats().month(bill)}
								</option>
							)}
						</For>
					</select>
				)}
			</Field>
			<CycleChangePreview change={change} />
		</Confirm>
	)
}
