import { csvLines } from './csv'
import { decode } from './decode'
import { type Block, findBlocks } from './layout'
import { isOfx, OFX_COLUMNS, ofxStatements } from './ofx'
import { shownText } from './shown-text'
import { tablesSideBySide } from './side-by-side'
import { type FileLine, ImportFileError, type LeftOutLine, type Plan, type PlanOptions } from './types'
import { isXls, isXlsx, xlsxLines } from './xlsx'

/**
 * The tables of transactions in a file of any form that is read.
 *
 * @throws ImportFileError when there is none; the message says what to do
 */
export async function readBlocks(
	bytes: Uint8Array,
	options: PlanOptions,
): Promise<{ format: Plan['file']['format']; blocks: Block[]; left_out?: LeftOutLine[] }> {
	if (isXls(bytes))
		throw new ImportFileError(
			'old_xls',
			'This is an old .xls. Open it in a spreadsheet and save it as .xlsx or as CSV.',
		)
	if (bytes[0] === 0x25 && bytes[1] === 0x50 && bytes[2] === 0x44 && bytes[3] === 0x46)
		throw new ImportFileError(
			'pdf',
			'This is a PDF. Get the same statement from the bank as OFX, CSV or Excel.',
		)
	if (isXlsx(bytes)) {
		const { lines, left_out } = await xlsxLines(bytes).catch(() => {
			throw new ImportFileError(
				'broken_workbook',
				'This workbook cannot be opened. Save it again as .xlsx or as CSV.',
			)
		})
		const blocks = found(await blocksOf(lines, options, false), lines)
		return { format: 'xlsx', blocks, left_out }
	}
	await options.rest?.()
	const text = decode(bytes, options.encoding)
	await options.rest?.()
	if (isWebPage(text))
		throw new ImportFileError(
			'old_xls',
			'This is a web page under the name of a spreadsheet. Open it in a spreadsheet and save it as .xlsx or as CSV.',
		)
	if (!isOfx(text)) {
		const lines = await csvLines(text, options.rest)
		return { format: 'csv', blocks: found(await blocksOf(lines, options, true), lines) }
	}
	const blocks = ofxStatements(text).map(
		({ account, type, lines }): Block => ({
			columns: OFX_COLUMNS,
			found: OFX_COLUMNS,
			header: [],
			width: null,
			profile: {
				name: 'OFX',
				evidence: 'OFX’s own rule for TRNAMT: an amount without a minus is money in.',
				type,
				header: [],
				positive: 'income',
				typeChecks: true,
				ownIds: 'if_long',
			},
			account,
			card: null,
			holder: null,
			due: null,
			latest: null,
			isBill: type === 'card',
			isFuture: false,
			lines,
		}),
	)
	return { format: 'ofx', blocks: found(blocks, []) }
}

/** Columns that a person names are of the file as it stands: tables side by side are cut apart only without. */
async function blocksOf(lines: FileLine[], options: PlanOptions, isDelimited: boolean): Promise<Block[]> {
	const isNamed = Object.keys(options.columns ?? {}).length > 0
	const tables = isNamed ? null : tablesSideBySide(lines, isDelimited)
	if (!tables) return findBlocks(lines, options, isDelimited)
	const blocks: Block[] = []
	for (const { lines, way } of tables)
		for (const block of await findBlocks(lines, options, isDelimited))
			blocks.push(way ? { ...block, way } : block)
	return blocks
}

/** Some banks give their statement as a table of HTML, or of the XML that spreadsheets wrote before .xlsx, and call it .xls. */
const isWebPage = (text: string): boolean =>
	/^\s*<(?:!doctype html|html|table)\b/i.test(text) || /^\s*<\?xml[\s\S]{0,500}<(?:ss:)?Workbook\b/.test(text)

function found(blocks: Block[], lines: FileLine[]): Block[] {
	if (blocks.length > 0) return blocks
	const begins = lines.slice(0, 3).map(({ cells }) => shownText(cells.join(' | ')).slice(0, 120))
	const lacks =
		'No table of transactions was found: it needs a date, a description and an amount. Name the columns, or save the file again from the bank.'
	throw new ImportFileError(
		'no_table',
		begins.length > 0 ? `${lacks} The file begins with:` : lacks,
		begins.join(' / '),
	)
}
