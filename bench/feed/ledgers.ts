import type { Sql } from 'postgres'

/**
 * Ledgers of a given size, and changes to them, written past the rules: reading is what is measured, and the rules have
 * benchmarks of their own. `admin` is the superuser of a database made for this.
 */
export async function prepare(admin: Sql): Promise<void> {
	await admin.unsafe('alter table public.transactions disable trigger user')
	await admin.unsafe('set session_replication_role = replica')
}

/** About two years of transactions, the newest today. Answers the ledger's id. */
export async function makeLedger(admin: Sql, user: string, rows: number): Promise<string> {
	const [ledger] = await admin`
		insert into public.ledgers (name, revision) values (${`Casa ${rows}`}, ${rows}) returning id`
	await admin`insert into public.members (ledger_id, user_id, role) values (${ledger!.id}, ${user}, 'owner')`
	await admin.unsafe(
		`insert into public.transactions
			(id, ledger_id, revision, kind, amount_cents, installments, bill_month, first_month, last_month, occurred_at, description,
			 category_id, category_text, source_id, source_text, person_id, person_text, message_id, item, agent_id)
		select gen_random_uuid(), $1::uuid, k, case when k % 25 = 0 then 'income' else 'expense' end, 100 + (k::bigint * 7919) % 50000,
			n, m, m, m + make_interval(months => n - 1), d, 'mercado da esquina ' || k % 5000,
			case when k % 50 > 0 then 1 + k % 12 end, 'categoria ' || k % 12, 1 + k % 6, 'fonte ' || k % 6, 1 + k % 4, 'pessoa',
			'wamid.' || k, 0, gen_random_uuid()
		from generate_series(1, ${rows}) k
		cross join lateral (select case when k % 20 = 0 then 3 else 1 end as n,
			now() - interval '2 years' + (interval '2 years' / ${rows}) * k as d) x
		cross join lateral (select date_trunc('month', d)::date as m) y`,
		[ledger!.id],
	)
	await admin.unsafe('analyze public.transactions')
	return ledger!.id
}

/** `count` transactions change, and nobody is told. Answers the new head. */
export async function changeSilently(admin: Sql, ledger: string, count: number): Promise<number> {
	const [row] = await admin.unsafe(
		`with picked as (
			select id, row_number() over () as k from public.transactions where ledger_id = $1 order by revision limit ${count}
		), moved as (
			update public.ledgers set revision = revision + ${count} where id = $1 returning revision
		)
		, changed as (
			update public.transactions t set amount_cents = t.amount_cents + 1, revision = moved.revision - ${count} + picked.k
			from picked, moved where t.id = picked.id and t.ledger_id = $1
		)
		select revision from moved`,
		[ledger],
	)
	return Number(row!.revision)
}

/** One transaction changes, and the channel carries it as the trigger would. Answers the new head. */
export async function changeAloud(admin: Sql, ledger: string): Promise<number> {
	const [row] = await admin.unsafe(
		`with moved as (
			update public.ledgers set revision = revision + 1 where id = $1 returning revision
		), changed as (
			update public.transactions t set amount_cents = t.amount_cents + 1, revision = moved.revision
			from moved where t.ledger_id = $1 and t.id = (
				select id from public.transactions where ledger_id = $1 order by revision limit 1
			)
			returning t.*
		)
		select revision, realtime.send(
			jsonb_build_object('from', revision - 1, 'to', revision, 'rows', jsonb_build_object(
				'id', jsonb_build_array(id), 'revision', jsonb_build_array(revision), 'kind', jsonb_build_array(kind),
				'amount_cents', jsonb_build_array(amount_cents), 'installments', jsonb_build_array(installments),
				'bill_month', jsonb_build_array(to_char(bill_month, 'YYYY-MM')),
				'occurred_at', jsonb_build_array((extract(epoch from occurred_at) * 1000)::bigint),
				'description', jsonb_build_array(description), 'category_id', jsonb_build_array(category_id),
				'category_text', jsonb_build_array(null), 'source_id', jsonb_build_array(source_id),
				'source_text', jsonb_build_array(null), 'person_id', jsonb_build_array(person_id),
				'person_text', jsonb_build_array(null), 'voided', jsonb_build_array(voided))),
			'changes', private.topic($1::uuid), true) as sent
		from changed`,
		[ledger],
	)
	return Number(row!.revision)
}
