import { createEffect, createMemo, createSignal, type JSX, on, onMount, Show } from 'solid-js'
import { type LedgerSession, useLedgerSession } from '../app/session'
import { whatsAppLink } from '../ledger/contact'
import type { CorrectionFields } from '../ledger/correction'
import { catchFocus } from '../ui/focus'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'
import { CorrectionForm } from './CorrectionForm'
import type { Corrections } from './index'
import { mayCorrect, replyText, sayTaken, takeBack } from './say'
import { YourCorrections } from './YourCorrections'
import './corrections.css'

const t = useWords('corrections')

interface PurchaseProps {
	transaction: string
	/** What the purchase is called where its content is not here any more. */
	name: string
	/** What is shown of the purchase while it is not being corrected. */
	children: JSX.Element
}

/** Puts one purchase right in its details: its fields in place, undone, brought back; or said to the agent. */
export default function PurchaseCorrection(props: PurchaseProps) {
	const session = useLedgerSession()
	onMount(() => void session.loadCorrections())
	return (
		<Show when={session.corrections()} fallback={props.children}>
			{(corrections) => <Correctable {...props} session={session} corrections={corrections()} />}
		</Show>
	)
}

function Correctable(props: PurchaseProps & { session: LedgerSession; corrections: Corrections }) {
	const { session } = props
	const [isOpen, setOpen] = createSignal(false)
	createEffect(
		on(
			() => props.transaction,
			() => setOpen(false),
			{ defer: true },
		),
	)
	const row = createMemo(() => {
		session.version()
		return props.corrections.rowOf(props.transaction)
	})
	const own = () => props.corrections.of(props.transaction)
	let opener: HTMLButtonElement | undefined

	// The button that was pressed may go with what it changed, some moments later: the drawer keeps the keyboard.
	catchFocus(
		() => [row(), own()],
		() => opener,
	)

	function close() {
		setOpen(false)
		// The form took the focus with it.
		queueMicrotask(() => opener?.focus())
	}
	function save(fields: CorrectionFields) {
		const now = row()
		if (!now) return
		const taken = props.corrections.amend(now, fields)
		close()
		sayTaken(session, props.corrections, taken, t('corrections.done'))
	}
	function undo() {
		const now = row()
		if (now) sayTaken(session, props.corrections, props.corrections.void(now), t('corrections.voided'))
	}
	function restore() {
		const undone = own().find(({ item, wasSent }) => item.action === 'void' && !wasSent)
		if (undone) return takeBack(props.corrections, undone.id)
		const taken = props.corrections.restore(props.transaction, props.name)
		sayTaken(session, props.corrections, taken, t('corrections.restored'))
	}

	return (
		<>
			<Show
				when={isOpen() && row()}
				fallback={
					<>
						{props.children}
						<Show when={row()}>
							{(now) => (
								<div class="entry correct-acts">
									<Show when={mayCorrect(session)}>
										<Show
											when={!now().voided}
											fallback={
												<button type="button" class="btn" ref={opener} onClick={restore}>
													<Icon of={icons.undo} />
													{t('corrections.restore')}
												</button>
											}
										>
											<button type="button" class="btn" ref={opener} onClick={() => setOpen(true)}>
												<Icon of={icons.edit} />
												{t('corrections.correct')}
											</button>
											<button type="button" class="btn" onClick={undo}>
												<Icon of={icons.undo} />
												{t('corrections.undoPurchase')}
											</button>
										</Show>
									</Show>
									<Show when={!now().voided}>
										<a
											class="btn btn-bare"
											href={whatsAppLink(replyText(session, now()))}
											target="_blank"
											rel="noreferrer"
										>
											<Icon of={icons.message} />
											{t('corrections.reply')}
										</a>
									</Show>
								</div>
							)}
						</Show>
					</>
				}
			>
				{(now) => (
					<section class="entry">
						<CorrectionForm row={now()} save={t('corrections.save')} onSave={save} onCancel={close} />
					</section>
				)}
			</Show>
			<Show when={own().length > 0}>
				<YourCorrections corrections={props.corrections} list={own()} />
			</Show>
		</>
	)
}
