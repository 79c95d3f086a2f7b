import { expect, test } from 'vitest'
import fc from '../../../fixtures/property'
import { dayEntries } from './day-entries'

test('each day is headed once, and every row follows in order', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 30 }), (sizes) => {
			const days = sizes.flatMap((size, index) => new Array<string>(size).fill(`day ${index}`))
			const entries = dayEntries(days.length, (place) => days[place] ?? null)
			const places = entries.flatMap((entry) => ('place' in entry ? [entry.place] : []))
			expect(places).toEqual(days.map((_, place) => place))
			let day = ''
			for (const entry of entries) {
				if ('day' in entry) {
					expect(entry.day).not.toBe(day)
					day = entry.day
				} else expect(days[entry.place]).toBe(day)
			}
		}),
		{ numRuns: 100 },
	)
})
