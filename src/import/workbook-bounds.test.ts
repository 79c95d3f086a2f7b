import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { checkWorkbook } from './workbook-bounds'

const packed = (files: Record<string, Uint8Array>) => zipSync(files, { level: 1 })
const sheet = (xml: string, name = 'xl/worksheets/sheet1.xml') => packed({ [name]: strToU8(xml) })
const cell = (address: string) => sheet(`<c r="${address}"/>`)
const cells = (...addresses: string[]) => sheet(addresses.map((one) => `<c r="${one}"/>`).join(''))

const BEYOND = 'a sheet names a cell beyond what is read'
const LONG = 'a text of the workbook is longer than a cell'

test.each<[string, Uint8Array]>([
	['the last column of a spreadsheet', cell('XFD1')],
	['in small letters', cell('xfd1')],
	['the last row of one column', cell('A20000000')],
	['a row of no column', cell('20000000')],
	['as many cells in more columns', cell('AA740740')],
	['as many, told by two cells', cells('B1', 'A10000000')],
	['the longest text', sheet(`<t>${'x'.repeat(199_997)}</t>`)],
	['and the longest at the end', sheet(`<t/>${'x'.repeat(1)}<${'x'.repeat(199_999)}`)],
	['what is no table', sheet(`<c r="XFE1"/>`, 'xl/media/image.png')],
])('%s is read', async (_, bytes) => {
	await expect(checkWorkbook(bytes)).resolves.toBeUndefined()
})

test.each<[string, Uint8Array, string]>([
	['the column after the last', cell('XFE1'), BEYOND],
	['in small letters', cell('xfe1'), BEYOND],
	['a column of four letters', cell('AAAA1'), BEYOND],
	['a column of a thousand letters', cell(`${'A'.repeat(1000)}1`), BEYOND],
	['a row after the last', cell('A20000001'), BEYOND],
	['a row of no column', cell('20000001'), BEYOND],
	['a cell too many', cell('AA740741'), BEYOND],
	['a cell too many, told by two', cells('B1', 'A10000001'), BEYOND],
	['the same the other way round', cells('A10000001', 'B1', 'A1'), BEYOND],
	['a longer text', sheet(`<t>${'x'.repeat(199_998)}</t>`), LONG],
	['a longer one at the end', sheet(`<t/><${'x'.repeat(200_000)}`), LONG],
	['in a sheet whose name is in capitals', sheet('<c r="XFE1"/>', 'XL/SHEET.XML'), BEYOND],
])('%s is not', async (_, bytes, message) => {
	const refused = checkWorkbook(bytes)
	await expect(refused).rejects.toThrow(RangeError)
	await expect(refused).rejects.toThrow(message)
})

/** Packed files that say they unpack to so many bytes: what is no table is believed, and never unpacked. */
function saying(...sizes: number[]): Uint8Array {
	const bytes = packed(Object.fromEntries(sizes.map((_, at) => [`${at}.bin`, new Uint8Array(1)])))
	const view = new DataView(bytes.buffer)
	let found = 0
	for (let at = 0; at < bytes.length - 4; at++)
		if (view.getUint32(at) === 0x504b0102) view.setUint32(at + 24, sizes[found++]!, true)
	return bytes
}

test('what unpacks to 150 MB is read, and to a byte more is not, whatever is in it', async () => {
	await expect(checkWorkbook(saying(75_000_000, 75_000_000))).resolves.toBeUndefined()
	await expect(checkWorkbook(saying(75_000_000, 75_000_000, 1))).rejects.toThrow(
		'the workbook unpacks to more than is read',
	)
})
