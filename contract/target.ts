import postgres from 'postgres'
import { codeAndLink } from '../local/http/post-office'
import type { Stack } from '../local/stack/index'
import {
	pgtapScript,
	type RunTap,
	tapOverPglite,
	tapOverPostgres,
	withoutExtension,
} from '../supabase/tests/support/tap'

/** An e-mail, as far as these tests read it. */
export interface ReceivedEmail {
	code: string | null
	link: string | null
}

/** A Supabase that these tests may fill and change: the embedded one, or any that the environment names. */
export interface Target {
	url: string
	publishableKey: string
	secretKey: string
	/** The newest e-mail to an address. */
	emailTo(address: string): Promise<ReceivedEmail | null>
	/** Runs a file of pgTAP tests, which leaves nothing behind; null: the database's address was not given. */
	runTap: RunTap | null
	close(): Promise<void>
}

/**
 * Every one of them, or none: the embedded stack then, over a real PostgreSQL with `PAINEL_CONTRACT_POSTGRES=1`. A project that
 * may be thrown away, with the migrations applied.
 */
const NAMES = [
	'PAINEL_CONTRACT_URL',
	'PAINEL_CONTRACT_PUBLISHABLE_KEY',
	'PAINEL_CONTRACT_SECRET_KEY',
	'PAINEL_CONTRACT_MAILBOX',
] as const

/** The database's own address, as `postgres`; only with the others, and needed by the pgTAP tests alone. */
export const DATABASE_URL = 'PAINEL_CONTRACT_DATABASE_URL'

export async function openTarget(environment: NodeJS.ProcessEnv = process.env): Promise<Target> {
	const given = NAMES.filter((name) => environment[name])
	const database = environment[DATABASE_URL]
	if (given.length === 0) {
		if (database) throw new Error(`Set ${NAMES.join(', ')} too, or no ${DATABASE_URL}.`)
		return embedded()
	}
	if (given.length < NAMES.length)
		throw new Error(
			`Set ${NAMES.filter((name) => !environment[name]).join(', ')} too, or none of ${NAMES.join(', ')}.`,
		)
	const [url, publishableKey, secretKey, mailbox] = NAMES.map((name) =>
		environment[name]!.replace(/\/+$/, ''),
	)
	const sql = database ? postgres(database, { max: 1, onnotice: () => {} }) : null
	return {
		url: url!,
		publishableKey: publishableKey!,
		secretKey: secretKey!,
		emailTo: (address) => readMailpit(mailbox!, address),
		runTap: sql && tapOverPostgres(sql),
		close: async () => sql?.end(),
	}
}

async function embedded(): Promise<Target> {
	// Loaded only here: elsewhere no database is wanted.
	const { startStack } = await import('../local/stack/index')
	const server = process.env.PAINEL_CONTRACT_POSTGRES === '1' ? await realPostgres() : null
	const data = await server?.createDatabase('painel')
	const stack: Stack = await startStack(data ? { data } : {})
	// As on the platform, where `postgres` is no superuser.
	const sql = data
		? postgres(data, { max: 1, onnotice: () => {}, connection: { role: 'postgres' } as never })
		: null
	if (sql) await stack.database.script(pgtapScript())
	return {
		url: stack.url,
		publishableKey: stack.publishable_key,
		secretKey: stack.secret_key,
		emailTo: async (address) => stack.postOffice.lastTo(address) ?? null,
		runTap: (text) =>
			sql
				? tapOverPostgres(sql)(withoutExtension(text))
				: stack.database.exclusive(() => tapOverPglite(stack.database)(text)),
		close: async () => {
			await sql?.end()
			await stack.close()
			await server?.stop()
		},
	}
}

async function realPostgres() {
	const { startPostgres } = await import('../local/database/embedded-postgres')
	return startPostgres()
}

/** The mailbox of `supabase start` (Mailpit), or another one with its API. */
async function readMailpit(mailbox: string, address: string): Promise<ReceivedEmail | null> {
	const ask = async (path: string) => (await fetch(`${mailbox}/api/v1/${path}`)).json()
	const query = encodeURIComponent(`to:"${address}"`)
	const { messages } = (await ask(`search?query=${query}&limit=1`)) as { messages: { ID: string }[] }
	if (!messages[0]) return null
	const { HTML = '' } = (await ask(`message/${messages[0].ID}`)) as { HTML?: string }
	return codeAndLink(HTML)
}
