import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { compareWithInbox } from './compare'
import { HttpInbox } from './http-inbox'
import { idForPerson } from './identity'
import { type ImportInbox, ImportStopped, type InboxAnswer, TakenByAnother, TooSlow } from './inbox'
import { type CorrectionRow, type ImportRow, recordRow, restoreRow } from './inbox-rows'
import { sendRows } from './send'
import type { PlanItem } from './types'

const item = (line: number, more: Partial<PlanItem> = {}): PlanItem => ({
	line,
	text: `line ${line}`,
	message_id: `import:${line}:0`,
	kind: 'expense',
	amount_cents: 123456,
	day: '2026-10-20',
	description: `d${line}`,
	source: 'Nubank',
	category: null,
	person: null,
	to_source: null,
	installments: 1,
	part: 3,
	parts: 10,
	bill_month: '2026-11',
	...more,
})
const FILE = {
	file: 'a.csv',
	bytes: 'b1',
	form: 'Nubank, fatura',
	account: 'Nubank',
	order: null,
	until: null,
}
const row = (line: number, more: Partial<PlanItem> = {}) =>
	recordRow(item(line, more), FILE, 'America/Sao_Paulo')
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(index))
const answer = (message_id: string, more: Partial<InboxAnswer> = {}): InboxAnswer => ({
	message_id,
	status: 'accepted',
	reason: null,
	transaction_id: `t-${message_id}`,
	person: null,
	bytes: 'b0',
	...more,
})

/** An inbox in memory: each id once, however often it is posted. */
class MemoryInbox implements ImportInbox {
	readonly kept = new Map<string, InboxAnswer>()
	readonly posts: number[] = []
	voided = new Map<string, number>()
	/** What happens before the next posts. */
	trouble: (Error | null)[] = []

	async post(posted: ImportRow[]): Promise<InboxAnswer[]> {
		this.posts.push(posted.length)
		const trouble = this.trouble.shift()
		if (trouble) throw trouble
		return posted.flatMap(({ message_id, description, person, payload }) => {
			if (this.kept.has(message_id)) return []
			const refused = description === 'refuse me'
			const kept = answer(message_id, {
				person,
				bytes: payload!.bytes,
				...(refused ? { status: 'rejected', reason: 'description_too_long', transaction_id: null } : {}),
			})
			this.kept.set(message_id, kept)
			return [kept]
		})
	}

	async find(ids: string[]): Promise<InboxAnswer[]> {
		return ids.flatMap((id) => this.kept.get(id) ?? [])
	}

	async toldOf() {
		return null
	}

	async earlierLines() {
		return { lines: [], isWhole: true }
	}

	async otherForms() {
		return []
	}

	async correct(rows: CorrectionRow[]): Promise<InboxAnswer[]> {
		return rows.map(({ message_id }) => answer(message_id))
	}

	async recorded() {
		return null
	}

	async transactionsHere() {
		return []
	}

	async undone(ids: string[]) {
		return ids.flatMap((transaction_id) => {
			const revision = this.voided.get(transaction_id)
			return revision === undefined ? [] : [{ transaction_id, revision }]
		})
	}
}

const post = (inbox: MemoryInbox) => (rows: ImportRow[]) => inbox.post(rows)
const LEDGER = { ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] } }

test('a row has what the line says, and where it came from', () => {
	expect(row(2)).toEqual({
		message_id: 'import:2:0',
		action: 'record',
		kind: 'expense',
		occurred_at: '2026-10-20T15:00:00.000Z',
		description: 'd2',
		amount: '1234.56',
		category: null,
		source: 'Nubank',
		person: null,
		to_source: null,
		installments: 1,
		part: 3,
		parts: 10,
		bill_month: '2026-11',
		payload: { via: 'import', message: 'line 2', line: 2, ...FILE },
	})
	expect(row(2, { amount_cents: 5 }).amount).toBe('0.05')
})

test('arrays grow while the database is quick, and never pass a thousand', async () => {
	const inbox = new MemoryInbox()
	const done: number[] = []
	const sent = await sendRows(rows(3000), post(inbox), {
		onProgress: (count) => done.push(count),
		now: () => 0,
	})
	expect(sent.recorded).toHaveLength(3000)
	expect(inbox.posts).toEqual([200, 400, 800, 1000, 600])
	expect(done.at(-1)).toBe(3000)
})

test('an array that takes too long is sent in halves, and stays small while each takes a second', async () => {
	const inbox = new MemoryInbox()
	inbox.trouble = [new TooSlow(''), new TooSlow('')]
	let clock = 0
	const sent = await sendRows(rows(200), post(inbox), { now: () => (clock += 1500) })
	expect(inbox.posts).toEqual([200, 100, 50, 50, 50, 50])
	expect(sent.recorded).toHaveLength(200)
})

test('what was cut off is sent again, and nothing is recorded twice', async () => {
	const inbox = new MemoryInbox()
	inbox.trouble = [null, new ImportStopped('no answer')]
	await expect(sendRows(rows(500), post(inbox), { now: () => 0 })).rejects.toThrow('no answer')
	const again = await sendRows(rows(500), post(inbox), { now: () => 0 })
	expect([again.recorded.length, again.hereBefore.length]).toEqual([300, 200])
	expect(inbox.kept.size).toBe(500)
})

test('a row of another agent counts as here before, and stops none beside it', async () => {
	const inbox = new MemoryInbox()
	inbox.trouble = [new TakenByAnother('import:1:0')]
	const sent = await sendRows(rows(3), post(inbox))
	expect(sent.hereBefore.map(({ message_id }) => message_id)).toEqual(['import:1:0'])
	expect(sent.recorded).toHaveLength(2)
})

test('what the inbox refuses is told with its reason', async () => {
	const sent = await sendRows([row(1), row(2, { description: 'refuse me' })], post(new MemoryInbox()))
	expect(sent.refused.map(({ row: { payload }, reason }) => [payload!.line, reason])).toEqual([
		[2, 'description_too_long'],
	])
})

test('lines of an earlier import are here before, undone ones can be brought back, refused ones are told', async () => {
	const inbox = new MemoryInbox()
	await sendRows([row(1), row(2), row(3, { description: 'refuse me' })], post(inbox))
	inbox.voided.set('t-import:2:0', 9)
	const items = [1, 2, 3, 4].map((line) => item(line))
	const compared = await compareWithInbox(items, 'b1', inbox, LEDGER)
	expect(compared.hereBefore.map(({ line }) => line)).toEqual([1])
	expect(compared.undone.map(({ item: { line }, revision }) => [line, revision])).toEqual([[2, 9]])
	expect(compared.refusedBefore.map(({ reason }) => reason)).toEqual(['description_too_long'])
	expect(compared.fresh.map(({ line }) => line)).toEqual([4])
	const restore = restoreRow(items[1]!, FILE, 9)
	expect([restore.message_id, restore.action, restore.target_message_id]).toEqual([
		'import:2:0:restore:9',
		'restore',
		'import:2:0',
	])
})

test('an equal line of another person’s file is another line, and stays one when sent again', async () => {
	const inbox = new MemoryInbox()
	inbox.kept.set('import:1:0', answer('import:1:0', { person: 'Ana', bytes: 'of-ana' }))
	const ofBruno = () => [item(1, { person: 'Bruno' })]
	const first = await compareWithInbox(ofBruno(), 'of-bruno', inbox, LEDGER)
	expect(first.fresh.map(({ message_id }) => message_id)).toEqual([idForPerson('import:1:0', 'Bruno')])
	await sendRows(
		first.fresh.map((line) => recordRow(line, { ...FILE, bytes: 'of-bruno' }, 'UTC')),
		post(inbox),
	)
	expect((await compareWithInbox(ofBruno(), 'of-bruno', inbox, LEDGER)).hereBefore).toHaveLength(1)
	// The same file under another person, or a person where none was said, is the same line.
	expect((await compareWithInbox(ofBruno(), 'of-ana', inbox, LEDGER)).hereBefore).toHaveLength(1)
	expect((await compareWithInbox([item(1)], 'other', inbox, LEDGER)).hereBefore).toHaveLength(1)
})

/** An API that answers each request in turn. */
function api(...answers: (Response | Error)[]) {
	const asked: { url: string; init: RequestInit }[] = []
	const pauses: number[] = []
	const inbox = new HttpInbox({
		url: 'https://abcd.supabase.co',
		key: 'sb_publishable_a',
		agentToken: async () => 'painel_token',
		request: (async (url: string, init: RequestInit) => {
			asked.push({ url, init })
			const next = answers[Math.min(asked.length, answers.length) - 1]!
			if (next instanceof Error) throw next
			return next.clone()
		}) as unknown as typeof fetch,
		pause: async (ms) => void pauses.push(ms),
	})
	return { asked, pauses, inbox }
}
const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status })

test('over the API: the token in its header, repeats left out, ids in the address', async () => {
	const { asked, inbox } = api(json([answer('import:1:0')], 201))
	expect(await inbox.post([row(1)])).toHaveLength(1)
	expect(asked[0]!.url).toContain('on_conflict=ledger_id,message_id,item')
	expect(asked[0]!.init.headers).toMatchObject({
		apikey: 'sb_publishable_a',
		'x-agent-token': 'painel_token',
		prefer: expect.stringContaining('resolution=ignore-duplicates'),
	})
	await inbox.find(['import:1:0', 'import:2:0'])
	expect(asked[1]!.url).toContain('message_id=in.(import:1:0,import:2:0)')
	expect(await inbox.undone(['t'])).toEqual([])
	expect(asked).toHaveLength(2)
})

test('over the API: asks again while there is no answer, waiting longer each time, and then gives up', async () => {
	const { asked, pauses, inbox } = api(new TypeError('offline'), json({}, 503), json([], 201))
	expect(await inbox.post([row(1)])).toEqual([])
	expect(asked).toHaveLength(3)
	expect(pauses).toEqual([1000, 2000])
	await expect(api(new TypeError('offline')).inbox.find(['a'])).rejects.toThrow(
		/Send the same file again later/,
	)
})

test.each([
	[json({ message: 'this agent token is not valid' }, 401), ImportStopped, /token was refused.*not valid/],
	[json({}, 404), ImportStopped, /migrations/],
	[json({ code: '57014', message: 'canceling statement' }, 500), TooSlow, /canceling/],
	[
		json({ code: 'PT409', message: 'message_id "import:1:0" was sent by another agent of this ledger' }, 409),
		TakenByAnother,
		/import:1:0/,
	],
])('over the API: what an answer means (%#)', async (response, kind, message) => {
	const { asked, inbox } = api(response)
	const refused = inbox.post([row(1)])
	await expect(refused).rejects.toThrow(kind)
	await expect(refused).rejects.toThrow(message)
	expect(asked).toHaveLength(1)
})

/** An inbox of the API that has these rows, and answers a thousand at a time. */
function stocked(kept: string[]) {
	const asked: string[] = []
	const inOrder = [...kept].sort()
	const inbox = new HttpInbox({
		url: 'https://abcd.supabase.co',
		key: 'k',
		agentToken: async () => 't',
		request: (async (url: string) => {
			asked.push(url)
			const query = new URL(url).searchParams
			const within = query.getAll('message_id').map((said) => {
				const [, is, value] = /^(gt|lt|in)\.(.*)$/.exec(said)!
				const named = new Set(value!.slice(1, -1).split(','))
				if (is === 'in') return (id: string) => named.has(id)
				return (id: string) => (is === 'gt' ? id > value! : id < value!)
			})
			const rows = inOrder.filter((id) => within.every((fits) => fits(id)))
			return json(rows.slice(0, Number(query.get('limit') ?? 1000)).map((id) => answer(id)))
		}) as unknown as typeof fetch,
	})
	return { asked, inbox }
}
const hashed = (number: number, times = 0) => `import:${sha256(String(number)).slice(0, 30)}:${times}`
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test.each([
	['nothing', 0, 5000, 4],
	['as many rows as the file has lines', 5000, 5000, 8],
	// A page of what there is tells of ten lines: the rest is asked for by name, a hundred at a time.
	['many more', 30_000, 2000, 4 + 20],
	['few lines', 5000, 90, 1],
])(
	'over the API: of an inbox that has %s, each line is found, in few requests',
	async (_, kept, count, most) => {
		const all = Array.from({ length: kept }, (_, at) => hashed(at))
		const { asked, inbox } = stocked(all)
		// Every other line is there; equal lines differ behind the hash alone.
		const lines = Array.from({ length: count / 2 }, (_, at) => [hashed(at * 7), hashed(at * 7, 1)]).flat()
		const found = await inbox.find(lines)
		const there = new Set(all)
		expect(found.map(({ message_id }) => message_id).sort()).toEqual(
			lines.filter((id) => there.has(id)).sort(),
		)
		expect(asked.length).toBeLessThanOrEqual(most + 4)
	},
)
