import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Backend } from '../backend/types'
import type { FeedState } from '../feed/types'
import { isTyped, toPlainColumns } from '../ledger/columns'
import type { InboxItem, Ledger, LedgerSettings, TransactionColumns } from '../ledger/types'
import { createDemoBackend } from './backend'

const now = Date.parse('2026-11-23T18:00:00Z')

beforeEach(() => {
	vi.useFakeTimers({ now })
})
afterEach(() => {
	vi.useRealTimers()
})

/** A reader that applies what the feed hands out by "newest revision wins". */
function read(backend: Backend, ledger: Ledger) {
	const rows = new Map<
		string,
		{
			revision: number
			category_id: number | null
			bill_month: string
			voided: boolean
			amount_cents: number
			description: string
		}
	>()
	const seen = {
		states: [] as FeedState[],
		origins: [] as string[],
		inbox: 0,
		resets: 0,
		directory: null as LedgerSettings | null,
	}
	const take = (columns: TransactionColumns, origin: string) => {
		seen.origins.push(origin)
		columns.id.forEach((id, i) => {
			if ((rows.get(id)?.revision ?? 0) >= columns.revision[i]!) return
			rows.set(id, {
				revision: columns.revision[i]!,
				category_id: columns.category_id[i]!,
				bill_month: columns.bill_month[i]!,
				voided: columns.voided[i]!,
				amount_cents: columns.amount_cents[i]!,
				description: columns.description[i]!,
			})
		})
	}
	const feed = backend.openFeed(ledger, {
		onRows: (rows, origin) => take(isTyped(rows) ? toPlainColumns(rows) : rows, origin),
		onState: (state) => seen.states.push(state),
		onSettings: (directory) => {
			seen.directory = directory
		},
		onInbox: () => seen.inbox++,
		onReset: () => seen.resets++,
	})
	return { feed, rows, seen }
}

/** Lets time pass until it is so. */
async function until(isSo: () => boolean) {
	const end = Date.now() + 60_000
	while (!isSo()) {
		if (Date.now() > end) throw new Error(`not within a minute: ${isSo}`)
		await vi.advanceTimersByTimeAsync(10)
	}
}

async function quiet() {
	const backend = createDemoBackend({ pace: 0 })
	const [ledger] = await backend.ledgers()
	const reader = read(backend, ledger!)
	const state = () => reader.feed.state()
	await until(() => state().coverage.complete && state().status === 'live')
	const settings = backend.settings(ledger!)
	const { token } = await settings.createAgent('Teste')
	const post = async (rows: object | object[]) => {
		const answer = await backend.insertAsAgent(token, rows)
		return { status: answer.status, items: answer.body as InboxItem[] }
	}
	return { backend, ledger: ledger!, ...reader, settings, review: backend.review(ledger!), token, post }
}

describe('the demo backend', () => {
	test('is right about this month first, then fills in history without gaps', async () => {
		const { feed, rows, seen } = await quiet()
		expect(seen.origins[0]).toBe('snapshot')
		expect(seen.origins).toContain('history')
		const state = feed.state()
		expect(state).toMatchObject({ status: 'live', coverage: { complete: true, progress: 1 } })
		expect(state.applied).toBe(state.head)
		expect(new Set([...rows.values()].map(({ revision }) => revision)).size).toBe(rows.size)
		feed.stop()
	})

	test('what is recorded before the channel is joined is not lost, nor shown to who paused meanwhile', async () => {
		for (const pausing of [false, true]) {
			const backend = createDemoBackend({ pace: 0 })
			const [ledger] = await backend.ledgers()
			const { token } = await backend.settings(ledger!).createAgent('Teste')
			const { feed, rows, seen } = read(backend, ledger!)
			await until(() => seen.origins.length > 0)
			expect(feed.state().status).not.toBe('live')
			if (pausing) feed.setPaused(true)
			const { body } = await backend.insertAsAgent(token, { message_id: 'm', description: 'Pão', amount: 5 })
			const id = (body as InboxItem[])[0]!.transaction_id!
			await until(() => feed.state().status === (pausing ? 'polling' : 'live'))
			if (pausing) {
				await vi.advanceTimersByTimeAsync(1000)
				expect(rows.has(id)).toBe(false)
				feed.setPaused(false)
			}
			await until(() => rows.has(id))
			await until(() => feed.state().status === 'live')
			expect(feed.state().applied).toBe(feed.state().head)
			feed.stop()
		}
	})

	test('a purchase is answered as the API would and reaches the reader as one live batch', async () => {
		const { post, rows, seen, feed } = await quiet()
		const before = seen.origins.length
		const { status, items } = await post([
			{ message_id: 'a', description: ' Pão ', amount: '12,50', category: 'PADARIA', source: 'nubank' },
			{ message_id: 'a', item: 1, description: 'Café', amount: 8 },
		])
		expect(status).toBe(201)
		expect(items.map(({ status }) => status)).toEqual(['accepted', 'accepted'])
		expect(seen.origins.slice(before)).toEqual(['live'])
		expect(rows.get(items[0]!.transaction_id!)).toMatchObject({
			description: 'Pão',
			amount_cents: 1250,
			category_id: 2,
		})
		expect(items[1]!.revision).toBe(feed.state().applied)
	})

	test('a repeated item changes nothing; a wrong token and a missing message_id are refused', async () => {
		const { backend, post, feed } = await quiet()
		await post({ message_id: 'a', description: 'Pão', amount: 5 })
		const head = feed.state().head
		expect((await post({ message_id: 'a', description: 'Pão', amount: 5 })).status).toBe(409)
		expect((await backend.insertAsAgent('wrong', { message_id: 'b' })).status).toBe(401)
		expect((await post({ description: 'Pão', amount: 5 })).status).toBe(400)
		expect(feed.state().head).toBe(head)
	})

	test('what the rules refuse waits to be reviewed until it is dismissed or put right', async () => {
		const { post, review, rows, seen } = await quiet()
		const waiting = (await review.pending()).length
		const told = seen.inbox
		const { items } = await post({ message_id: 'r1', description: 'Jantar', amount: '1,234', person: 'Ana' })
		expect(items[0]).toMatchObject({ status: 'rejected', reason: 'amount_unreadable', transaction_id: null })
		expect(seen.inbox).toBe(told + 1)
		expect((await review.pending())[0]!.id).toBe(items[0]!.id)

		const fixed = await post({ message_id: 'r2', action: 'amend', target_message_id: 'r1', amount: '1.234' })
		expect(rows.get(fixed.items[0]!.transaction_id!)).toMatchObject({
			description: 'Jantar',
			amount_cents: 123400,
		})
		expect(await review.pending()).toHaveLength(waiting)

		const second = await post({ message_id: 'r3', amount: 5 })
		expect(second.items[0]!.reason).toBe('description_missing')
		await review.dismiss(second.items[0]!.id)
		await post({ message_id: 'r4', amount: 5 })
		expect(await review.pending()).toHaveLength(waiting + 1)
		const undone = await post({ message_id: 'r5', action: 'void', target_message_id: 'r4' })
		expect(undone.items[0]).toMatchObject({ status: 'accepted', transaction_id: null })
		expect(await review.pending()).toHaveLength(waiting)
	})

	test('amend replaces only what it gives, void leaves a tombstone, and both are in the history', async () => {
		const { post, review, rows } = await quiet()
		const first = await post({ message_id: 'm1', description: 'Cinema', amount: 60, person: 'Júlia' })
		const id = first.items[0]!.transaction_id!
		await post({ message_id: 'm2', action: 'amend', amount: '68,00', person: 'ju' })
		expect(rows.get(id)).toMatchObject({ description: 'Cinema', amount_cents: 6800, voided: false })
		await post({ message_id: 'm3', action: 'void', target_message_id: 'm1' })
		expect(rows.get(id)).toMatchObject({ voided: true })
		expect((await review.history(id)).map(({ action }) => action)).toEqual(['record', 'amend', 'void'])
		const again = await post({ message_id: 'm4', action: 'void', target_message_id: 'm1' })
		expect(again.items[0]!.reason).toBe('target_not_found')
	})

	test('mapping an unknown text moves the past, as ordinary changes', async () => {
		const { post, review, settings, rows, feed } = await quiet()
		const { items } = await post(
			[1, 2, 3].map((n) => ({ message_id: `u${n}`, description: 'Flores', amount: n, category: 'Jardim' })),
		)
		expect(await review.unknownTexts()).toContainEqual({ what: 'category', text: 'Jardim', count: 3 })
		const head = feed.state().applied
		const id = await settings.saveCategory({ name: 'Plantas', aliases: [], color: 9 })
		expect(await settings.mapText('category', 'jardim', id)).toBe(3)
		expect(items.map((item) => rows.get(item.transaction_id!)!.category_id)).toEqual([id, id, id])
		expect(feed.state().applied).toBe(head + 3)
		expect((await review.unknownTexts()).some(({ text }) => text === 'Jardim')).toBe(false)
	})

	test('a moved closing date moves the purchases around it', async () => {
		const { post, settings, rows } = await quiet()
		const { items } = await post({
			message_id: 'c',
			description: 'Sapato',
			amount: 100,
			source: 'Visa 4417',
			occurred_at: '2026-11-15T15:00:00Z',
		})
		const id = items[0]!.transaction_id!
		expect(rows.get(id)!.bill_month).toBe('2026-12')
		await settings.setBillClosing({ source_id: 2, bill_month: '2026-11', closing_date: '2026-11-17' })
		expect(rows.get(id)!.bill_month).toBe('2026-11')
		await settings.setBillClosing({ source_id: 2, bill_month: '2026-11', closing_date: null })
		expect(rows.get(id)!.bill_month).toBe('2026-12')
	})

	test('names are unique in their kind, and the error names the field', async () => {
		const { settings } = await quiet()
		await expect(settings.saveCategory({ name: 'MERCADO', aliases: [], color: 1 })).rejects.toMatchObject({
			code: 'duplicate',
			field: 'name',
		})
		await expect(settings.savePerson({ name: 'Lia', aliases: ['ju'] })).rejects.toMatchObject({
			code: 'duplicate',
			field: 'aliases',
		})
	})

	test('a card’s new days hold from a bill on, and moved purchases are told before', async () => {
		const { post, settings, rows, seen } = await quiet()
		const source_id = await settings.saveSource({ name: 'Elo', aliases: [], archived: false })
		const first = { source_id, from_month: null, closing_day: 25, due_day: 5 }
		await settings.setCycle(first)
		const bought = ['2026-01-24', '2026-01-26', '2026-02-15', '2026-02-26'].map((day, item) => ({
			message_id: `elo${item}`,
			description: 'x',
			amount: 1,
			source: 'elo',
			occurred_at: `${day}T12:00:00-03:00`,
		}))
		const { items } = await post(bought)
		const bills = () => items.map((item) => rows.get(item.transaction_id!)!.bill_month)
		expect(bills()).toEqual(['2026-02', '2026-03', '2026-03', '2026-04'])
		const second = { source_id, from_month: '2026-03', closing_day: 10, due_day: 17 }
		expect(await settings.previewCycle(second)).toEqual({ moves: 1, bills_without_days: [] })
		expect(bills()).toEqual(['2026-02', '2026-03', '2026-03', '2026-04'])
		await settings.setCycle(second)
		// March closes on its 10th now: what was bought until then is on it.
		expect(bills()).toEqual(['2026-02', '2026-03', '2026-03', '2026-03'])
		await expect
			.poll(() => seen.directory!.cycles.filter((cycle) => cycle.source_id === source_id))
			.toEqual([first, second])
		await settings.removeCycle(second)
		expect(bills()).toEqual(['2026-02', '2026-03', '2026-03', '2026-04'])
		await expect(settings.removeCycle(second)).rejects.toMatchObject({ code: 'not_found' })
		await expect(settings.setCycle({ ...first, closing_day: 32 })).rejects.toMatchObject({
			field: 'closing_day',
		})
		await expect(settings.setCycle({ ...first, closing_day: null })).rejects.toMatchObject({
			field: 'closing_day',
		})
	})

	test('a contact belongs to one person', async () => {
		const { settings } = await quiet()
		const [first] = await settings.contacts(1)
		await expect(settings.addContact(2, first!)).rejects.toMatchObject({
			code: 'duplicate',
			field: 'address',
		})
		await settings.removeContact(first!)
		await settings.addContact(2, first!)
		expect(await settings.contacts(2)).toContain(first)
	})

	test('names and texts are compared without the marks that cleaning takes out', async () => {
		const { post, settings, rows, seen } = await quiet()
		const id = await settings.saveCategory({
			name: 'Hor\u202eta\u2069',
			aliases: ['\u0007Ervas\u202c'],
			color: 9,
		})
		const { items } = await post([
			{ message_id: 'h1', description: 'Alface', amount: 4, category: '\u202eHOR\u0085TA\u202c' },
			{ message_id: 'h2', description: 'Salsa', amount: 3, category: 'ervas\u2066' },
		])
		expect(items.map((item) => rows.get(item.transaction_id!)!.category_id)).toEqual([id, id])
		const label = () => seen.directory!.categories.find((other) => other.id === id)
		await until(() => label()?.name === 'Hor ta')
		expect(label()!.aliases).toEqual(['Ervas'])
	})

	test('a rename keeps what was filed under the name', async () => {
		const { post, settings, rows, seen } = await quiet()
		const id = await settings.saveCategory({ name: 'Horta', aliases: [], color: 9 })
		const { items } = await post({ message_id: 'h1', description: 'Alface', amount: 4, category: 'horta' })
		await settings.saveCategory({ id, name: 'Quintal', aliases: [], color: 9 })
		expect(rows.get(items[0]!.transaction_id!)!.category_id).toBe(id)
		const label = () => seen.directory!.categories.find((other) => other.id === id)
		await until(() => label()?.name === 'Quintal')
		expect(label()!.aliases).toEqual(['Horta'])
	})

	test('a message of several purchases is corrected by item, never by guess', async () => {
		const { post, rows } = await quiet()
		const { items } = await post([
			{ message_id: 'm', description: 'Tênis', amount: 899 },
			{ message_id: 'm', item: 1, description: 'Uber', amount: 23 },
		])
		const vague = await post({ message_id: 'c', action: 'amend', target_message_id: 'm', amount: 25 })
		expect(vague.items[0]).toMatchObject({ status: 'rejected', reason: 'target_not_found' })
		await post({ message_id: 'd', action: 'amend', target_message_id: 'm', target_item: 1, amount: 25 })
		expect(items.map((item) => rows.get(item.transaction_id!)!.amount_cents)).toEqual([89_900, 2_500])
		const half = await post({ message_id: 'e', action: 'void', target_item: 1 })
		expect(half.items[0]!.reason).toBe('target_not_found')
	})

	test('words name a purchase: the only one, or the newest told of; never a guess, and never somebody else’s', async () => {
		const { post, rows } = await quiet()
		const buy = async (message_id: string, description: string, amount: number, person = 'Ana') =>
			(await post({ message_id, description, amount, person, category: amount === 300 ? 'mercado' : null }))
				.items[0]!.transaction_id!
		const shop = await buy('n1', 'Loja de jogos Zeta', 300)
		await buy('n2', 'Zeta Café', 20)
		await buy('n3', 'Quermesse', 40, 'Marcos')
		const amended = await post({
			message_id: 'c1',
			action: 'amend',
			target_text: 'zéta jogos',
			person: 'Ana',
			amount: 250,
		})
		expect(amended.items[0]).toMatchObject({ status: 'accepted', transaction_id: shop })
		expect(rows.get(shop)!.amount_cents).toBe(25_000)
		const refused = async (target_text: string) =>
			(await post({ message_id: target_text, action: 'void', target_text, person: 'Ana' })).items[0]!.reason
		expect(await refused('zeta')).toBe('target_ambiguous')
		expect(await refused('quermesse')).toBe('target_ambiguous')
		expect(await refused('nada assim')).toBe('target_not_found')
		// Money back on the one of the two that is large enough; of nothing known it stands alone.
		const refund = async (message_id: string, target_text: string) => {
			const { items } = await post({
				message_id,
				kind: 'refund',
				description: 'devolução',
				amount: 30,
				target_text,
				person: 'Ana',
			})
			return rows.get(items[0]!.transaction_id!)!.category_id
		}
		expect(rows.get(shop)!.category_id).not.toBeNull()
		expect(await refund('r1', 'zeta')).toBe(rows.get(shop)!.category_id)
		expect(await refund('r2', 'nada assim')).toBeNull()
	})

	test('a paused reader gets nothing, then everything', async () => {
		const { post, feed, rows, seen } = await quiet()
		feed.setPaused(true)
		const { items } = await post({ message_id: 'p', description: 'Pão', amount: 5 })
		expect(rows.has(items[0]!.transaction_id!)).toBe(false)
		await vi.advanceTimersByTimeAsync(1000)
		expect(rows.has(items[0]!.transaction_id!)).toBe(false)
		feed.setPaused(false)
		await until(() => rows.has(items[0]!.transaction_id!))
		expect(seen.origins.at(-1)).toBe('catch_up')
	})

	test('the simulated agent speaks while somebody reads, and stops with the reader or when revoked', async () => {
		const backend = createDemoBackend({ pace: 1000 })
		const [ledger] = await backend.ledgers()
		const { feed, seen } = read(backend, ledger!)
		await vi.advanceTimersByTimeAsync(30_000)
		expect(seen.origins.filter((origin) => origin === 'live').length).toBeGreaterThan(10)
		const settings = backend.settings(ledger!)
		const agents = await settings.agents()
		await settings.revokeAgent(agents.find(({ revoked_at }) => revoked_at === null)!.id)
		const head = feed.state().head
		await vi.advanceTimersByTimeAsync(10_000)
		expect(feed.state().head).toBe(head)
		feed.stop()
	})

	test('a new ledger is empty and usable; a deleted one is gone and its reader is told', async () => {
		const { backend, ledger, settings, seen, feed } = await quiet()
		const fresh = await backend.createLedger({ name: 'Loja', currency: 'BRL', timezone: 'America/Recife' })
		expect(await backend.ledgers()).toHaveLength(2)
		expect(read(backend, fresh).feed.state().head).toBe(0)
		await expect(settings.deleteLedger('outra')).rejects.toMatchObject({ field: 'name' })
		await settings.deleteLedger(ledger.name)
		await until(() => feed.state().status === 'refused')
		expect([feed.state().cause, seen.resets]).toEqual(['not_a_member', 1])
		expect(await backend.ledgers()).toEqual([fresh])
	})

	test('a ledger keeps an owner', async () => {
		const { settings } = await quiet()
		const { members } = await settings.members()
		const owner = members.find(({ you }) => you)!
		await expect(settings.setRole(owner.user_id, 'viewer')).rejects.toMatchObject({ code: 'last_owner' })
		await expect(settings.removeMember(owner.user_id)).rejects.toMatchObject({ code: 'last_owner' })
		await settings.invite('lu@example.com', 'viewer')
		await expect(settings.invite('LU@example.com', 'editor')).rejects.toMatchObject({
			code: 'duplicate',
			field: 'email',
		})
		expect((await settings.members()).invitations).toHaveLength(1)
	})
})

describe('names in the demo', () => {
	test('are made one, deleted with their purchases moved, and exactly as before once undone', async () => {
		const { settings, seen, rows } = await quiet()
		await expect.poll(() => seen.directory).toBeTruthy()
		const before = () => structuredClone({ ...seen.directory!, settings_revision: 0 })
		const filed = () => [...rows].map(([id, row]) => `${id} ${row.category_id} ${row.bill_month}`).sort()
		const [start, purchases] = [before(), filed()]
		const uses = await settings.labelUses('category', 2)
		expect(uses).toBeGreaterThan(100)
		const merged = await settings.mergeLabels('category', 2, 1)
		expect(merged.changed).toBeGreaterThanOrEqual(uses)
		expect(await settings.labelUses('category', 2)).toBe(0)
		await settings.undoLabelChange(merged.undo)
		await expect.poll(before).toEqual(start)
		await expect.poll(filed).toEqual(purchases)
		const card = await settings.removeLabel('source', 1, null)
		expect(card.changed).toBeGreaterThan(0)
		await settings.undoLabelChange(card.undo)
		await expect.poll(before).toEqual(start)
		await expect.poll(filed).toEqual(purchases)
		await expect(settings.undoLabelChange(card.undo)).rejects.toMatchObject({ code: 'not_found' })
	})

	test('of a text that was mapped are unknown again, and a person’s words are blanked for good', async () => {
		const { post, settings, review, rows } = await quiet()
		const { items } = await post([
			{ message_id: 'e1', description: 'Alface', amount: 4, category: 'horta', person: 'Ana' },
		])
		await settings.mapText('category', 'horta', 1)
		await settings.unmapText('category', 'HORTA', 1)
		expect(rows.get(items[0]!.transaction_id!)!.category_id).toBeNull()
		expect(await settings.eraseTexts({ person: 1 })).toBeGreaterThan(0)
		await expect
			.poll(() => rows.get(items[0]!.transaction_id!))
			.toMatchObject({ description: '—', amount_cents: 400 })
		expect(await review.history(items[0]!.transaction_id!)).toMatchObject([
			{ description: null, payload: null },
		])
	})
})
