import { createUniqueId, onCleanup, onMount, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { whatsAppLink } from '../../ledger/contact'
import { isolate } from '../../ui/bidi'
import { CopyButton } from '../../ui/CopyButton'
import { raiseToast } from '../../ui/toasts'
import { useWords } from '../../words'

const t = useWords('settings')

/** Where the page asks whoever opens it about their invitations. It holds no secret: only the invited address may answer. */
export function invitationLink(page: Location = location): string {
	return `${page.origin}${page.pathname}#/convite`
}

/** What to send to somebody who was invited: nothing is mailed by itself. */
export function SendInvitation(props: { email: string; onClose: () => void }) {
	const session = useLedgerSession()
	const id = createUniqueId()
	let dialog!: HTMLDialogElement
	onMount(() => dialog.showModal())
	onCleanup(() => {
		dialog.close()
		raiseToast(dialog)
	})
	const text = () =>
		t('access.message', {
			ledger: session.ledger().name,
			email: props.email,
			link: invitationLink(),
		})
	return (
		<dialog
			ref={dialog}
			class="confirm"
			aria-labelledby={id}
			data-send
			onCancel={(event) => {
				event.preventDefault()
				props.onClose()
			}}
		>
			<div class="form">
				<div>
					<h2 id={id}>{t('access.sendTitle', { email: isolate(props.email) })}</h2>
					<p>{t('access.sendLead')}</p>
				</div>
				<blockquote class="message" data-message>
					{text()}
				</blockquote>
				<div class="acts">
					<CopyButton text={text()} label={t('access.copyMessage')} main focused />
					<Show when={typeof navigator.share === 'function'}>
						<button
							type="button"
							class="btn"
							// Closed without sending is no trouble.
							onClick={() => void navigator.share({ text: text() }).catch(() => {})}
						>
							{t('access.share')}
						</button>
					</Show>
					<a class="btn" href={whatsAppLink(text())} target="_blank" rel="noopener">
						WhatsApp
					</a>
					<CopyButton text={invitationLink()} label={t('access.copyLink')} />
					<span class="grow" />
					<button type="button" class="btn btn-bare" onClick={() => props.onClose()}>
						{t('form.close')}
					</button>
				</div>
			</div>
		</dialog>
	)
}
