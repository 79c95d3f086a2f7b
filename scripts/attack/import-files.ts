import { strToU8, zipSync } from 'fflate'
import { planImport } from '../../src/import/index'
import type { Attack } from './attack'
import { SECRET } from './world'

// By somebody who did not build it: files that want to be more than files. None may end the process, hold it up, reach another
// file or site, or leave something in JavaScript's own objects.

/** The longest that a file may take, in ms, on a busy machine. */
const SLOW = 8_000

const bytesOf = (text: string) => new TextEncoder().encode(text)
const HEAD = 'Data,Descrição,Valor\n'
const csv = (text: string) => bytesOf(HEAD + text)
const ofx = (body: string, head = '') =>
	bytesOf(`${head}<OFX><STMTRS><STMTTRN><DTPOSTED>20261101<TRNAMT>-1${body}</STMTTRN></STMTRS></OFX>`)

const NAMES = 'http://schemas.openxmlformats.org'
const cell = (address: string, text: string) => `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`
const SHEET = `<?xml version="1.0"?><worksheet xmlns="${NAMES}/spreadsheetml/2006/main"><sheetData><row r="1">${cell('A1', 'Data')}${cell('B1', 'Descrição')}${cell('C1', 'Valor')}</row><row r="2">${cell('A2', '2026-11-01')}${cell('B2', 'FEIRA')}${cell('C2', '-1')}</row></sheetData></worksheet>`

function workbook(
	sheet: string | Uint8Array,
	target = 'worksheets/sheet1.xml',
	more: object = {},
): Uint8Array {
	const relation = `${NAMES}/officeDocument/2006/relationships`
	return zipSync({
		'[Content_Types].xml': strToU8(`<Types xmlns="${NAMES}/package/2006/content-types"/>`),
		'xl/workbook.xml': strToU8(
			`<workbook xmlns="${NAMES}/spreadsheetml/2006/main" xmlns:r="${relation}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		),
		'xl/_rels/workbook.xml.rels': strToU8(
			`<Relationships xmlns="${NAMES}/package/2006/relationships"><Relationship Id="rId1" Type="${relation}/worksheet" Target="${target}"/></Relationships>`,
		),
		'xl/worksheets/sheet1.xml': typeof sheet === 'string' ? strToU8(sheet) : sheet,
		...more,
	})
}

const ENTITIES = (inside: string) =>
	SHEET.replace('<worksheet', `<!DOCTYPE x [${inside}]><worksheet`).replace('FEIRA', '&a;')

const FILES: [what: string, bytes: () => Uint8Array][] = [
	['a CSV of one line of 20 MB', () => csv('a'.repeat(20_000_000))],
	['a CSV whose quote never ends', () => csv(`2026-11-01,"${'x,y\n'.repeat(500_000)}`)],
	['a CSV of quotes', () => csv(`2026-11-01,${'"'.repeat(3_000_000)},-1\n`)],
	['a CSV of a million columns', () => bytesOf(`${','.repeat(1_000_000)}\n${HEAD}2026-11-01,x,-1\n`)],
	[
		'a CSV of 20,000 amounts a line',
		() =>
			bytesOf(
				`${Array.from({ length: 20_000 }, (_, k) => `Valor ${k}`)},Data,Descrição\n${'1,'.repeat(20_000)}2026-11-01,x\n`,
			),
	],
	['an amount of a million digits', () => csv(`2026-11-01,x,-${'1'.repeat(1_000_000)}\n2026-11-01,x,-1\n`)],
	[
		'an amount of groups without end',
		() => csv(`2026-11-01,x,"-${'1.111'.repeat(200_000)}"\n2026-11-01,x,-1`),
	],
	['a date of slashes', () => csv(`${'1/'.repeat(500_000)},x,-1\n2026-11-01,x,-1`)],
	['a description of parts', () => csv(`2026-11-01,${'parcela 1/2 '.repeat(100_000)},-1\n2026-11-01,x,-1`)],
	['a description of spaces', () => csv(`2026-11-01,${' '.repeat(2_000_000)}x,-1\n2026-11-01,x,-1`)],
	['a description of accents', () => csv(`2026-11-01,${'\u0301'.repeat(500_000)}x,-1\n2026-11-01,x,-1`)],
	['a delimiter that is a quote', () => bytesOf(`sep="\n${HEAD}2026-11-01,x,-1\n`)],
	['a delimiter that is a line end', () => bytesOf(`sep=\n\n${HEAD}2026-11-01,x,-1\n`)],
	[
		'columns named as an object’s own',
		() =>
			bytesOf(
				'__proto__,constructor,toString,Data,Descrição,Valor,Categoria,Conta\n1,2,3,2026-11-01,__proto__,-10,__proto__,constructor\n',
			),
	],
	['half of UTF-16', () => new Uint8Array([0xff, 0xfe, ...bytesOf(`${HEAD}x`), 0])],
	['zeros', () => new Uint8Array(3_000_000)],
	[
		'an OFX whose entities multiply',
		() => ofx('<NAME>&b;', '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'),
	],
	[
		'an OFX that names a file',
		() => ofx('<NAME>&a;', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
	],
	['an OFX with names of an object for entities', () => ofx('<NAME>&constructor;&__proto__;&toString;')],
	['an OFX of statements that never end', () => bytesOf(`<OFX>${'<STMTRS>'.repeat(20_000)}`)],
	['an OFX of transactions that never end', () => bytesOf(`<OFX><STMTRS>${'<STMTTRN>'.repeat(100_000)}`)],
	['an OFX of halves of tags', () => bytesOf(`<OFX><STMTRS><STMTTRN>${'<DTPOSTED'.repeat(300_000)}`)],
	['a workbook that names a file', () => workbook(ENTITIES('<!ENTITY a SYSTEM "file:///etc/passwd">'))],
	[
		'a workbook whose entities multiply',
		() =>
			workbook(
				ENTITIES(
					`<!ENTITY c "${'ha'.repeat(1_000)}"><!ENTITY b "${'&c;'.repeat(1_000)}"><!ENTITY a "${'&b;'.repeat(1_000)}">`,
				),
			),
	],
	['a workbook with a cell at the end of the world', () => workbook(SHEET.replace('A2', 'ZZZZZZ99999999'))],
	['a workbook with a cell in the last corner', () => workbook(SHEET.replace('"A2"', "'XFD1048576'"))],
	['a workbook with a row far below', () => workbook(SHEET.replace('r="2"', 'r="99999999999"'))],
	['a workbook of 20 MB of spaces', () => workbook(`${SHEET.slice(0, -12)}${' '.repeat(20_000_000)}`)],
	['a workbook that unpacks to 400 MB', () => workbook(new Uint8Array(400_000_000))],
	['a workbook of a tag without end', () => workbook(`<worksheet ${'a="b" '.repeat(2_000_000)}`)],
	['a workbook whose sheet lies outside of it', () => workbook(SHEET, '../../../../../etc/passwd')],
	['a workbook whose sheet is elsewhere', () => workbook(SHEET, 'http://127.0.0.1:9/sheet.xml')],
	[
		'a workbook with names of an object for parts',
		() => workbook(SHEET, '__proto__', { __proto__: strToU8('x') }),
	],
	['a zip of nothing', () => new Uint8Array([0x50, 0x4b, 3, 4, ...new Array(100).fill(255)])],
	['a zip that is cut', () => workbook(SHEET).slice(0, 300)],
]

const OBJECT = Object.getOwnPropertyNames(Object.prototype).join()

export const fileAttacks: Attack[] = FILES.map(([what, bytes]) => ({
	who: 'the sender of a file',
	door: 'importing it',
	what,
	run: async () => {
		const file = bytes()
		const began = performance.now()
		const plan = await planImport(file, {
			ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] },
		}).catch((error: Error) => error)
		const took = performance.now() - began
		if (took > SLOW) return `held everything up for ${Math.round(took)} ms`
		if (Object.getOwnPropertyNames(Object.prototype).join() !== OBJECT) return 'an object’s own names changed'
		if (plan instanceof Error)
			return plan.name === 'ImportFileError' ? null : `${plan.name}: ${plan.message.slice(0, 160)}`
		const text = JSON.stringify(plan.items)
		if (text.includes('root:') || text.includes(SECRET)) return 'it read another file'
		const long = plan.items.find(({ description }) => description.length > 280)
		return long || text.length > 1_000_000 ? `a text of ${text.length} letters` : null
	},
}))
