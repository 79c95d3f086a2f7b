import { createSignal, For, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import type { Source, SourceCycle } from '../../ledger/types'
import { Confirm } from '../../ui/Confirm'
import { FormProblem } from '../../ui/FormActions'
import { createForm } from '../../ui/form'
import { useWords } from '../../words'
import { CycleChangePreview, createCycleChange } from './CycleChangePreview'
import { cycleText } from './CycleFields'
import { cyclesOf, versionBefore } from './cycle'

const t = useWords('settings')

/** The versions of a card's cycle, where there is more to say than the two days of the form: which holds from which bill on. */
export function CycleVersions(props: { source: Source }) {
	const session = useLedgerSession()
	const versions = () => cyclesOf(session.directory(), props.source.id).cycles
	const said = () => versions().length > 1 || versions().some(({ from_month }) => from_month !== null)
	return (
		<Show when={said()}>
			<fieldset class="fg versions">
				<legend>{t('sources.versions')}</legend>
				<ul>
					<For each={versions()}>
						{(version) => <Version version={version} before={versionBefore(version, versions())} />}
					</For>
				</ul>
			</fieldset>
		</Show>
	)
}

function Version(props: { version: SourceCycle; before: SourceCycle }) {
	const session = useLedgerSession()
	const [asking, setAsking] = createSignal(false)
	const removal = createForm(() => session.settings.removeCycle(props.version))
	const since = () =>
		props.version.from_month === null
			? t('sources.sinceFirst')
			: t('sources.since', { month: session.formats().month(props.version.from_month) })
	const days = () => cycleText(props.version) || t('sources.noClosing')
	return (
		<li>
			<p>
				{since()}: <b>{days()}</b>
			</p>
			<button
				type="button"
				class="btn btn-bare btn-danger"
				aria-label={t('sources.removeVersion', { since: since() })}
				onClick={() => setAsking(true)}
			>
				{t('sources.remove')}
			</button>
			<FormProblem text={removal.errorOf(null)} />
			<Show when={asking()}>
				<RemoveVersion
					days={days()}
					before={props.before}
					busy={removal.busy()}
					onConfirm={async () => {
						await removal.submit()
						setAsking(false)
					}}
					onClose={() => setAsking(false)}
				/>
			</Show>
		</li>
	)
}

/** Without a version its bills have the days of the one before: that is what is asked about. */
function RemoveVersion(props: {
	days: string
	before: SourceCycle
	busy: boolean
	onConfirm: () => void
	onClose: () => void
}) {
	const change = createCycleChange(() => props.before)
	return (
		<Confirm
			open
			title={t('sources.removeVersionTitle', { days: props.days })}
			action={t('sources.remove')}
			danger
			busy={props.busy || change.value() === undefined}
			onConfirm={props.onConfirm}
			onClose={props.onClose}
		>
			<p>{t('sources.removeVersionLead', { days: cycleText(props.before) || t('sources.noClosing') })}</p>
			<CycleChangePreview change={change} />
		</Confirm>
	)
}
