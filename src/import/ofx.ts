import type { Columns, FileLine, FileType } from './types'

/** One account's list of transactions in an OFX file. */
export interface OfxStatement {
	account: string | null
	type: FileType
	lines: FileLine[]
}

/** Which cell of an OFX line holds what. */
export const OFX_COLUMNS: Columns = {
	date: 0,
	amount: 1,
	id: 2,
	description: 3,
	details: 4,
	type: 5,
	currency: 6,
}

export const isOfx = (text: string): boolean => /^\s*OFXHEADER|<OFX>/i.test(text.slice(0, 4000))

/**
 * Reads OFX 1.x, which is SGML without end tags, and 2.x, which is XML, by the same rule: a tag's value goes to the next
 * tag or line end. The day is taken as written: banks give midnight in zones that they don't mean.
 */
export function ofxStatements(text: string): OfxStatement[] {
	const statements: OfxStatement[] = []
	const parts = text.matchAll(/<(CCSTMTRS|STMTRS)>([\s\S]*?)(?=<\/\1>|<(?:CC)?STMTRS>|$)/gi)
	for (const part of parts) {
		const body = part[2]!
		const start = part.index + part[0].length - body.length
		statements.push({
			account: tagValue(body, 'ACCTID') || null,
			type: isOfCard(part[1]!, body) ? 'card' : 'account',
			lines: transactionsOf(body, text, start, tagValue(body, 'CURDEF')),
		})
	}
	return statements
}

/** A card's message, or an account that is a line of credit. */
const isOfCard = (tag: string, body: string): boolean =>
	tag.toUpperCase() === 'CCSTMTRS' || /^creditline$/i.test(tagValue(body, 'ACCTTYPE'))

function transactionsOf(body: string, text: string, start: number, currency: string): FileLine[] {
	const lines: FileLine[] = []
	const debits: FileLine[] = []
	let line = 1
	let counted = 0
	for (const match of body.matchAll(/<STMTTRN>([\s\S]*?)(?=<\/STMTTRN>|<STMTTRN>|<\/BANKTRANLIST>|$)/gi)) {
		const at = start + match.index
		for (; counted < at; counted++) if (text.charCodeAt(counted) === 10) line++
		const transaction = match[1]!
		const name = tagValue(transaction, 'NAME')
		const memo = tagValue(transaction, 'MEMO')
		const type = tagValue(transaction, 'TRNTYPE')
		const read: FileLine = {
			line,
			cells: [
				tagValue(transaction, 'DTPOSTED').slice(0, 8),
				decimalOf(tagValue(transaction, 'TRNAMT')),
				tagValue(transaction, 'FITID'),
				name || memo,
				name && memo !== name ? memo : '',
				// The others (`PAYMENT`, `OTHER`) say no way.
				/^(?:debit|credit)$/i.test(type) ? type : '',
				/^brl$/i.test(currency) ? '' : currency,
			],
		}
		lines.push(read)
		if (/^debit$/i.test(type)) debits.push(read)
	}
	// Where no amount has a sign, the type alone tells which way the money went.
	const amount = OFX_COLUMNS.amount!
	if (!lines.some(({ cells }) => cells[amount]!.startsWith('-')))
		for (const { cells } of debits) cells[amount] = `-${cells[amount]}`
	return lines
}

const FORMS = new Map<string, RegExp>()

/** A few tags, asked for in each of many transactions. */
function formOf(tag: string): RegExp {
	const known = FORMS.get(tag)
	if (known) return known
	const form = new RegExp(`<${tag}>\\s*(?:<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|([^<\\n]*))`, 'i')
	FORMS.set(tag, form)
	return form
}

function tagValue(text: string, tag: string): string {
	const match = formOf(tag).exec(text)
	if (match?.[1] !== undefined) return match[1].trim()
	return textWithEntities(match?.[2] ?? '').trim()
}

/** A text of SGML or XML as it is read. */
export const textWithEntities = (text: string): string =>
	text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi, entity)

function entity(written: string, decimal?: string, hex?: string, name?: string): string {
	if (name) return ENTITIES[name.toLowerCase()]!
	const code = decimal ? Number(decimal) : Number.parseInt(hex!, 16)
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : written
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** OFX groups no digits: the only dot or comma is the decimal one, with as many decimals as the bank likes. */
function decimalOf(value: string): string {
	const grouped = /^[+-]?\d{1,3}(?:[.,]\d{3})+[.,]\d{1,2}$/.test(value)
	const plain = value.replace(',', '.')
	return grouped || !/^[+-]?\d*\.?\d+$/.test(plain) ? value : Number(plain).toFixed(2)
}
