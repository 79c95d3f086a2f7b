import { Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { dayNumber } from '../../ledger/day'
import { NEAR_DAYS } from '../../ledger/recurring'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { useWords } from '../../words'
import { signOf } from '../entry'
import { useDashboard } from '../state'
import { monthOfDue } from './expected'
import type { RecurringNow } from './in-month'

const t = useWords('panels')

type State = 'late' | 'dearer' | 'arrived' | 'due'

const ICONS = { late: icons.clock, dearer: icons.faster, arrived: icons.check, due: null }
const TONES = { late: 'bad', dearer: 'up', arrived: 'down', due: '' }

/** A recurring one in the month that is looked at. A click shows what arrived, or edits what has not come yet. */
export function RecurringLine(props: { now: RecurringNow; onEdit: (() => void) | undefined }) {
	const session = useLedgerSession()
	const { drawers, selection } = useDashboard()
	const state = (): State => {
		const { late, dearer, arrived } = props.now
		return late ? 'late' : dearer ? 'dearer' : arrived ? 'arrived' : 'due'
	}
	/** Where it counts, when that is not where it is listed. */
	const bill = () => {
		const settings = session.directory()
		const { due, recurring } = props.now
		const counts = settings && monthOfDue(recurring, due, settings, selection.basis())
		return counts && counts !== due.slice(0, 7)
			? t('recurring.inBill', { month: session.formats().monthName(counts) })
			: ''
	}
	const when = () => {
		const { due, arrived, recurring } = props.now
		const { day } = session.formats()
		if (state() === 'late') {
			const days = dayNumber(session.today()) - dayNumber(due)
			return days > NEAR_DAYS ? t('recurring.missed') : t('recurring.late', days)
		}
		if (!arrived)
			return due === session.today()
				? t('recurring.dueToday')
				: t('recurring.dueOn', { day: Number(due.slice(8)) })
		if (state() === 'arrived') return t('recurring.arrived', { day: day(arrived.day) })
		const usual = recurring.amount_cents
		return t('recurring.dearer', {
			usual: session.money(usual),
			change: session.formats().change((arrived.amount_cents - usual) / usual),
		})
	}
	const open = () => {
		const item = props.now.arrived && session.metrics.item(props.now.arrived.item)
		if (item) drawers.openDetails(item)
		else props.onEdit?.()
	}
	const inside = () => (
		<>
			<span class={`recurring-mark ${TONES[state()]}`}>
				<Show when={ICONS[state()]}>{(icon) => <Icon of={icon()} />}</Show>
			</span>
			<span class="d">{props.now.recurring.name}</span>
			<span class="v num">
				{signOf(props.now.recurring)}
				{session.money(props.now.arrived?.amount_cents ?? props.now.recurring.amount_cents)}
			</span>
			<span class={`m ${TONES[state()]}`}>{[when(), bill()].filter(Boolean).join(' · ')}</span>
		</>
	)
	return (
		<li data-recurring={props.now.recurring.name} data-state={state()}>
			<Show when={props.now.arrived || props.onEdit} fallback={<div class="recurring-row">{inside()}</div>}>
				<button type="button" class="recurring-row" aria-haspopup="dialog" onClick={open}>
					{inside()}
				</button>
			</Show>
			<Show when={props.now.arrived && props.onEdit}>
				{(edit) => (
					<button
						type="button"
						class="btn btn-bare btn-tiny"
						aria-label={t('recurring.edit', { name: props.now.recurring.name })}
						onClick={() => edit()()}
					>
						<Icon of={icons.edit} />
					</button>
				)}
			</Show>
		</li>
	)
}
