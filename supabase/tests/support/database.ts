import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { postgresAt } from '../../../local/database/embedded-postgres.ts'
import { type Database, openDatabase } from '../../../local/database/index.ts'

/** A database of a file's own on the server that all share. */
export interface TestDatabase extends Database {
	/** As a superuser. */
	url: string
	urlAs(user: string): string
	stop(): Promise<void>
}

/** A copy of the database that has the migrations. */
export async function startDatabase(): Promise<TestDatabase> {
	const server = postgresAt(inject('postgres'))
	const name = `test-${randomUUID()}`
	const data = await server.createDatabase(name, 'painel')
	const database = await openDatabase({ data, prepared: true })
	// A copy has all but the rights on the database itself.
	await database.script(`grant all on database "${name}" to postgres`)
	return { ...database, url: data, urlAs: (user) => server.url(name, user), stop: database.close }
}
