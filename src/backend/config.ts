/** Where the page's Supabase project is. Both values are public. */
export interface PainelConfig {
	/** Origin only, without a trailing slash, e.g. `https://abcd.supabase.co`. */
	supabaseUrl: string
	publishableKey: string
	/** The demo account of the embedded stack, offered at sign-in; only ever for a server on this machine. */
	demo?: { email: string; password: string }
}

/** Closed set of what can be wrong with a configuration. */
export type ConfigProblem =
	| 'url_missing'
	| 'url_unfit'
	| 'url_insecure'
	| 'key_missing'
	| 'key_secret'
	| 'key_unfit'

/** The page has words for each problem; programs say it by `checkConfig` of config-advice.ts. */
export class ConfigError extends Error {
	override name = 'ConfigError'
	constructor(
		readonly problem: ConfigProblem,
		message: string = problem,
	) {
		super(message)
	}
}

/** Browser storage of the setup screen, used only where the page was opened from disk. */
export const configStorageKey = 'painel.config'

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/
const privateHost =
	/^(localhost|127(\.\d+){3}|\[::1\]|10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|[a-z0-9-]+\.local)$/

/** The role that a JWT claims, unverified; null when it isn't one. */
function roleOfJwt(key: string): string | null {
	const parts = key.split('.')
	if (parts.length !== 3 || !parts[1]) return null
	try {
		const claims: unknown = JSON.parse(atob(parts[1].replaceAll('-', '+').replaceAll('_', '/')))
		const role = (claims as { role?: unknown } | null)?.role
		return typeof role === 'string' ? role : null
	} catch {
		return null
	}
}

/** True for a key that must never reach a browser: `sb_secret_…`, or a JWT of another role than `anon`. */
export function isSecretKey(key: string): boolean {
	if (/sb_secret_/i.test(key)) return true
	const role = roleOfJwt(key.trim())
	return role !== null && role !== 'anon'
}

/**
 * Checks what a person typed or a file holds.
 * @returns null when both values are empty (no server: the demo); the normalised configuration otherwise.
 * @throws ConfigError
 */
export function checkConfig(input: {
	supabaseUrl?: unknown
	publishableKey?: unknown
	demo?: unknown
}): PainelConfig | null {
	const url = text(input.supabaseUrl, 'url_unfit')
	const key = text(input.publishableKey, 'key_unfit')
	// First, so that a secret key is named as one even where the URL is wrong too.
	if (isSecretKey(key) || isSecretKey(url)) throw new ConfigError('key_secret')
	if (!url && !key) return null
	if (!url) throw new ConfigError('url_missing')
	if (!key) throw new ConfigError('key_missing')
	const supabaseUrl = originOf(url)
	if (!/^sb_publishable_[\w-]+$/.test(key) && roleOfJwt(key) !== 'anon') throw new ConfigError('key_unfit')
	const demo = loopback.test(new URL(supabaseUrl).hostname) ? demoOf(input.demo) : undefined
	return { supabaseUrl, publishableKey: key, ...(demo && { demo }) }
}

function demoOf(value: unknown): PainelConfig['demo'] {
	const { email, password } = (value ?? {}) as { email?: unknown; password?: unknown }
	return typeof email === 'string' && typeof password === 'string' ? { email, password } : undefined
}

function text(value: unknown, problem: ConfigProblem): string {
	if (value === undefined || value === null) return ''
	if (typeof value !== 'string') throw new ConfigError(problem)
	return value.trim()
}

function originOf(value: string): string {
	let url: URL
	try {
		url = new URL(value)
	} catch {
		throw new ConfigError('url_unfit')
	}
	const alone = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
	if (!alone || !/^https?:$/.test(url.protocol)) throw new ConfigError('url_unfit')
	// The dashboard's address is what people paste by mistake; nothing answers there.
	if (/(^|\.)supabase\.com$/.test(url.hostname)) throw new ConfigError('url_unfit')
	// A host that could break out of the Content-Security-Policy or a header line.
	if (!/^(\[[0-9a-f:]+\]|[a-z0-9.-]+)$/.test(url.hostname)) throw new ConfigError('url_unfit')
	if (url.protocol === 'http:' && !privateHost.test(url.hostname)) throw new ConfigError('url_insecure')
	return url.origin
}

export interface ConfigSources {
	/** What `config.js` beside the page set. */
	script: unknown
	/** The setup screen's stored JSON; null where there is none or the page wasn't opened from disk. */
	stored: string | null
	build: { supabaseUrl?: unknown; publishableKey?: unknown }
}

/** The first source that says anything wins: `config.js`, then the setup screen, then the build. */
export function configFrom(sources: ConfigSources): PainelConfig | null {
	const script = sources.script ?? {}
	if (typeof script !== 'object') throw new ConfigError('url_unfit')
	return checkConfig(script) ?? checkConfig(parseStored(sources.stored)) ?? checkConfig(sources.build)
}

/** Storage is shared with whatever else lives on this origin: what isn't ours counts as nothing. */
function parseStored(stored: string | null): object {
	try {
		const value: unknown = JSON.parse(stored ?? 'null')
		return typeof value === 'object' && value !== null ? value : {}
	} catch {
		return {}
	}
}

/** Of the setup screen, where the page was opened from disk; else null. */
export function configStorage(): Storage | null {
	try {
		return globalThis.location?.protocol === 'file:' ? globalThis.localStorage : null
	} catch {
		return null // storage may be forbidden
	}
}

/** True where the setup screen can keep an answer: the page was opened from disk. */
export function canStoreConfig(): boolean {
	return configStorage() !== null
}

/**
 * The page's configuration; null means that no server is configured: run the demo.
 * @throws ConfigError when a source holds something unfit.
 */
export function readConfig(): PainelConfig | null {
	return configFrom({
		script: (globalThis as { PAINEL_CONFIG?: unknown }).PAINEL_CONFIG,
		stored: configStorage()?.getItem(configStorageKey) ?? null,
		build: {
			supabaseUrl: import.meta.env?.VITE_SUPABASE_URL,
			publishableKey: import.meta.env?.VITE_SUPABASE_PUBLISHABLE_KEY,
		},
	})
}
