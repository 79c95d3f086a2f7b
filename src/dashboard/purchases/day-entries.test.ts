import { expect, test } from 'vitest'
import fc from '../../../fixtures/property'
import { dayEntries, headingOf } from './day-entries'

test('each day is headed once, and every row follows in order', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 30 }), (sizes) => {
			const days = sizes.flatMap((size, index) => new Array<string>(size).fill(`day ${index}`))
			const entries = dayEntries(days.length, (place) => days[place] ?? null)
			expect([...entries.lines.filter((line) => headingOf(line) === null)]).toEqual(
				days.map((_, place) => place),
			)
			let day: string | undefined
			for (const line of entries.lines) {
				const heading = headingOf(line)
				if (heading === null) expect(days[line]).toBe(day)
				else {
					expect(entries.days[heading]).not.toBe(day)
					day = entries.days[heading]
				}
			}
		}),
		{ numRuns: 100 },
	)
})

test('a row whose day is not known follows without a heading', () => {
	const days = ['a', 'a', null, 'b']
	const { lines, days: headed } = dayEntries(4, (place) => days[place] ?? null)
	expect(headed).toEqual(['a', 'b'])
	expect([...lines]).toEqual([-1, 0, 1, 2, -2, 3])
})
