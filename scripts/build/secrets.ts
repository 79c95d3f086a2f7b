import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** What must never be published, and how a message names it. */
const forms: [name: string, form: RegExp][] = [
	['a SECRET key', /sb_secret_[\w-]{8,}/gi],
	['a Supabase access token', /sbp_[0-9a-f]{32,}/g],
	["an agent's token", /painel_[0-9a-f]{64}/g],
	['a database password', /postgres(?:ql)?:\/\/[^\s:@/"'`]+:[^\s@/"'`$<>[\]{}…]{4,}@[\w.-]+/g],
	['a SECRET key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z0-9+/]{16}/g],
]

const jwt = /ey[\w-]{8,}\.([\w-]{4,})\.[\w-]*/g

/** True for what is not the public legacy key: another role's, a person's session, or one that claims no role. */
function opensMore(payload: string): boolean {
	try {
		const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
		return (claims as { role?: unknown } | null)?.role !== 'anon'
	} catch {
		return false // three words with dots between them
	}
}

/** Files that a bundler puts inside a script: `data:text/plain;base64,…` and `data:text/plain,…`. */
const inlined = /data:[\w.+/-]*(?:;[\w-]+=[\w-]+)*(;base64)?,([^\s"'`<>\\)]+)/g

/** What a data address holds; empty where it cannot be read. */
function contentOf(base64: boolean, text: string): string {
	try {
		return base64 ? Buffer.from(text, 'base64').toString('latin1') : decodeURIComponent(text)
	} catch {
		return ''
	}
}

/**
 * Finds what must stay secret in text that is about to be published.
 * @returns what it is, in words; never the secret itself. Null when there is none
 */
export function findSecret(text: string): string | null {
	for (const [name, form] of forms) if (text.search(form) >= 0) return name
	for (const [, payload] of text.matchAll(jwt)) if (opensMore(payload!)) return 'a SECRET key'
	for (const [, base64, content] of text.matchAll(inlined)) {
		const found = findSecret(contentOf(base64 !== undefined, content!))
		if (found) return found
	}
	return null
}

/** A file's bytes as text, whatever its encoding: keys are ASCII, and UTF-16 only puts a zero beside each letter. */
const asText = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1').replaceAll('\0', '')

/** The same of a file that may be no text. */
export const findSecretIn = (file: string | Uint8Array) =>
	findSecret(typeof file === 'string' ? file : asText(file))

/** The first file of a folder that holds something secret: its path inside the folder, and what it holds. */
export function secretInFolder(folder: string): { file: string; secret: string } | null {
	for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue
		const place = join(entry.parentPath, entry.name)
		const secret = findSecretIn(readFileSync(place))
		if (secret) return { file: relative(folder, place), secret }
	}
	return null
}
