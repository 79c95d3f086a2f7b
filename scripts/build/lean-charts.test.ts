import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { leanChartCode } from './lean-charts'

const library = readFileSync(
	new URL('../../node_modules/apexcharts/dist/apexcharts.esm.js', import.meta.url),
	'utf8',
)

it('fits the pinned version, and changes nothing but what it names', () => {
	const lean = leanChartCode(library)
	const added = lean.length - library.length
	expect(added).toBeGreaterThan(0)
	expect(added).toBeLessThan(1_500)
})

it('refuses another version, by what it no longer finds', () => {
	expect(() => leanChartCode(library.replaceAll('getTextRects', 'textRects'))).toThrow(
		/expects apexcharts 4\.7\.0.*sizes of texts/,
	)
	expect(() => leanChartCode(leanChartCode(library))).toThrow(/apexcharts 4\.7\.0/)
})
