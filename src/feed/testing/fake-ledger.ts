import { columnsOfRows, type TransactionRow, USUAL_VALUES } from '../../ledger/columns'
import { addMonths } from '../../ledger/month'
import { RevisedRows } from '../../ledger/revised-rows'
import type { Months, TransactionColumns } from '../../ledger/types'

/** One transaction at one revision. */
export type Version = TransactionRow

export interface Written {
	from: number
	to: number
	rows: TransactionColumns
}

/**
 * A ledger as the database keeps it: a gapless counter, a row per transaction, and (for the oracle) every version there
 * ever was with the time of its commit.
 */
export interface FakeLedger {
	/** New transactions; `change` changes existing ones; both as one statement. */
	record(count: number, shape?: Partial<Version>): Written
	change(ids: readonly string[], shape: Partial<Version>): Written
	head(): number
	ids(): string[]
	changes(after: number, maxRows: number, months: Months | null): unknown
	/** The rows as they were at a revision. */
	asOf(revision: number): Map<string, Version>
	/** The counter as it was at a time. */
	headAt(time: number): number
	touchInbox(): number
	touchSettings(): number
	settingsRevision(): number
	epoch(): number
	/** Somebody stops being a member: the channel's epoch moves. */
	moveEpoch(): void
}

const FIRST_MONTH = '2025-01'

export function makeFakeLedger(now: () => number, salt = 'a'): FakeLedger {
	const versions: Version[] = []
	const committed: number[] = []
	const current = new RevisedRows<Version>()
	let made = 0
	let inbox = 0
	let settings = 1
	let epoch = 0

	function commit(rows: Version[]): Written {
		const from = versions.length
		for (const row of rows) {
			versions.push(current.put({ ...row }))
			committed.push(now())
		}
		return { from, to: versions.length, rows: columnsOfRows(versions.slice(from)) }
	}

	return {
		record(count, shape = {}) {
			return commit(Array.from({ length: count }, () => newVersion(salt, made++, shape)))
		},
		change(ids, shape) {
			return commit(
				ids.flatMap((id) => {
					const row = current.get(id)
					return row ? [{ ...row, ...shape }] : []
				}),
			)
		},
		head: () => current.head,
		ids: () => current.ids(),
		changes(after, maxRows, months) {
			const { head, upto, rows } = current.changes(after, maxRows, months)
			return {
				head,
				upto,
				rows: columnsOfRows(rows),
				inbox_revision: inbox,
				settings_revision: settings,
				epoch,
			}
		},
		asOf(revision) {
			const rows = new Map<string, Version>()
			for (const version of versions.slice(0, revision)) rows.set(version.id, version)
			return rows
		},
		headAt(time) {
			let head = committed.length
			while (head > 0 && committed[head - 1]! > time) head--
			return head
		},
		touchInbox: () => ++inbox,
		touchSettings: () => ++settings,
		settingsRevision: () => settings,
		epoch: () => epoch,
		moveEpoch() {
			epoch += 1
		},
	}
}

function newVersion(salt: string, n: number, shape: Partial<Version>): Version {
	return {
		id: `${n.toString(16).padStart(8, '0')}-0000-4000-8000-${salt.charCodeAt(0).toString(16).padStart(12, '0')}`,
		revision: 0,
		kind: n % 9 === 0 ? 'income' : 'expense',
		amount_cents: 100 + n,
		installments: n % 5 === 0 ? 12 : 1,
		bill_month: addMonths(FIRST_MONTH, n % 24),
		occurred_at: Date.UTC(2025, n % 24, 3),
		description: `purchase ${n}`,
		category_id: n % 4 === 0 ? null : n % 4,
		category_text: n % 4 === 0 ? 'padoca' : null,
		source_id: 1,
		source_text: null,
		person_id: null,
		person_text: null,
		voided: false,
		...USUAL_VALUES,
		...shape,
	}
}
