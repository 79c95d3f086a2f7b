import { expect, test } from 'vitest'
import { decode } from './decode'

/** No byte of it is zero: only a mark can tell. */
const TEXT = 'Ωμέγα日本'
const utf16 = (text: string, big: boolean) =>
	Uint8Array.from(
		[...text].flatMap((letter) => {
			const [high, low] = [letter.charCodeAt(0) >> 8, letter.charCodeAt(0) & 255]
			return big ? [high, low] : [low, high]
		}),
	)

test.each([false, true])('what begins with a mark is read by it, big end first: %s', (big) => {
	expect(decode(utf16(`\uFEFF${TEXT}`, big))).toBe(TEXT)
})

test('half a mark is none', () => {
	const half = [
		[0xff, 0x41],
		[0x41, 0xfe],
		[0xfe, 0x41],
		[0x41, 0xff],
	]
	expect(half.map((bytes) => decode(Uint8Array.from(bytes)))).toEqual(['ÿA', 'Aþ', 'þA', 'Aÿ'])
})

test('Latin text without a mark is known by its zeros', () => {
	for (const big of [false, true]) expect(decode(utf16('Data;Valor', big))).toBe('Data;Valor')
})
