import { BackendError, type CorrectionAnswer, PASSING_TROUBLE } from '../backend/types'
import type { Clock } from '../feed/ports'
import { Backoff, timing } from '../feed/timing'
import type { TransactionRow } from '../ledger/columns'
import type { CorrectionItem } from '../ledger/correction'
import type { QueueStorage } from './device-queue'
import { type CorrectionRefusal, canUndo, isUntouched, type QueuedCorrection } from './queued'

/** How long a correction waits on the device before it is sent: taken back meanwhile, it leaves no trace anywhere. */
export const HOLD_MS = 10_000

export interface QueuePorts {
	clock: Clock
	storage: QueueStorage
	/** Files one correction. Rejects with a `BackendError`. */
	send(item: CorrectionItem): Promise<CorrectionAnswer>
	/** Takes what the server refused and kept off the "a conferir" list. */
	dismiss(inboxId: string): void
	/** The newest row of a transaction that the server sent; null: none was seen. */
	serverRow(transaction: string): TransactionRow | null
	/** The row that a correction makes of another; of none where it makes a purchase of a refused message. */
	fold(row: TransactionRow | null, correction: QueuedCorrection): TransactionRow
	/** Whether the server can be asked now. */
	maySend(): boolean
	/** Asks the feed for what is new: a refusal said that there is something. */
	catchUp(): void
	newId(): string
}

export interface QueueEvents {
	/** Some correction came, moved on or went. */
	onChange(): void
	/** The server said no, or somebody was faster: the person has to know. */
	onTrouble(correction: QueuedCorrection): void
}

/**
 * Corrections on their way to the server, in the order in which they were made, one request at a time. Each is kept on the
 * device until the server's row with it was seen; asked again after a lost answer, the server counts it once by its id.
 */
export class CorrectionQueue {
	private list: readonly QueuedCorrection[]
	private isSending = false
	private isStopped = false
	private cancelHold: (() => void) | null = null
	private cancelRetry: (() => void) | null = null
	private readonly retry: Backoff

	constructor(
		private readonly ports: QueuePorts,
		private readonly events: QueueEvents,
	) {
		this.retry = new Backoff(timing.retry, ports.clock.random)
		this.list = ports.storage.load()
		this.scheduleHold()
	}

	/** In the order in which they were made. */
	corrections(): readonly QueuedCorrection[] {
		return this.list
	}

	/** Takes in a correction. False: it could not be kept on this device, and is gone when the page closes. */
	add(made: Pick<QueuedCorrection, 'transaction' | 'item' | 'saw' | 'name'>): boolean {
		const last = this.list.at(-1)?.madeAt ?? 0
		const correction: QueuedCorrection = {
			...made,
			saw: this.seen(made.transaction, made.saw),
			id: this.ports.newId(),
			madeAt: Math.max(this.ports.clock.now(), last + 1),
			status: 'held',
			wasSent: false,
			inboxId: null,
			reason: null,
			revision: null,
		}
		const isKept = this.ports.storage.save(correction)
		this.list = [...this.list, correction]
		this.scheduleHold()
		this.events.onChange()
		return isKept
	}

	/** The server's row with what it has accepted already and this page has not been told of yet. */
	private seen(transaction: string, row: TransactionRow | null): TransactionRow | null {
		let saw = row
		for (const earlier of this.list) {
			const { status, revision } = earlier
			if (earlier.transaction !== transaction || status !== 'accepted' || revision === null) continue
			if (revision > (saw?.revision ?? 0)) saw = { ...this.ports.fold(saw, earlier), revision }
		}
		return saw
	}

	/** Takes a correction back that was not sent yet. False: it is too late. */
	undo(id: string): boolean {
		const found = this.list.find((correction) => correction.id === id)
		if (!found || !canUndo(found)) return false
		this.drop(found)
		return true
	}

	/** Ends the time to think it over: the page is about to be left. */
	release(): void {
		for (const correction of this.list)
			if (correction.status === 'held') this.put(correction, { status: 'queued' })
		this.resume()
	}

	/** The server can be asked (again). Takes in what other tabs left behind. */
	resume(): void {
		this.adopt()
		this.cancelRetry?.()
		this.cancelRetry = null
		void this.sendAll()
	}

	/** The server's rows may be newer ones. */
	rowsChanged(): void {
		for (const correction of this.list) {
			const row = this.ports.serverRow(correction.transaction)
			if (row === null) continue
			if (correction.status === 'accepted') {
				if (row.revision >= (correction.revision ?? 0)) this.drop(correction)
			} else if (correction.status === 'conflict') this.settle(correction, row)
			else this.checkSeen(correction, row)
		}
		void this.sendAll()
	}

	/** The person's answer where somebody else had changed the same: every waiting correction of that transaction goes on, or goes. */
	decide(transaction: string, whose: 'mine' | 'theirs'): void {
		const now = this.ports.serverRow(transaction)
		for (const correction of this.list) {
			if (correction.transaction !== transaction || correction.status !== 'conflict') continue
			if (whose === 'theirs' || now === null) this.discard(correction.id)
			else this.renew(correction, now)
		}
		void this.sendAll()
	}

	/** Gives up a correction that the server refused. */
	discard(id: string): void {
		const found = this.list.find((correction) => correction.id === id)
		if (!found || (found.status !== 'refused' && found.status !== 'conflict')) return
		if (found.inboxId !== null) this.ports.dismiss(found.inboxId)
		this.drop(found)
	}

	/** Forgets everything, on the device too: the person is no member any more. */
	forget(): void {
		for (const { id } of this.list) this.ports.storage.remove(id)
		this.list = []
		this.events.onChange()
	}

	stop(): void {
		this.isStopped = true
		this.cancelHold?.()
		this.cancelRetry?.()
	}

	private scheduleHold(): void {
		this.cancelHold?.()
		const first = this.list.find(({ status }) => status === 'held')
		if (!first) return
		const wait = Math.min(HOLD_MS, Math.max(0, first.madeAt + HOLD_MS - this.ports.clock.now()))
		this.cancelHold = this.ports.clock.after(wait, () => {
			const held = this.list.find(({ id }) => id === first.id)
			if (held?.status === 'held') this.put(held, { status: 'queued' })
			this.scheduleHold()
			void this.sendAll()
		})
	}

	/** What another tab made and did not get to send. Its time to think it over has passed by then. */
	private adopt(): void {
		const known = new Set(this.list.map(({ id }) => id))
		const isOver = ({ madeAt }: QueuedCorrection) => madeAt + HOLD_MS <= this.ports.clock.now()
		const found = this.ports.storage.load().filter((other) => !known.has(other.id) && isOver(other))
		if (found.length === 0) return
		const ready = found.map((other) =>
			other.status === 'held' ? { ...other, status: 'queued' as const } : other,
		)
		this.list = [...this.list, ...ready].sort((a, b) => a.madeAt - b.madeAt)
		this.events.onChange()
	}

	private async sendAll(): Promise<void> {
		if (this.isSending) return
		this.isSending = true
		try {
			for (let next = this.next(); next; next = this.next()) if (!(await this.sendOne(next))) break
		} finally {
			this.isSending = false
		}
	}

	private next(): QueuedCorrection | undefined {
		if (this.isStopped || this.cancelRetry || !this.ports.maySend()) return undefined
		return this.list.find(({ status }) => status === 'queued')
	}

	/** Answers whether the next one may follow. */
	private async sendOne(correction: QueuedCorrection): Promise<boolean> {
		const checked = this.checkSeen(correction, this.ports.serverRow(correction.transaction))
		if (checked.status !== 'queued') return true
		const sending = this.put(checked, { status: 'sending', wasSent: true })
		const { id, item, saw } = sending
		try {
			const answer = await this.ports.send({ ...item, message_id: id, if_revision: saw?.revision ?? 0 })
			if (!this.isStopped) this.onAnswer(sending, answer)
			return true
		} catch (error) {
			return !this.isStopped && this.onFailure(sending, error)
		}
	}

	private onAnswer(sent: QueuedCorrection, answer: CorrectionAnswer): void {
		this.retry.reset()
		if (answer.status === 'accepted') {
			this.onAccepted(sent, answer.revision)
			return
		}
		const row = this.ports.serverRow(sent.transaction)
		const isOvertaken =
			answer.reason === 'target_changed' || (answer.reason === 'target_not_found' && row?.voided === true)
		if (!isOvertaken) {
			this.refuse(sent, { reason: answer.reason, inboxId: answer.id })
			return
		}
		// Whether they changed the same shows once their row is here.
		const overtaken = this.put(sent, { status: 'conflict', reason: null, inboxId: answer.id })
		this.ports.catchUp()
		if (row !== null) this.settle(overtaken, row)
	}

	private onAccepted(sent: QueuedCorrection, revision: number | null): void {
		const { transaction, madeAt } = sent
		// What this person corrected after it was said of what it made.
		for (const later of this.list) {
			if (later.transaction !== transaction || later.madeAt <= madeAt) continue
			const saw = this.ports.fold(later.saw, sent)
			this.put(later, { saw: revision === null ? saw : { ...saw, revision } })
		}
		const row = this.ports.serverRow(transaction)
		// Nothing was changed by it, or the row has arrived already.
		if (revision === null || (row !== null && row.revision >= revision)) this.drop(sent)
		else this.put(sent, { status: 'accepted', revision })
	}

	/** Answers whether the next one may follow. */
	private onFailure(sent: QueuedCorrection, error: unknown): boolean {
		const code = error instanceof BackendError ? error.code : 'server'
		if (PASSING_TROUBLE.has(code)) {
			this.put(sent, { status: 'queued' })
			this.cancelRetry = this.ports.clock.after(this.retry.next(), () => this.resume())
			return false
		}
		if (code !== 'not_allowed' && code !== 'corrections_off') {
			this.refuse(sent, { reason: 'not_sent' })
			return true
		}
		// Nor may any other be filed.
		const reason: CorrectionRefusal = code
		for (const other of this.list)
			if (other.status !== 'accepted') this.put(other, { status: 'refused', reason })
		this.refuse(sent, { reason })
		return false
	}

	/** Who is no member any more is told so elsewhere, and nothing is left here to look at. */
	private refuse(sent: QueuedCorrection, why: Pick<Partial<QueuedCorrection>, 'reason' | 'inboxId'>): void {
		const refused = this.put(sent, { ...why, status: 'refused' })
		if (this.list.some(({ id }) => id === sent.id)) this.events.onTrouble(refused)
	}

	/** Compares what the person saw with the server's row, before anything is sent. */
	private checkSeen(correction: QueuedCorrection, row: TransactionRow | null): QueuedCorrection {
		const { id, status, saw } = correction
		if (status !== 'held' && status !== 'queued') return correction
		const stored = this.ports.storage.read(id)
		if (stored === null) {
			// Another tab has sent it and seen its row, or took it back.
			this.forgetOne(correction)
			return { ...correction, status: 'accepted' }
		}
		// Sent from here or another tab: the newer row may be its own, and only the server knows.
		if (correction.wasSent || stored?.wasSent || this.followsSent(correction)) return correction
		if (row === null || row.revision <= (saw?.revision ?? 0)) return correction
		if (isUntouched(correction, row)) return this.put(correction, { saw: row })
		if (isDone(correction, row)) {
			this.drop(correction)
			return { ...correction, status: 'accepted' }
		}
		const conflict = this.put(correction, { status: 'conflict', reason: 'target_changed' })
		this.events.onTrouble(conflict)
		return conflict
	}

	/** Whether one before it, of the same transaction, is on its way: the newer row may be that one's. */
	private followsSent({ transaction, madeAt }: QueuedCorrection): boolean {
		return this.list.some(
			(other) =>
				other.transaction === transaction &&
				other.madeAt < madeAt &&
				other.wasSent &&
				(other.status === 'sending' || other.status === 'queued'),
		)
	}

	/** A refusal said that somebody was faster. Once their row is here, it shows whether they changed the same. */
	private settle(correction: QueuedCorrection, row: TransactionRow): void {
		if (correction.reason !== null || row.revision <= (correction.saw?.revision ?? 0)) return
		if (isUntouched(correction, row)) this.renew(correction, row)
		else if (isDone(correction, row)) this.discard(correction.id)
		else this.events.onTrouble(this.put(correction, { reason: 'target_changed' }))
	}

	/** Files it again, over what the server has now. What was refused and kept is completed by it. */
	private renew(correction: QueuedCorrection, now: TransactionRow): void {
		const { id, item, inboxId } = correction
		this.ports.storage.remove(id)
		const completes = inboxId === null ? {} : { completes_message_id: id, completes_item: 0 }
		const action = item.action === 'amend' && now.voided ? 'restore' : item.action
		const renewed: QueuedCorrection = {
			...correction,
			id: this.ports.newId(),
			item: { ...item, ...completes, action },
			saw: now,
			status: 'queued',
			wasSent: false,
			inboxId: null,
			reason: null,
		}
		this.list = this.list.map((other) => (other.id === id ? renewed : other))
		this.ports.storage.save(renewed)
		this.events.onChange()
	}

	private put(correction: QueuedCorrection, change: Partial<QueuedCorrection>): QueuedCorrection {
		const current = this.list.find(({ id }) => id === correction.id)
		const next = { ...(current ?? correction), ...change } as {
			-readonly [K in keyof QueuedCorrection]: QueuedCorrection[K]
		}
		// Only what is still there: it may have been taken back, or belong to somebody who left.
		if (!current) return next
		const stored = this.ports.storage.read(next.id)
		if (stored === null) {
			// Another tab is done with it.
			this.forgetOne(next)
			return { ...next, status: 'accepted' }
		}
		if (stored?.wasSent) next.wasSent = true
		this.list = this.list.map((other) => (other.id === correction.id ? next : other))
		this.ports.storage.save(next)
		this.events.onChange()
		return next
	}

	private drop(correction: QueuedCorrection): void {
		this.ports.storage.remove(correction.id)
		this.forgetOne(correction)
	}

	private forgetOne({ id }: QueuedCorrection): void {
		this.list = this.list.filter((other) => other.id !== id)
		this.events.onChange()
	}
}

/** Whether somebody else has undone, or brought back, what this correction was to. */
function isDone({ item }: QueuedCorrection, row: TransactionRow): boolean {
	return (item.action === 'void' && row.voided) || (item.action === 'restore' && !row.voided)
}
