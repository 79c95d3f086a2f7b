import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { PGLITE_START } from '../database/driver'
import type { Query, RealtimeDatabase } from '../realtime/database'
import { SerialQueue } from '../serial-queue'

const here = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8')

/** A database in memory with the platform's prelude and one room; for the tests of the endpoint. */
export class RoomDatabase implements RealtimeDatabase {
	private constructor(private readonly pglite: PGlite) {}

	static async open(): Promise<RoomDatabase> {
		const pglite = await PGlite.create({ extensions: { pgcrypto }, startParams: PGLITE_START })
		await pglite.exec(here('../database/prelude.sql'))
		await pglite.exec(here('./room-database.sql'))
		return new RoomDatabase(pglite)
	}

	readonly query: Query = async <Row extends object>(sql: string, params: unknown[] = []) =>
		(await this.pglite.query<Row>(sql, params)).rows

	readonly exclusive = new SerialQueue().run

	/** One statement after what is under way, as another client of the database would send it. */
	run<Row extends object>(sql: string, params?: unknown[]): Promise<Row[]> {
		return this.exclusive(() => this.query<Row>(sql, params))
	}

	transaction<T>(work: (query: Query) => Promise<T>): Promise<T> {
		return this.pglite.transaction((tx) =>
			work(
				async <Row extends object>(sql: string, params: unknown[] = []) =>
					(await tx.query<Row>(sql, params)).rows,
			),
		)
	}

	listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>> {
		return this.pglite.listen(channel, onPayload)
	}

	close(): Promise<void> {
		return this.pglite.close()
	}
}
