import { randomUUID } from 'node:crypto'
import type { Query, RealtimeDatabase } from './database'
import type { Claims } from './token'

/** In whose name a channel is joined. */
export interface AuthorisationContext {
	/** Without `realtime:`. */
	topic: string
	claims: Claims
	/** The `x-…` headers of the upgrade request. */
	headers: Record<string, string>
}

/** The database lacks the day's partition of `realtime.messages`. */
export class MissingPartition extends Error {
	override name = 'MissingPartition'
}

/** Carries a result out of a transaction that must not be committed. */
class RolledBack<T> extends Error {
	constructor(readonly result: T) {
		super('rolled back on purpose')
	}
}

async function probe<T>(database: RealtimeDatabase, work: (query: Query) => Promise<T>): Promise<T> {
	try {
		return await database.exclusive(() =>
			database.transaction<T>(async (query) => {
				throw new RolledBack(await work(query))
			}),
		)
	} catch (error) {
		if (error instanceof RolledBack) return error.result as T
		if (error instanceof Error && error.message.includes('no partition of relation'))
			throw new MissingPartition()
		throw error
	}
}

async function becomeCaller(query: Query, { topic, claims, headers }: AuthorisationContext): Promise<void> {
	await query(
		`select
			set_config('role', $1, true),
			set_config('realtime.topic', $2, true),
			set_config('request.jwt.claims', $3, true),
			set_config('request.jwt.claim.sub', $4, true),
			set_config('request.jwt.claim.role', $1, true),
			set_config('request.headers', $5, true)`,
		[claims.role, topic, JSON.stringify(claims), claims.sub ?? '', JSON.stringify(headers)],
	)
}

/**
 * Asks the SELECT policies of `realtime.messages` as the real server does: put a probe row in, become the caller, see
 * whether it is visible, roll everything back. A policy that raises is a no.
 * @throws {MissingPartition}
 */
export async function mayRead(database: RealtimeDatabase, context: AuthorisationContext): Promise<boolean> {
	const id = randomUUID()
	try {
		return await probe(database, async (query) => {
			await query("insert into realtime.messages (id, topic, extension) values ($1::uuid, $2, 'broadcast')", [
				id,
				context.topic,
			])
			await becomeCaller(query, context)
			const visible = await query('select from realtime.messages where id = $1::uuid', [id])
			return visible.length > 0
		})
	} catch (error) {
		if (error instanceof MissingPartition) throw error
		return false
	}
}
