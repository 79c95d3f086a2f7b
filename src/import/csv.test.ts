import { expect, test } from 'vitest'
import { csvLines } from './csv'

test('behind a quote that nothing closes a large file is still read in pieces, and its other quotes hold', async () => {
	const lines = Array.from({ length: 20_000 }, (_, at) => `01/10/2026;Loja ${at + 1};1,00`)
	lines[9] = '01/10/2026;Bar "do Zé;1,00'
	lines[15_000] = '01/10/2026;"Nota\nem duas";1,00'
	let rests = 0
	const records = await csvLines(lines.join('\n'), async () => {
		rests++
	})
	expect(records.length).toBe(20_000)
	expect(records[9]!.cells[1]).toBe('Bar do Zé')
	expect(records[15_000]).toEqual({ line: 15_001, cells: ['01/10/2026', 'Nota\nem duas', '1,00'] })
	expect(records.at(-1)!.line).toBe(20_001)
	expect(rests).toBeGreaterThanOrEqual(20)
})
