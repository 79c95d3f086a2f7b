import { readFileSync } from 'node:fs'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { pgtap } from '@electric-sql/pglite/pgtap'
import { App } from '@supabase/lite'
import type { PgliteConnection } from '@supabase/lite/pglite'
import type { PostgresConnection } from '@supabase/lite/postgres'
import { connectPglite, connectPostgres } from '../lite/connection.ts'
import { quietDatabaseErrors } from '../lite/quiet-console.ts'
import { SerialQueue } from '../serial-queue.ts'
import { type Driver, PGLITE_START, pgliteDriver, postgresDriver } from './driver.ts'
import { lockFolder } from './folder-lock.ts'
import { watchForFullDisk } from './full-disk.ts'
import {
	type Migration,
	migrate,
	OtherVersionError,
	readMigrations,
	refuseOtherVersion,
} from './migrations.ts'

export type { Query, Row } from './driver.ts'
export { FolderInUseError } from './folder-lock.ts'
export { type Migration, migrate, readMigrations } from './migrations.ts'

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')

type Connection = PgliteConnection | PostgresConnection

const isUrl = (data: string) => /^postgres(ql)?:\/\//.test(data)

export interface DatabaseOptions {
	/** `memory`, a folder, or `postgres://…` (a superuser of an empty or earlier prepared database). */
	data: string
	/** Run after the migrations, by the migrations' owner. */
	seed?: string | null
	/** Default: all of `supabase/migrations`. */
	migrations?: Migration[]
	/** This very code prepared it: the database as it is, or a dump of PGlite's data folder to start from. */
	prepared?: true | Blob
}

/** A prepared database: platform prelude, Lite's auth tables, our migrations. */
export interface Database extends Driver {
	kind: 'pglite' | 'postgres'
	/** For `new App({ connection })`. */
	connection: Connection
	/** The role that owns what migrations make; null: the one connected. */
	owner: string | null
	/** Migration versions applied by this opening. */
	applied: string[]
	/**
	 * PGlite has one session: everything that touches it (`app.fetch`, and each verb of this object) goes through here,
	 * one at a time. Runs at once on PostgreSQL. Not re-entrant.
	 */
	exclusive<T>(work: () => Promise<T>): Promise<T>
	close(): Promise<void>
}

/** Lite's own tables in `auth`; a throw-away App, since they need no more than the connection. */
async function prepareAuth(connection: Connection, driver: Driver): Promise<void> {
	const app = new App({
		connection,
		auth: { enabled: true, jwt_secret: 'only-to-create-the-tables-0123456789' },
	} as unknown as ConstructorParameters<typeof App>[0])
	await app.ensureSystemSchema()
	await driver.script(read('../lite/auth.sql'))
}

/** On the hosted platform the migration sets it; on a plain PostgreSQL that takes a superuser, as we are here. */
async function setRequestCheck(driver: Driver): Promise<void> {
	await driver.script(`do $$ begin
		if to_regprocedure('private.check_request()') is not null then
			execute format(
				'alter role authenticator in database %I set pgrst.db_pre_request = %L', current_database(), 'private.check_request'
			);
		end if;
	end $$`)
}

async function prepare(
	connection: Connection,
	driver: Driver,
	options: DatabaseOptions,
): Promise<{ owner: string | null; applied: string[] }> {
	const [who] = await driver.query<{ name: string; super: boolean }>(
		'select rolname as name, rolsuper as super from pg_roles where rolname = current_user',
	)
	const owner = who!.name === 'postgres' ? null : 'postgres'
	if (options.prepared) {
		// The question shows whether a dump is whole.
		await driver.query('select from supabase_migrations.schema_migrations limit 1')
		return { owner, applied: [] }
	}
	const migrations = options.migrations ?? readMigrations()
	if (!isUrl(options.data)) await refuseOtherVersion(driver, migrations)
	await driver.script(read('./prelude.sql'))
	await prepareAuth(connection, driver)
	const applied = await migrate(driver, owner, migrations)
	await setRequestCheck(driver)
	if (options.seed) await driver.script(options.seed, owner)
	await connection.clearSchemaCache()
	return { owner, applied }
}

/**
 * PGlite's one session, for one piece of work at a time. A message that the database cannot read (an object for a list,
 * say) ends with its transaction still open and failed, and everybody after it would be answered 25P02: so the
 * session is given on without one.
 */
function oneAtATime(driver: Driver): Database['exclusive'] {
	const queue = new SerialQueue()
	return (work) =>
		queue.run(async () => {
			let well = false
			try {
				const answer = await work()
				well = !(answer instanceof Response && answer.status >= 400)
				return answer
			} finally {
				if (!well) await driver.endTransaction()
			}
		})
}

function endForWantOfSpace(folder: string): never {
	process.stderr.write(
		`\nThe disk that holds ${folder} is full, so the database stops here. Make room and start again: everything that was answered as recorded is kept.\n`,
	)
	process.exit(1)
}

function openConnection(options: DatabaseOptions): { connection: Connection; driver: Driver } {
	if (isUrl(options.data)) {
		const connection = connectPostgres(options.data)
		return { connection, driver: postgresDriver(connection.driver as never) }
	}
	const connection = connectPglite({
		...(options.data === 'memory' ? {} : { url: options.data }),
		pgliteOptions: {
			extensions: { pgcrypto, pgtap },
			startParams: PGLITE_START,
			...(options.prepared instanceof Blob ? { loadDataDir: options.prepared } : {}),
		},
	})
	return { connection, driver: pgliteDriver(connection.driver as never) }
}

/**
 * Opens (and where needed prepares) a database for the embedded Supabase. Throws `FolderInUseError` for a folder that
 * another process has open, and an error naming the file for a migration that fails.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
	quietDatabaseErrors()
	const kind = isUrl(options.data) ? 'postgres' : 'pglite'
	const unlock = kind === 'pglite' && options.data !== 'memory' ? lockFolder(options.data) : () => {}
	const { connection, driver } = openConnection(options)
	try {
		if (kind === 'pglite' && options.data !== 'memory')
			await watchForFullDisk(connection.driver as never, () => endForWantOfSpace(options.data))
		const { owner, applied } = await prepare(connection, driver, options)
		return {
			...driver,
			kind,
			connection,
			owner,
			applied,
			exclusive: kind === 'pglite' ? oneAtATime(driver) : (work) => work(),
			close: async () => {
				await connection.close()
				unlock()
			},
		}
	} catch (error) {
		await connection.close().catch(() => {})
		unlock()
		if (error instanceof OtherVersionError)
			error.message += ` Delete the folder ${options.data}, or name another.`
		throw error
	}
}
