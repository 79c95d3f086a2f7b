import { randomUUID } from 'node:crypto'
import { createClient, type RealtimeChannel } from '@supabase/supabase-js'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { readTap, readTapFiles } from '../supabase/tests/support/tap'
import { ContractClient, newAddress, newMember, PASSWORD, type Session } from './client'
import { DATABASE_URL, openTarget, type Target } from './target'

/**
 * What Painel leans on, held to one set of tests wherever it runs: against the embedded stack as a part of `npm test`, and
 * against any Supabase that the environment names (docs/TESTING.md).
 */
let target: Target
let nobody: ContractClient
let owner: Session
let stranger: Session
let ledgerId: string
let agent: ContractClient

beforeAll(async () => {
	target = await openTarget()
	nobody = new ContractClient(target)
	owner = await newMember(nobody)
	stranger = await newMember(nobody)
	const ledger = await nobody
		.as(owner)
		.rpc('create_ledger', { name: 'Contrato', currency: 'BRL', timezone: 'America/Sao_Paulo' })
	ledgerId = (ledger.body as { id: string }).id
	const made = await nobody.as(owner).rpc('create_agent', { ledger_id: ledgerId, name: 'Contrato' })
	agent = nobody.with({ 'x-agent-token': (made.body as { token: string }).token })
})
afterAll(() => target?.close())

const purchase = (more: object = {}) => ({
	message_id: `wamid.${randomUUID()}`,
	description: 'Feira',
	amount: '52,90',
	...more,
})

describe('auth', () => {
	test('a new account waits for its address, which a code confirms, once', async () => {
		const email = newAddress()
		const signUp = await nobody.ask('POST', '/auth/v1/signup', { email, password: PASSWORD })
		expect(signUp.status).toBe(200)
		expect(signUp.body).toMatchObject({ email, identities: [{ provider: 'email' }] })
		expect(signUp.body).not.toHaveProperty('access_token')
		const signIn = () =>
			nobody.ask('POST', '/auth/v1/token?grant_type=password', { email, password: PASSWORD })
		expect(await signIn()).toMatchObject({ status: 400, body: { code: 'email_not_confirmed' } })
		await expect
			.poll(() => target.emailTo(email))
			.toMatchObject({ code: expect.stringMatching(/^\d{6,10}$/) })
		const { code, link } = (await target.emailTo(email))!
		// Our own template: the link carries the hash, and is used by a tap.
		expect(new URL(link!).searchParams.get('token_hash')).toMatch(/^(pkce_)?[0-9a-f]{56}$/)
		const verify = (token: string | null) =>
			nobody.ask('POST', '/auth/v1/verify', { email, token, type: 'email' })
		const wrong = [...code!].reverse().join('') === code ? '000001' : [...code!].reverse().join('')
		expect(await verify(wrong)).toMatchObject({ status: 403, body: { code: 'otp_expired' } })
		expect(await verify(code)).toMatchObject({ status: 200, body: { user: { email } } })
		expect(await verify(code)).toMatchObject({ status: 403, body: { code: 'otp_expired' } })
		expect((await signIn()).status).toBe(200)
	})

	test('an address that has an account is not told of, and gets nothing', async () => {
		const { email } = owner.user
		const answer = await nobody.ask('POST', '/auth/v1/signup', { email, password: 'outra-senha-boa-2' })
		expect(answer).toMatchObject({ status: 200, body: { identities: [] } })
		expect(await target.emailTo(email)).toBeNull()
	})

	test('refusals have the codes that the page has words for', async () => {
		const signUp = (more: object) =>
			nobody.ask('POST', '/auth/v1/signup', { email: newAddress(), password: PASSWORD, ...more })
		expect(await signUp({ password: 'curta' })).toMatchObject({
			status: 422,
			body: { code: 'weak_password' },
		})
		expect(await signUp({ email: 'sem-arroba' })).toMatchObject({
			status: 400,
			body: { code: 'validation_failed' },
		})
		const wrong = { email: owner.user.email, password: 'errada' }
		expect(await nobody.ask('POST', '/auth/v1/token?grant_type=password', wrong)).toMatchObject({
			status: 400,
			body: { code: 'invalid_credentials' },
		})
	})

	test('the claims are those that the policies and the page read', () => {
		const claims = decodeJwt(owner.access_token)
		expect(claims).toMatchObject({
			sub: owner.user.id,
			aud: 'authenticated',
			role: 'authenticated',
			email: owner.user.email,
			aal: 'aal1',
			amr: [{ method: 'password' }],
			session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
			is_anonymous: false,
			app_metadata: { provider: 'email' },
		})
	})

	test('two refreshes with one token give one child; after signing out there is none', async () => {
		const session = await newMember(nobody)
		const refresh = (token: string) =>
			nobody.ask('POST', '/auth/v1/token?grant_type=refresh_token', { refresh_token: token })
		const [a, b] = await Promise.all([refresh(session.refresh_token), refresh(session.refresh_token)])
		expect([a.status, b.status]).toEqual([200, 200])
		const child = (a.body as Session).refresh_token
		expect((b.body as Session).refresh_token).toBe(child)
		const out = await nobody.as(a.body as Session).ask('POST', '/auth/v1/logout?scope=local', {})
		expect(out.status).toBe(204)
		expect(await refresh(child)).toMatchObject({ status: 400, body: { code: 'refresh_token_not_found' } })
	})
})

describe('rest', () => {
	test('nobody signed in reads nothing, and is told so by 401', async () => {
		for (const table of ['ledgers', 'transactions', 'members', 'agents'])
			expect(await nobody.ask('GET', `/rest/v1/${table}?limit=1`), table).toMatchObject({
				status: 401,
				body: { code: '42501' },
			})
		expect(await nobody.ask('GET', '/rest/v1/ledgers', undefined, { apikey: '' })).toMatchObject({
			status: 401,
		})
	})

	test('an agent records; a repeat changes nothing; what the rules refuse is stored with its reason', async () => {
		const row = purchase()
		const first = await agent.insert(row)
		expect(first).toMatchObject({ status: 201, body: [{ status: 'accepted', reason: null }] })
		expect(await agent.insert(row)).toMatchObject({ status: 409, body: { code: '23505' } })
		const again = await agent.ask('POST', '/rest/v1/inbox?on_conflict=ledger_id,message_id,item', [row], {
			prefer: 'return=representation,resolution=ignore-duplicates',
		})
		expect(again).toMatchObject({ status: 201, body: [] })
		expect(await agent.insert(purchase({ amount: '1,234' }))).toMatchObject({
			status: 201,
			body: [{ status: 'rejected', reason: 'amount_unreadable' }],
		})
	})

	test('a number and a text stay different on their way to the amount', async () => {
		const cents = async (amount: unknown) => {
			const { body } = await agent.insert(purchase({ amount }))
			return (body as { amount_cents: number | null }[])[0]?.amount_cents
		}
		expect(await cents('1.234')).toBe(123_400)
		expect(await cents(12.5)).toBe(1250)
		expect(await cents('R$ 1.234,56')).toBe(123_456)
	})

	test('a forged token writes nothing, nor does a member, nor the secret key', async () => {
		const forged = nobody.with({ 'x-agent-token': 'painel_forged' })
		expect([401, 403]).toContain((await forged.insert(purchase())).status)
		expect([401, 403]).toContain((await nobody.as(owner).insert(purchase())).status)
		const secret = { apikey: target.secretKey, authorization: `Bearer ${target.secretKey}` }
		expect([401, 403]).toContain((await nobody.with(secret).insert(purchase())).status)
	})

	test('purchases are read by revision, in columns; a stranger learns nothing', async () => {
		const receipt = await agent.insert(purchase())
		const { revision } = (receipt.body as { revision: number }[])[0]!
		// What other tests recorded before may be more than one page.
		const { body } = await nobody
			.as(owner)
			.rpc('ledger_changes', { ledger_id: ledgerId, after: revision - 1, max_rows: 1000 })
		const changes = body as { head: number; upto: number; epoch: number; rows: Record<string, unknown[]> }
		expect(changes).toMatchObject({ head: revision, upto: revision, rows: { revision: [revision] } })
		expect(changes.rows.id).toHaveLength(1)
		const other = await nobody
			.as(stranger)
			.rpc('ledger_changes', { ledger_id: ledgerId, after: 0, max_rows: 1000 })
		expect([403, 404]).toContain(other.status)
		expect(await nobody.as(stranger).ask('GET', '/rest/v1/ledgers?select=id')).toMatchObject({
			status: 200,
			body: [],
		})
	})

	test('a purchase is changed by nobody directly', async () => {
		const change = await nobody
			.as(owner)
			.ask('PATCH', `/rest/v1/transactions?ledger_id=eq.${ledgerId}`, { description: 'x' })
		expect(change).toMatchObject({ status: 403, body: { code: '42501' } })
	})

	test('a body that cannot be stored is refused whole, by what is wrong with it', async () => {
		const half = { ...purchase(), description: 'Caf\ud83d' }
		expect(await agent.insert(half)).toMatchObject({ status: 400, body: { code: 'PGRST102' } })
		const zero = { ...purchase(), description: 'Caf\u0000' }
		expect(await agent.insert(zero)).toMatchObject({ status: 400, body: { code: '22P05' } })
		const mixed = [purchase(), purchase({ item: 1 })]
		expect(await agent.insert(mixed)).toMatchObject({ status: 400, body: { code: 'PGRST102' } })
		const unknown = purchase({ valor: 1 })
		expect(await agent.insert(unknown)).toMatchObject({ status: 400, body: { code: 'PGRST204' } })
		const good = purchase()
		const rows = [
			{ ...good, item: 0 },
			{ ...good, item: 'um' },
		]
		expect((await agent.insert(rows)).status).toBe(400)
		expect(await agent.insert({ ...good, item: 0 })).toMatchObject({ status: 201 })
	})

	test('an array of a thousand comes back whole; no prefer answers nothing', async () => {
		// In a ledger of its own: others read theirs in one piece.
		const member = await newMember(nobody)
		const ledger = await nobody
			.as(member)
			.rpc('create_ledger', { name: 'Mil', currency: 'BRL', timezone: 'America/Sao_Paulo' })
		const made = await nobody
			.as(member)
			.rpc('create_agent', { ledger_id: (ledger.body as { id: string }).id, name: 'Mil' })
		const writer = nobody.with({ 'x-agent-token': (made.body as { token: string }).token })
		const message_id = `contrato-mil-${randomUUID()}`
		const rows = Array.from({ length: 1000 }, (_, item) => purchase({ message_id, item }))
		expect((await writer.insert(rows)).body).toHaveLength(1000)
		const plain = await writer.insert(purchase(), 'return=minimal')
		expect([plain.status, plain.body, plain.headers.get('content-type')]).toEqual([201, null, null])
	})

	test('a name that is taken is refused with what to do', async () => {
		const add = (name: string) =>
			nobody.as(owner).ask('POST', '/rest/v1/categories', { ledger_id: ledgerId, name, color: 1 })
		expect((await add('Contrato A')).status).toBe(201)
		const taken = await add('contrato a')
		expect(taken).toMatchObject({ status: 409, body: { code: '23505' } })
		expect((taken.body as { hint: string }).hint).toMatch(/another name/)
	})

	test('a token that is none is refused, never taken for nobody', async () => {
		for (const token of ['garbage', `${owner.access_token}x`])
			expect(
				await nobody.ask('GET', '/rest/v1/ledgers', undefined, { authorization: `Bearer ${token}` }),
			).toMatchObject({ status: 401, body: { code: 'PGRST301' } })
	})

	test('counts that the planner guesses are refused', async () => {
		const count = (how: string) =>
			nobody.ask('HEAD', '/rest/v1/inbox?select=id', undefined, { prefer: `count=${how}` })
		expect((await count('planned')).status).toBe(400)
		expect((await count('estimated')).status).toBe(400)
	})

	test('a page of another origin may ask, with the headers that it sends', async () => {
		const answer = await nobody.ask('OPTIONS', '/rest/v1/inbox', undefined, {
			origin: 'https://painel.example',
			'access-control-request-method': 'POST',
			'access-control-request-headers': 'apikey,x-agent-token,content-type,prefer',
		})
		expect([200, 204]).toContain(answer.status)
		expect(answer.headers.get('access-control-allow-origin')).toMatch(/^\*$|painel\.example/)
	})
})

/** Of the embedded stack `supabase/tests/personas.test.ts` runs them all; here the one that looks at the catalogue as a whole. */
const tapFiles = readTapFiles().filter(({ name }) => process.env[DATABASE_URL] || name === '11-shape.sql')

describe('the database: owners, rights, row security, search paths', () => {
	test.for(tapFiles)('$name', async ({ sql }, { skip }) => {
		if (!target.runTap) return skip(`${DATABASE_URL} is not given: the address of the database, as postgres`)
		const { count, failures } = readTap(await target.runTap(sql))
		expect(failures).toEqual([])
		expect(count).toBeGreaterThan(5)
	})
})

describe('realtime', () => {
	const open: { end(): Promise<unknown> }[] = []
	afterAll(async () => {
		for (const one of open) await one.end()
	})

	async function join(session: Session, epoch: number) {
		const client = createClient(target.url, target.publishableKey, {
			accessToken: async () => session.access_token,
			realtime: { transport: WebSocket as never },
		})
		open.push({ end: () => client.removeAllChannels() })
		await client.realtime.setAuth()
		const channel = client.channel(`ledger:${ledgerId}:${epoch}`, {
			config: { private: true, broadcast: { replication_ready: true } as never },
		})
		const heard: { from: number; to: number }[] = []
		channel.on('broadcast', { event: 'changes' }, ({ payload }) => heard.push(payload as never))
		return { channel, heard, ...(await subscribed(channel)) }
	}

	/** The first status, and the moment at which broadcasts are known to flow. */
	function subscribed(channel: RealtimeChannel) {
		let ready: () => void = () => {}
		const isReady = new Promise<void>((resolve) => {
			ready = resolve
		})
		channel.on('system' as never, {} as never, (message: { message?: string }) => {
			if (/replication connection established/i.test(message.message ?? '')) ready()
		})
		return new Promise<{ status: string; reason: string; isReady: Promise<void> }>((resolve) => {
			channel.subscribe((status, error) => resolve({ status, reason: error?.message ?? '', isReady }))
		})
	}

	test('a member hears of a purchase; a stranger is refused the channel', async () => {
		const { body } = await nobody
			.as(owner)
			.rpc('ledger_changes', { ledger_id: ledgerId, after: 0, max_rows: 0 })
		const { epoch } = body as { epoch: number }
		const mine = await join(owner, epoch)
		expect(mine.status).toBe('SUBSCRIBED')
		await mine.isReady
		const receipt = await agent.insert(purchase())
		const { revision } = (receipt.body as { revision: number }[])[0]!
		await expect.poll(() => mine.heard.at(-1)).toMatchObject({ from: revision - 1, to: revision })
		const theirs = await join(stranger, epoch)
		expect(theirs.status).toBe('CHANNEL_ERROR')
		expect(theirs.reason).toMatch(/Unauthorized|permissions/)
	})
})
