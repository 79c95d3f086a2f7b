import { createSignal, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import type { Source } from '../../ledger/types'
import { Field } from '../../ui/Field'
import { useWords } from '../../words'
import { isolate } from '../shared/bidi'
import { type ErrorOf, LabelForm } from '../shared/LabelForm'
import { ClosingsField } from './ClosingsField'
import { cycleExample } from './cycle-example'
import { DayRuler } from './DayRuler'
import { readDayOfMonth } from './day-of-month'
import { rulerLabel } from './ruler-label'

const t = useWords('settings')
const FIELDS = ['closing_day', 'due_day'] as const

interface Cycle {
	closing_day: number | null
	due_day: number | null
}

/** A day that reads well; null for none and for nonsense. */
function goodDay(text: string): number | null {
	const read = readDayOfMonth(text)
	return read !== null && !Number.isNaN(read) ? read : null
}

/** Makes or changes a source; while typing it shows what the days mean for real dates. */
export function SourceForm(props: { source: Source | null; onClose: () => void }) {
	const { settings, directory } = useLedgerSession()
	const start = props.source
	const [closing, setClosing] = createSignal(start?.closing_day ? String(start.closing_day) : '')
	const [due, setDue] = createSignal(start?.due_day ? String(start.due_day) : '')
	const cycle = (): Cycle => ({ closing_day: goodDay(closing()), due_day: goodDay(due()) })

	function check() {
		const closing_day = readDayOfMonth(closing())
		const due_day = readDayOfMonth(due())
		if (Number.isNaN(closing_day)) return { field: 'closing_day', text: t('sources.dayWrong') }
		if (Number.isNaN(due_day)) return { field: 'due_day', text: t('sources.dayWrong') }
		if (due_day !== null && closing_day === null) return { field: 'closing_day', text: t('sources.dueAlone') }
		return null
	}

	return (
		<LabelForm
			label={start}
			all={directory()?.sources ?? []}
			newTitle={t('sources.newTitle')}
			nameMissing={t('sources.nameMissing')}
			removeTitle={t('sources.removeTitle', { name: isolate(start?.name ?? '') })}
			removeConsequence={t('sources.removeConsequence')}
			fields={FIELDS}
			check={check}
			save={(names) => settings.saveSource({ ...names, ...cycle() })}
			remove={(id) => settings.removeSource(id)}
			onClose={props.onClose}
			beside={(errorOf: ErrorOf) => (
				<>
					<DayField
						label={t('sources.closingDay')}
						error={errorOf('closing_day')}
						value={closing()}
						onInput={setClosing}
					/>
					<DayField label={t('sources.dueDay')} error={errorOf('due_day')} value={due()} onInput={setDue} />
				</>
			)}
			after={
				<Show when={start?.closing_day !== null ? start : null}>
					{(source) => <ClosingsField source={source()} />}
				</Show>
			}
		>
			<CycleExample cycle={cycle()} />
		</LabelForm>
	)
}

function DayField(props: {
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

/** The bill that a purchase of these days falls into, as a ruler and in words. */
function CycleExample(props: { cycle: Cycle }) {
	const session = useLedgerSession()
	const example = () => cycleExample(props.cycle, session.today())
	return (
		<div class="cycle">
			<DayRuler closing={props.cycle.closing_day} due={props.cycle.due_day} label={rulerLabel(props.cycle)} />
			<div class="dlab" aria-hidden="true">
				<span>1</span>
				<span>10</span>
				<span>20</span>
				<span>31</span>
			</div>
			<p>
				<Show when={example()} fallback={t('sources.calendar')}>
					{(turn) => (
						<>
							{t('sources.before', {
								day: session.formats().dayLong(turn().lastDay),
								month: session.formats().monthName(turn().bill),
							})}{' '}
							{t('sources.from', {
								day: session.formats().dayLong(turn().nextDay),
								month: session.formats().monthName(turn().nextBill),
							})}
						</>
					)}
				</Show>
			</p>
		</div>
	)
}
