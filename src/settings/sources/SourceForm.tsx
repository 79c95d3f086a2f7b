import { createSignal, onMount, Show } from 'solid-js'
import { createWords } from '../../app/language'
import { useLedgerSession } from '../../app/ledger-session'
import { Field } from '../../app/ui/Field'
import type { Source } from '../../ledger/types'
import { AliasesField } from '../shared/AliasesField'
import { FormEnd } from '../shared/FormEnd'
import { isolate } from '../shared/isolate'
import { findNameClash } from '../shared/name-clash'
import { nameClashText } from '../shared/name-clash-text'
import { Removal } from '../shared/Removal'
import { createSubmission } from '../shared/submission'
import { words as shared } from '../shared/words'
import { ClosingsField } from './ClosingsField'
import { cycleExample } from './cycle-example'
import { DayRuler } from './DayRuler'
import { readDayOfMonth } from './day-of-month'
import { rulerLabel } from './ruler-label'
import { words } from './words'

const t = createWords(words)
const s = createWords(shared)
const FIELDS = ['name', 'closing_day', 'due_day', 'aliases'] as const

/** Makes or changes a source; while typing it shows what the days mean for real dates. */
export function SourceForm(props: { source: Source | null; onClose: () => void }) {
	const session = useLedgerSession()
	const start = props.source
	const [name, setName] = createSignal(start?.name ?? '')
	const [closing, setClosing] = createSignal(start?.closing_day ? String(start.closing_day) : '')
	const [due, setDue] = createSignal(start?.due_day ? String(start.due_day) : '')
	const [aliases, setAliases] = createSignal(start?.aliases ?? [])
	let first!: HTMLInputElement
	onMount(() => first.focus())

	const form = createSubmission(async (source: Omit<Source, 'id'>) => {
		await session.settings.saveSource(start ? { ...source, id: start.id } : source)
		props.onClose()
	}, FIELDS)

	const day = (text: string) => readDayOfMonth(text)
	const good = (text: string) => {
		const read = readDayOfMonth(text)
		return read !== null && !Number.isNaN(read) ? read : null
	}
	const cycle = () => ({ closing_day: good(closing()), due_day: good(due()) })
	const example = () => cycleExample(cycle(), session.today())

	function save(event: SubmitEvent) {
		event.preventDefault()
		const closing_day = day(closing())
		const due_day = day(due())
		if (name().trim() === '') return form.refuse('name', t('nameMissing'))
		if (Number.isNaN(closing_day)) return form.refuse('closing_day', t('dayWrong'))
		if (Number.isNaN(due_day)) return form.refuse('due_day', t('dayWrong'))
		if (due_day !== null && closing_day === null) return form.refuse('closing_day', t('dueAlone'))
		const clash = findNameClash(session.directory()?.sources ?? [], {
			id: start?.id,
			name: name(),
			aliases: aliases(),
		})
		if (clash) return form.refuse(clash.field, nameClashText(clash))
		void form.submit({ name: name().trim(), aliases: aliases(), closing_day, due_day })
	}

	return (
		<form class="panel form" onSubmit={save} novalidate>
			<div class="ph">
				<h2>
					<bdi>{start?.name ?? t('newTitle')}</bdi>
				</h2>
				<span class="sub">{start ? s('editing') : ''}</span>
			</div>
			<div class="fgrid">
				<Field label={s('name')} error={form.errorOf('name')}>
					{(control) => (
						<input
							ref={first}
							class="input"
							maxlength="60"
							autocomplete="off"
							value={name()}
							onInput={(event) => setName(event.currentTarget.value)}
							{...control}
						/>
					)}
				</Field>
				<Field label={t('closingDay')} error={form.errorOf('closing_day')}>
					{(control) => (
						<input
							class="input num"
							inputmode="numeric"
							maxlength="2"
							autocomplete="off"
							value={closing()}
							onInput={(event) => setClosing(event.currentTarget.value)}
							{...control}
						/>
					)}
				</Field>
				<Field label={t('dueDay')} error={form.errorOf('due_day')}>
					{(control) => (
						<input
							class="input num"
							inputmode="numeric"
							maxlength="2"
							autocomplete="off"
							value={due()}
							onInput={(event) => setDue(event.currentTarget.value)}
							{...control}
						/>
					)}
				</Field>
			</div>
			<div class="cycle">
				<DayRuler closing={cycle().closing_day} due={cycle().due_day} label={rulerLabel(cycle())} />
				<div class="dlab" aria-hidden="true">
					<span>1</span>
					<span>10</span>
					<span>20</span>
					<span>31</span>
				</div>
				<p>
					<Show when={example()} fallback={t('calendar')}>
						{(turn) => (
							<>
								{t('before', {
									day: session.formats().dayLong(turn().lastDay),
									month: session.formats().monthName(turn().bill),
								})}{' '}
								{t('from', {
									day: session.formats().dayLong(turn().nextDay),
									month: session.formats().monthName(turn().nextBill),
								})}
							</>
						)}
					</Show>
				</p>
			</div>
			<AliasesField value={aliases()} error={form.errorOf('aliases')} onChange={setAliases} />
			<Show when={start?.closing_day !== null ? start : null}>
				{(source) => <ClosingsField source={source()} />}
			</Show>
			<FormEnd busy={form.busy()} problem={form.errorOf(null)} onCancel={props.onClose}>
				<Show when={start}>
					{(source) => (
						<Removal
							title={t('removeTitle', { name: isolate(source().name) })}
							consequence={t('removeConsequence')}
							remove={() => session.settings.removeSource(source().id)}
							onRemoved={props.onClose}
						/>
					)}
				</Show>
			</FormEnd>
		</form>
	)
}
