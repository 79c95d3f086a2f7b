import { type PostgresServer, startPostgres } from '../../../local/database/embedded-postgres.ts'
import { type Database, type DatabaseOptions, openDatabase } from '../../../local/database/index.ts'

/** A real PostgreSQL with the migrations applied as the hosted platform applies them: by a `postgres` that is no superuser. */
export interface TestDatabase extends Database {
	server: PostgresServer
	url: string
	stop(): Promise<void>
}

/** Takes about a second. */
export async function startDatabase(options: Partial<DatabaseOptions> = {}): Promise<TestDatabase> {
	const server = await startPostgres()
	try {
		const url = await server.createDatabase('painel')
		const database = await openDatabase({ ...options, data: url })
		return {
			...database,
			server,
			url,
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
