import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import postgres from 'postgres'
import { expect, inject } from 'vitest'
import { postgresAt } from '../../../local/database/embedded-postgres.ts'
import { type Database, openDatabase } from '../../../local/database/index.ts'

/** A database of a file's own on the server that all share. */
export interface TestDatabase extends Database {
	/** As a superuser. */
	url: string
	urlAs(user: string): string
	stop(): Promise<void>
}

/** Copies the database that has the migrations; `data` is the copy's address, as a superuser. */
export async function copyDatabase() {
	const server = postgresAt(inject('postgres'))
	const name = `test-${randomUUID()}`
	return { server, name, data: await server.createDatabase(name, 'painel') }
}

/** A copy of the database that has the migrations, opened. */
export async function startDatabase(): Promise<TestDatabase> {
	const { server, name, data } = await copyDatabase()
	const database = await openDatabase({ data, prepared: true })
	// A copy has all but the rights on the database itself.
	await database.script(`grant all on database "${name}" to postgres`)
	const file = expect.getState().testPath!
	const stop = async () => {
		await database.close()
		if (process.env.PAINEL_CALLS) await noteCalls(process.env.PAINEL_CALLS, file, data)
	}
	return { ...database, url: data, urlAs: (user) => server.url(name, user), stop }
}

/** For `npm run mutate -- sql`: which functions the tests of a file called. */
async function noteCalls(folder: string, path: string, url: string): Promise<void> {
	const sql = postgres(url, { max: 1 })
	const functions = await sql<{ name: string }[]>`
		select distinct schemaname || '.' || funcname as name from pg_stat_user_functions order by 1`
	await sql.end()
	const names = functions.map(({ name }) => name)
	const text = JSON.stringify({ file: relative(process.cwd(), path), names })
	writeFileSync(join(folder, `${randomUUID()}.json`), text)
}
