import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { Backend, ReviewPort } from '../backend/types'
import { browserEnvironment, systemClock } from '../feed/browser'
import type { Clock, Environment } from '../feed/ports'
import { type FeedState, isReachable } from '../feed/types'
import { makeCalendar } from '../ledger/calendar'
import { blankRow, type TransactionRow } from '../ledger/columns'
import { type CorrectionFields, type CorrectionItem, correctedRow } from '../ledger/correction'
import type { InboxItem, Ledger, LedgerSettings } from '../ledger/types'
import type { Metrics } from '../metrics'
import { heldRow } from '../metrics/live/held-rows'
import { DeviceQueue, deviceStorage, type QueueStorage } from './device-queue'
import { Overlay } from './overlay'
import { CorrectionQueue } from './queue'
import { needsPerson, type QueuedCorrection } from './queued'

/** What of an open ledger corrections need. */
export interface CorrectedLedger {
	backend: Pick<Backend, 'kind' | 'session'>
	ledger: Accessor<Ledger>
	/** Null until it was first read. */
	directory: Accessor<LedgerSettings | null>
	feed: Accessor<FeedState>
	metrics: Metrics
	review: ReviewPort
	/** Asks the server for its head now. */
	check(): void
	/** Calls back after the metrics took rows. Returns a cleanup. */
	onApplied(listener: () => void): () => void
	/** Calls back when the metrics were emptied. */
	onReset(listener: () => void): () => void
}

/** How a correction was taken. */
export interface Taken {
	id: string
	/** It waits on this device, also when the page closes. */
	isKept: boolean
	/** It goes as soon as the connection is back, and not in a moment. */
	waits: boolean
}

/** The world around the queue; tests bring their own. */
export interface CorrectionsWorld {
	clock: Clock
	environment: Pick<Environment, 'subscribe'>
	storage: QueueStorage
}

function browserWorld({ backend, ledger }: CorrectedLedger): CorrectionsWorld {
	// The demo's ledger is another one after each reload.
	const device = backend.kind === 'demo' ? null : deviceStorage()
	const storage = new DeviceQueue(backend.session.current()?.userId ?? '', ledger().id, device)
	return { clock: systemClock, environment: browserEnvironment(), storage }
}

/**
 * What people put right on the page of one open ledger: shown at once, sent in order, kept until the server has it. One for
 * each session; it ends with the owner that it was made under.
 */
export class Corrections {
	/** Those that the server has not confirmed, in the order in which they were made. */
	readonly list: Accessor<readonly QueuedCorrection[]>
	/** How many wait for the person to decide. */
	readonly troubles = () => this.list().filter(needsPerson).length
	private readonly queue: CorrectionQueue
	private readonly overlay: Overlay
	/** Contents of transactions that were undone, so that they can be shown as soon as they are brought back. */
	private readonly undone = new Map<string, TransactionRow>()

	constructor(
		private readonly session: CorrectedLedger,
		onTrouble: (correction: QueuedCorrection) => void,
		private readonly world: CorrectionsWorld = browserWorld(session),
	) {
		const { feed, review } = session
		const { clock, storage } = world
		this.overlay = new Overlay(session.metrics)
		const [list, setList] = createSignal<readonly QueuedCorrection[]>([])
		this.list = list
		this.queue = new CorrectionQueue(
			{
				clock,
				storage,
				send: (item) => review.correct(item),
				dismiss: (inboxId) => void review.dismiss(inboxId).catch(() => {}),
				serverRow: (transaction) => this.overlay.serverRow(transaction),
				fold: (row, correction) => this.fold(row, correction),
				maySend: () => isReachable(feed().status),
				catchUp: () => session.check(),
				newId: () => `page:${crypto.randomUUID()}`,
			},
			{
				onChange: () => {
					setList(this.queue.corrections())
					this.refresh()
				},
				onTrouble,
			},
		)
		setList(this.queue.corrections())
		this.follow()
		this.refresh()
	}

	/** A transaction as the page shows it; null where it is not held. Read `session.version()` to follow it. */
	rowOf(transaction: string): TransactionRow | null {
		return heldRow(this.session.metrics, transaction)?.row ?? null
	}

	/** Those of one transaction. */
	of(transaction: string): readonly QueuedCorrection[] {
		return this.list().filter((correction) => correction.transaction === transaction)
	}

	/** What a correction makes of what its maker saw. */
	madeOf(correction: QueuedCorrection): TransactionRow {
		return this.fold(correction.saw, correction)
	}

	/** The server's row under what the page shows: what somebody else made of it. */
	theirs(transaction: string): TransactionRow | null {
		return this.overlay.serverRow(transaction)
	}

	amend(row: TransactionRow, fields: CorrectionFields): Taken {
		return this.take(row, { action: 'amend', transaction_id: row.id, ...fields })
	}

	void(row: TransactionRow): Taken {
		this.undone.set(row.id, row)
		return this.take(row, { action: 'void', transaction_id: row.id })
	}

	/** Brings back what was undone. `name` is shown where its content is not known here any more. */
	restore(transaction: string, name: string): Taken {
		const known = this.undone.get(transaction)
		const row = known ?? { ...blankRow(transaction, 0), description: name }
		return this.take(row, { action: 'restore', transaction_id: transaction })
	}

	/**
	 * Puts a refused message right. One that should have recorded something becomes a purchase of its own number; a correction
	 * that nobody understood is completed with the purchase that it meant.
	 */
	complete(refused: InboxItem, fields: CorrectionFields, purchase?: TransactionRow): Taken {
		if (purchase) {
			const completes = { completes_message_id: refused.message_id, completes_item: refused.item }
			const action = refused.action === 'void' ? 'void' : 'amend'
			if (action === 'void') this.undone.set(purchase.id, purchase)
			return this.take(purchase, { action, transaction_id: purchase.id, ...completes, ...fields })
		}
		const target = { target_message_id: refused.message_id, target_item: refused.item }
		const row = blankRow(refused.id, refused.received_at)
		const named = { ...row, description: fields.description ?? '' }
		return this.take(named, { action: 'amend', ...target, ...fields })
	}

	/** Takes a correction back while it was not sent. False: it is too late. */
	undo(id: string): boolean {
		return this.queue.undo(id)
	}

	decide(transaction: string, whose: 'mine' | 'theirs'): void {
		this.queue.decide(transaction, whose)
	}

	discard(id: string): void {
		this.queue.discard(id)
	}

	/** Sends what is held back for thinking over, at once: the page is about to be left. */
	release(): void {
		this.queue.release()
	}

	/** The refused messages that nobody has answered here yet. */
	unanswered(items: readonly InboxItem[]): InboxItem[] {
		const waiting = this.list().filter((correction) => correction.status !== 'refused')
		const answered = new Set(
			waiting.flatMap(({ id, transaction, item }) => [id, transaction, item.completes_message_id]),
		)
		// What was refused of this person's own stands in the list of their corrections.
		for (const { id } of this.list()) answered.add(id)
		return items.filter(({ id, message_id }) => !answered.has(id) && !answered.has(message_id))
	}

	private take(row: TransactionRow, item: Omit<CorrectionItem, 'message_id' | 'if_revision'>): Taken {
		const saw = this.overlay.serverRow(row.id)
		const isKept = this.queue.add({ transaction: row.id, item, saw, name: row.description })
		const { id } = this.queue.corrections().at(-1) as QueuedCorrection
		return { id, isKept, waits: !isReachable(this.session.feed().status) }
	}

	private fold(row: TransactionRow | null, { item, transaction, madeAt }: QueuedCorrection): TransactionRow {
		const before = row ?? blankRow(transaction, madeAt)
		const settings = this.session.directory()
		if (!settings) return before
		return correctedRow(before, item, settings, makeCalendar(settings.ledger.timezone))
	}

	/** Shows every transaction as the corrections on their way leave it. */
	private refresh(): void {
		const wanted = new Map<string, TransactionRow | null>()
		for (const transaction of this.overlay.shown()) wanted.set(transaction, null)
		for (const correction of this.list()) {
			if (needsPerson(correction)) continue
			const { transaction } = correction
			const before = wanted.get(transaction) ?? this.base(correction)
			if (before) wanted.set(transaction, this.fold(before, correction))
		}
		for (const [transaction, row] of wanted) this.overlay.show(transaction, row)
	}

	/** What a correction is shown on top of; null: not here, or nothing is known of it. */
	private base({ transaction, item, madeAt }: QueuedCorrection): TransactionRow | null {
		const server = this.overlay.serverRow(transaction)
		if (server === null) return item.target_message_id === undefined ? null : blankRow(transaction, madeAt)
		if (!server.voided) return server
		const content = this.undone.get(transaction)
		return content ? { ...content, revision: server.revision, voided: true } : null
	}

	private follow(): void {
		const { feed, directory, onApplied, onReset } = this.session
		const rowsCame = () => {
			if (this.list().length === 0) return
			this.queue.rowsChanged()
			this.refresh()
		}
		const status = () => feed().status
		const isMember = () => feed().cause !== 'not_a_member'
		for (const leave of [
			onApplied(rowsCame),
			onReset(() => this.overlay.forget()),
			this.world.environment.subscribe((event) => {
				if (event === 'hidden' || event === 'pagehide') this.queue.release()
			}),
			() => this.queue.stop(),
		])
			onCleanup(leave)
		createEffect(on(status, (now) => isReachable(now) && this.queue.resume()))
		createEffect(on(isMember, (is) => is || this.queue.forget()))
		createEffect(on(directory, () => this.refresh(), { defer: true }))
	}
}
