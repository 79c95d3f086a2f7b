import { DAY_MS } from '../ledger/day'
import { normalise } from '../ledger/name'
import type { ToldTwice } from '../ledger/types'
import { saidOf } from './corrections'
import type { DemoLedger } from './ledger'
import type { TransactionRecord } from './records'

/** As the database's `told_twice`: same kind, amount and source within two days, by another sender or door, newest first. */
export function toldTwice(ledger: DemoLedger): ToldTwice[] {
	const live = ledger.transactions().filter(({ voided }) => !voided)
	return live
		.flatMap((record, at) => {
			if (ledger.keptRepeats.has(record.id)) return []
			const repeats = live.slice(0, at).filter((earlier) => mayBe(ledger, record, earlier))
			const said = (other: TransactionRecord) => saidOf(ledger, other)
			return repeats.length === 0
				? []
				: [{ transaction_id: record.id, said: said(record), repeats: repeats.slice(-3).map(said) }]
		})
		.reverse()
}

function mayBe(ledger: DemoLedger, record: TransactionRecord, earlier: TransactionRecord): boolean {
	const sameSource =
		record.source_id === earlier.source_id &&
		(record.source_id !== null ||
			normalise(record.source_text ?? '') === normalise(earlier.source_text ?? ''))
	return (
		record.kind === earlier.kind &&
		record.amount_cents === earlier.amount_cents &&
		sameSource &&
		Math.abs(record.occurred_at - earlier.occurred_at) <= 2 * DAY_MS &&
		toldBy(ledger, record) !== toldBy(ledger, earlier)
	)
}

/** Who told it, and through which door. */
function toldBy(ledger: DemoLedger, { message_id, item }: TransactionRecord): string {
	const told = ledger.inbox.find((other) => other.message_id === message_id && other.item === item)
	const via = (told?.payload as { via?: unknown } | null)?.via
	return JSON.stringify([told?.row.sender ?? null, via ?? null])
}
