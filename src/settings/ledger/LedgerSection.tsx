import { createEffect, createSignal, on, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { isTimezone } from '../../ledger/calendar'
import { LONGEST_LEDGER_NAME } from '../../ledger/limits'
import { can } from '../../ledger/permissions'
import { BasisField } from '../../ui/BasisField'
import { Confirm } from '../../ui/Confirm'
import { Field } from '../../ui/Field'
import { FormActions, FormProblem } from '../../ui/FormActions'
import { createForm } from '../../ui/form'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { ReadOnlyNote } from '../../ui/ReadOnlyNote'
import { TimezoneInput } from '../../ui/TimezoneInput'
import { showToast } from '../../ui/toasts'
import { useWords } from '../../words'
import { SettingsHead } from '../SettingsHead'
import { Erasing } from './Erasing'
import { fileName, linesOf, saveFile } from './save-file'

const t = useWords('settings')

/** The ledger itself: its name and timezone, exporting its data, and deleting it. */
export function LedgerSection() {
	const session = useLedgerSession()
	const owner = () => can(session.ledger().role, 'ledger')
	return (
		<>
			<SettingsHead title={t('ledger.title')} lead={t('ledger.lead')}>
				<Show when={!owner()}>
					<ReadOnlyNote />
				</Show>
			</SettingsHead>
			<div class="sheet">
				<Identity readOnly={!owner()} />
				<Show when={owner()}>
					<Export />
					<Erasing />
					<Deletion />
				</Show>
			</div>
		</>
	)
}

function Identity(props: { readOnly: boolean }) {
	const session = useLedgerSession()
	const [name, setName] = createSignal(session.ledger().name)
	const [timezone, setTimezone] = createSignal(session.ledger().timezone)
	// A change on another device shows at once, unless somebody is typing here.
	createEffect(
		on(
			() => session.ledger().name,
			(next, last) => name() === (last ?? next) && setName(next),
		),
	)
	createEffect(
		on(
			() => session.ledger().timezone,
			(next, last) => timezone() === (last ?? next) && setTimezone(next),
		),
	)
	const [basis, setBasis] = createSignal(session.ledger().basis)
	createEffect(
		on(
			() => session.ledger().basis,
			(next, last) => basis() === (last ?? next) && setBasis(next),
		),
	)
	const [corrections, setCorrections] = createSignal(session.ledger().corrections)
	createEffect(
		on(
			() => session.ledger().corrections,
			(next, last) => corrections() === (last ?? next) && setCorrections(next),
		),
	)
	const form = createForm(async () => {
		if (name().trim() !== session.ledger().name) await session.settings.renameLedger(name().trim())
		if (timezone() !== session.ledger().timezone) await session.settings.setTimezone(timezone())
		if (basis() !== session.ledger().basis) await session.settings.setBasis(basis())
		if (corrections() !== session.ledger().corrections) await session.settings.setCorrections(corrections())
		showToast({ kind: 'ok', text: t('ledger.saved') })
	}, ['name', 'timezone'])

	function save(event: SubmitEvent) {
		event.preventDefault()
		if (name().trim() === '') return form.refuse('name', t('ledger.nameMissing'))
		if (!isTimezone(timezone())) return form.refuse('timezone', t('ledger.timezoneUnknown'))
		void form.submit()
	}

	return (
		<form class="panel form" onSubmit={save} novalidate>
			<Field label={t('form.name')} error={form.errorOf('name')}>
				{(control) => (
					<input
						class="input"
						maxlength={LONGEST_LEDGER_NAME}
						autocomplete="off"
						value={name()}
						disabled={props.readOnly}
						onInput={(event) => setName(event.currentTarget.value)}
						{...control}
					/>
				)}
			</Field>
			<div class="zone">
				<Field label={t('ledger.timezone')} hint={t('ledger.timezoneHint')} error={form.errorOf('timezone')}>
					{(control) => (
						<TimezoneInput
							value={timezone()}
							control={control}
							disabled={props.readOnly}
							onChange={setTimezone}
						/>
					)}
				</Field>
				<Field label={t('ledger.currency')} hint={t('ledger.currencyHint')}>
					{(control) => <input class="input" value={session.ledger().currency} disabled {...control} />}
				</Field>
			</div>
			<BasisField value={basis()} onChange={setBasis} disabled={props.readOnly} />
			<label class="check">
				<input
					type="checkbox"
					checked={corrections()}
					disabled={props.readOnly}
					onChange={(event) => setCorrections(event.currentTarget.checked)}
				/>
				<span>
					{t('ledger.corrections')}
					<small>{t('ledger.correctionsHint')}</small>
				</span>
			</label>
			<Show when={!props.readOnly}>
				<FormActions busy={form.busy()} problem={form.errorOf(null)} />
			</Show>
		</form>
	)
}

function Export() {
	const session = useLedgerSession()
	const [rows, setRows] = createSignal(0)
	const form = createForm(async () => {
		setRows(0)
		const all = await session.settings.exportAll(setRows)
		saveFile(fileName(session.ledger().name, session.today()), 'application/json', linesOf(all as object))
		showToast({ kind: 'ok', text: t('ledger.exported') })
	})
	return (
		<section class="panel form">
			<div>
				<h2 class="panel-h">{t('ledger.exportTitle')}</h2>
				<p>{t('ledger.exportLead')}</p>
			</div>
			<FormProblem text={form.errorOf(null)} />
			<div class="acts">
				<button type="button" class="btn" aria-disabled={form.busy()} onClick={() => void form.submit()}>
					<Icon of={icons.download} />
					{form.busy() ? t('ledger.exporting', { n: rows() }) : t('ledger.export')}
				</button>
			</div>
		</section>
	)
}

function Deletion() {
	const session = useLedgerSession()
	const [asking, setAsking] = createSignal(false)
	const form = createForm(async () => {
		await session.leave('deleted', () => session.settings.deleteLedger(session.ledger().name))
	})
	return (
		<section class="panel form">
			<div>
				<h2 class="panel-h">{t('ledger.deleteTitle')}</h2>
				<p>{t('ledger.deleteLead')}</p>
			</div>
			<FormProblem text={form.errorOf(null)} />
			<div class="acts">
				<button type="button" class="btn btn-danger" onClick={() => setAsking(true)}>
					{t('ledger.delete')}
				</button>
			</div>
			<Confirm
				open={asking()}
				title={t('ledger.deleteAsk')}
				action={t('ledger.delete')}
				danger
				typed={session.ledger().name}
				busy={form.busy()}
				onClose={() => setAsking(false)}
				onConfirm={async () => {
					await form.submit()
					setAsking(false)
				}}
			>
				<p>{t('ledger.deleteConsequence')}</p>
			</Confirm>
		</section>
	)
}
