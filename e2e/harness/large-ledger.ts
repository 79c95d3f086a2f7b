import type { Database } from '../../local/database/index'

/** What a filled ledger holds: purchase `k` of `rows`, counted from 1, the newest last. */
export interface LargeLedger {
	months: { from: string; to: string }
	/** Of the `k`th purchase; no two are the same. */
	centsOf(k: number): number
	descriptionOf(k: number): string
	/** Its day in the ledger's zone, and its bill's month. */
	dayOf(k: number): string
	billOf(k: number): string
	/** Places of its category, source and person among the ledger's, from 0. */
	labelsOf(k: number): { category: number; source: number; person: number }
	/** Which purchase costs so much. */
	withCents(cents: number): number
	leastCents: number
	mostCents: number
}

/** Prime, so that stepping by it visits every amount once, in an order that is not that of the days. */
const STEP = 7919
const LEAST = 100

/**
 * Fills an empty ledger with purchases of about two years past the rules, in one statement: reading many rows is what is
 * tested, and the inbox would take minutes. Changes made afterwards go through the rules again.
 */
export async function fillLedger(database: Database, ledgerId: string, rows: number): Promise<LargeLedger> {
	const [range, days] = await database.exclusive(async () => {
		await database.transaction(async (query) => {
			await query('update public.ledgers set revision = $2 where id = $1', [ledgerId, rows])
			// The one role that writes there.
			await query('set local role painel_ledger')
			await query(
				`insert into public.transactions
					(id, ledger_id, revision, kind, amount_cents, installments, bill_month, first_month, last_month, occurred_at, description,
					 category_id, source_id, person_id, message_id, item, agent_id)
				select gen_random_uuid(), $1::uuid, k, 'expense', ${LEAST} + (k::bigint * ${STEP}) % $2::int, 1, m, m, m, d,
					'Compra ' || lpad(k::text, 6, '0'), 1 + k % 3, 1 + k % 2, 1 + k % 2, 'wamid.' || k, 0, $1::uuid
				from generate_series(1, $2::int) k
				cross join lateral (select now() - interval '700 days' + (interval '699 days' / $2::int) * k as d) x
				cross join lateral (select date_trunc('month', d)::date as m) y`,
				[ledgerId, rows],
			)
		})
		await database.script('analyze public.transactions')
		const [range] = await database.query<{ from: string; to: string }>(
			// To this month, which has no purchase yet on its first day.
			`select to_char(min(bill_month), 'YYYY-MM') as from,
				to_char(now() at time zone 'America/Sao_Paulo', 'YYYY-MM') as to
			from public.transactions where ledger_id = $1`,
			[ledgerId],
		)
		const days = await database.query<{ day: string; bill: string }>(
			`select to_char(occurred_at at time zone 'America/Sao_Paulo', 'YYYY-MM-DD') as day,
				to_char(bill_month, 'YYYY-MM') as bill
			from public.transactions where ledger_id = $1 order by revision`,
			[ledgerId],
		)
		return [range!, days] as const
	})
	const centsOf = (k: number) => LEAST + ((k * STEP) % rows)
	const byCents = new Map(Array.from({ length: rows }, (_, k) => [centsOf(k + 1), k + 1]))
	return {
		months: range,
		centsOf,
		descriptionOf: (k) => `Compra ${String(k).padStart(6, '0')}`,
		dayOf: (k) => days[k - 1]!.day,
		billOf: (k) => days[k - 1]!.bill,
		labelsOf: (k) => ({ category: k % 3, source: k % 2, person: k % 2 }),
		withCents: (cents) => byCents.get(cents)!,
		leastCents: LEAST,
		mostCents: LEAST + rows - 1,
	}
}
