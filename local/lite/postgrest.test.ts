import { readFileSync } from 'node:fs'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AuthService } from '../auth/service'
import { defaultSettings } from '../auth/settings'
import { type Database, openDatabase } from '../database/index'
import { Faults } from '../faults/faults'
import { createApi } from '../http/api'
import { PostOffice } from '../http/post-office'
import { Gateway } from '../http/server'
import type { RealtimeEndpoint } from '../realtime/endpoint'
import { deriveKeys, makeJwtSecret } from '../stack/keys'

/** One request and what PostgREST 16.2 answered to it. */
interface Fact {
	fact: string
	request: string
	as?: 'service_role'
	headers?: Record<string, string>
	prefer?: string
	body?: unknown
	/** A body as it is on the wire; `bytes` in hex. */
	text?: string
	bytes?: string
	answer: Expected
	/** What the embedded REST answers where it differs, and why nothing depends on that. */
	here?: Expected
	because?: string
}
interface Expected {
	status: number
	body?: unknown
	/** Part of the error's message; part of the whole text. */
	says?: string
	holds?: string
	[header: string]: unknown
}

const read = (name: string) => readFileSync(new URL(`../../fixtures/rest/${name}`, import.meta.url), 'utf8')
const facts = read('answers.jsonl')
	.trimEnd()
	.split('\n')
	.map((line) => JSON.parse(line) as Fact)

const jwtSecret = makeJwtSecret()
const keys = deriveKeys(jwtSecret)
let database: Database
let gateway: Gateway
let url: string

beforeAll(async () => {
	const migrations = [{ version: '1', name: 'facts', sql: read('schema.sql') }]
	database = await openDatabase({ data: 'memory', migrations })
	gateway = new Gateway()
	url = await gateway.listen(0)
	const auth = new AuthService({
		database,
		jwtSecret,
		keys,
		url,
		postOffice: new PostOffice(),
		settings: defaultSettings(url),
	})
	const api = await createApi({ database, jwtSecret, keys, auth })
	gateway.serve({ api, faults: new Faults(), realtime: null as unknown as RealtimeEndpoint })
})
afterAll(async () => {
	await gateway?.close()
	await database?.close()
})

async function ask(request: string, init: Omit<RequestInit, 'headers'> & { headers?: object } = {}) {
	const [method, path] = request.split(' ') as [string, string]
	const response = await fetch(`${url}/rest/v1${path}`, {
		...init,
		method,
		headers: {
			apikey: keys.publishableKey,
			...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
			...init.headers,
		},
	})
	const text = await response.text()
	return {
		status: response.status,
		body: parsed(text),
		text,
		range: response.headers.get('content-range'),
		applied: response.headers.get('preference-applied'),
		type: response.headers.get('content-type'),
		challenge: response.headers.get('www-authenticate'),
	}
}

function parsed(text: string): unknown {
	try {
		return text === '' ? null : JSON.parse(text)
	} catch {
		return text
	}
}

function askFor({ request, as, headers, prefer, body, text, bytes }: Fact) {
	const sent = bytes
		? Buffer.from(bytes, 'hex')
		: (text ?? (body === undefined ? undefined : JSON.stringify(body)))
	const service = { apikey: keys.secretKey, authorization: `Bearer ${keys.secretKey}` }
	return ask(request, {
		...(sent === undefined ? {} : { body: sent }),
		headers: { ...(prefer ? { prefer } : {}), ...(as ? service : {}), ...headers },
	})
}

const matching = ({ says, holds, body, ...rest }: Expected) => ({
	...rest,
	...(body === undefined
		? {}
		: { body: says ? { ...(body as object), message: expect.stringContaining(says) } : body }),
	...(holds === undefined ? {} : { text: expect.stringContaining(holds) }),
})

describe('as PostgREST answers', () => {
	test.each(facts.filter((fact) => !fact.here))('$fact', async (fact) => {
		expect(await askFor(fact)).toMatchObject(matching(fact.answer))
	})

	test('an array of 1,500 comes back whole, a list of 1,500 in one JSON too', async () => {
		const rows = Array.from({ length: 1500 }, (_, i) => ({ msg: `c${i}`, flag: true }))
		const inserted = await ask('POST /items?select=msg', {
			body: JSON.stringify(rows),
			headers: { prefer: 'return=representation,count=exact' },
		})
		expect(inserted).toMatchObject({ status: 201, range: '*/1500' })
		expect(inserted.body).toHaveLength(1500)
		expect((await ask('GET /rpc/bigjson?n=1500')).body).toHaveLength(1500)
	})

	test('an array with a bad row stores none', async () => {
		const rows = [
			{ msg: 'at1', flag: true },
			{ msg: null, flag: true },
		]
		expect(await ask('POST /items', { body: JSON.stringify(rows) })).toMatchObject({ status: 400 })
		expect((await ask('GET /items?msg=eq.at1')).body).toEqual([])
	})

	test('cookies are no headers', async () => {
		const { body } = await ask('GET /rpc/ctx', { headers: { cookie: 'a=b', 'x-agent-token': 'T' } })
		expect((body as { headers: object }).headers).toMatchObject({ 'x-agent-token': 'T' })
		expect((body as { headers: object }).headers).not.toHaveProperty('cookie')
	})

	test('nobody is told what to bring, somebody is refused', async () => {
		const body = JSON.stringify({ msg: 'r', owner: '22222222-2222-2222-2222-222222222222' })
		const headers = { authorization: `Bearer ${await token()}` }
		expect(await ask('POST /items', { body, headers })).toMatchObject({ status: 403, challenge: null })
		expect(await ask('POST /rpc/secret', { body: '{}' })).toMatchObject({ status: 401, challenge: 'Bearer' })
	})
})

describe('otherwise than PostgREST', () => {
	test.each(facts.filter((fact) => fact.here))('$fact', async (fact) => {
		const answer = await askFor(fact)
		expect(answer).toMatchObject(matching(fact.here!))
		expect(() => expect(answer).toMatchObject(matching(fact.answer))).toThrow()
	})

	test('is listed for readers, each with its reason', () => {
		const listed = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
		for (const { fact, because } of facts.filter((one) => one.here)) {
			expect(listed, fact).toContain(`| ${fact} |`)
			expect(listed, fact).toContain(because)
		}
	})
})

const now = () => Math.floor(Date.now() / 1000)
const SUB = '11111111-1111-1111-1111-111111111111'

function token(claims: Record<string, unknown> = {}): Promise<string> {
	return new SignJWT({ role: 'authenticated', sub: SUB, exp: now() + 600, ...claims })
		.setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
		.sign(new TextEncoder().encode(jwtSecret))
}

/** The role that the request runs as, or the error's code and the beginning of its message. */
const tokens: [string, string, Record<string, unknown> | ((good: string) => string), string][] = [
	['good', 'authenticated', {}, ''],
	['after "bearer" in small letters', 'authenticated', (good) => `bearer ${good}`, ''],
	['20 s over', 'authenticated', { exp: -20 }, ''],
	['60 s over', 'PGRST303', { exp: -60 }, 'JWT expired'],
	['of 20 s ahead', 'authenticated', { iat: 20 }, ''],
	['of a minute ahead', 'PGRST303', { iat: 60 }, 'JWT issued at future'],
	['that is not valid yet', 'PGRST303', { nbf: 60 }, 'JWT not yet valid'],
	['with a fraction for its end', 'PGRST303', { exp: 100.5 }, 'JWT expired'],
	['with a text for its end', 'PGRST303', { exp: 'x' }, "The JWT 'exp' claim must be a number"],
	['without end', 'authenticated', { exp: undefined }, ''],
	['without role', 'anon', { role: undefined }, ''],
	['of an unknown role', '22023', { role: 'nosuchrole' }, 'role "nosuchrole" does not exist'],
	[
		'of a role that is not granted',
		'42501',
		{ role: 'postgres' },
		'permission denied to set role "postgres"',
	],
	['with another signature', 'PGRST301', (good) => `Bearer ${good}x`, 'No suitable key or wrong key type'],
	['that is none', 'PGRST301', () => 'Bearer garbage', 'Expected 3 parts in JWT; got 1'],
	['of another kind is nobody', 'anon', () => 'Basic YTpi', ''],
	['without "Bearer" is nobody', 'anon', (good) => good, ''],
	['that is empty is nobody', 'anon', () => 'Bearer ', ''],
]

test.each(tokens)('a token %s: %s', async (_, outcome, claims, says) => {
	const relative = (value: unknown) => (typeof value === 'number' ? now() + value : value)
	const authorization =
		typeof claims === 'function'
			? claims(await token())
			: `Bearer ${await token(Object.fromEntries(Object.entries(claims).map(([k, v]) => [k, relative(v)])))}`
	const { status, body } = await ask('GET /rpc/ctx', { headers: { authorization } })
	const { role, code, message = '' } = body as { role?: string; code?: string; message?: string }
	expect(role ?? code).toBe(outcome)
	expect(message).toContain(says)
	expect(status).toBe(role ? 200 : code === '42501' ? 403 : 401)
})
