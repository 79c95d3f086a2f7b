import { expect, test, vi } from 'vitest'
import { SupabaseAccount } from './account'
import type { Client } from './client'

/** A client whose stored session can't be renewed for now, and what it asked the auth service. */
function withoutToken() {
	const asked: string[] = []
	const client = {
		auth: {
			send: vi.fn(async (method: string, path: string, { token }: { token?: string | null }) => {
				asked.push(`${method} ${path.split('?')[0]} ${token ?? 'nobody'}`)
				return Response.json({})
			}),
		},
		keeper: {
			token: async () => null,
			session: () => ({ user: { id: 'u1' } }),
			reason: () => 'rate_limited',
		},
		sessions: { setVerifier: vi.fn() },
		enter: vi.fn(),
	}
	return { account: new SupabaseAccount(client as unknown as Client), asked, client }
}

test.each<[string, (account: SupabaseAccount) => Promise<unknown>]>([
	['a new password', (account) => account.setPassword('uma-senha-boa')],
	['a code for it', (account) => account.sendNonce()],
	['a new e-mail', (account) => account.setEmail('ana@casa.example')],
])('%s is not asked for in nobody’s name while the session can’t be renewed: it says why', async (_, ask) => {
	const { account, asked, client } = withoutToken()
	await expect(ask(account)).rejects.toMatchObject({ code: 'rate_limited' })
	expect(asked).toEqual([])
	expect(client.sessions.setVerifier).not.toHaveBeenCalled()
})

test('what proves itself needs no session, and uses none', async () => {
	const { account, asked, client } = withoutToken()
	client.keeper.token = async () => {
		throw new Error('nobody needs a token here')
	}
	await account.signUp('ana@casa.example', 'uma-senha-boa')
	await account.recover('ana@casa.example')
	await account.useLink('hash', 'email')
	expect(asked).toEqual(['POST /signup nobody', 'POST /recover nobody', 'POST /verify nobody'])
})

const SESSION = { access_token: 'a', refresh_token: 'r', user: { id: 'u1' } }

/** A client whose auth service gives this answer, and what it was asked, with the body. */
function answering(answer: unknown, status = 200) {
	const asked: { line: string; body: Record<string, unknown> | undefined; token: unknown }[] = []
	let verifier: string | null = null
	const client = {
		auth: {
			async send(method: string, path: string, { token, body }: { token?: string | null; body?: object }) {
				asked.push({ line: `${method} ${path}`, body: body as Record<string, unknown>, token })
				return Response.json(answer, { status })
			},
		},
		keeper: { token: async () => 'mine', session: () => SESSION, reason: () => 'network' },
		sessions: {
			verifier: () => verifier,
			setVerifier: (next: string | null) => {
				verifier = next
			},
		},
		enter: vi.fn(),
	}
	return { account: new SupabaseAccount(client as unknown as Client), asked, client }
}

const challenge = { code_challenge: expect.any(String), code_challenge_method: 's256' }

test.each<[string, (account: SupabaseAccount) => Promise<unknown>, string, object | undefined]>([
	[
		'signing in',
		(account) => account.signIn('ana@x', 'senha'),
		'POST /token?grant_type=password',
		{ email: 'ana@x', password: 'senha' },
	],
	[
		'a new account',
		(account) => account.signUp('ana@x', 'senha'),
		'POST /signup',
		{ email: 'ana@x', password: 'senha', data: {}, ...challenge },
	],
	[
		'a code',
		(account) => account.sendCode('ana@x'),
		'POST /otp',
		{ email: 'ana@x', create_user: true, data: {}, ...challenge },
	],
	[
		'a forgotten password',
		(account) => account.recover('ana@x'),
		'POST /recover',
		{ email: 'ana@x', ...challenge },
	],
	[
		'a code that was typed',
		(account) => account.useCode('ana@x', '123456', 'recovery'),
		'POST /verify',
		{ email: 'ana@x', token: '123456', type: 'recovery' },
	],
	[
		'a link that was tapped',
		(account) => account.useLink('hash', 'invite'),
		'POST /verify',
		{ token_hash: 'hash', type: 'invite' },
	],
	[
		'a code of the platform’s link, which nobody asked for here',
		(account) => account.exchange('c1'),
		'POST /token?grant_type=pkce',
		{ auth_code: 'c1', code_verifier: '-' },
	],
	['a new password', (account) => account.setPassword('nova'), 'PUT /user', { password: 'nova' }],
	[
		'the same, with a code',
		(account) => account.setPassword('nova', '123'),
		'PUT /user',
		{ password: 'nova', nonce: '123' },
	],
	['a code for it', (account) => account.sendNonce(), 'GET /reauthenticate', undefined],
	['a new e-mail', (account) => account.setEmail('bia@x'), 'PUT /user', { email: 'bia@x', ...challenge }],
])('%s asks the auth service for just that', async (_, call, line, body) => {
	const { account, asked } = answering(SESSION)
	await call(account)
	expect(asked.map(({ line }) => line)).toEqual([line])
	expect(asked[0]?.body).toEqual(body)
	// What changes an account is asked in its person's name, what leads in in nobody's.
	expect(asked[0]?.token).toBe(/user|reauth/.test(line) ? 'mine' : null)
})

test('a session that came is entered, and nothing else is', async () => {
	const { account, client } = answering(SESSION)
	await account.signIn('ana@x', 'senha')
	expect(client.enter).toHaveBeenCalledWith(SESSION)
	expect(await account.signUp('ana@x', 'senha')).toBe('signed_in')
	expect(await account.useLink('hash', 'email')).toBe('signed_in')
	const none = answering({ access_token: 'a' })
	await expect(none.account.signIn('ana@x', 'senha')).rejects.toMatchObject({ code: 'server' })
	expect(await none.account.useLink('hash', 'email')).toBe('one_of_two')
	expect(none.client.enter).not.toHaveBeenCalled()
})

test.each([
	[{ identities: [] }, 'known'],
	[{ identities: [{}] }, 'confirm'],
	[{}, 'confirm'],
	[{ created_at: '2026-11-20T15:00:00Z', confirmation_sent_at: '2026-11-20T15:00:30Z' }, 'confirm'],
	[{ created_at: '2026-11-20T15:00:00Z', confirmation_sent_at: '2026-11-20T15:00:31Z' }, 'confirm_again'],
])('signing up, answered %j, is %s', async (answer, outcome) => {
	expect(await answering(answer).account.signUp('ana@x', 'senha')).toBe(outcome)
})

test('the secret of an e-mail is kept until its link was used, and not by a request that was refused', async () => {
	const { account, client, asked } = answering(SESSION)
	expect(await account.askedHere()).toBe(false)
	await account.sendCode('ana@x')
	expect(await account.askedHere()).toBe(true)
	const verifier = client.sessions.verifier()
	expect(verifier).toMatch(/^[0-9a-f]{112}$/)
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier!))
	expect(asked[0]?.body?.code_challenge).toBe(Buffer.from(digest).toString('base64url'))
	await account.exchange('c1')
	expect(asked[1]?.body?.code_verifier).toBe(verifier)
	expect(await account.askedHere()).toBe(false)
	const refused = answering({ code: 'over_email_send_rate_limit' }, 429)
	await expect(refused.account.sendCode('ana@x')).rejects.toMatchObject({ name: 'AuthRefusal' })
	expect(await refused.account.askedHere()).toBe(false)
})

test('links lead back to the page that asked, without its route; from disk they have nowhere to lead to', async () => {
	vi.stubGlobal('location', {
		protocol: 'https:',
		origin: 'https://painel.example',
		pathname: '/casa/',
		hash: '#/ajustes',
	})
	const { account, asked } = answering({})
	await account.recover('ana@x')
	vi.stubGlobal('location', { protocol: 'file:', origin: 'null', pathname: '/x.html' })
	await account.recover('ana@x')
	vi.unstubAllGlobals()
	expect(asked.map(({ line }) => line)).toEqual([
		'POST /recover?redirect_to=https%3A%2F%2Fpainel.example%2Fcasa%2F',
		'POST /recover',
	])
})

test('a page without TLS has no digests: the service takes the secret itself', async () => {
	const { account, asked, client } = answering({})
	const { getRandomValues } = crypto
	vi.stubGlobal('crypto', { getRandomValues: getRandomValues.bind(crypto) })
	await account.sendCode('ana@x')
	vi.unstubAllGlobals()
	expect(asked[0]?.body).toMatchObject({
		code_challenge: client.sessions.verifier(),
		code_challenge_method: 'plain',
	})
})

test('no network and no readable answer are told apart', async () => {
	const { account, client } = answering(null, 500)
	await expect(account.signIn('ana@x', 'senha')).rejects.toMatchObject({ code: 'server' })
	client.auth.send = () => Promise.reject(new TypeError('Failed to fetch'))
	await expect(account.signIn('ana@x', 'senha')).rejects.toMatchObject({
		code: 'network',
		detail: 'TypeError: Failed to fetch',
	})
})
