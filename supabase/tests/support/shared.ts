import type { TestProject } from 'vitest/node'
import { serveDatabase } from './server.ts'

declare module 'vitest' {
	interface ProvidedContext {
		/** Where the PostgreSQL listens that all files of a run share. Its database `painel` is there to be copied. */
		postgres: number
	}
}

/** Once for all SQL tests: one server, the migrations applied once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const database = await serveDatabase()
	// A database that somebody is connected to cannot be copied.
	await database.close()
	project.provide('postgres', database.server.port)
	return () => database.server.stop()
}
