import { type JSX, onMount, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import type { AccountPort } from '../backend/types'
import { CorrectionForm } from '../corrections/CorrectionForm'
import { Corrections } from '../corrections/index'
import type { QueuedCorrection } from '../corrections/queued'
import SignOutQuestion from '../corrections/SignOutQuestion'
import { YourCorrections } from '../corrections/YourCorrections'
import { systemClock } from '../feed/browser'
import type { TransactionRow } from '../ledger/columns'
import { heldRow } from '../metrics/live/held-rows'
import { ToldTwiceList } from '../review/ToldTwiceList'
import { AccountDeletion } from '../settings/account/AccountDeletion'
import { LabelActions } from '../settings/labels/LabelActions'
import { FIXTURES } from './fixtures'
import '../settings/settings.css'
import '../review/review.css'
import '../corrections/corrections.css'

/** What people are asked: forms and questions of the drawers, each in its frame. */

/** In the gallery a question stands in its place, and not over the page. */
export function keepDialogsInPlace(): void {
	HTMLDialogElement.prototype.showModal = function () {
		this.setAttribute('open', '')
	}
}

/** The newest purchase, once its row is there. */
function WithPurchase(props: { children: (row: TransactionRow) => JSX.Element }) {
	const session = useLedgerSession()
	const id = FIXTURES.usual().rows.id.at(-1) as string
	const row = () => {
		session.version()
		return session.directory() && heldRow(session.metrics, id)?.row
	}
	return <Show when={row()}>{(now) => props.children(now())}</Show>
}

export function CorrectionFormNow() {
	return (
		<WithPurchase>
			{(row) => (
				<section class="entry">
					<CorrectionForm row={row} save="Salvar" onSave={() => {}} onCancel={() => {}} />
				</section>
			)}
		</WithPurchase>
	)
}

/** A correction in each state that it may stand in. */
export function CorrectionStates() {
	const session = useLedgerSession()
	const correctionOf = (row: TransactionRow, status: QueuedCorrection['status']): QueuedCorrection => ({
		id: `gallery:${status}`,
		transaction: row.id,
		item: { action: 'amend', transaction_id: row.id, amount: 45.9, description: 'Ração e petiscos' },
		saw: row,
		name: row.description,
		madeAt: 1,
		status,
		wasSent: status === 'sending',
		inboxId: null,
		reason: status === 'conflict' ? 'target_changed' : status === 'refused' ? 'not_allowed' : null,
		revision: null,
	})
	return (
		<WithPurchase>
			{(row) => {
				const list = (['queued', 'sending', 'conflict', 'refused'] as const).map((status) =>
					correctionOf(row, status),
				)
				const storage = { load: () => list, save: () => true, remove() {}, read: () => undefined }
				const environment = { subscribe: () => () => {} }
				const world = { clock: systemClock, environment, storage }
				return <YourCorrections corrections={new Corrections(session, () => {}, world)} list={list} named />
			}}
		</WithPurchase>
	)
}

export function ToldTwice() {
	return (
		<div class="review">
			<ToldTwiceList onDone={() => {}} />
		</div>
	)
}

export function SignOutAsked() {
	// Something has to wait on the device: of nobody, in no ledger.
	localStorage.setItem('painel.corrections.gallery.none.1', '')
	return <SignOutQuestion person={{ userId: 'gallery', email: '' }} onLeave={() => {}} onStay={() => {}} />
}

/** Presses the first button of what it holds, or the last. */
function Pressed(props: { which: 'first' | 'last'; children: JSX.Element }) {
	let place!: HTMLDivElement
	onMount(() => {
		const buttons = place.querySelectorAll('button')
		buttons[props.which === 'first' ? 0 : buttons.length - 1]?.click()
	})
	return <div ref={place}>{props.children}</div>
}

function LabelAsked(props: { which: 'first' | 'last' }) {
	const session = useLedgerSession()
	return (
		<Show when={session.directory()}>
			{(directory) => (
				<Pressed which={props.which}>
					<LabelActions
						what="source"
						words="sources"
						label={directory().sources[0]!}
						others={directory().sources.slice(1)}
						onGone={() => {}}
					/>
				</Pressed>
			)}
		</Show>
	)
}
export const MergeAsked = () => <LabelAsked which="first" />
export const RemoveAsked = () => <LabelAsked which="last" />

export function AccountDeletionAsked() {
	const session = useLedgerSession()
	return (
		<Show when={session.directory()}>
			<Pressed which="first">
				<AccountDeletion account={{} as AccountPort} />
			</Pressed>
		</Show>
	)
}
