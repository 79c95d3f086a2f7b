import { createSignal, For, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import type { Source } from '../../ledger/types'
import { Field } from '../../ui/Field'
import { createForm } from '../../ui/form'
import { showToast } from '../../ui/toasts'
import { useWords } from '../../words'
import { type ClosingRow, closingRows, cyclesOf, fitsClosing } from './cycle'

const t = useWords('settings')

/** The bills of a card around today, each with the date on which it closed or will close. Each date is saved by itself. */
export function ClosingsField(props: { source: Source }) {
	const session = useLedgerSession()
	const rows = () => {
		const { cycles, closings } = cyclesOf(session.directory(), props.source.id)
		return closingRows(cycles, closings, session.today())
	}
	return (
		<fieldset class="fg closings">
			<legend>{t('sources.closings')}</legend>
			<p class="muted">{t('sources.closingsLead')}</p>
			<ul>
				<For each={rows().map(({ month }) => month)}>
					{(month) => (
						<Show when={rows().find((row) => row.month === month)}>
							{(row) => <ClosingDate row={row()} sourceId={props.source.id} />}
						</Show>
					)}
				</For>
			</ul>
		</fieldset>
	)
}

function ClosingDate(props: { row: ClosingRow; sourceId: number }) {
	const session = useLedgerSession()
	const month = () => session.formats().month(props.row.month)
	const [typed, setTyped] = createSignal<string | null>(null)
	const form = createForm(
		async (closing_date: string | null) => {
			await session.settings.setBillClosing({
				source_id: props.sourceId,
				bill_month: props.row.month,
				closing_date,
			})
			setTyped(null)
			showToast({
				kind: 'ok',
				text: t('sources.closingSaved'),
				detail: t('sources.closingOf', { month: month() }),
			})
		},
		['closing_date'],
	)
	const take = (date: string) => {
		setTyped(date)
		if (date === props.row.date) return
		if (!fitsClosing(props.row, date))
			return form.refuse('closing_date', t('form.problem.closing_date.invalid_input'))
		void form.submit(date === props.row.usual ? null : date)
	}
	return (
		<li>
			<Field
				label={t('sources.closingOf', { month: month() })}
				hint={t('sources.firstDayOut')}
				error={form.errorOf('closing_date') ?? form.errorOf(null)}
			>
				{(control) => (
					<input
						class="input input-sm"
						type="date"
						min={props.row.min}
						max={props.row.max}
						value={typed() ?? props.row.date}
						disabled={form.busy()}
						onChange={(event) => take(event.currentTarget.value)}
						{...control}
					/>
				)}
			</Field>
			<Show when={props.row.moved}>
				<div class="closing-moved">
					<span class="badge">{t('sources.moved')}</span>
					<button
						type="button"
						class="btn btn-bare"
						disabled={form.busy()}
						onClick={() => void form.submit(null)}
					>
						{t('sources.restore')}
					</button>
				</div>
			</Show>
		</li>
	)
}
