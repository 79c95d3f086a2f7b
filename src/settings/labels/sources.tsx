import { createSignal, For, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import type { BillCycle } from '../../ledger/bill'
import type { Source } from '../../ledger/types'
import { Field } from '../../ui/Field'
import { useWords } from '../../words'
import { ClosingsField } from './ClosingsField'
import { cycleExample, readCycle } from './cycle'
import type { LabelKind } from './kind'

const t = useWords('settings')

/** Cards, accounts, cash: with the days on which their bills close and fall due. */
export const sources: LabelKind<Source> = {
	words: 'sources',
	of: (directory) => directory.sources,
	rowClass: 'source-row',
	note: (source) => (source.closing_day === null ? t('sources.atOnce') : t('sources.card')),
	details: (source) => (
		<>
			<div class="only-wide">
				<Show
					when={source().closing_day !== null}
					fallback={<span class="muted">{t('sources.countsOnDay')}</span>}
				>
					<DayRuler cycle={source()} />
				</Show>
			</div>
			<span class="num">{closingText(source())}</span>
		</>
	),
	legend: () => (
		<p class="muted keyrow" aria-hidden="true">
			<i class="sw sw-closes" /> {t('sources.keyCloses')} <i class="sw sw-due" /> {t('sources.keyDue')}
		</p>
	),
	fields: ['closing_day', 'due_day'],
	createFields(source) {
		const [closing, setClosing] = createSignal(String(source?.closing_day ?? ''))
		const [due, setDue] = createSignal(String(source?.due_day ?? ''))
		const read = () => readCycle(closing(), due())
		return {
			read() {
				const cycle = read()
				return 'problem' in cycle
					? { field: cycle.field, problem: t(`sources.${cycle.problem}`) }
					: { values: cycle }
			},
			beside: (errorOf) => (
				<>
					<DayField
						label={t('sources.closingDay')}
						error={errorOf('closing_day')}
						value={closing()}
						onInput={setClosing}
					/>
					<DayField label={t('sources.dueDay')} error={errorOf('due_day')} value={due()} onInput={setDue} />
				</>
			),
			below: () => <CycleExample closing={closing()} due={due()} />,
			// A card's own dates; what is only being typed has none yet.
			last: () => (
				<Show when={source?.closing_day != null && source}>
					{(card) => <ClosingsField source={card()} />}
				</Show>
			),
		}
	},
	save: (settings, source) => settings.saveSource(source),
	remove: (settings, id) => settings.removeSource(id),
}

function closingText({ closing_day, due_day }: BillCycle): string {
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
function CycleExample(props: { closing: string; due: string }) {
	const session = useLedgerSession()
	/** The days that read well; what is still nonsense counts as empty. */
	const cycle = (): BillCycle => {
		const read = readCycle(props.closing, props.due)
		return 'problem' in read ? read.readable : read
	}
	const example = () => cycleExample(cycle(), session.today())
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
				<Show when={example()} fallback={t('sources.calendar')}>
					{(bill) => (
						<>
							{t('sources.before', {
								day: session.formats().dayLong(bill().lastDay),
								month: session.formats().monthName(bill().bill),
							})}{' '}
							{t('sources.from', {
								day: session.formats().dayLong(bill().nextDay),
								month: session.formats().monthName(bill().nextBill),
							})}
						</>
					)}
				</Show>
			</p>
		</div>
	)
}

const DAYS = Array.from({ length: 31 }, (_, index) => index + 1)

/** The month as a ruler: a dot where the bill closes, a ring where it is due; its label says the same in words. */
function DayRuler(props: { cycle: BillCycle }) {
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
