import { afterEach, describe, expect, it, vi } from 'vitest'
import {
	ConfigError,
	type ConfigProblem,
	checkConfig,
	configFrom,
	configStorageKey,
	isSecretKey,
	readConfig,
} from './config'
import { checkConfig as checkWithAdvice } from './config-advice'
import { clearStoredConfig, probe, storeConfig } from './config-setup'

const url = 'https://abcd.supabase.co'
const key = 'sb_publishable_Zm9v-bar_1'
const jwt = (claims: object) =>
	`eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`

function problemOf(supabaseUrl: unknown, publishableKey: unknown): ConfigProblem | 'none' {
	try {
		checkConfig({ supabaseUrl, publishableKey })
		return 'none'
	} catch (error) {
		expect(error).toBeInstanceOf(ConfigError)
		return (error as ConfigError).problem
	}
}

describe('checkConfig', () => {
	it('takes a project URL with a publishable key, or a legacy anon key', () => {
		expect(checkConfig({ supabaseUrl: ` ${url}/ `, publishableKey: `${key}\n` })).toEqual({
			supabaseUrl: url,
			publishableKey: key,
		})
		expect(problemOf(url, jwt({ role: 'anon', iss: 'supabase' }))).toBe('none')
	})

	it('reads the role of a key as base64url has it, and takes what is no JWT for none', () => {
		// Letters that only base64url writes: `-` and `_`.
		const odd = jwt({ role: 'service_role', name: '~~~???>>>ÿÿ' })
		expect(odd.split('.')[1]).toMatch(/[-_]/)
		expect(isSecretKey(odd)).toBe(true)
		for (const key of [
			'a.b',
			`${odd}.more`,
			'a..c',
			'a.b.c',
			`a.${Buffer.from('null').toString('base64url')}.c`,
		])
			expect(isSecretKey(key)).toBe(false)
		expect(isSecretKey(jwt({}))).toBe(false)
		expect(isSecretKey(jwt({ role: 1 }))).toBe(false)
	})

	it('takes both empty as no server', () => {
		expect(checkConfig({})).toBeNull()
		expect(checkConfig({ supabaseUrl: ' ', publishableKey: '' })).toBeNull()
	})

	it.each([
		['sb_secret_abc'],
		[' SB_SECRET_abc'],
		[jwt({ role: 'service_role' })],
		[jwt({ role: 'supabase_admin' })],
	])('refuses the secret key %s, wherever it was put', (secret) => {
		expect(isSecretKey(secret)).toBe(true)
		expect(problemOf(url, secret)).toBe('key_secret')
		expect(problemOf(secret, key)).toBe('key_secret')
		expect(problemOf('nonsense', secret)).toBe('key_secret')
	})

	it('never repeats the key in its message', () => {
		const secret = { supabaseUrl: url, publishableKey: 'sb_secret_hunter2' }
		expect(() => checkWithAdvice(secret)).toThrow(/SECRET key/)
		for (const check of [checkConfig, checkWithAdvice]) expect(() => check(secret)).not.toThrow(/hunter2/)
	})

	it.each<[string, ConfigProblem]>([
		['abcd', 'url_unfit'],
		['abcd.supabase.co', 'url_unfit'],
		['https://abcd.supabase.co/rest/v1', 'url_unfit'],
		['https://user:pass@abcd.supabase.co', 'url_unfit'],
		['https://abcd.supabase.co?x=1', 'url_unfit'],
		['https://supabase.com/dashboard/project/abcd', 'url_unfit'],
		['https://supabase.com', 'url_unfit'],
		['https://a;script-src', 'url_unfit'],
		['https://a*.example', 'url_unfit'],
		['ftp://abcd.supabase.co', 'url_unfit'],
		['javascript:alert(1)', 'url_unfit'],
		['http://abcd.supabase.co', 'url_insecure'],
		['http://127.0.0.1.evil.example', 'url_insecure'],
	])('refuses the URL %s', (bad, problem) => {
		expect(problemOf(bad, key)).toBe(problem)
	})

	it.each([
		'http://127.0.0.1:54321',
		'http://localhost:54321',
		'http://[::1]:54321',
		'http://192.168.0.7',
		'http://nas.local:8000',
	])('takes %s, since it stays at home', (local) => {
		expect(checkConfig({ supabaseUrl: local, publishableKey: key })?.supabaseUrl).toBe(local)
	})

	it('passes on the embedded stack’s demo account, and no other server’s', () => {
		const demo = { email: 'demo@painel.local', password: 'demo' }
		expect(checkConfig({ supabaseUrl: 'http://127.0.0.1:54321', publishableKey: key, demo })?.demo).toEqual(
			demo,
		)
		expect(checkConfig({ supabaseUrl: url, publishableKey: key, demo })?.demo).toBeUndefined()
		expect(
			checkConfig({ supabaseUrl: 'http://localhost', publishableKey: key, demo: 'x' })?.demo,
		).toBeUndefined()
	})

	it.each(['your-key', 'sb_publishable_…', 'sb_publishable_', jwt({ sub: 'x' }), 'a.b.c'])(
		'refuses the key %s',
		(bad) => {
			expect(problemOf(url, bad)).toBe('key_unfit')
		},
	)

	it('asks for the missing half, and refuses what is no text', () => {
		expect(problemOf(url, '')).toBe('key_missing')
		expect(problemOf('', key)).toBe('url_missing')
		expect(problemOf(7, key)).toBe('url_unfit')
		expect(problemOf(url, {})).toBe('key_unfit')
	})
})

describe('configFrom', () => {
	const other = { supabaseUrl: 'https://other.supabase.co', publishableKey: key }
	const third = { supabaseUrl: 'https://third.supabase.co', publishableKey: key }
	const stored = JSON.stringify(other)

	it('prefers config.js, then what the setup screen kept, then the build', () => {
		expect(
			configFrom({ script: { supabaseUrl: url, publishableKey: key }, stored, build: third })?.supabaseUrl,
		).toBe(url)
		expect(configFrom({ script: {}, stored, build: third })?.supabaseUrl).toBe(other.supabaseUrl)
		expect(configFrom({ script: undefined, stored: null, build: third })?.supabaseUrl).toBe(third.supabaseUrl)
		expect(configFrom({ script: undefined, stored: null, build: {} })).toBeNull()
	})

	it('does not fall back from a source that is wrong: the person must learn of it', () => {
		expect(() => configFrom({ script: { supabaseUrl: url }, stored, build: third })).toThrow(ConfigError)
		expect(() => configFrom({ script: 'x', stored: null, build: {} })).toThrow(ConfigError)
	})

	it.each(['{', '7', 'null', '"x"', ''])('ignores the storage content %j', (junk) => {
		expect(configFrom({ script: undefined, stored: junk, build: {} })).toBeNull()
	})
})

describe('in a browser', () => {
	const open = (protocol: string) => {
		const kept = new Map<string, string>()
		vi.stubGlobal('location', { protocol })
		vi.stubGlobal('localStorage', {
			getItem: (name: string) => kept.get(name) ?? null,
			setItem: (name: string, value: string) => kept.set(name, value),
			removeItem: (name: string) => kept.delete(name),
		})
		return kept
	}
	afterEach(() => vi.unstubAllGlobals())

	it('keeps the setup screen’s answer for a page opened from disk', () => {
		const kept = open('file:')
		storeConfig({ supabaseUrl: `${url}/`, publishableKey: key })
		expect(kept.has(configStorageKey)).toBe(true)
		expect(readConfig()).toEqual({ supabaseUrl: url, publishableKey: key })
		clearStoredConfig()
		expect(readConfig()).toBeNull()
	})

	it('keeps nothing unfit', () => {
		const kept = open('file:')
		expect(() => storeConfig({ supabaseUrl: url, publishableKey: 'sb_secret_x' })).toThrow(ConfigError)
		expect(kept.size).toBe(0)
	})

	it('ignores storage on a hosted page, where only its host decides', () => {
		const kept = open('https:')
		kept.set(configStorageKey, JSON.stringify({ supabaseUrl: url, publishableKey: key }))
		expect(readConfig()).toBeNull()
	})
})

describe('probe', () => {
	const config = { supabaseUrl: url, publishableKey: key }
	it('asks the project with the public key', async () => {
		const asked: unknown[] = []
		const request = async (...args: unknown[]) => {
			asked.push(...args)
			return new Response('{}')
		}
		expect(await probe(config, request as typeof fetch)).toBe('ok')
		expect(asked).toEqual([`${url}/auth/v1/settings`, { headers: { apikey: key } }])
	})

	it.each([
		[401, 'refused'],
		[403, 'refused'],
		[404, 'unreachable'],
		[540, 'unreachable'],
	])('reads the answer %i as %s', async (status, answer) => {
		expect(await probe(config, async () => new Response(null, { status }))).toBe(answer)
	})

	it('reads silence as unreachable', async () => {
		expect(await probe(config, async () => Promise.reject(new TypeError('Failed to fetch')))).toBe(
			'unreachable',
		)
	})
})
