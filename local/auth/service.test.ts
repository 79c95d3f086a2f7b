import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { decodeJwt, SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Stack, startStack } from '../stack/index'
import { defaultSettings } from './settings'

interface Recorded {
	status: number
	body?: unknown
	keys?: string[]
	user_keys?: string[]
	location?: string
	'x-sb-error-code'?: string
}

/** What the real service answered (GoTrue 2.196), by the flow and step it was recorded in. */
const recorded = JSON.parse(
	readFileSync(new URL('../../fixtures/auth/answers.json', import.meta.url), 'utf8'),
) as Record<string, Recorded>

type Body = Record<string, unknown>
interface Answer {
	status: number
	body: Body
	code: string | null
	location: string | null
}

const PAGE = 'http://127.0.0.1:5173/'
const PASSWORD = 'Senha-bem-longa-1'
const MINUTE = 60_000

let stack: Stack
let settings: ReturnType<typeof defaultSettings>

beforeAll(async () => {
	stack = await startStack()
})
afterAll(() => stack.close())
beforeEach(() => {
	// A new hour of e-mails and requests for each test.
	stack.auth.advance(3_600_000)
	settings = Object.assign(stack.auth.settings, defaultSettings(PAGE), { templates: 'platform' })
})

async function ask(
	method: string,
	path: string,
	body?: unknown,
	headers: Record<string, string> = {},
): Promise<Answer> {
	const response = await fetch(/^http/.test(path) ? path : `${stack.url}/auth/v1${path}`, {
		method,
		redirect: 'manual',
		headers: {
			apikey: stack.publishable_key,
			'content-type': 'application/json',
			'x-supabase-api-version': '2024-01-01',
			...headers,
		},
		...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
	})
	const text = await response.text()
	return {
		status: response.status,
		body: text.startsWith('{') ? (JSON.parse(text) as Body) : {},
		code: response.headers.get('x-sb-error-code'),
		location: response.headers.get('location'),
	}
}

const bearer = (session: Body) => ({ authorization: `Bearer ${session.access_token}` })
const challengeOf = (verifier: string) => ({
	code_challenge: createHash('sha256').update(verifier).digest('base64url'),
	code_challenge_method: 's256',
})
const newAddress = () => `${randomUUID().slice(0, 8)}@casa.example`
const sent = (to: string) => stack.postOffice.lastTo(to)!
const emailsTo = (to: string) => stack.postOffice.emails.filter((email) => email.to === to).length
const asAdmin = () => ({ apikey: stack.secret_key })

const signUp = (email: string, more: object = challengeOf('v')) =>
	ask('POST', `/signup?redirect_to=${encodeURIComponent(PAGE)}`, { email, password: PASSWORD, ...more })
const sendLink = (email: string, more: object = challengeOf('v')) =>
	ask('POST', `/otp?redirect_to=${encodeURIComponent(PAGE)}`, { email, create_user: true, ...more })
const byPassword = (email: string, password = PASSWORD) =>
	ask('POST', '/token?grant_type=password', { email, password })
const refresh = (token: unknown) => ask('POST', '/token?grant_type=refresh_token', { refresh_token: token })
const exchange = (code: string | null, verifier: string) =>
	ask('POST', '/token?grant_type=pkce', { auth_code: code, code_verifier: verifier })
const codeIn = (answer: Answer) => new URL(answer.location!).searchParams.get('code')

/** Somebody with a confirmed account, signed in. */
async function member(email = newAddress()): Promise<{ email: string; id: string; session: Body }> {
	const made = await ask(
		'POST',
		'/admin/users',
		{ email, password: PASSWORD, email_confirm: true },
		asAdmin(),
	)
	return { email, id: made.body.id as string, session: (await byPassword(email)).body }
}

/** The same status, code, error and, of a success, the same fields. */
function isAsRecorded(answer: Answer, step: string): void {
	const real = recorded[step]
	if (!real) throw new Error(`Nothing was recorded as "${step}"`)
	const { body, keys, user_keys: userKeys, location } = real
	expect(answer.status, step).toBe(real.status)
	expect(answer.code, step).toBe(real['x-sb-error-code'] ?? (body && answer.code ? answer.code : null))
	if (body) expect(secondsAside(answer.body), step).toEqual(secondsAside(body as Body))
	if (keys) expect(fieldsOf(answer.body), step).toEqual(steady(keys))
	if (userKeys) expect(fieldsOf(answer.body.user as Body), step).toEqual(steady(userKeys))
	if (location) expect(secretsAside(answer.location ?? ''), step).toBe(secretsAside(location))
}

/** When which e-mail was last sent depends on the story before. */
const steady = (names: string[]) => names.filter((name) => !name.endsWith('_sent_at')).sort()
const fieldsOf = (body: Body) => steady(Object.keys(body))

const secondsAside = (body: Body): Body => ({
	...body,
	...('message' in body ? { message: String(body.message).replace(/\d+ seconds/, 'N seconds') } : {}),
})

const secretsAside = (address: string): string =>
	address
		.replace(/code=[0-9a-f-]{36}/, 'code=C')
		.replace(/access_token=[^&]*/, 'access_token=T')
		.replace(/refresh_token=[^&]*/, 'refresh_token=R')
		.replace(/expires_at=\d+/, 'expires_at=N')

describe('signing up', () => {
	test('gives no session before the address is confirmed, by the link in the e-mail', async () => {
		const email = newAddress()
		isAsRecorded(await signUp(email), '01-signup-confirm: signUp')
		isAsRecorded(await byPassword(email), '01-signup-confirm: signIn before confirmation')
		isAsRecorded(
			await byPassword(email, 'wrong-wrong'),
			'01-signup-confirm: signIn before confirmation, wrong password',
		)
		expect(sent(email)).toMatchObject({ subject: 'Confirm your email address', code: null })
		const back = await ask('GET', sent(email).link!)
		isAsRecorded(back, '01-signup-confirm: GET link')
		expect((await exchange(codeIn(back), 'v')).status).toBe(200)
		isAsRecorded(await ask('GET', sent(email).link!), '01-signup-confirm: GET link a second time')
		isAsRecorded(await byPassword(email), '01-signup-confirm: signIn with the first password')
	})

	test('again within a minute is refused, later keeps the first password', async () => {
		const email = newAddress()
		await signUp(email)
		isAsRecorded(await signUp(email), '01-signup-confirm: signUp again at once, other password')
		isAsRecorded(await ask('POST', '/resend', { type: 'signup', email }), '01-signup-confirm: resend at once')
		isAsRecorded(await sendLink(email), '01-signup-confirm: sendLink (otp) of an unconfirmed at once')
		const old = sent(email).link!
		stack.auth.advance(MINUTE)
		isAsRecorded(
			await signUp(email, { password: 'Outra-senha-9', ...challengeOf('w') }),
			'04f-expired: signUp again',
		)
		expect((await ask('GET', old)).location).toContain('otp_expired')
		const back = await ask('GET', sent(email).link!)
		expect((await exchange(codeIn(back), 'w')).status).toBe(200)
		isAsRecorded(await byPassword(email), '04f-expired: signIn first password')
		isAsRecorded(await byPassword(email, 'Outra-senha-9'), '04f-expired: signIn second password')
	})

	test('with an address that has an account shows nobody, and sends nothing', async () => {
		const { email } = await member()
		const answer = await signUp(email.toUpperCase())
		isAsRecorded(answer, '03-signup-existing: signUp of a confirmed address')
		expect(answer.body).toMatchObject({ identities: [], role: '', email })
		expect(emailsTo(email)).toBe(0)
	})

	test.each([
		['curta1', 'signUp password curta1/6'],
		['a'.repeat(73), 'signUp password aaaaaaaaa/73'],
		['é'.repeat(40), 'signUp password ééééééééé/40'],
		['        ', 'signUp password         /8'],
	])('judges the password %s', async (password, step) => {
		isAsRecorded(await signUp(newAddress(), { password }), `02-passwords-and-addresses: ${step}`)
	})

	test.each(['sem-arroba', 'ana@@casa.com.br', 'ana@exemplo..com'])(
		'judges the address %s',
		async (email) => {
			isAsRecorded(await signUp(email), `02-passwords-and-addresses: signUp address ${email}`)
		},
	)

	test('can be switched off: only who has an account gets a link', async () => {
		const { email } = await member()
		settings.signUps = false
		isAsRecorded(await signUp(newAddress()), '12-switches: signUp, sign-ups off')
		isAsRecorded(await sendLink(newAddress()), '12-switches: sendLink unknown, sign-ups off')
		isAsRecorded(await sendLink(email), '12-switches: sendLink known, sign-ups off')
	})

	test('leaves nobody behind when the e-mail cannot be sent', async () => {
		const email = newAddress()
		settings.emailWorks = false
		isAsRecorded(await signUp(email), '12b-smtp-down: signUp, mail server down')
		const { body } = await ask('GET', '/admin/users', undefined, asAdmin())
		expect((body.users as Body[]).map((one) => one.email)).not.toContain(email)
	})
})

describe('links and codes', () => {
	test('a link works once, in the browser that asked', async () => {
		const { email } = await member()
		isAsRecorded(await sendLink(email), '04-magic-link-code: sendLink')
		const link = sent(email).link!
		isAsRecorded(await ask('HEAD', link), '04-magic-link-code: HEAD link (mail scanner)')
		const back = await ask('GET', link)
		isAsRecorded(back, '04-magic-link-code: GET link')
		isAsRecorded(await ask('GET', link), '04-magic-link-code: GET link again')
		isAsRecorded(
			await exchange(codeIn(back), 'another'),
			'01b-signup-lost-verifier: exchange with a wrong verifier',
		)
		isAsRecorded(
			await exchange(codeIn(back), 'v'),
			'01b-signup-lost-verifier: exchange on the first device afterwards',
		)
		isAsRecorded(await exchange(codeIn(back), 'v'), '01b-signup-lost-verifier: exchange unknown code')
	})

	test('asking again within a minute is refused, and kills the link already sent', async () => {
		const { email } = await member()
		await sendLink(email)
		isAsRecorded(await sendLink(email, challengeOf('w')), '04-magic-link-code: sendLink again at once')
		const back = await ask('GET', sent(email).link!)
		expect(await exchange(codeIn(back), 'v')).toMatchObject({ status: 400, code: 'bad_code_verifier' })
	})

	test('a second e-mail ends the first one’s link, an hour ends any', async () => {
		const { email } = await member()
		await sendLink(email)
		const first = sent(email).link!
		stack.auth.advance(MINUTE)
		await sendLink(email, challengeOf('w'))
		isAsRecorded(await ask('GET', first), '04c-two-links: open link 1 (older mail)')
		stack.auth.advance(61 * MINUTE)
		isAsRecorded(await ask('GET', sent(email).link!), '04f-expired: expired magic link (pkce)')
	})

	test('a code works on any device, for signing up and signing in alike, once', async () => {
		settings.templates = 'painel'
		const email = newAddress()
		await signUp(email)
		const check = (token: string | null) => ask('POST', '/verify', { email, token, type: 'email' })
		const { code } = sent(email)
		isAsRecorded(await check(code === '000000' ? '000001' : '000000'), '04e-codes: verifyOtp wrong')
		const session = await check(code)
		isAsRecorded(session, '04e-codes: verifyOtp type email (sign-up code), another device')
		isAsRecorded(await check(code), '04e-codes: again')
		stack.auth.advance(MINUTE)
		await sendLink(email)
		const again = await check(sent(email).code)
		isAsRecorded(again, '04e-codes: verifyOtp magic code type email')
		expect(decodeJwt(again.body.access_token as string).amr).toMatchObject([{ method: 'otp' }])
	})

	test('a link with a hash needs nothing of the browser that asked', async () => {
		settings.templates = 'painel'
		const { email } = await member()
		await sendLink(email)
		const { searchParams, origin } = new URL(sent(email).link!)
		expect(origin).toBe(new URL(PAGE).origin)
		const used = { token_hash: searchParams.get('token_hash'), type: searchParams.get('type') }
		isAsRecorded(
			await ask('POST', '/verify', used),
			'04e-codes: verifyOtp token_hash, another device (no verifier needed)',
		)
		isAsRecorded(await ask('POST', '/verify', used), '01-signup-confirm: POST token_hash (used)')
	})

	test('links lead back to where the page asked, and nowhere that is not allowed', async () => {
		const lead = async (wanted: string) => {
			const email = newAddress()
			await ask('POST', `/otp?redirect_to=${encodeURIComponent(wanted)}`, { email, ...challengeOf('v') })
			return secretsAside((await ask('GET', sent(email).link!)).location!)
		}
		expect(await lead('http://127.0.0.1:5199/painel/')).toBe('http://127.0.0.1:5199/painel/?code=C')
		expect(await lead('http://localhost:5173/')).toBe('http://localhost:5173/?code=C')
		expect(await lead(`${PAGE}?tv=1`)).toBe(`${PAGE}?tv=1&code=C`)
		expect(await lead('https://evil.example/')).toBe(`${PAGE}?code=C`)
		expect(await lead('javascript:alert(1)')).toBe(`${PAGE}?code=C`)
	})

	test('bad links say so', async () => {
		const path = (token: string) =>
			`/verify?token=${token}&type=magiclink&redirect_to=${encodeURIComponent(PAGE)}`
		isAsRecorded(await ask('GET', path('garbage')), '04-magic-link-code: GET garbage link')
		isAsRecorded(await ask('GET', path('pkce_garbage')), '04-magic-link-code: GET garbage pkce link')
		const none = await ask('GET', '/verify?type=magiclink', undefined, { 'x-supabase-api-version': '' })
		isAsRecorded(none, '04-magic-link-code: GET no token')
	})

	test('a link for a stranger is an invitation to an account, unless that is not wanted', async () => {
		const email = newAddress()
		isAsRecorded(
			await ask('POST', '/otp', { email, create_user: false }),
			'04-magic-link-code: shouldCreateUser false, unknown',
		)
		isAsRecorded(await sendLink(email), '04-magic-link-code: sendLink to an unknown address')
		expect(sent(email).subject).toBe('Confirm your email address')
	})
})

describe('sessions', () => {
	test('an access token has the real claims', async () => {
		const { session, email, id } = await member()
		const claims = decodeJwt(session.access_token as string)
		expect(claims).toMatchObject({
			iss: `${stack.url}/auth/v1`,
			sub: id,
			aud: 'authenticated',
			email,
			phone: '',
			app_metadata: { provider: 'email', providers: ['email'] },
			user_metadata: { email, email_verified: true, phone_verified: false, sub: id },
			role: 'authenticated',
			aal: 'aal1',
			amr: [{ method: 'password', timestamp: expect.any(Number) }],
			session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
			is_anonymous: false,
		})
		expect(claims.exp! - claims.iat!).toBe(3600)
		expect(session.refresh_token).toMatch(/^[a-z0-9]{12}$/)
	})

	test('a refresh gives a new token; the one before it gives the same, for tabs that ask at once', async () => {
		const { session } = await member()
		const first = await refresh(session.refresh_token)
		isAsRecorded(first, '06-refresh: refresh 1')
		const [again, more] = await Promise.all([refresh(session.refresh_token), refresh(session.refresh_token)])
		for (const one of [again!, more!]) expect(one.body.refresh_token).toBe(first.body.refresh_token)
		const ids = [session, first.body].map((one) => decodeJwt(one.access_token as string).session_id)
		expect(new Set(ids).size).toBe(1)
	})

	test('an old refresh token ends the session, ten seconds later for its owner', async () => {
		const { session } = await member()
		const second = await refresh(session.refresh_token)
		const third = await refresh(second.body.refresh_token)
		stack.auth.advance(11_000)
		isAsRecorded(
			await refresh(session.refresh_token),
			'06-refresh: grandparent outside 10 s (active grandchild)',
		)
		isAsRecorded(
			await refresh(third.body.refresh_token),
			'06-refresh: the active one after reuse was detected',
		)
		isAsRecorded(
			await ask('GET', '/user', undefined, bearer(session)),
			'06-refresh: user with the access token of that family',
		)
	})

	test.each([
		['nonsense', '06-refresh: nonsense'],
		['', '06-refresh: empty'],
		['aaaaaaaaaaaa', '07-signout: A’s refresh'],
	])('the refresh token "%s" is refused', async (token, step) => {
		isAsRecorded(await refresh(token), step)
	})

	test('signing out ends this session, the others, or all', async () => {
		const { email, session: a } = await member()
		const [b, c] = [(await byPassword(email)).body, (await byPassword(email)).body]
		const out = (session: Body, scope: string) => ask('POST', `/logout?scope=${scope}`, '', bearer(session))
		isAsRecorded(await out(a, 'local'), '07-signout: A signOut local')
		isAsRecorded(await ask('GET', '/user', undefined, bearer(a)), '07-signout: A’s access token at /user')
		isAsRecorded(await refresh(a.refresh_token), '07-signout: A’s refresh')
		isAsRecorded(await out(a, 'local'), '07-signout: A logout again')
		isAsRecorded(await ask('GET', '/user', undefined, bearer(b)), '07-signout: B still good')
		isAsRecorded(await out(b, 'others'), '07-signout: B signOut others')
		isAsRecorded(await refresh(c.refresh_token), '07-signout: C refreshSession')
		isAsRecorded(await out(b, 'global'), '07-signout: B signOut global')
		isAsRecorded(await refresh(b.refresh_token), '07-signout: B’s refresh')
	})

	test('a banned person is told so, a deleted one is gone', async () => {
		const { email, id, session } = await member()
		const admin = (method: string, body: object) => ask(method, `/admin/users/${id}`, body, asAdmin())
		await admin('PUT', { ban_duration: '24h' })
		isAsRecorded(await ask('GET', '/user', undefined, bearer(session)), '10-deleted-banned: banned: user')
		isAsRecorded(await refresh(session.refresh_token), '10-deleted-banned: banned: refresh')
		isAsRecorded(await byPassword(email), '10-deleted-banned: banned: signIn')
		isAsRecorded(await sendLink(email), '10-deleted-banned: banned: sendLink')
		await admin('PUT', { ban_duration: 'none' })
		isAsRecorded(await refresh(session.refresh_token), '10-deleted-banned: unbanned: refresh')
		isAsRecorded(await admin('DELETE', {}), '10-deleted-banned: admin delete')
		isAsRecorded(await ask('GET', '/user', undefined, bearer(session)), '10-deleted-banned: deleted: user')
		isAsRecorded(await refresh(session.refresh_token), '10-deleted-banned: deleted: refresh')
		isAsRecorded(await byPassword(email), '10-deleted-banned: deleted: signIn')
		isAsRecorded(await ask('GET', '/admin/users'), '10-deleted-banned: admin with the publishable key')
	})

	test('bad tokens are judged as the real service does', async () => {
		const { session } = await member()
		const claims = decodeJwt(session.access_token as string)
		const forge = (changes: object, secret = stack.jwtSecret) =>
			new SignJWT({ ...claims, ...changes })
				.setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
				.sign(new TextEncoder().encode(secret))
		const user = async (token: string) => ask('GET', '/user', undefined, { authorization: `Bearer ${token}` })
		isAsRecorded(await user(await forge({ exp: claims.iat! - 1 })), '09-tokens: expired 1 s')
		isAsRecorded(await user(await forge({ iat: claims.exp! })), '09-tokens: iat 1 h ahead')
		isAsRecorded(await user(await forge({ nbf: claims.exp! })), '09-tokens: nbf ahead')
		isAsRecorded(await user(await forge({}, 'x'.repeat(40))), '09-tokens: wrong signature')
		isAsRecorded(await user('nonsense'), '09-tokens: not a JWT')
		isAsRecorded(await user(stack.publishable_key), '09-tokens: user without token (publishable only)')
		isAsRecorded(await user(await forge({ session_id: undefined })), '09-tokens: no session_id')
		isAsRecorded(await user(await forge({ session_id: randomUUID() })), '09-tokens: unknown session_id')
		isAsRecorded(await user(await forge({ sub: randomUUID() })), '09-tokens: sub unknown')
	})
})

describe('changing an account', () => {
	const put = (session: Body, body: object) =>
		ask('PUT', `/user?redirect_to=${encodeURIComponent(PAGE)}`, body, bearer(session))

	test('a new password, of a fresh session at once, of an old one with a code', async () => {
		const { session, email } = await member()
		isAsRecorded(await put(session, { password: PASSWORD }), '08-user-update: updateUser same password')
		isAsRecorded(await put(session, { password: '123' }), '08-user-update: updateUser weak')
		isAsRecorded(
			await put(session, { password: 'Fresca-senha-2' }),
			'08-user-update: updateUser password, session is fresh',
		)
		stack.auth.advance(25 * 60 * MINUTE)
		const { body: old } = await refresh(session.refresh_token)
		isAsRecorded(
			await put(old, { password: PASSWORD }),
			'08b-reauth-and-codes: updateUser password without nonce',
		)
		isAsRecorded(
			await ask('GET', '/reauthenticate', undefined, bearer(old)),
			'08b-reauth-and-codes: reauthenticate',
		)
		const nonce = sent(email).code!
		expect(sent(email).subject).toBe(`${nonce} is your verification code`)
		isAsRecorded(
			await put(old, { password: PASSWORD, nonce: nonce === '000000' ? '000001' : '000000' }),
			'08b-reauth-and-codes: wrong nonce',
		)
		isAsRecorded(await put(old, { password: PASSWORD, nonce }), '08b-reauth-and-codes: right nonce')
	})

	test('a new address, when both agree', async () => {
		const { session, email } = await member()
		const wanted = newAddress()
		const taken = await member()
		isAsRecorded(
			await put(session, { email: taken.email, ...challengeOf('v') }),
			'08-user-update: updateUser email to a taken one',
		)
		isAsRecorded(
			await put(session, { email: wanted, ...challengeOf('v') }),
			'08-user-update: updateUser email',
		)
		isAsRecorded(await ask('GET', sent(wanted).link!), '08-user-update: first link (new address)')
		isAsRecorded(await ask('GET', sent(email).link!), '08-user-update: second link (old address)')
		const user = await ask('GET', '/user', undefined, bearer(session))
		isAsRecorded(user, '08-user-update: user now')
		expect(user.body.email).toBe(wanted)
		expect(decodeJwt((await refresh(session.refresh_token)).body.access_token as string).email).toBe(wanted)
	})

	test('by our own links, too', async () => {
		settings.templates = 'painel'
		const { session, email } = await member()
		const wanted = newAddress()
		await put(session, { email: wanted, ...challengeOf('v') })
		const agree = (one: string) =>
			ask('POST', '/verify', {
				token_hash: new URL(sent(one).link!).searchParams.get('token_hash'),
				type: 'email_change',
			})
		expect((await agree(email)).body).toMatchObject({ msg: expect.stringContaining('other email') })
		expect((await agree(wanted)).body.user).toMatchObject({ email: wanted })
	})

	test('a forgotten password, by link or code', async () => {
		const { email } = await member()
		const recover = (to: string) => ask('POST', '/recover', { email: to, ...challengeOf('v') })
		isAsRecorded(await recover(email), '05-recovery: resetPasswordForEmail')
		isAsRecorded(await recover(newAddress()), '05-recovery: unknown address')
		const back = await ask('GET', sent(email).link!)
		const session = await exchange(codeIn(back), 'v')
		isAsRecorded(session, '05-recovery: exchange')
		expect(decodeJwt(session.body.access_token as string).amr).toMatchObject([{ method: 'recovery' }])
		isAsRecorded(
			await put(session.body, { password: 'Nova-senha-boa-3' }),
			'05-recovery: updateUser password after recovery',
		)
		isAsRecorded(await byPassword(email, 'Nova-senha-boa-3'), '05-recovery: signIn new password')
		settings.templates = 'painel'
		stack.auth.advance(MINUTE)
		await recover(email)
		const used = { email, token: sent(email).code, type: 'recovery' }
		expect((await ask('POST', '/verify', used)).status).toBe(200)
	})
})

describe('limits', () => {
	// The clock stands: on a slow machine, thirty requests would take long enough for another one to be allowed.
	beforeEach(() => {
		vi.useFakeTimers({ toFake: ['Date'] })
	})
	afterEach(() => {
		vi.useRealTimers()
	})

	test('the project has so many e-mails an hour', async () => {
		settings.emailsPerHour = 2
		for (const turn of [0, 1, 2])
			isAsRecorded(await signUp(newAddress()), `11-rate-limits: signUp ${turn} (mail budget 2/h)`)
		isAsRecorded(await sendLink(newAddress()), '11-rate-limits: otp (mail budget gone)')
		stack.auth.advance(61 * MINUTE)
		expect((await signUp(newAddress())).status).toBe(200)
	})

	test.each([
		['otp flood', 30, () => sendLink('sem-arroba')],
		[
			'verify flood',
			30,
			() => ask('POST', '/verify', { type: 'email', email: 'a@casa.example', token: '000000' }),
		],
		['refresh flood', 30, () => refresh('nonsense')],
	])('%s', async (step, burst, request) => {
		for (let i = 0; i < burst; i++) expect((await request()).status).not.toBe(429)
		isAsRecorded(await request(), `11-rate-limits: ${step}`)
	})

	test('passwords and refreshes share one account', async () => {
		for (let i = 0; i < 30; i++) await refresh('nonsense')
		isAsRecorded(await byPassword('a@casa.example'), '11-rate-limits: password flood')
		stack.auth.advance(2_000)
		expect((await byPassword('a@casa.example')).status).toBe(400)
	})
})

test('keys, paths and bodies are judged in front of it all', async () => {
	isAsRecorded(await ask('GET', '/settings', undefined, { apikey: '' }), '00-settings: no apikey')
	isAsRecorded(await ask('GET', '/settings', undefined, { apikey: 'x' }), '00-settings: wrong apikey')
	isAsRecorded(await ask('GET', '/health'), '00-settings: health')
	isAsRecorded(await ask('GET', '/nothing'), '00-settings: unknown path')
	isAsRecorded(await ask('DELETE', '/settings'), '00-settings: wrong method')
	isAsRecorded(await ask('POST', '/token?grant_type=magic', {}), '00-settings: unknown grant')
	const wrong = { email: 'x@casa.example', password: 'y' }
	isAsRecorded(
		await ask('POST', '/token?grant_type=password', wrong, { 'x-supabase-api-version': '' }),
		'00-settings: error body without api version',
	)
	expect((await ask('POST', '/token?grant_type=password', '{nope')).code).toBe('bad_json')
})
