import { createResource, createSignal, For, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { contactAddress } from '../../ledger/contact'
import type { Person } from '../../ledger/types'
import { Field } from '../../ui/Field'
import { createForm } from '../../ui/form'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { useWords } from '../../words'
import { JoinCode } from './JoinCode'

const t = useWords('settings')

/** The addresses by which a person writes to the agent, and a code for a new one. Each is saved by itself. */
export function ContactsField(props: { person: Person }) {
	const { settings } = useLedgerSession()
	const [contacts, { refetch }] = createResource(() => settings.contacts(props.person.id))
	const [typed, setTyped] = createSignal('')
	const adding = createForm(
		async (address: string) => {
			await settings.addContact(props.person.id, address)
			setTyped('')
			await refetch()
		},
		['address'],
	)
	const removing = createForm(async (address: string) => {
		await settings.removeContact(address)
		await refetch()
	})
	const add = () => {
		const address = contactAddress(typed())
		if (!address) return adding.refuse('address', t('people.contactProblem'))
		void adding.submit(address)
	}
	return (
		<fieldset class="fg contacts">
			<legend>{t('people.contacts')}</legend>
			<p class="muted">{t('people.contactsLead')}</p>
			<Show when={!contacts.error} fallback={<p class="muted">{t('people.contactsFailed')}</p>}>
				<ul class="alias-list">
					<For each={contacts()}>
						{(address) => (
							<li>
								<button
									type="button"
									class="chip"
									disabled={removing.busy()}
									aria-label={t('people.removeContact', { contact: address })}
									onClick={() => void removing.submit(address)}
								>
									<bdi>{address}</bdi>
									<Icon of={icons.close} />
								</button>
							</li>
						)}
					</For>
				</ul>
			</Show>
			<Field
				label={t('people.newContact')}
				hint={t('people.contactHint')}
				error={adding.errorOf('address') ?? adding.errorOf(null) ?? removing.errorOf(null)}
			>
				{(control) => (
					<input
						class="input"
						autocomplete="off"
						maxlength={200}
						value={typed()}
						onInput={(event) => setTyped(event.currentTarget.value)}
						onKeyDown={(event) => {
							if (event.key !== 'Enter' || typed().trim() === '') return
							event.preventDefault()
							add()
						}}
						{...control}
					/>
				)}
			</Field>

			<button type="button" class="btn" disabled={adding.busy() || typed().trim() === ''} onClick={add}>
				{t('people.addContact')}
			</button>
			<JoinCode person={props.person} />
		</fieldset>
	)
}
