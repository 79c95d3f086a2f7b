import { type PostgresServer, startPostgres } from '../../../local/database/embedded-postgres.ts'
import { type Database, type DatabaseOptions, openDatabase } from '../../../local/database/index.ts'

/** A real PostgreSQL with the migrations applied as the hosted platform applies them: by a `postgres` that is no superuser. */
export interface ServedDatabase extends Database {
	server: PostgresServer
	stop(): Promise<void>
}

/** A server of its own, with the database `painel`. Takes some seconds. */
export async function serveDatabase(options: Partial<DatabaseOptions> = {}): Promise<ServedDatabase> {
	// Room for the sessions of several files at once.
	const server = await startPostgres({
		settings: { max_connections: '200', ...(process.env.PAINEL_CALLS && { track_functions: 'all' }) },
	})
	try {
		const database = await openDatabase({ ...options, data: await server.createDatabase('painel') })
		await database.script(`alter role postgres password 'postgres'`)
		return {
			...database,
			server,
			stop: async () => {
				await database.close()
				await server.stop()
			},
		}
	} catch (error) {
		await server.stop()
		throw error
	}
}
