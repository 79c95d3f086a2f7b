import { For, Show } from 'solid-js'
import type { Formats } from '../../app/formats'
import { useLedgerSession } from '../../app/session'
import type { BillCycle } from '../../ledger/bill'
import type { LocalDay } from '../../ledger/types'
import { Field } from '../../ui/Field'
import { useWords } from '../../words'
import { cycleExample, readCycle } from './cycle'

const t = useWords('settings')

/** A cycle in few words; empty for what has none. */
export function cycleText({ closing_day, due_day }: BillCycle): string {
	if (closing_day === null) return ''
	return due_day === null ? t('sources.closes', closing_day) : t('sources.closesDue', closing_day, due_day)
}

/** A day of the month as it is typed. */
export function DayField(props: {
	label: string
	error: string | null
	value: string
	onInput: (text: string) => void
}) {
	return (
		<Field label={props.label} error={props.error}>
			{(control) => (
				<input
					class="input num"
					inputmode="numeric"
					maxlength="2"
					autocomplete="off"
					value={props.value}
					onInput={(event) => props.onInput(event.currentTarget.value)}
					{...control}
				/>
			)}
		</Field>
	)
}

/** The bill that a purchase of these days falls into, on a ruler and in words, for real dates. */
export function CycleExample(props: { closing: string; due: string }) {
	const session = useLedgerSession()
	/** The days that read well; what is still nonsense counts as empty. */
	const cycle = (): BillCycle => {
		const read = readCycle(props.closing, props.due)
		return 'problems' in read ? read.readable : read
	}
	return (
		<div class="cycle">
			<DayRuler cycle={cycle()} />
			<div class="ruler-labels" aria-hidden="true">
				<span>1</span>
				<span>10</span>
				<span>20</span>
				<span>31</span>
			</div>
			<p>
				<CycleSentence cycle={cycle()} today={session.today()} formats={session.formats()} />
			</p>
		</div>
	)
}

/** What a card's days mean, said by its open bill and the next. */
export function CycleSentence(props: { cycle: BillCycle; today: LocalDay; formats: Formats }) {
	return (
		<Show when={cycleExample(props.cycle, props.today)} fallback={t('sources.calendar')}>
			{(bill) => (
				<>
					{t('sources.before', {
						day: props.formats.dayLong(bill().lastDay),
						month: props.formats.monthName(bill().bill),
					})}{' '}
					{t('sources.from', {
						day: props.formats.dayLong(bill().nextDay),
						month: props.formats.monthName(bill().nextBill),
					})}
				</>
			)}
		</Show>
	)
}

const DAYS = Array.from({ length: 31 }, (_, index) => index + 1)

/** The month as a ruler: a dot where the bill closes, a ring where it is due; its label says the same in words. */
export function DayRuler(props: { cycle: BillCycle }) {
	const place = (day: number) => `${((day - 1) / 30) * 100}%`
	const label = () => {
		const { closing_day, due_day } = props.cycle
		if (closing_day === null) return t('sources.calendar')
		if (due_day === null) return t('sources.rulerCloses', { day: closing_day })
		return t('sources.rulerBoth', { day: closing_day, due: due_day })
	}
	return (
		<div class="days" role="img" aria-label={label()}>
			<div class="ticks">
				<For each={DAYS}>{(day) => <i classList={{ f: day === 1 || day % 10 === 0 || day === 31 }} />}</For>
			</div>
			<Show when={props.cycle.closing_day}>{(day) => <b style={{ left: place(day()) }} />}</Show>
			<Show when={props.cycle.due_day}>{(day) => <b class="due" style={{ left: place(day()) }} />}</Show>
		</div>
	)
}
