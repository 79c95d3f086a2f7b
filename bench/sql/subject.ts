import postgres, { type Sql } from 'postgres'
import { openDatabase } from '../../local/database/index.ts'

/** A ledger with an agent, as the benchmark writes to it. */
export interface BenchLedger {
	id: string
	token: string
}

/** What `inbox` would be without any rule: same columns, same keys. */
const BARE = `
	create table public.bare (like public.inbox including defaults);
	alter table public.bare add primary key (id), add unique (ledger_id, message_id, item);
	grant insert, select on public.bare to anon;
`

/**
 * The least that any design of this kind pays: what came in, what became of it under a gapless number, and one message, all
 * with their indexes, in set-based statements without a rule, a check or a guard.
 */
const FLOOR = `
	create table public.floor (like public.inbox including defaults including indexes);
	create table public.floor_facts (like public.transactions including defaults including indexes);
	create table public.floor_messages (like realtime.messages including defaults);
	create table public.floor_heads (ledger_id uuid primary key, revision bigint not null default 0) with (fillfactor = 50);
	insert into public.floor_heads (ledger_id) select id from public.ledgers;
	create function public.floor_keep() returns trigger language plpgsql security definer set search_path = '' as $$
	declare
		last_one bigint;
	begin
		update public.floor_heads set revision = revision + (select count(*) from added)
		where ledger_id = (select ledger_id from added limit 1)
		returning revision into last_one;
		insert into public.floor_facts (id, ledger_id, revision, kind, amount_cents, installments, bill_month,
			first_month, last_month, occurred_at, description, category_id, category_text, source_id, source_text, person_id, person_text,
			message_id, item, agent_id)
		select id, ledger_id, last_one + 1 - row_number() over (), 'expense', 5290, 1, date '2026-11-01', date '2026-11-01', date '2026-11-01',
			now(), description, 1, category, 1, source, 1, person, message_id, item, agent_id
		from added;
		insert into public.floor_messages (topic, extension, payload, event, private)
		select 'ledger:' || ledger_id, 'broadcast', jsonb_build_object('head', last_one), 'changes', true
		from added limit 1;
		return null;
	end $$;
	create trigger keep after insert on public.floor referencing new table as added
		for each statement execute function public.floor_keep();
	grant insert, select on public.floor to anon;
`

const PEOPLE = ['Ana', 'Beto', 'Clara']
const CATEGORIES = [
	'Mercado',
	'Restaurante',
	'Transporte',
	'Lazer',
	'Saúde',
	'Casa',
	'Educação',
	'Assinaturas',
]
const SOURCES = ['Nubank', 'Inter', 'Dinheiro', 'Pix']

/** A prepared database with `count` ledgers, each with categories, sources (two with closing days) and people. */
export async function prepareBench(url: string, count: number): Promise<BenchLedger[]> {
	const database = await openDatabase({ data: url })
	await database.script(BARE)
	// An account owns at most 20 ledgers.
	const owners = Array.from(
		{ length: Math.ceil(count / 20) },
		(_, k) => `00000000-0000-4000-8000-0000000${k}b0b0`,
	)
	await database.query(
		`insert into auth.users (id, email, email_confirmed_at)
		select id, id || '@example.com', now() from unnest($1::uuid[]) id`,
		[owners],
	)
	const ledgers = await database.transaction(async (query) => {
		const actAs = (user: string) => query(`select set_config('request.jwt.claim.sub', $1, true)`, [user])
		const made: BenchLedger[] = []
		for (let k = 0; k < count; k++) {
			await actAs(owners[Math.floor(k / 20)]!)
			const [ledger] = await query<{ id: string }>(`select id from public.create_ledger($1)`, [`Casa ${k}`])
			const [agent] = await query<{ agent: { token: string } }>(
				`select public.create_agent($1, 'bench') as agent`,
				[ledger!.id],
			)
			made.push({ id: ledger!.id, token: agent!.agent.token })
		}
		const ids = made.map((ledger) => ledger.id)
		await actAs('')
		await query(
			`insert into public.categories (ledger_id, name) select l, c from unnest($1::uuid[]) l, unnest($2::text[]) c`,
			[ids, CATEGORIES],
		)
		await query(
			`insert into public.sources (ledger_id, name) select l, s from unnest($1::uuid[]) l, unnest($2::text[]) s`,
			[ids, SOURCES],
		)
		await query(
			`insert into public.cycles (ledger_id, source_id, closing_day, due_day)
			select s.ledger_id, s.id, 25, 5 from public.sources s where s.ledger_id = any ($1::uuid[]) and s.name = any ($2)`,
			[ids, SOURCES.slice(0, 2)],
		)
		await query(
			`insert into public.people (ledger_id, name) select l, p from unnest($1::uuid[]) l, unnest($2::text[]) p`,
			[ids, PEOPLE],
		)
		return made
	})
	await database.script(FLOOR)
	await database.close()
	return ledgers
}

let serial = 0

/** One item as an agent sends it. */
export function makeItem(): Record<string, unknown> {
	const k = serial++
	return {
		message_id: `wamid.HBgMNTUxMTk5OTk5OTk5OTkVAgASGBQzQTdC${process.pid}${k}`,
		description: `Compra ${k} no mercado da esquina`,
		amount: k % 3 === 0 ? (k % 100_000) / 100 + 1 : `${(k % 2000) + 1},${String(k % 100).padStart(2, '0')}`,
		category: CATEGORIES[k % CATEGORIES.length],
		source: SOURCES[k % SOURCES.length],
		person: PEOPLE[k % PEOPLE.length],
		installments: k % 10 === 0 ? 3 : 1,
		payload: { message: 'mercado 52,90 no nubank', model: 'gpt-4o-mini', confidence: 0.97 },
	}
}

const COLUMNS = 'message_id, description, amount, category, source, person, installments, payload'
const TYPES =
	'message_id text, description text, amount jsonb, category text, source text, person text, installments int, payload jsonb'

/** PostgREST's own form of an insert: one statement, rows out of one JSON parameter, read through the casts of its domains. */
export const INSERT = {
	inbox: `insert into public.inbox (${COLUMNS})
		select ${COLUMNS.replace('installments', 'private.read_inbox_installments(installments)')}
		from json_to_recordset($1::json) as x(${TYPES.replace('installments int', 'installments json')})`,
	bare: plainInsert('bare'),
	floor: plainInsert('floor'),
}

function plainInsert(table: string): string {
	return `insert into public.${table} (ledger_id, agent_id, ${COLUMNS})
		select $2::uuid, $2::uuid, ${COLUMNS} from json_to_recordset($1::json) as x(${TYPES})`
}

/** A session as the API opens it for an agent: role anon, the token in the request's headers. */
export async function agentSession(url: string, ledger: BenchLedger): Promise<Sql> {
	const sql = postgres(url, { max: 1, onnotice: () => {}, types: { json: jsonText } })
	await sql`select set_config('request.headers', ${JSON.stringify({ 'x-agent-token': ledger.token })}, false)`
	await sql`set role anon`
	return sql
}

/** One insert as PostgREST sends it: its own transaction, the request's settings first, all in one go. */
export async function request(
	sql: Sql,
	ledger: BenchLedger,
	target: keyof typeof INSERT,
	json: string,
): Promise<void> {
	const headers = JSON.stringify({ 'x-agent-token': ledger.token, 'content-type': 'application/json' })
	await sql.begin((tx) => [
		tx`select
			set_config('search_path', '"public", "extensions"', true), set_config('role', 'anon', true),
			set_config('request.jwt.claims', '{"role":"anon"}', true), set_config('request.method', 'POST', true),
			set_config('request.path', '/rest/v1/inbox', true), set_config('request.headers', ${headers}, true),
			set_config('request.cookies', '{}', true)`,
		tx.unsafe(INSERT[target], target === 'inbox' ? [json] : [json, ledger.id], { prepare: true }),
	])
}

/** JSON is made once by the caller: the benchmark is not about the driver. */
const jsonText = { to: 114, from: [114], serialize: (text: string) => text, parse: (text: string) => text }
