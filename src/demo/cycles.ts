import { BackendError, type CycleChange } from '../backend/types'
import { billMonth, closingDate } from '../ledger/bill'
import { dayName } from '../ledger/day'
import { addMonths } from '../ledger/month'
import type { SourceCycle } from '../ledger/types'
import type { DemoLedger } from './ledger'

const isSame = (a: Pick<SourceCycle, 'source_id' | 'from_month'>, b: typeof a): boolean =>
	a.source_id === b.source_id && a.from_month === b.from_month

export function checkDay(day: number | null, field: string): void {
	if (day !== null && !(Number.isInteger(day) && day >= 1 && day <= 31))
		throw new BackendError('invalid_input', 'a day of the month is 1 to 31', field)
}

/** The versions as they stand with this one, which takes the place of one from the same bill. */
function withVersion(cycles: readonly SourceCycle[], version: SourceCycle): SourceCycle[] {
	checkDay(version.closing_day, 'closing_day')
	checkDay(version.due_day, 'due_day')
	if (version.due_day !== null && version.closing_day === null)
		throw new BackendError('invalid_input', 'a due day needs a closing day', 'closing_day')
	return [...cycles.filter((other) => !isSame(other, version)), { ...version }].sort((a, b) =>
		(a.from_month ?? '') < (b.from_month ?? '') ? -1 : 1,
	)
}

export function setCycle(ledger: DemoLedger, version: SourceCycle): void {
	const { directory } = ledger
	if (!directory.sources.some(({ id }) => id === version.source_id)) throw new BackendError('not_found')
	const cycles = withVersion(directory.cycles, version)
	ledger.write(() => {
		directory.cycles = cycles
		ledger.touchSettings()
		ledger.refresh()
	})
}

export function removeCycle(
	ledger: DemoLedger,
	version: Pick<SourceCycle, 'source_id' | 'from_month'>,
): void {
	const { directory } = ledger
	const cycles = directory.cycles.filter((other) => !isSame(other, version))
	if (cycles.length === directory.cycles.length) throw new BackendError('not_found')
	ledger.write(() => {
		directory.cycles = cycles
		ledger.touchSettings()
		ledger.refresh()
	})
}

/** Bills around a change that are looked at for days of their own, as the database looks. */
const AROUND = [-2, -1, 0, 1, 2, 3]

/** What the database's `preview_cycle` answers. */
export function previewCycle(ledger: DemoLedger, version: SourceCycle): CycleChange {
	const { source_id, from_month } = version
	const ofSource = (other: { source_id: number }) => other.source_id === source_id
	const now = ledger.directory.cycles.filter(ofSource)
	const then = withVersion(now, version)
	const closings = ledger.directory.bill_closings.filter(ofSource)
	let moves = 0
	for (const record of ledger.transactions()) {
		if (record.source_id !== source_id || record.voided || record.bill_given) continue
		const day = ledger.calendar.dayAt(record.occurred_at)
		if (billMonth(day, now, closings) !== billMonth(day, then, closings)) moves++
	}
	const start = from_month ?? ledger.calendar.dayAt(Date.now()).slice(0, 7)
	const bills_without_days = AROUND.map((step) => addMonths(start, step)).filter(
		(bill) => billMonth(dayName(closingDate(bill, then, closings) - 1), then, closings) !== bill,
	)
	return { moves, bills_without_days }
}
