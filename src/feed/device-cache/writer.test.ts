import { beforeEach, describe, expect, test } from 'vitest'
import type { CacheHeader, FeedCache } from '../ports'
import { makeFakeClock } from '../testing/fake-clock'
import { makeFakeLedger } from '../testing/fake-ledger'
import { CacheWriter } from './writer'

/** A writer over a device that answers when told to. */
function open() {
	const clock = makeFakeClock()
	const ledger = makeFakeLedger(clock.now)
	const saved: { rows: number; applied: number }[] = []
	const answers: ((stored: boolean | Error) => void)[] = []
	let applied: number | null = 0
	const save: FeedCache['save'] = (columns, { extent }) => {
		saved.push({ rows: columns.reduce((sum, { id }) => sum + id.length, 0), applied: extent.applied })
		return new Promise((resolve, reject) =>
			answers.push((stored) => (stored instanceof Error ? reject(stored) : resolve(stored))),
		)
	}
	const writer = new CacheWriter({ save } as FeedCache, clock, (): CacheHeader | null =>
		applied === null
			? null
			: {
					extent: { applied, floor: 0, filled: 0, window: null },
					head: applied,
					database: 'e',
					confirmedAt: null,
					settings: null,
					inboxRevision: 0,
				},
	)
	return {
		clock,
		writer,
		saved,
		add(rows = 1) {
			writer.add(ledger.record(rows).rows)
			if (applied !== null) applied += rows
		},
		setHeader(next: number | null) {
			applied = next
		},
		async answer(stored: boolean | Error = true) {
			answers.shift()?.(stored)
			await clock.advance(0)
		},
		async flush() {
			void writer.flush()
			await clock.advance(0)
		},
	}
}

let at: ReturnType<typeof open>
beforeEach(() => {
	at = open()
})

describe('rows and their header', () => {
	test('are taken in one moment and written one after the other', async () => {
		at.add(3)
		await at.flush()
		at.add(2)
		await at.flush()
		expect(at.saved).toEqual([{ rows: 3, applied: 3 }])
		await at.answer()
		expect(at.saved).toEqual([
			{ rows: 3, applied: 3 },
			{ rows: 2, applied: 5 },
		])
	})

	test('are kept until there is a header', async () => {
		at.setHeader(null)
		at.add(3)
		await at.flush()
		expect(at.saved).toEqual([])
		at.setHeader(3)
		await at.flush()
		expect(at.saved).toEqual([{ rows: 3, applied: 3 }])
	})

	test('wait 2 s for company, and one timer is enough', async () => {
		at.add()
		at.writer.flushSoon()
		await at.clock.advance(1900)
		at.add()
		at.writer.flushSoon()
		expect(at.clock.pending()).toBe(1)
		expect(at.saved).toEqual([])
		await at.clock.advance(200)
		expect(at.saved).toEqual([{ rows: 2, applied: 2 }])
		at.writer.flushSoon()
		await at.flush()
		expect(at.clock.pending()).toBe(0)
	})
})

describe('after a drop', () => {
	test('nothing from before it is written, not even what waited for its turn', async () => {
		at.add(3)
		await at.flush()
		at.add(2)
		await at.flush()
		at.add(1)
		at.writer.flushSoon()
		at.writer.drop()
		expect(at.clock.pending()).toBe(0)
		await at.answer()
		await at.clock.advance(10_000)
		expect(at.saved).toEqual([{ rows: 3, applied: 3 }])
		at.setHeader(0)
		at.add(4)
		await at.flush()
		expect(at.saved.at(-1)).toEqual({ rows: 4, applied: 4 })
	})

	test('the failure of a write from before says nothing about what comes after', async () => {
		at.add(3)
		await at.flush()
		at.writer.drop()
		await at.answer(false)
		at.add(4)
		await at.flush()
		expect(at.saved).toHaveLength(2)
		expect(at.saved[1]?.rows).toBe(4)
	})

	test('a device that was full may have room again', async () => {
		at.add(3)
		await at.flush()
		await at.answer(false)
		at.writer.drop()
		at.add(4)
		await at.flush()
		expect(at.saved.at(-1)?.rows).toBe(4)
	})
})

describe('a write that failed', () => {
	test.each([false, new Error('full')])(
		'(%s) is the last one: later rows would leave a hole',
		async (how) => {
			at.add(3)
			await at.flush()
			at.add(2)
			await at.flush()
			await at.answer(how)
			at.add(1)
			await at.flush()
			await at.answer()
			expect(at.saved).toEqual([{ rows: 3, applied: 3 }])
			// Nor are they piled up.
			at.writer.drop()
			await at.flush()
			expect(at.saved.at(-1)?.rows).toBe(0)
		},
	)
})

describe('stopped', () => {
	test('it writes what is there, says when that is done, and writes nothing more', async () => {
		at.add(3)
		at.writer.flushSoon()
		let isDone = false
		void at.writer.stop().then(() => {
			isDone = true
		})
		expect(at.clock.pending()).toBe(0)
		await at.clock.advance(0)
		expect(at.saved).toEqual([{ rows: 3, applied: 3 }])
		expect(isDone).toBe(false)
		await at.answer()
		expect(isDone).toBe(true)
		at.add(1)
		await at.flush()
		at.writer.flushSoon()
		await at.clock.advance(10_000)
		expect(at.saved).toHaveLength(1)
	})

	test('it writes nothing to a copy that was given up', async () => {
		at.add(3)
		at.writer.giveUp()
		await at.writer.stop()
		expect(at.saved).toEqual([])
	})
})
