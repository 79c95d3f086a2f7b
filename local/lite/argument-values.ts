import { type Kysely, sql } from 'kysely'
import { currentRequest } from './request-context.ts'

/** Types of functions' arguments in `public`, by function and name: `named.a`. */
export type ArgumentTypes = ReadonlyMap<string, string>

export async function readArgumentTypes(db: Kysely<unknown>): Promise<ArgumentTypes> {
	const { rows } = await sql<{ argument: string; type: string }>`
		select p.proname || '.' || p.proargnames[a.position] as argument, a.type::regtype::text as type
		from pg_catalog.pg_proc p
		cross join lateral unnest(p.proargtypes::oid[]) with ordinality a (type, position)
		where p.pronamespace = 'public'::regnamespace`.execute(db)
	return new Map(rows.filter((row) => row.argument !== null).map((row) => [row.argument, row.type]))
}

interface Call {
	type?: string
	function?: string
	httpMethod?: string
	args?: unknown
}

/**
 * A function's arguments as PostgREST would hand them to the database. Lite reads a query's values as JSON (`{}` becomes an
 * object, `007` a number), and refuses with 500 an object for a text, which PostgREST hands on as its JSON.
 */
export function withPostgrestArguments<T extends Call>(call: T, types: ArgumentTypes): T {
	const { type, args, function: name, httpMethod } = call
	if (type !== 'rpc' || typeof args !== 'object' || args === null || Array.isArray(args)) return call
	const query = httpMethod === 'GET' ? currentRequest()?.query : undefined
	const convert = ([argument, value]: [string, unknown]): [string, unknown] => {
		const wanted = types.get(`${name}.${argument}`) ?? ''
		if (wanted === '' || wanted.startsWith('json')) return [argument, value]
		const written = query?.getAll(argument) ?? []
		if (written.length === 1) return [argument, written[0]]
		const isShaped = typeof value === 'object' || typeof value === 'boolean'
		return [argument, wanted === 'text' && isShaped && value !== null ? JSON.stringify(value) : value]
	}
	return { ...call, args: Object.fromEntries(Object.entries(args).map(convert)) }
}
