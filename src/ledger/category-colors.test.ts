import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COLORS, shownColors } from './category-colors'

describe('the colour that a category is shown in', () => {
	it('is its own, and its other shade where an older one has the same', () => {
		const eleven = Array.from({ length: 11 }, (_, at) => ({ id: at + 1, color: (at % COLORS) + 1 }))
		expect(new Set(shownColors(eleven).values()).size).toBe(11)
		expect(shownColors(eleven).get(1)).toBe(1)
		expect(shownColors(eleven).get(11)).toBe(11)
	})

	it('does not hang on the order in which they are listed', () => {
		const [old, young] = [
			{ id: 3, color: 7 },
			{ id: 9, color: 7 },
		]
		expect(shownColors([young, old])).toEqual(shownColors([old, young]))
	})

	it('stays with whoever has it when a third one comes', () => {
		const three = [1, 2, 3].map((id) => ({ id, color: 4 }))
		expect([...shownColors(three).values()]).toEqual([4, 14, 4])
	})
})

describe.each(['light', 'dark'])('the palette of the %s theme', (theme) => {
	const sheet = readFileSync(new URL('../app/styles/tokens.css', import.meta.url), 'utf8')
	const token = (name: string) =>
		[...sheet.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6});`, 'g'))].map(([, hex]) => hex!)
	const at = theme === 'light' ? 0 : 1
	const light = (hex: string) =>
		[0.2126, 0.7152, 0.0722].reduce((sum, share, k) => {
			const value = Number.parseInt(hex.slice(1 + 2 * k, 3 + 2 * k), 16) / 255
			return sum + share * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
		}, 0.05)

	it('has twenty colours, each of which stands out from the panels', () => {
		const surface = light(token('surface')[at]!)
		const colors = Array.from({ length: 2 * COLORS }, (_, k) => token(`c${k + 1}`)[at]!)
		expect(new Set(colors).size).toBe(2 * COLORS)
		for (const color of colors) {
			const [brighter, darker] = [light(color), surface].sort((a, b) => b - a) as [number, number]
			expect(brighter / darker, color).toBeGreaterThanOrEqual(3)
		}
	})
})
