import { expect, test } from 'vitest'
import { HttpInbox, type HttpInboxOptions } from './http-inbox'
import { ImportStopped, TooSlow } from './inbox'

// What is asked of the API, to the letter, and what is made of its answers.

interface Asked {
	method: string
	path: string
	headers: Record<string, string>
	body: unknown
}

/** An API that answers what `answer` says; `who` is asking. */
function api(answer: (asked: Asked, count: number) => unknown, who: Partial<HttpInboxOptions> = {}) {
	const asked: Asked[] = []
	const pauses: number[] = []
	const written: boolean[] = []
	const inbox = new HttpInbox({
		url: 'https://abcd.supabase.co',
		key: 'key',
		agentToken: async (toWrite) => {
			written.push(toWrite)
			return null
		},
		request: (async (url: string, { method = 'GET', headers, body }: RequestInit) => {
			const [, path] = /^https:\/\/abcd\.supabase\.co\/rest\/v1\/(.*)$/.exec(url)!
			asked.push({
				method,
				path: path!,
				headers: headers as Record<string, string>,
				body: body === undefined ? null : JSON.parse(body as string),
			})
			const given = answer(asked.at(-1)!, asked.length)
			return given instanceof Response ? given : Response.json(given)
		}) as unknown as typeof fetch,
		pause: async (milliseconds) => void pauses.push(milliseconds),
		...who,
	})
	return { inbox, asked, pauses, written }
}
const member = { memberToken: async () => 'jwt', ledgerId: 'ledger' }
const agent = { agentToken: async () => 'painel_token' }
const JSON_TYPE = { 'content-type': 'application/json' }

const STORED = { message_id: 'import:1:0', status: 'accepted', reason: null, transaction_id: 't1' }
const ANSWERED = 'message_id,status,reason,transaction_id'
const STORED_OF = `${ANSWERED},action,person,bytes:payload->>bytes`
const TOLD_OF =
	'select=account:payload->>account,type:payload->>type,order:payload->>order,until:payload->>until,person&order=received_at.desc&limit=1'

const calls: [
	name: string,
	call: (inbox: HttpInbox) => Promise<unknown>,
	who: Partial<HttpInboxOptions>,
	answers: unknown[],
	asked: Partial<Asked>[],
	result: unknown,
][] = [
	[
		'recording',
		(inbox) => inbox.post([{ message_id: 'import:1:0' } as never]),
		agent,
		[[STORED]],
		[
			{
				method: 'POST',
				path: `inbox?on_conflict=ledger_id,message_id,item&select=${ANSWERED}`,
				headers: {
					apikey: 'key',
					'x-agent-token': 'painel_token',
					prefer: 'return=representation,resolution=ignore-duplicates',
					...JSON_TYPE,
				},
				body: [{ message_id: 'import:1:0' }],
			},
		],
		[{ ...STORED, person: null, bytes: null }],
	],
	[
		'finding, as a member',
		(inbox) => inbox.find(['import:1:0', 'import:2:0']),
		member,
		[[{ ...STORED, person: 'Ana', bytes: 'b1' }, STORED]],
		[
			{
				method: 'GET',
				path: `inbox?message_id=in.(import:1:0,import:2:0)&item=eq.0&ledger_id=eq.ledger&select=${STORED_OF}`,
				headers: { apikey: 'key', authorization: 'Bearer jwt' },
			},
		],
		[
			{ ...STORED, person: 'Ana', bytes: 'b1' },
			{ ...STORED, person: null, bytes: null },
		],
	],
	[
		'finding, as an agent: its token names the ledger',
		(inbox) => inbox.find(['import:1:0']),
		agent,
		[[]],
		[
			{
				path: `inbox?message_id=in.(import:1:0)&item=eq.0&select=${STORED_OF}`,
				headers: { apikey: 'key', 'x-agent-token': 'painel_token' },
			},
		],
		[],
	],
	[
		'what was told of a file that was sent before',
		(inbox) => inbox.toldOf({ bytes: 'a+b', form: 'f', number: 'n' }),
		member,
		[[{ account: 'Nubank', type: 'card', order: 'mdy', until: '2026-12-01', person: 'Ana' }]],
		[{ path: `inbox?payload->>bytes=eq.a%2Bb&ledger_id=eq.ledger&${TOLD_OF}` }],
		{
			account: 'Nubank',
			person: 'Ana',
			type: 'card',
			order: 'mdy',
			until: '2026-12-01',
			by: 'bytes',
			accounts: [],
		},
	],
	[
		'what was told of another file with its account’s number',
		(inbox) => inbox.toldOf({ bytes: 'a', form: 'f', number: 'n' }),
		{},
		[[], [{ account: 'Nubank', order: null, until: null, person: null }]],
		[{ path: `inbox?payload->>bytes=eq.a&${TOLD_OF}` }, { path: `inbox?payload->>number=eq.n&${TOLD_OF}` }],
		{ account: 'Nubank', person: null, type: null, order: null, until: null, by: 'number', accounts: [] },
	],
	[
		'what was told of other files of that form, of each account once',
		(inbox) => inbox.toldOf({ bytes: 'a', form: 'f&g', number: null }),
		{},
		[
			[],
			[{ account: 'Ana, Bia', type: 'wallet', order: 'year first', until: null, person: 'Ana' }],
			[{ account: '', order: 'dmy', until: null, person: null }],
			[],
		],
		[
			{ path: `inbox?payload->>bytes=eq.a&${TOLD_OF}` },
			{ path: `inbox?payload->>form=eq.f%26g&${TOLD_OF}` },
			{ path: `inbox?payload->>form=eq.f%26g&payload->>account=neq.Ana%2C%20Bia&${TOLD_OF}` },
			{
				path: `inbox?payload->>form=eq.f%26g&payload->>account=neq.Ana%2C%20Bia&payload->>account=neq.&${TOLD_OF}`,
			},
		],
		{
			account: 'Ana, Bia',
			person: 'Ana',
			type: null,
			order: null,
			until: null,
			by: 'form',
			accounts: [
				{ account: 'Ana, Bia', person: 'Ana' },
				{ account: '', person: null },
			],
		},
	],
	[
		'what was told of a file like none before',
		(inbox) => inbox.toldOf({ bytes: 'a', form: 'f', number: null }),
		{},
		[[], []],
		[{}, {}],
		null,
	],
	[
		'which purchases are here, as a member',
		(inbox) => inbox.transactionsHere(['t1', 't2']),
		member,
		[[{ id: 't2' }]],
		[{ path: 'transactions?id=in.(t1,t2)&ledger_id=eq.ledger&select=id' }],
		['t2'],
	],
	[
		'which purchases are here, as an agent',
		(inbox) => inbox.transactionsHere(['t1', 't2']),
		agent,
		[['t1']],
		[
			{
				method: 'POST',
				path: 'rpc/agent_recorded',
				headers: { apikey: 'key', 'x-agent-token': 'painel_token', ...JSON_TYPE },
				body: { ids: ['t1', 't2'] },
			},
		],
		['t1'],
	],
	[
		'what the ledger is, as an agent',
		(inbox) => inbox.ledger(),
		agent,
		[{ timezone: 'America/Bahia', sources: [] }],
		[{ method: 'POST', path: 'rpc/agent_sources', body: {} }],
		{ timezone: 'America/Bahia', sources: [], isWhole: true },
	],
	[
		'what the ledger is, as an agent that only posts',
		(inbox) => inbox.ledger(),
		agent,
		[
			Response.json(
				{ code: '42501', message: 'this agent has not the ability to converse' },
				{ status: 401 },
			),
		],
		[{ path: 'rpc/agent_sources' }],
		null,
	],
	['which purchases are here, as nobody', (inbox) => inbox.transactionsHere(['t1']), {}, [], [], []],
	[
		'what was undone, as a member',
		(inbox) => inbox.undone(['t1', 't2']),
		member,
		[[{ id: 't1', revision: 9 }]],
		[{ path: 'transactions?id=in.(t1,t2)&voided=is.true&ledger_id=eq.ledger&select=id,revision' }],
		[{ transaction_id: 't1', revision: 9 }],
	],
	['what was undone, as an agent', (inbox) => inbox.undone(['t1']), agent, [], [], []],
	[
		'correcting',
		(inbox) => inbox.correct([{ message_id: 'c' } as never]),
		member,
		[[STORED]],
		[
			{
				method: 'POST',
				path: `rpc/correct?select=${ANSWERED}`,
				headers: { apikey: 'key', authorization: 'Bearer jwt', ...JSON_TYPE },
				body: { ledger_id: 'ledger', items: [{ message_id: 'c' }] },
			},
		],
		[{ ...STORED, person: null, bytes: null }],
	],
	['what is recorded, as an agent', (inbox) => inbox.recorded(0, 1), agent, [], [], null],
]

test.each(calls)('%s', async (_, call, who, answers, expected, result) => {
	const { inbox, asked } = api((_, count) => answers[count - 1], who)
	expect(await call(inbox)).toEqual(result)
	expect(asked).toHaveLength(expected.length)
	expect(asked).toMatchObject(expected)
	for (const [at, { headers }] of expected.entries()) if (headers) expect(asked[at]!.headers).toEqual(headers)
})

test('the agent’s token is asked for to write where rows are recorded, and nowhere else', async () => {
	const { inbox, written } = api(() => [])
	await inbox.post([])
	await inbox.correct([])
	await inbox.find(['a'])
	await inbox.transactionsHere([])
	expect(written).toEqual([true, false, false, false])
})

test('of many purchases those that were undone are read whole, a thousand at a time', async () => {
	const undone = Array.from({ length: 1500 }, (_, at) => ({ id: `t${at}`, revision: at + 1 }))
	const { inbox, asked } = api((_, count) => undone.slice((count - 1) * 1000, count * 1000), member)
	const asking = Array.from({ length: 4000 }, (_, at) => `t${at + 1000}`)
	const found = await inbox.undone(asking)
	expect(found).toHaveLength(500)
	expect(found[0]).toEqual({ transaction_id: 't1000', revision: 1001 })
	const path = 'transactions?voided=is.true&ledger_id=eq.ledger&select=id,revision'
	expect(asked.map((one) => one.path)).toEqual([
		`${path}&order=revision&limit=1000`,
		`${path}&revision=gt.1000&order=revision&limit=1000`,
	])
})

const RECORDED = {
	id: 't1',
	revision: 7,
	message_id: 'wamid.1',
	item: 2,
	kind: 'expense',
	amount_cents: 5290,
	occurred_at: '2026-10-20T15:00:00+00:00',
	description: 'mercado',
	source_text: 'Nubank',
	to_source_text: 'Itaú',
	person_text: 'Ana',
	installments: 3,
	part: 1,
	parts: 3,
	bill_month: '2026-11-01',
	bill_given: false,
	pays_month: null,
	moves: [[2, '2027-01']],
}
const PURCHASE = {
	transaction_id: 't1',
	message_id: 'wamid.1',
	item: 2,
	kind: 'expense',
	amount_cents: 5290,
	occurred_at: Date.UTC(2026, 9, 20, 15),
	description: 'mercado',
	source: 'Nubank',
	to_source: 'Itaú',
	person: 'Ana',
	installments: 3,
	part: 1,
	parts: 3,
	bill_month: '2026-11',
	given_month: null,
	moves: [[2, '2027-01']],
	taken: [],
}

test('what is recorded between two instants, with the parts that lines of before are', async () => {
	const { inbox, asked } = api(
		(_, count) =>
			count === 1
				? [
						RECORDED,
						{ ...RECORDED, id: 't2', bill_given: true },
						{ ...RECORDED, id: 't3', kind: 'transfer', pays_month: '2026-09-01' },
						{ ...RECORDED, id: 't4', kind: 'transfer' },
					]
				: [
						{ id: 'i1', transaction_id: 't1', part: 1 },
						{ id: 'i2', transaction_id: 't1', part: 3 },
						{ id: 'i3', transaction_id: 't2', part: null },
					],
		member,
	)
	expect(await inbox.recorded(Date.UTC(2026, 9, 1), Date.UTC(2026, 9, 31))).toEqual([
		{ ...PURCHASE, taken: [1, 3] },
		{ ...PURCHASE, transaction_id: 't2', given_month: '2026-11' },
		{ ...PURCHASE, transaction_id: 't3', kind: 'transfer', bill_month: '2026-09', given_month: '2026-09' },
		{ ...PURCHASE, transaction_id: 't4', kind: 'transfer', bill_month: null },
	])
	expect(asked.map(({ path }) => path)).toEqual([
		'transactions?voided=is.false&occurred_at=gte.2026-10-01T00:00:00.000Z&occurred_at=lte.2026-10-31T00:00:00.000Z&or=(message_id.not.like.import:*,kind.eq.transfer)&ledger_id=eq.ledger&select=id,revision,message_id,item,kind,amount_cents,occurred_at,description,source_text,to_source_text,person_text,installments,part,parts,bill_month,bill_given,pays_month,moves&order=revision&limit=1000',
		'inbox?action=eq.amend&status=eq.accepted&message_id=like.import:*&ledger_id=eq.ledger&select=id,transaction_id,part:payload->matched_part&order=id&limit=1000',
	])
})

test('what files brought in some days, as they had it', async () => {
	const line = {
		account: 'Nubank',
		occurred_at: null,
		amount_cents: null,
		part: null,
		day: null,
		cents: null,
	}
	const { inbox, asked } = api(
		() => [
			{ ...line, occurred_at: '2026-10-21T02:00:00Z', amount_cents: 1990, part: 2, said_part: null },
			{ ...line, account: null, day: '2026-10-21', cents: '500', said_part: '3' },
			{ ...line, day: '2026-10-22', cents: '700', said_part: null },
		],
		member,
	)
	const days = { from: '2026-10-20', to: '2026-10-31', timezone: 'America/Sao_Paulo' }
	expect(await inbox.earlierLines(days)).toEqual({
		lines: [
			{ account: 'Nubank', day: '2026-10-20', cents: 1990, part: 2 },
			{ account: '', day: '2026-10-21', cents: 500, part: 3 },
			{ account: 'Nubank', day: '2026-10-22', cents: 700, part: null },
		],
		isWhole: true,
	})
	expect(asked.map(({ path }) => path)).toEqual([
		'inbox?message_id=gt.import:&message_id=lt.import:g&item=eq.0&status=eq.accepted&or=(and(action.eq.record,occurred_at.gte.2026-10-20T03:00:00.000Z,occurred_at.lt.2026-11-01T03:00:00.000Z),and(action.eq.amend,payload->>day.gte.2026-10-20,payload->>day.lte.2026-10-31))&ledger_id=eq.ledger&select=message_id,account:payload->>account,occurred_at,amount_cents,part,day:payload->>day,cents:payload->>cents,said_part:payload->>part&order=message_id&limit=1000',
	])
})

test('what files of other forms brought, but what one of this form was said to have', async () => {
	const line = {
		message_id: 'import:1:0',
		account: 'Itaú',
		occurred_at: '2026-10-21T02:00:00Z',
		amount_cents: 1990,
		part: 2,
		day: null,
		cents: null,
		said_part: null,
		item: 0,
		action: 'record',
		target_message_id: null,
		target_item: null,
		transaction_id: 't1',
		kind: 'refund',
		description: 'Loja',
		source: 'Itaú',
		to_source: null,
		person: 'Ana',
		installments: null,
		parts: 3,
		bill_month: '2026-11',
		file: 'a.csv',
		message: 'a;b',
		said_kind: null,
	}
	const matched = {
		...line,
		action: 'amend',
		target_message_id: 'wamid.1',
		target_item: 2,
		occurred_at: null,
		amount_cents: null,
		part: null,
		kind: null,
		description: null,
		day: '2026-10-22',
		cents: '500',
		said_part: '1',
		said_kind: 'expense',
	}
	const { inbox, asked } = api(
		(_, count) =>
			count === 1
				? [
						line,
						{ ...matched, transaction_id: 't2' },
						{ ...line, transaction_id: 't3' },
						{ ...line, file: 'b.csv' },
					]
				: [{ transaction_id: 't3' }],
		member,
	)
	const days = { from: '2026-10-20', to: '2026-10-31', timezone: 'America/Sao_Paulo' }
	expect(await inbox.otherForms({ form: 'O&X', ...days })).toMatchObject([
		{
			key: 't1 2',
			account: 'Itaú',
			day: '2026-10-20',
			cents: 1990,
			part: 2,
			kind: 'refund',
			purchase: { transaction_id: 't1', message_id: 'import:1:0', item: 0, parts: 3, file: 'a.csv' },
		},
		{
			key: 't2 1',
			day: '2026-10-22',
			cents: 500,
			part: 1,
			kind: 'expense',
			description: 'a;b',
			purchase: { transaction_id: 't2', message_id: 'wamid.1', item: 2, amount_cents: 500 },
		},
	])
	const range =
		'or=(and(action.eq.record,occurred_at.gte.2026-10-20T03:00:00.000Z,occurred_at.lt.2026-11-01T03:00:00.000Z),and(action.eq.amend,payload->>day.gte.2026-10-20,payload->>day.lte.2026-10-31))'
	expect(
		asked[0]!.path.startsWith(
			`inbox?message_id=like.import:*&payload->>form=neq.O%26X&item=eq.0&status=eq.accepted&${range}&ledger_id=eq.ledger&select=message_id,account:payload->>account,`,
		),
	).toBe(true)
	expect(asked[1]!.path).toBe(
		'inbox?transaction_id=in.(t1,t2,t3)&action=eq.amend&status=eq.accepted&payload->>form=eq.O%26X&ledger_id=eq.ledger&select=transaction_id',
	)
	// Of very many lines all that was said of the form is read, a thousand at a time.
	const many = Array.from({ length: 1000 }, (_, at) => ({
		...line,
		transaction_id: `t${at}`,
		message_id: `import:${at}`,
	}))
	const { inbox: full, asked: pages } = api(
		({ path }, count) =>
			path.includes('select=id,')
				? [{ id: 'i1', transaction_id: 't7' }]
				: count < 3
					? many.map((one) => ({ ...one, transaction_id: `${count} ${one.transaction_id}` }))
					: [],
		{},
	)
	expect(await full.otherForms({ form: 'f', ...days })).toHaveLength(2000)
	expect(pages.map(({ path }) => path).at(-1)).toBe(
		'inbox?action=eq.amend&status=eq.accepted&payload->>form=eq.f&select=id,transaction_id&order=id&limit=1000',
	)
	expect(pages).toHaveLength(4)
	const { inbox: empty, asked: once } = api(() => [], member)
	expect(await empty.otherForms({ form: 'f', ...days })).toEqual([])
	expect(once).toHaveLength(1)
})

test('where nothing is recorded, nobody asks which lines that was', async () => {
	const { inbox, asked } = api(() => [], member)
	expect(await inbox.recorded(0, 1)).toEqual([])
	expect(asked).toHaveLength(1)
})

test('an answer that the API cut goes on behind its last row', async () => {
	const pages = [1000, 1000, 999]
	const { inbox, asked } = api(
		({ path }, count) =>
			path.startsWith('inbox')
				? []
				: Array.from({ length: pages[count - 1]! }, (_, at) => ({
						...RECORDED,
						revision: (count - 1) * 1000 + at + 1,
					})),
		member,
	)
	expect(await inbox.recorded(0, 1)).toHaveLength(2999)
	const behind = asked.map(({ path }) => /&revision=gt\.(\d+)/.exec(path)?.[1] ?? null)
	expect(behind).toEqual([null, '1000', '2000', null])
})

const response = (status: number, body: object | string) =>
	new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })

test.each([
	[413, 'too large', TooSlow, ''],
	[504, {}, TooSlow, ''],
	[500, { code: '57014', message: 'too long' }, TooSlow, 'too long'],
	[400, { details: 'corrections_off', message: 'x' }, ImportStopped, 'Corrections are switched off'],
	[
		401,
		{ message: 'no token' },
		ImportStopped,
		'The agent’s token was refused: make an agent on the page (Ajustes, Agentes) and give its token. (401: no token)',
	],
	[403, 'no json', ImportStopped, 'give its token. (403: no message)'],
	[404, {}, ImportStopped, 'There is no inbox here: apply the migrations'],
	[400, { message: 'bad' }, ImportStopped, 'The inbox refused the rows. (400: bad)'],
])('an answer of %i %j is final', async (status, body, kind, message) => {
	const { inbox, asked } = api(() => response(status, body))
	const sent = await inbox.post([]).catch((error: unknown) => error)
	expect(sent).toBeInstanceOf(kind)
	expect((sent as Error).message).toContain(message)
	expect(asked).toHaveLength(1)
})

test.each([500, 503, 429])(
	'after an answer of %i it is tried six times, each pause twice as long',
	async (status) => {
		const { inbox, asked, pauses } = api(() => response(status, {}))
		await expect(inbox.find(['a'])).rejects.toMatchObject({ why: 'no_answer' })
		expect(asked).toHaveLength(6)
		expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000])
	},
)
