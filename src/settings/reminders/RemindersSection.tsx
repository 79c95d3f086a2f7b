import { createEffect, createSignal, For, on, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { isReachable } from '../../feed/types'
import { can } from '../../ledger/permissions'
import { REMINDER_KINDS, type ReminderKind, type ReminderSettings } from '../../ledger/reminders'
import { Field } from '../../ui/Field'
import { FormActions } from '../../ui/FormActions'
import { createForm } from '../../ui/form'
import { ListState } from '../../ui/ListState'
import { createQuery } from '../../ui/query'
import { ReadOnlyNote } from '../../ui/ReadOnlyNote'
import { showToast } from '../../ui/toasts'
import { useWords } from '../../words'
import { SettingsHead } from '../SettingsHead'

const t = useWords('settings')
const written = (hour: number) => `${String(hour).padStart(2, '0')}:00`
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** What the agent tells people by itself, and the hours in which it does not. */
export function RemindersSection() {
	const session = useLedgerSession()
	const readOnly = () => !can(session.ledger().role, 'settings')
	const saved = createQuery(() => session.settings.reminders(), {
		refetchOn: () => session.directory()?.settings_revision,
		retryWhen: () => isReachable(session.feed().status),
	})
	return (
		<>
			<SettingsHead title={t('reminders.title')} lead={t('reminders.lead')}>
				<Show when={readOnly()}>
					<ReadOnlyNote />
				</Show>
			</SettingsHead>
			<div class="sheet">
				<ListState query={saved}>
					<Show when={saved.value()}>
						{(settings) => <RemindersForm saved={settings()} readOnly={readOnly()} />}
					</Show>
				</ListState>
			</div>
		</>
	)
}

function RemindersForm(props: { saved: ReminderSettings; readOnly: boolean }) {
	const session = useLedgerSession()
	const [kinds, setKinds] = createSignal(new Set(props.saved.kinds))
	const [from, setFrom] = createSignal(props.saved.quiet_from)
	const [to, setTo] = createSignal(props.saved.quiet_to)
	// What somebody else chose shows at once.
	createEffect(
		on(
			() => JSON.stringify(props.saved),
			() => {
				setKinds(new Set(props.saved.kinds))
				setFrom(props.saved.quiet_from)
				setTo(props.saved.quiet_to)
			},
			{ defer: true },
		),
	)
	const turn = (kind: ReminderKind, isOn: boolean) => {
		const next = new Set(kinds())
		if (isOn) next.add(kind)
		else next.delete(kind)
		setKinds(next)
	}
	const form = createForm(async () => {
		await session.settings.saveReminders({
			kinds: REMINDER_KINDS.filter((kind) => kinds().has(kind)),
			quiet_from: from(),
			quiet_to: to(),
		})
		showToast({ kind: 'ok', text: t('reminders.saved') })
	})
	const hour = (label: string, value: () => number, set: (hour: number) => void) => (
		<Field label={label}>
			{(control) => (
				<select
					class="input"
					disabled={props.readOnly}
					onChange={(event) => set(Number(event.currentTarget.value))}
					{...control}
				>
					<For each={HOURS}>
						{(hour) => (
							<option value={hour} selected={hour === value()}>
								{written(hour)}
							</option>
						)}
					</For>
				</select>
			)}
		</Field>
	)
	return (
		<form
			class="panel form"
			data-reminders
			novalidate
			onSubmit={(event) => {
				event.preventDefault()
				void form.submit()
			}}
		>
			<fieldset class="fg">
				<legend>{t('reminders.kinds')}</legend>
				<For each={REMINDER_KINDS}>
					{(kind) => (
						<label class="check">
							<input
								type="checkbox"
								name={kind}
								checked={kinds().has(kind)}
								disabled={props.readOnly}
								onChange={(event) => turn(kind, event.currentTarget.checked)}
							/>
							<span>
								{t(`reminders.kind.${kind}`)}
								<small>{t(`reminders.hint.${kind}`)}</small>
							</span>
						</label>
					)}
				</For>
			</fieldset>
			<div class="two">
				{hour(t('reminders.quietFrom'), from, setFrom)}
				{hour(t('reminders.quietTo'), to, setTo)}
			</div>
			<p class="muted">
				{t(from() === to() ? 'reminders.neverQuiet' : 'reminders.quiet', {
					from: written(from()),
					to: written(to()),
				})}{' '}
				{t('reminders.mute')}
			</p>
			<Show when={!props.readOnly}>
				<FormActions busy={form.busy()} problem={form.errorOf(null)} />
			</Show>
		</form>
	)
}
