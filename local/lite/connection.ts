import { PgliteConnection } from '@supabase/lite/pglite'
import { PostgresConnection } from '@supabase/lite/postgres'
import { sql } from 'kysely'
import { type ArgumentTypes, readArgumentTypes, withPostgrestArguments } from './argument-values.ts'
import { type DomainCasts, readDomainCasts } from './domain-casts.ts'
import { asPostgrestError } from './errors.ts'
import { refuseUnstorable, withEmptyRows } from './request-bodies.ts'
import { currentRequest } from './request-context.ts'
import { withPostgrestValues } from './value-formats.ts'

/** `2026-11-23 13:43:33.388+00` → `2026-11-23T13:43:33.388+00:00`, as PostgREST writes it. */
export function isoTimestamp(text: string): string {
	return text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
}

const asIs = (text: string) => text

/** Functions' arguments come as JSON text, which is not to become a text in JSON; as PGlite does. */
const asJson = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

// Postgres type ids: 1114 timestamp, 1184 timestamptz, 1700 numeric.
const pgliteParsers = {
	1114: isoTimestamp,
	1184: isoTimestamp,
	1700: Number,
}

const postgresTypes = {
	timestamp: { to: 1114, from: [1114], serialize: asIs, parse: isoTimestamp },
	timestamptz: { to: 1184, from: [1184], serialize: asIs, parse: isoTimestamp },
	numeric: { to: 1700, from: [1700], serialize: String, parse: Number },
	json: { to: 114, from: [114], serialize: asJson, parse: JSON.parse },
	jsonb: { to: 3802, from: [3802], serialize: asJson, parse: JSON.parse },
}

type LiteConnection = PgliteConnection | PostgresConnection
type WithContext = PgliteConnection['withContext']
type OnAst = PgliteConnection['onPostgrestAST']
type Vars = Parameters<WithContext>[0]
type ContextWork = Parameters<WithContext>[1]

// What PostgREST calls before each request, in the request's role: the setting of the role that it connects as.
const requestCheck = sql<{ name: string }>`
	select substr(o.option, length('pgrst.db_pre_request=') + 1) as name
	from pg_catalog.pg_db_role_setting s
	cross join lateral unnest(s.setconfig) o (option)
	where s.setrole = 'authenticator'::regrole
		and s.setdatabase = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())
		and o.option like 'pgrst.db\_pre\_request=%'`

/** A function that promises to change nothing is held to it, also when it is called by POST. */
const readOnlyUnlessVolatile = (name: string) => sql`
	select set_config('transaction_read_only', 'on', true)
	from pg_catalog.pg_proc p
	where p.pronamespace = 'public'::regnamespace
		and p.proname = ${name}
	having bool_and(p.provolatile <> 'v')`

/** Sets `request.*` inside the request's transaction, which Lite does for functions only, and has the request checked. */
function carryingRequest(work: ContextWork): ContextWork {
	return async (db) => {
		const request = currentRequest()
		if (request) {
			await sql`select
				set_config('request.headers', ${JSON.stringify(request.headers)}, true),
				set_config('request.method', ${request.method}, true),
				set_config('request.path', ${request.path}, true)`.execute(db)
			if (request.path.startsWith('/rpc/')) await readOnlyUnlessVolatile(request.path.slice(5)).execute(db)
			const { rows } = await requestCheck.execute(db)
			if (rows[0]) await sql`select ${sql.raw(rows[0].name)}()`.execute(db)
		}
		return work(db)
	}
}

const ROLES = new Set(['anon', 'authenticated', 'service_role'])

/**
 * Only these may be taken by a token, since only these are granted to the role that PostgREST connects as. Lite connects
 * as a superuser, who may become anybody.
 * @throws what the database would say
 */
function refuseOtherRoles(vars: Vars): void {
	const role = (vars as { auth?: { role?: string } } | undefined)?.auth?.role
	if (role !== undefined && !ROLES.has(role))
		throw Object.assign(new Error(`permission denied to set role "${role}"`), { code: '42501' })
}

/** Makes a connection behave as PostgREST does where Lite does not: README.md in this folder lists it all. */
function correct<Connection extends LiteConnection>(connection: Connection): Connection {
	const withContext = connection.withContext.bind(connection) as WithContext
	const onPostgrestAST = connection.onPostgrestAST.bind(connection) as OnAst
	const clearSchemaCache = connection.clearSchemaCache.bind(connection)
	let domainCasts: DomainCasts | undefined
	let argumentTypes: ArgumentTypes | undefined
	// Without it, Lite grants ALL on every table to anon at the first request; our migrations say who may do what.
	;(connection as unknown as { rlsState: string }).rlsState = 'active'
	const corrections = {
		withContext: (async (vars, work, options) => {
			refuseOtherRoles(vars)
			return withContext(vars, carryingRequest(work), options)
		}) as WithContext,
		onPostgrestAST: (async (ast: Parameters<OnAst>[0], vars?: Vars) => {
			argumentTypes ??= await readArgumentTypes(connection.kysely as never)
			const checked = withPostgrestArguments(await onPostgrestAST(ast), argumentTypes)
			await refuseUnstorable(connection, checked)
			domainCasts ??= await readDomainCasts(connection.kysely as never)
			const { columns } = await connection.introspect({ useCache: true })
			return withEmptyRows(connection, withPostgrestValues(checked, columns, domainCasts), vars)
		}) as OnAst,
		clearSchemaCache: () => {
			domainCasts = undefined
			argumentTypes = undefined
			return clearSchemaCache()
		},
		normalizeDbError: asPostgrestError,
	}
	return Object.assign(connection, corrections)
}

/** Lite over PGlite. One transaction at a time: see `Database.exclusive`. */
export function connectPglite(
	config: ConstructorParameters<typeof PgliteConnection>[0] = {},
): PgliteConnection {
	const parsers = { ...pgliteParsers, ...config.pgliteOptions?.parsers }
	return correct(new PgliteConnection({ ...config, pgliteOptions: { ...config.pgliteOptions, parsers } }))
}

/** Lite over a real PostgreSQL. */
export function connectPostgres(url: string): PostgresConnection {
	return correct(
		new PostgresConnection({ url, postgresOptions: { onnotice: () => {}, types: postgresTypes } }),
	)
}
