import type { FileLine } from './types'
import { checkWorkbook } from './workbook-bounds'

/** Whether bytes are a zip archive, which an `.xlsx` is. */
export const isXlsx = (bytes: Uint8Array): boolean =>
	bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04

/** Whether bytes are the older binary `.xls`, which is not read. */
export const isXls = (bytes: Uint8Array): boolean =>
	bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0

/**
 * The rows of each sheet as texts, as a CSV would hold them. The library is loaded only now: few files need it.
 * Numbers have at most the two decimals of money, so that 1.234 from a formula is not taken for a thousand.
 */
export async function xlsxLines(bytes: Uint8Array): Promise<FileLine[]> {
	await checkWorkbook(bytes)
	const { default: readWorkbook } = await import('read-excel-file/universal')
	const sheets = await readWorkbook(new Uint8Array(bytes).buffer)
	const lines: FileLine[] = []
	for (const { data } of sheets)
		for (const [index, row] of data.entries()) {
			const cells = row.map(cellText)
			if (cells.some((cell) => cell !== '')) lines.push({ line: index + 1, cells })
		}
	return lines
}

function cellText(value: unknown): string {
	if (value === null || value === undefined) return ''
	if (value instanceof Date) return value.toISOString().slice(0, 10)
	if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(2)
	return String(value).trim()
}
