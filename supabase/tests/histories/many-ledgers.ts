import type { TestDatabase } from '../support/database.ts'
import { type Item, insertStatement } from '../support/ledger.ts'
import { as, signedIn, signUp } from '../support/persona.ts'
import type { Model } from './model.ts'
import type { Verdict } from './play.ts'

/** One ledger of many. */
export interface Neighbour {
	id: string
	/** Its agent's. */
	token: string
}

/** A ledger of the database, and the model that was told the same. */
export interface Pair {
	id: string
	model: Model
}

let batches = 0

/** Ledgers of one owner, each with an agent, the sources Nubank, Inter and Conta, and the categories Casa and Lazer. */
export async function makeLedgers(
	database: TestDatabase,
	count: number,
): Promise<{ owner: string; ledgers: Neighbour[] }> {
	const owner = await signUp(database, `neighbours-${++batches}@example.com`)
	const ledgers = await database.transaction(async (query) => {
		return query<Neighbour>(
			`with l as (
				insert into public.ledgers (name) select 'Casa' from generate_series(1, $2) returning id
			), m as (
				insert into public.members (ledger_id, user_id, role) select id, $1, 'owner' from l
			), a as (
				insert into public.agents (ledger_id, name, created_by) select id, 'WhatsApp', $1 from l returning id, ledger_id
			), t as (
				insert into private.agent_tokens (agent_id, token_hash)
				select id, sha256(convert_to('token of ' || ledger_id, 'UTF8')) from a
			)
			select ledger_id as id, 'token of ' || ledger_id as token from a`,
			[owner, count],
		)
	})
	const ids = [ledgers.map(({ id }) => id)]
	await as(database, signedIn(owner), async (query) => {
		for (const [table, names] of [
			['sources', ['Nubank', 'Inter', 'Conta']],
			['categories', ['Casa', 'Lazer']],
		] as const)
			for (const name of names)
				await query(`insert into public.${table} (ledger_id, name) select unnest($1::uuid[]), '${name}'`, ids)
	})
	return { owner, ledgers }
}

/** Zones, cycles and closing dates of all ledgers as their models have them. */
export async function writeSettings(
	database: TestDatabase,
	owner: string,
	pairs: readonly Pair[],
): Promise<void> {
	const rows = <T extends object>(of: (pair: Pair) => Iterable<T>) =>
		JSON.stringify(pairs.flatMap((pair) => [...of(pair)].map((row) => ({ ledger_id: pair.id, ...row }))))
	// As their owner: whoever is nobody has every ledger of the database locked.
	await as(database, signedIn(owner), async (query) => {
		await query(
			`update public.ledgers l set timezone = x.zone
			from json_to_recordset($1::text::json) as x (ledger_id uuid, zone text)
			where l.id = x.ledger_id and l.timezone <> x.zone`,
			[rows(({ model }) => [{ zone: model.zone }])],
		)
		await query(
			`insert into public.cycles (ledger_id, source_id, from_month, closing_day, due_day)
			select ledger_id, source_id, (from_month || '-01')::date, closing_day, due_day
			from json_to_recordset($1::text::json)
				as x (ledger_id uuid, source_id integer, from_month text, closing_day smallint, due_day smallint)
			on conflict (ledger_id, source_id, from_month) do update
			set closing_day = excluded.closing_day, due_day = excluded.due_day`,
			[rows(({ model }) => model.cycles.values())],
		)
		await query(
			`insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date)
			select ledger_id, source_id, (bill_month || '-01')::date, closing_date
			from json_to_recordset($1::text::json)
				as x (ledger_id uuid, source_id integer, bill_month text, closing_date date)
			on conflict (ledger_id, source_id, bill_month) do update set closing_date = excluded.closing_date`,
			[rows(({ model }) => model.closings.values())],
		)
	})
}

/** Posts each ledger's items as its agent, one statement a ledger, all in one request. Answers what was said to each, by message. */
export async function post(
	database: TestDatabase,
	letters: readonly { token: string; items: Item[] }[],
): Promise<Map<string, Verdict>[]> {
	const whole = letters.map(({ token, items }) => ({
		token,
		items: items.map((item) => ({ item: 0, action: 'record', ...item })),
	}))
	const { text } = insertStatement(whole.flatMap(({ items }) => items))
	const insert = text.replace('$1::text::json', "letter -> 'items'").replace('returning *', '')
	const answers = await database.transaction(async (query) => {
		await query(`create function pg_temp.post(letters json) returns void language plpgsql as $post$
			declare
				letter json;
			begin
				for letter in select json_array_elements(letters) loop
					perform set_config(
						'request.headers', json_build_object('x-agent-token', letter ->> 'token')::text, true
					);
					${insert};
				end loop;
			end
			$post$`)
		await query('select pg_temp.post($1::text::json)', [JSON.stringify(whole)])
		await query('drop function pg_temp.post(json)')
		return query<Verdict & { token: string; message_id: string }>(
			`select 'token of ' || i.ledger_id as token, i.message_id, i.status, i.reason, t.occurred_at
			from public.inbox i left join public.transactions t on t.ledger_id = i.ledger_id and t.message_id = i.message_id
			where i.ledger_id in (select substr(x ->> 'token', 10)::uuid from json_array_elements($1::text::json) x)`,
			[JSON.stringify(letters.map(({ token }) => ({ token })))],
		)
	})
	const byToken = new Map(letters.map(({ token }) => [token, new Map<string, Verdict>()]))
	for (const { token, message_id, ...verdict } of answers) byToken.get(token)!.set(message_id, verdict)
	return letters.map(({ token }) => byToken.get(token)!)
}
