import { createRoot, createSignal } from 'solid-js'
import { seededRandom } from '../../../fixtures/random'
import { BackendError, type CorrectionAnswer } from '../../backend/types'
import { correctInDemo } from '../../demo/corrections'
import { receive } from '../../demo/inbox'
import { DemoLedger } from '../../demo/ledger'
import { toInboxItem } from '../../demo/records'
import { createDemoReview } from '../../demo/review'
import { demoSession } from '../../demo/session'
import type { EnvironmentEvent } from '../../feed/ports'
import { type FakeClock, makeFakeClock } from '../../feed/testing/fake-clock'
import { type FeedState, STARTING } from '../../feed/types'
import type { CorrectionItem } from '../../ledger/correction'
import type { InboxRow, RecordFields } from '../../ledger/inbox'
import type { InboxItem, Ledger, LedgerSettings, Role, TransactionColumns } from '../../ledger/types'
import { makeMetrics } from '../../metrics'
import type { QueueStorage } from '../device-queue'
import { type CorrectedLedger, Corrections } from '../index'
import { parseQueued, type QueuedCorrection } from '../queued'

const LEDGER: Ledger = {
	id: '6f1f4a34-7a43-4b56-9e0c-2f5a35f5a001',
	name: 'Casa',
	currency: 'BRL',
	timezone: 'America/Sao_Paulo',
	basis: 'bill',
	corrections: true,
	role: 'editor',
}

export const SETTINGS: Partial<LedgerSettings> = {
	categories: [
		{ id: 1, name: 'Mercado', aliases: [], color: 1 },
		{ id: 2, name: 'Lazer', aliases: [], color: 2 },
		{ id: 3, name: 'Casa', aliases: [], color: 3 },
	],
	sources: [
		{ id: 1, name: 'Pix', aliases: [], archived: false },
		{ id: 2, name: 'Nubank', aliases: [], archived: false },
		{ id: 3, name: 'Dinheiro', aliases: [], archived: false },
	],
	people: [
		{ id: 1, name: 'Ana', aliases: [] },
		{ id: 2, name: 'Bruno', aliases: [] },
		{ id: 3, name: 'Clara', aliases: [] },
	],
	cycles: [{ source_id: 2, from_month: null, closing_day: 25, due_day: 5 }],
}

/** The texts of one device, where every page of a person keeps its corrections. */
export class DeviceInMemory implements QueueStorage {
	private readonly texts = new Map<string, string>()

	load(): QueuedCorrection[] {
		const found = [...this.texts.values()].flatMap((text) => parseQueued(text) ?? [])
		return found.sort((a, b) => a.madeAt - b.madeAt)
	}

	save(correction: QueuedCorrection): boolean {
		this.texts.set(correction.id, JSON.stringify(correction))
		return true
	}

	remove(id: string): void {
		this.texts.delete(id)
	}

	read(id: string): QueuedCorrection | null {
		return parseQueued(this.texts.get(id) ?? '')
	}

	get size(): number {
		return this.texts.size
	}
}

/** One open page: metrics and corrections over a ledger that lies on a server which may be out of reach. */
export interface Page {
	corrections: Corrections
	metrics: ReturnType<typeof makeMetrics>
	troubles: QueuedCorrection[]
	tell(event: EnvironmentEvent): void
	close(): void
}

/** A ledger by the database's rules, a device, a clock, and the pages that somebody opens on them. */
export class Stage {
	readonly clock: FakeClock = makeFakeClock()
	readonly device = new DeviceInMemory()
	readonly ledger: DemoLedger
	/** What was asked of the server, in order. */
	readonly asked: CorrectionItem[] = []
	/** Pages are told of no change while this is set; `setOnline(true)` brings what they missed. */
	rowsAreLate = false
	/** The answer to the next request is lost on its way back. */
	loseAnswer = false
	/** Answers the next request in the server's stead. */
	answerNext: (() => Promise<CorrectionAnswer>) | null = null
	private readonly random = seededRandom(7)
	private online = true
	private readonly pages = new Set<(now: 'online' | 'offline' | 'expelled') => void>()

	constructor(role: Role = 'editor') {
		this.ledger = new DemoLedger({ ...LEDGER, role }, SETTINGS, this.random)
	}

	record(fields: Partial<RecordFields> = {}) {
		const whole: RecordFields = {
			kind: 'expense',
			amount_cents: 5290,
			installments: 1,
			occurred_at: Date.UTC(2026, 10, 20, 15),
			description: 'mercado',
			category_text: 'Mercado',
			source_text: 'Pix',
			person_text: 'Ana',
			to_source_text: null,
			part: null,
			parts: null,
			given_month: null,
			...fields,
		}
		const origin = { message_id: `m${this.asked.length}${this.ledger.head()}`, item: 0, agent_id: 'a' }
		return this.ledger.write(() => this.ledger.insert(whole, origin))
	}

	/** Somebody else corrects on their own page. */
	other(item: Omit<CorrectionItem, 'message_id'>): void {
		const message_id = `other${this.ledger.inbox.length}`
		correctInDemo(this.ledger, { ...item, message_id }, this.clock.now(), this.random)
	}

	/** An agent posts something that the rules refuse. */
	refuse(row: Omit<InboxRow, 'message_id'>): InboxItem {
		const message_id = `refused${this.ledger.inbox.length}`
		const sender = { id: 'a', name: 'Agente' }
		const record = this.ledger.write(() =>
			receive(this.ledger, sender, { ...row, message_id }, this.clock.now(), this.random),
		)
		return toInboxItem(record)
	}

	/** The person is no member any more, and the page hears of it. */
	expel(): void {
		for (const tell of this.pages) tell('expelled')
	}

	setRole(role: Role): void {
		this.ledger.directory.ledger.role = role
	}

	setOnline(online: boolean): void {
		this.online = online
		for (const tell of this.pages) tell(online ? 'online' : 'offline')
	}

	open(): Page {
		return createRoot((dispose) => {
			const metrics = makeMetrics({
				timezone: LEDGER.timezone,
				nextFrame: (frame) => frame(),
				today: '2026-11-23',
			})
			const [feed, setFeed] = createSignal<FeedState>(STARTING)
			const [directory] = createSignal<LedgerSettings | null>(this.ledger.directory)
			const applied = new Set<() => void>()
			const listen = (set: Set<() => void>) => (listener: () => void) => {
				set.add(listener)
				return () => set.delete(listener)
			}
			let head = 0
			const catchUp = () => {
				if (!this.online || this.rowsAreLate) return
				const { rows, upto } = this.ledger.changes(head, 1000, null)
				head = upto
				metrics.apply(structuredClone(rows) as TransactionColumns)
				for (const listener of applied) listener()
			}
			const leave = this.ledger.listen(catchUp)
			const events = new Set<(event: EnvironmentEvent) => void>()
			const review = createDemoReview(this.ledger, this.random)
			const session: CorrectedLedger = {
				backend: { kind: 'demo', session: { current: () => demoSession } } as CorrectedLedger['backend'],
				ledger: () => this.ledger.directory.ledger,
				directory,
				feed,
				metrics,
				review: { ...review, correct: (item) => this.correct(item) },
				check: catchUp,
				onApplied: listen(applied),
				onReset: () => () => {},
			}
			const troubles: QueuedCorrection[] = []
			const corrections = new Corrections(session, (correction) => troubles.push(correction), {
				clock: this.clock,
				storage: this.device,
				environment: {
					subscribe(listener) {
						events.add(listener)
						return () => events.delete(listener)
					},
				},
			})
			const tell = (now: 'online' | 'offline' | 'expelled') => {
				if (now === 'online') catchUp()
				if (now === 'expelled') setFeed({ ...STARTING, status: 'refused', cause: 'not_a_member' })
				else setFeed({ ...STARTING, status: now === 'online' ? 'live' : 'offline' })
			}
			this.pages.add(tell)
			// What was there when the page was last online is what its device's copy has.
			const isOnline = this.online
			this.online = true
			catchUp()
			this.online = isOnline
			tell(isOnline ? 'online' : 'offline')
			return {
				corrections,
				metrics,
				troubles,
				tell: (event) => {
					for (const listener of events) listener(event)
				},
				close: () => {
					this.pages.delete(tell)
					leave()
					dispose()
				},
			}
		})
	}

	private async correct(item: CorrectionItem): Promise<CorrectionAnswer> {
		if (!this.online) throw new BackendError('network')
		this.asked.push(item)
		const instead = this.answerNext
		this.answerNext = null
		if (instead) return instead()
		const answer = correctInDemo(this.ledger, item, this.clock.now(), this.random)
		if (!this.loseAnswer) return answer
		this.loseAnswer = false
		throw new BackendError('network')
	}
}
