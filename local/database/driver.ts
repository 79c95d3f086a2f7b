import { PGlite } from '@electric-sql/pglite'
import type { Sql, TransactionSql } from 'postgres'

export type Row = Record<string, unknown>

/** Parameters are `$1`, `$2`, … ; rows come with JSON parsed, bigints as numbers when safe, timestamps as ISO text. */
export type Query = <T extends object = Row>(text: string, parameters?: unknown[]) => Promise<T[]>

/** One small interface over both drivers. It takes no lock: callers on PGlite go through `exclusive`. */
export interface Driver {
	query: Query
	/** Several statements at once, no parameters, in one transaction; `role` is taken for its length. */
	script(text: string, role?: string | null): Promise<void>
	transaction<T>(work: (query: Query) => Promise<T>): Promise<T>
	/** Rolls back a transaction that was left open; nothing where there is none, or where each has a session of its own. */
	endTransaction(): Promise<void>
	/** `NOTIFY channel` payloads, in commit order. */
	listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>
}

/** PGlite takes the machine's zone when it makes a database; the platform's databases are in UTC. */
export const PGLITE_START = [...PGlite.defaultStartParams, '-c', 'timezone=UTC']

/**
 * PGlite fails half-way through writing a value of another shape, and what it has written then goes before its next
 * messages. So this goes on until one arrives as it was meant.
 */
async function endTransaction(pglite: PGlite): Promise<void> {
	for (let attempt = 0; attempt < 5 && !pglite.closed; attempt++) {
		try {
			// Without a transaction it only warns.
			await pglite.exec('rollback')
			const { rows } = await pglite.query<{ well: number }>('select $1::int as well', [attempt])
			if (rows[0]?.well === attempt) return
		} catch {
			// the half-written message
		}
	}
}

export function pgliteDriver(pglite: PGlite): Driver {
	return {
		query: async <T extends object>(text: string, parameters: unknown[] = []) =>
			(await pglite.query<T>(text, parameters)).rows,
		script: async (text, role) => {
			await pglite.transaction(async (tx) => {
				if (role) await tx.exec(`set local role ${role}`)
				await tx.exec(text)
			})
		},
		transaction: (work) =>
			pglite.transaction((tx) =>
				work(
					async <T extends object>(text: string, parameters: unknown[] = []) =>
						(await tx.query<T>(text, parameters)).rows,
				),
			),
		endTransaction: () => endTransaction(pglite),
		listen: async (channel, hear) => pglite.listen(channel, hear) as unknown as Promise<() => Promise<void>>,
	}
}

function queryOf(sql: Sql | TransactionSql): Query {
	return async <T extends object>(text: string, parameters: unknown[] = []) =>
		[...(await sql.unsafe(text, parameters as never[]))] as unknown as T[]
}

export function postgresDriver(sql: Sql): Driver {
	return {
		query: queryOf(sql),
		script: async (text, role) => {
			await sql.begin(async (tx) => {
				if (role) await tx.unsafe(`set local role ${role}`)
				await tx.unsafe(text).simple()
			})
		},
		transaction: async <T>(work: (query: Query) => Promise<T>) =>
			(await sql.begin((tx) => work(queryOf(tx)))) as T,
		endTransaction: async () => {},
		listen: async (channel, hear) => {
			const { unlisten } = await sql.listen(channel, hear)
			return unlisten
		},
	}
}
