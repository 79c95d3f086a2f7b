import { createSignal, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { type BillCycle, billMonth, cycleOf, isCard } from '../../ledger/bill'
import type { BillMonth, Source } from '../../ledger/types'
import { useWords } from '../../words'
import { ClosingsField } from './ClosingsField'
import { CycleExample, cycleText, DayField, DayRuler } from './CycleFields'
import { CycleVersions } from './CycleVersions'
import { cyclesOf, readCycle } from './cycle'
import { FromBill } from './FromBill'
import type { LabelKind, OwnFields } from './kind'

const t = useWords('settings')
const NO_CYCLE: BillCycle = { closing_day: null, due_day: null }

/** Cards, accounts, cash: with the days on which their bills close and fall due. */
export const sources: LabelKind<Source> = {
	words: 'sources',
	what: 'source',
	of: (directory) => [...directory.sources].sort((a, b) => Number(a.archived) - Number(b.archived)),
	rowClass: 'source-row',
	note(source, { cycles }) {
		if (source.archived) return t('sources.archived')
		return isCard(cycles, source.id) ? t('sources.card') : t('sources.atOnce')
	},
	details: (source) => <SourceDetails source={source()} />,
	legend: () => (
		<p class="muted keyrow" aria-hidden="true">
			<i class="sw sw-closes" /> {t('sources.keyCloses')} <i class="sw sw-due" /> {t('sources.keyDue')}
		</p>
	),
	fields: ['closing_day', 'due_day'],
	createFields: (source) => createSourceFields(source),
	save: (settings, source) => settings.saveSource(source),
}

/** The cycle of a source that holds for the bill of today. */
function createCycleNow(id: () => number | undefined): () => BillCycle {
	const session = useLedgerSession()
	return () => {
		const source = id()
		if (source === undefined) return NO_CYCLE
		const { cycles, closings } = cyclesOf(session.directory(), source)
		return cycleOf(billMonth(session.today(), cycles, closings), cycles) ?? NO_CYCLE
	}
}

/** What the fields say, and from which bill on it is to hold; asked by a dialog where something changed. */
function createSourceFields(source: Source | null): OwnFields<Source> {
	const now = createCycleNow(() => source?.id)
	const [closing, setClosing] = createSignal<string | null>(null)
	const [due, setDue] = createSignal<string | null>(null)
	const [archived, setArchived] = createSignal(source?.archived ?? false)
	const closingText = () => closing() ?? String(now().closing_day ?? '')
	const dueText = () => due() ?? String(now().due_day ?? '')
	const [asked, setAsked] = createSignal<{
		cycle: BillCycle
		answer: (from: { month: BillMonth | null } | null) => void
	} | null>(null)
	/** The version to save with the names; null: the days are what they were. */
	let version: (BillCycle & { from_month: BillMonth | null }) | null = null

	return {
		read() {
			const read = readCycle(closingText(), dueText())
			if ('problems' in read)
				return {
					problems: read.problems.map(({ field, problem }) => ({ field, text: t(`sources.${problem}`) })),
				}
			return { values: { archived: archived() } }
		},
		async beforeSave() {
			version = null
			const cycle = readCycle(closingText(), dueText())
			if ('problems' in cycle) return false
			if (cycle.closing_day === now().closing_day && cycle.due_day === now().due_day) return true
			if (source === null) {
				version = { ...cycle, from_month: null }
				return true
			}
			const from = await new Promise<{ month: BillMonth | null } | null>((answer) =>
				setAsked({ cycle, answer }),
			)
			setAsked(null)
			if (from) version = { ...cycle, from_month: from.month }
			return from !== null
		},
		async afterSave(settings, source_id) {
			if (version) await settings.setCycle({ source_id, ...version })
		},
		beside: (errorOf) => (
			<>
				<DayField
					label={t('sources.closingDay')}
					error={errorOf('closing_day')}
					value={closingText()}
					onInput={setClosing}
				/>
				<DayField label={t('sources.dueDay')} error={errorOf('due_day')} value={dueText()} onInput={setDue} />
			</>
		),
		below: () => <CycleExample closing={closingText()} due={dueText()} />,
		// A card's own versions and dates; what is only being typed has none yet.
		last: () => (
			<Show when={source}>
				{(card) => (
					<>
						<CycleVersions source={card()} />
						<Show when={now().closing_day !== null}>
							<ClosingsField source={card()} />
						</Show>
						<label class="check">
							<input
								type="checkbox"
								checked={archived()}
								onChange={(event) => setArchived(event.currentTarget.checked)}
							/>
							<span>
								{t('sources.archive')}
								<small>{t('sources.archiveHint')}</small>
							</span>
						</label>
						<Show when={asked()}>
							{(question) => (
								<FromBill
									source={card()}
									cycle={question().cycle}
									onAnswer={(month) => question().answer({ month })}
									onClose={() => question().answer(null)}
								/>
							)}
						</Show>
					</>
				)}
			</Show>
		),
	}
}

function SourceDetails(props: { source: Source }) {
	const now = createCycleNow(() => props.source.id)
	return (
		<>
			<div class="only-wide">
				<Show
					when={now().closing_day !== null}
					fallback={<span class="muted">{t('sources.countsOnDay')}</span>}
				>
					<DayRuler cycle={now()} />
				</Show>
			</div>
			<span class="num">{cycleText(now())}</span>
		</>
	)
}
