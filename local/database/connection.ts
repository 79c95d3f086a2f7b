import { PgliteConnection } from '@supabase/lite/pglite'
import { PostgresConnection } from '@supabase/lite/postgres'
import { sql } from 'kysely'
import { likePostgrestEmpty, refuseUnstorable } from './bodies.ts'
import { likePostgrest } from './database-error.ts'
import { type Representations, readRepresentations } from './representations.ts'
import { currentRequest } from './request-context.ts'
import { likePostgrestRows } from './row-values.ts'

/** `2026-11-23 13:43:33.388+00` → `2026-11-23T13:43:33.388+00:00`, as PostgREST writes it. */
export function isoTimestamp(text: string): string {
	return text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
}

const asIs = (text: string) => text

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
}

type WithContext = PgliteConnection['withContext']
type OnAst = PgliteConnection['onPostgrestAST']
type Vars = Parameters<WithContext>[0]
type ContextWork = Parameters<WithContext>[1]

/** Sets `request.*` inside the request's transaction, which Lite does for functions only. */
function carryingRequest<T>(work: ContextWork): ContextWork {
	return async (db) => {
		const request = currentRequest()
		if (request) {
			await sql`select
				set_config('request.headers', ${JSON.stringify(request.headers)}, true),
				set_config('request.method', ${request.method}, true),
				set_config('request.path', ${request.path}, true)`.execute(db)
		}
		return work(db) as Promise<T>
	}
}

/** Without it, Lite grants ALL on every table to anon at the first request; our migrations say who may do what. */
function keepOurGrants(connection: object): void {
	;(connection as { rlsState: string }).rlsState = 'active'
}

/** Lite over PGlite, behaving as PostgREST does where Lite does not. One transaction at a time: see `exclusive`. */
export class SafePgliteConnection extends PgliteConnection {
	private representations: Representations | undefined

	constructor(config: ConstructorParameters<typeof PgliteConnection>[0] = {}) {
		super({
			...config,
			pgliteOptions: {
				...config.pgliteOptions,
				parsers: { ...pgliteParsers, ...config.pgliteOptions?.parsers },
			},
		})
		keepOurGrants(this)
	}

	override withContext: WithContext = (vars, work, options) =>
		super.withContext(vars, carryingRequest(work) as typeof work, options)

	override onPostgrestAST: OnAst = async (ast: Parameters<OnAst>[0], vars?: Vars) => {
		const checked = await super.onPostgrestAST(ast)
		await refuseUnstorable(this, checked)
		this.representations ??= await readRepresentations(this.kysely as never)
		const { columns } = await this.introspect({ useCache: true })
		return likePostgrestEmpty(this, likePostgrestRows(checked, columns, this.representations), vars)
	}

	override clearSchemaCache() {
		this.representations = undefined
		return super.clearSchemaCache()
	}

	override normalizeDbError(error: unknown): unknown {
		return likePostgrest(error)
	}
}

/** Lite over a real PostgreSQL, with the same corrections. */
export class SafePostgresConnection extends PostgresConnection {
	private representations: Representations | undefined

	constructor(config: ConstructorParameters<typeof PostgresConnection>[0]) {
		super({
			...config,
			postgresOptions: {
				onnotice: () => {},
				...config.postgresOptions,
				types: { ...postgresTypes, ...config.postgresOptions?.types },
			},
		})
		keepOurGrants(this)
	}

	override withContext: WithContext = (vars, work, options) =>
		super.withContext(vars, carryingRequest(work) as typeof work, options)

	override onPostgrestAST: OnAst = async (ast: Parameters<OnAst>[0], vars?: Vars) => {
		const checked = await super.onPostgrestAST(ast)
		await refuseUnstorable(this, checked)
		this.representations ??= await readRepresentations(this.kysely as never)
		const { columns } = await this.introspect({ useCache: true })
		return likePostgrestEmpty(this, likePostgrestRows(checked, columns, this.representations), vars)
	}

	override clearSchemaCache() {
		this.representations = undefined
		return super.clearSchemaCache()
	}

	override normalizeDbError(error: unknown): unknown {
		return likePostgrest(error)
	}
}

export type SafeConnection = SafePgliteConnection | SafePostgresConnection
