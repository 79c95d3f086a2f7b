import { expect, test } from 'vitest'
import { emptyColumns } from '../../ledger/columns'
import type { CacheHeader } from '../ports'
import { makeFakeLedger } from '../testing/fake-ledger'
import { packColumns } from './format'
import { blankHeader, isStored, mergedHeader } from './header'

const header = (applied: number, filled: number, from: string | null, head = applied): CacheHeader => ({
	extent: { applied, floor: 10, filled, window: from === null ? null : { from, to: '2037-03' } },
	head,
	database: 'e',
	confirmedAt: 1000 + applied,
	settings: { settings_revision: applied } as never,
	inboxRevision: applied,
})

test('of two tabs the farther one decides, each end of the extent for itself', () => {
	const [ahead, behind] = [header(30, 4, '2026-11'), header(20, 8, '2026-10', 40)]
	const merged = { ...header(30, 8, '2026-11', 40) }
	expect(mergedHeader(behind, ahead)).toEqual(merged)
	expect(mergedHeader(ahead, behind)).toEqual(merged)
})

test('the tab that wrote last decides between equals', () => {
	expect(mergedHeader(header(30, 4, '2026-10'), header(30, 4, '2026-11')).extent.window?.from).toBe('2026-11')
})

test('months that were claimed stay so, whichever tab claimed them', () => {
	expect(mergedHeader(header(20, 0, '2026-10'), header(30, 0, null)).extent.window?.from).toBe('2026-10')
	expect(mergedHeader(header(20, 0, null), header(30, 0, '2026-10')).extent.window?.from).toBe('2026-10')
	expect(mergedHeader(header(30, 0, null), header(20, 0, '2026-10')).extent.window?.from).toBe('2026-10')
})

test('the floor is that of the copy: history meets the live end there', () => {
	const { extent } = mergedHeader(header(20, 0, null), {
		...header(30, 0, null),
		extent: { applied: 30, floor: 30, filled: 0, window: null },
	})
	expect(extent.floor).toBe(10)
})

test('a header that claims nothing yet begins at the floor', () => {
	expect(blankHeader('ana', 'casa', 'g', header(30, 4, '2026-11'))).toEqual({
		...header(30, 4, '2026-11'),
		extent: { applied: 10, floor: 10, filled: 0, window: null },
		format: expect.any(Number),
		user: 'ana',
		ledger: 'casa',
		generation: 'g',
		parts: 0,
		rows: 0,
		rowsComplete: 0,
	})
})

test('rows are stored already where all of them lie within the extent', () => {
	const rows = makeFakeLedger(() => 0).record(4).rows
	const extent = { floor: 10, filled: 4, applied: 20, window: null }
	const of = (...revision: number[]) => isStored(packColumns({ ...rows, revision }), extent)
	// History up to what is filled, live rows up to what is applied.
	expect(of(1, 4, 11, 20)).toBe(true)
	for (const missing of [5, 10, 21]) expect([missing, of(1, 4, 20, missing)]).toEqual([missing, false])
	expect(isStored(packColumns(emptyColumns()), extent)).toBe(true)
})
