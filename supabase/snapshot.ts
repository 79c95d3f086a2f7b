import { writeFileSync } from 'node:fs'
import { describeSchema } from './describe-schema.ts'
import { generateTypes } from './tests/support/cli.ts'
import { serveDatabase } from './tests/support/server.ts'

// npm run db:snapshot: after a change of migrations, writes what is committed of their effect.

const SNAPSHOT = new URL('./schema.snapshot.sql', import.meta.url)
const TYPES = new URL('../src/backend/database.types.ts', import.meta.url)

const database = await serveDatabase()
try {
	writeFileSync(SNAPSHOT, await describeSchema(database))
	writeFileSync(TYPES, await generateTypes(database.server.url('painel', 'postgres')))
	console.log('Wrote supabase/schema.snapshot.sql and src/backend/database.types.ts')
} finally {
	await database.stop()
}
