import { createSignal, createUniqueId, onCleanup, onMount, Show, Suspense } from 'solid-js'
import { lazyWithRetry } from '../../app/lazy'
import { useLedgerSession } from '../../app/session'
import { anyText, load, save } from '../../app/storage'
import { phoneDigits, whatsAppLink } from '../../ledger/contact'
import type { Person } from '../../ledger/types'
import { isolate } from '../../ui/bidi'
import { CopyButton } from '../../ui/CopyButton'
import { Field } from '../../ui/Field'
import { createForm } from '../../ui/form'
import { raiseToast } from '../../ui/toasts'
import { useWords } from '../../words'

const t = useWords('settings')
const QrCode = lazyWithRetry(() => import('./QrCode'))
/** The agent's number as it was last typed on this device; signing out forgets it. */
const NUMBER = 'agentNumber'

/** Makes a code by which a newcomer is known to the agent as this person. */
export function JoinCode(props: { person: Person }) {
	const { settings } = useLedgerSession()
	const [code, setCode] = createSignal<string | null>(null)
	const form = createForm(async () => setCode((await settings.createJoinCode(props.person.id)).code))
	return (
		<>
			<button
				type="button"
				class="btn"
				data-join
				aria-disabled={form.busy()}
				onClick={() => void form.submit()}
			>
				{t('people.makeCode')}
			</button>
			<p class="muted">{form.errorOf(null) ?? t('people.codeLead', { name: props.person.name })}</p>
			<Show when={code()}>
				{(made) => <JoinDialog person={props.person} code={made()} onClose={() => setCode(null)} />}
			</Show>
		</>
	)
}

/** The code in every way in which it reaches the agent: to copy, to scan with the newcomer's phone, as a WhatsApp link. */
function JoinDialog(props: { person: Person; code: string; onClose: () => void }) {
	const id = createUniqueId()
	const [number, setNumber] = createSignal(load(NUMBER, anyText) ?? '')
	let dialog!: HTMLDialogElement
	onMount(() => dialog.showModal())
	onCleanup(() => {
		dialog.close()
		raiseToast(dialog)
	})
	const link = () => whatsAppLink(props.code, number())
	return (
		<dialog
			ref={dialog}
			class="confirm"
			aria-labelledby={id}
			data-join-dialog
			onCancel={(event) => {
				event.preventDefault()
				props.onClose()
			}}
		>
			<div class="form">
				<div>
					<h2 id={id}>{t('people.codeTitle', { name: isolate(props.person.name) })}</h2>
					<p>{t('people.codeHow', { name: isolate(props.person.name) })}</p>
				</div>
				<div class="secret">
					<code class="code" translate="no" data-code>
						{props.code}
					</code>
					<CopyButton text={props.code} label={t('people.copyCode')} focused />
				</div>
				<Field
					label={t('people.agentNumber')}
					hint={t('people.agentNumberHint')}
					error={number().trim() !== '' && phoneDigits(number()) === null ? t('people.contactProblem') : null}
				>
					{(control) => (
						<input
							class="input"
							type="tel"
							inputmode="tel"
							autocomplete="off"
							maxlength={30}
							value={number()}
							onInput={(event) => {
								setNumber(event.currentTarget.value)
								save(NUMBER, phoneDigits(number()) === null ? null : number().trim())
							}}
							{...control}
						/>
					)}
				</Field>
				<div class="qr-place">
					<Suspense>
						<QrCode text={link()} label={t('people.qr')} />
					</Suspense>
				</div>
				<div class="acts">
					<a class="btn btn-main" href={link()} target="_blank" rel="noopener">
						{t('people.openWhatsApp')}
					</a>
					<CopyButton text={link()} label={t('access.copyLink')} />
					<span class="grow" />
					<button type="button" class="btn" onClick={() => props.onClose()}>
						{t('form.close')}
					</button>
				</div>
			</div>
		</dialog>
	)
}
