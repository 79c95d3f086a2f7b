import type { TestDatabase } from '../support/database.ts'
import { as, signedIn } from '../support/persona.ts'

/** A purchase as the database keeps it. */
export interface StoredRow {
	id: string
	ledger_id: string
	message_id: string
	[column: string]: unknown
}

interface MonthTotal {
	ledger_id: string
	/** Month and kind: `2026-11 expense`. */
	key: string
	amounts: number
	spending: number
}

interface StoredBill {
	ledger_id: string
	source_id: number
	month: string
	[column: string]: unknown
}

/** What the database says of one ledger. */
export interface Stored {
	/** By message. */
	purchases: StoredRow[]
	monthlyTotals: MonthTotal[]
	billItems: MonthTotal[]
	totalsByDay: MonthTotal[]
	bills: StoredBill[]
}

/** Entries by their ledger. */
function byLedger<T extends { ledger_id: string }>(rows: T[]): Map<string, T[]> {
	const found = new Map<string, T[]>()
	for (const row of rows) {
		const held = found.get(row.ledger_id)
		if (held) held.push(row)
		else found.set(row.ledger_id, [row])
	}
	return found
}

/** Reads many ledgers at once: their purchases, totals both ways and cards' bills. `owner` must own them all; `todays` are theirs. */
export async function readAll(
	database: TestDatabase,
	owner: string,
	ids: readonly string[],
	todays: readonly string[],
): Promise<{ of(id: string): Stored }> {
	const purchases = byLedger(
		await database.query<StoredRow>(
			`select t.id, t.ledger_id, t.message_id, t.kind, t.amount_cents, t.installments, t.part, t.parts, to_char(t.bill_month, 'YYYY-MM') as bill,
				to_char(t.first_month, 'YYYY-MM') as first, to_char(t.last_month, 'YYYY-MM') as last, t.source_id, t.to_source_id,
				t.category_id, to_char(t.pays_month, 'YYYY-MM') as pays, t.bill_given, t.moves, t.voided, r.message_id as refund_of,
				t.revision, extract(epoch from t.occurred_at) * 1000 as at
			from public.transactions t left join public.transactions r on r.id = t.refund_of
			where t.ledger_id = any ($1::uuid[]) order by t.message_id collate "C"`,
			[ids],
		),
	)
	const [monthlyTotals, billItems, totalsByDay] = await as(database, signedIn(owner), async (query) => {
		const read = async (view: string, month: string) =>
			byLedger(
				await query<MonthTotal>(
					`select ledger_id, to_char(${month}, 'YYYY-MM') || ' ' || kind as key, sum(amount_cents)::float8 as amounts,
						sum(spending_cents)::float8 as spending
					from public.${view} where ledger_id = any ($1::uuid[]) group by 1, 2`,
					[ids],
				),
			)
		return [
			await read('monthly_totals', 'bill_month'),
			await read('bill_items', 'bill_month'),
			await read('monthly_totals_by_day', 'month'),
		] as const
	})
	const bills = byLedger(
		await database.query<StoredBill>(
			`select l.id as ledger_id, c.source_id, to_char(c.bill_month, 'YYYY-MM') as month, c.closes, c.due, c.amount_cents as amount,
				c.paid_cents as paid, c.left_cents as left, c.credit_cents as credit, c.state
			from unnest($1::uuid[], $2::date[]) l (id, today) cross join lateral private.card_bills(l.id, l.today) c`,
			[ids, todays],
		),
	)

	const of = <T>(found: Map<string, T[]>, id: string) => found.get(id) ?? []
	return {
		of: (id) => ({
			purchases: of(purchases, id),
			monthlyTotals: of(monthlyTotals, id),
			billItems: of(billItems, id),
			totalsByDay: of(totalsByDay, id),
			bills: of(bills, id),
		}),
	}
}
