import { afterAll, expect, test } from 'vitest'
import { setLanguage } from '../words'
import '../words/all'
import { createFormats } from './formats'
import { ageText, durationText, whenText } from './time'

setLanguage('pt-BR')
afterAll(() => setLanguage('pt-BR'))

const formats = createFormats('pt-BR', 'BRL', 'America/Sao_Paulo')
const now = Date.parse('2026-11-23T17:50:00Z')
const ago = (ms: number) => now - ms

test('an age grows from seconds to days', () => {
	expect(ageText(now, now, formats)).toBe('agora')
	expect([ageText(ago(999), now, formats), ageText(ago(1_000), now, formats)]).toEqual(['agora', 'há 1 s'])
	expect(ageText(ago(4_000), now, formats)).toBe('há 4 s')
	expect(ageText(ago(60_000), now, formats)).toBe('há 1 min')
	expect(ageText(ago(3_600_000), now, formats)).toBe('há 1 h')
	expect(ageText(ago(86_400_000), now, formats)).toBe('22 nov')
	expect(ageText(ago(59_999), now, formats)).toBe('há 59 s')
	expect(ageText(ago(12 * 60_000), now, formats)).toBe('há 12 min')
	expect(ageText(ago(3 * 3_600_000), now, formats)).toBe('há 3 h')
	expect(ageText(ago(3 * 86_400_000), now, formats)).toBe('20 nov')
	expect(ageText(now + 5_000, now, formats)).toBe('agora')
})

test('a duration is told in one unit', () => {
	expect([-5, 0, 4_999, 59_999].map(durationText)).toEqual(['0 s', '0 s', '4 s', '59 s'])
	expect([60_000, 18 * 60_000, 3_599_999].map(durationText)).toEqual(['1 min', '18 min', '59 min'])
	expect([3 * 3_600_000, 86_399_999, 2.5 * 86_400_000].map(durationText)).toEqual(['3 h', '23 h', '2 d'])
})

test('arrivals tell an age, a time or a day, in the timezone of the ledger', () => {
	expect(whenText(ago(12 * 60_000), now, formats)).toBe('há 12 min')
	expect(whenText(ago(2 * 3_600_000), now, formats)).toBe('12:50')
	expect(whenText(ago(20 * 3_600_000), now, formats)).toBe('ontem')
	expect(whenText(ago(60 * 3_600_000), now, formats)).toBe('21 nov')
})

test('what arrives before the next tick, or on a device whose clock is slow, happened now', () => {
	expect(whenText(now + 400, now, formats)).toBe('agora')
	expect(whenText(now + 59_999, now, formats)).toBe('agora')
	expect(whenText(now + 20 * 60_000, now, formats)).toBe('15:10')
	expect(whenText(now + 24 * 3_600_000, now, formats)).toBe('24 nov')
})

test('a page that no longer follows tells no ages', () => {
	expect(whenText(ago(12 * 60_000), now, formats, false)).toBe('14:38')
})
