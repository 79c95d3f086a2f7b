import { createSignal, For, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { contactAddress } from '../../ledger/contact'
import { Confirm } from '../../ui/Confirm'
import { Field } from '../../ui/Field'
import { FormProblem } from '../../ui/FormActions'
import { createForm } from '../../ui/form'
import { showToast } from '../../ui/toasts'
import { useWords } from '../../words'

const t = useWords('settings')
const BY_CONTACT = 'contact'

/** Erases for good what somebody wrote, as they may ask: the words go, the figures stay. */
export function Erasing() {
	const session = useLedgerSession()
	const [whose, setWhose] = createSignal('')
	const [contact, setContact] = createSignal('')
	const [asking, setAsking] = createSignal(false)
	const [erased, setErased] = createSignal(0)
	const person = () => session.directory()?.people.find(({ id }) => String(id) === whose())
	/** The name to repeat before it is done. */
	const name = () => (whose() === BY_CONTACT ? contactAddress(contact()) : person()?.name) ?? ''
	const form = createForm(async () => {
		const one = person()
		setErased(0)
		const count = await session.settings.eraseTexts(one ? { person: one.id } : { contact: name() }, setErased)
		setWhose('')
		setContact('')
		showToast({ kind: 'ok', text: t('erasing.done'), detail: t('erasing.count', count) })
	}, ['contact'])

	function ask() {
		if (whose() === '') return form.refuse('whose', t('erasing.whoseMissing'))
		if (name() === '') return form.refuse('contact', t('people.contactProblem'))
		setAsking(true)
	}

	return (
		<section class="panel form" data-erasing>
			<div>
				<h2 class="panel-h">{t('erasing.title')}</h2>
				<p>{t('erasing.lead')}</p>
			</div>
			<div class="two">
				<Field label={t('erasing.whose')} error={form.errorOf('whose')}>
					{(control) => (
						<select
							class="input"
							value={whose()}
							onChange={(event) => setWhose(event.currentTarget.value)}
							{...control}
						>
							<option value="">{t('form.choose')}</option>
							<For each={session.directory()?.people}>
								{({ id, name }) => <option value={id}>{name}</option>}
							</For>
							<option value={BY_CONTACT}>{t('erasing.byContact')}</option>
						</select>
					)}
				</Field>
				<Show when={whose() === BY_CONTACT}>
					<Field
						label={t('people.newContact')}
						hint={t('people.contactHint')}
						error={form.errorOf('contact')}
					>
						{(control) => (
							<input
								class="input"
								autocomplete="off"
								maxlength={200}
								value={contact()}
								onInput={(event) => setContact(event.currentTarget.value)}
								{...control}
							/>
						)}
					</Field>
				</Show>
			</div>
			<FormProblem text={form.errorOf(null)} />
			<div class="acts">
				<button type="button" class="btn btn-danger" aria-disabled={form.busy()} onClick={ask}>
					{form.busy() && erased() > 0 ? t('erasing.going', { n: erased() }) : t('erasing.action')}
				</button>
			</div>
			<Confirm
				open={asking()}
				title={t('erasing.ask', { name: name() })}
				action={t('erasing.action')}
				danger
				typed={name()}
				busy={form.busy()}
				onClose={() => setAsking(false)}
				onConfirm={() => {
					const done = form.submit()
					setAsking(false)
					return done
				}}
			>
				<p>{t('erasing.consequence')}</p>
			</Confirm>
		</section>
	)
}
