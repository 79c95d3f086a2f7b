import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { planImport } from './plan'

interface Sheet {
	name: string
	rows: string[]
	state?: string
}

/** A workbook of sheets, each row as cells between semicolons. */
function workbook(sheets: Sheet[]): Uint8Array {
	const head = '<?xml version="1.0" encoding="UTF-8"?>'
	const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
	const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
	const relations = (list: string) =>
		`${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list}</Relationships>`
	const relation = (id: string, kind: string, target: string) =>
		`<Relationship Id="${id}" Type="${type}/${kind}" Target="${target}"/>`
	const cells = (row: string, at: number) =>
		row
			.split(';')
			.map(
				(cell, column) => `<c r="${'ABCDEFGH'[column]}${at + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`,
			)
			.join('')
	const rowsOf = ({ rows }: Sheet) =>
		rows.map((row, at) => `<row r="${at + 1}">${cells(row, at)}</row>`).join('')
	const files: Record<string, string> = {
		'_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
		'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${type}"><sheets>${sheets
			.map(
				({ name, state }, at) =>
					`<sheet name="${name}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="rId${at + 1}"/>`,
			)
			.join('')}</sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': relations(
			sheets.map((_, at) => relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)).join(''),
		),
	}
	for (const [at, sheet] of sheets.entries())
		files[`xl/worksheets/sheet${at + 1}.xml`] =
			`${head}<worksheet xmlns="${main}"><sheetData>${rowsOf(sheet)}</sheetData></worksheet>`
	return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)])))
}

async function read(...sheets: Sheet[]) {
	const { items, left_out } = await planImport(workbook(sheets), {
		ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] },
	})
	return {
		items: items.map(({ description }) => description).join(' '),
		left_out: left_out.map(({ line, why, text }) => `${line} ${why} ${text}`),
	}
}

const HEADER = 'Data;Descrição;Valor'
const [BREAD, LIGHT, GAS] = [
	'01/10/2026;Pão;-5,00',
	'02/10/2026;Luz;-90,00',
	'03/10/2026;Gás;-70,00',
] as const
const sheet = (name: string, rows: string[], state?: string): Sheet => ({
	name,
	rows: [HEADER, ...rows],
	state,
})

test('a note behind tables side by side costs no line', async () => {
	const rows = [
		'Data;Receita;Valor;;Data;Despesa;Valor',
		'01/10/2026;Freela;30,00;;02/10/2026;Luz;90,00;pago',
	]
	expect(await read({ name: 'A', rows })).toEqual({ items: 'Freela Luz', left_out: [] })
})

describe('a sheet', () => {
	test.each(['hidden', 'veryHidden'])('that is %s is left out, and named', async (state) => {
		const said = await read(sheet('Out &amp; Nov', [BREAD]), sheet('Velho &amp; novo', [LIGHT, GAS], state))
		expect(said).toEqual({ items: 'Pão', left_out: ['1 sheet_hidden Velho & novo (3)'] })
	})

	test('is read where all are hidden', async () => {
		expect(await read(sheet('A', [BREAD], 'hidden'))).toEqual({ items: 'Pão', left_out: [] })
	})

	test.each([
		['the same rows', [BREAD, LIGHT], [BREAD, LIGHT], 'Pão Luz', ['1 sheet_repeated B (3)']],
		['some of its rows', [BREAD, LIGHT, GAS], [LIGHT], 'Pão Luz Gás', ['1 sheet_repeated B (2)']],
		['all and more rows', [LIGHT], [BREAD, LIGHT], 'Pão Luz', ['1 sheet_repeated A (2)']],
		['a row that it has once', [BREAD, LIGHT], [BREAD, BREAD], 'Pão Luz Pão Pão', []],
		['a row of its own', [BREAD, LIGHT], [LIGHT, GAS], 'Pão Luz Luz Gás', []],
		['rows of its own', [BREAD], [GAS], 'Pão Gás', []],
	])('beside one with %s', async (_, a, b, items, left_out) => {
		expect(await read(sheet('A', a), sheet('B', b))).toEqual({ items, left_out })
	})
})

test('a sheet whose header nobody knows is read beside one that is known, before it and behind', async () => {
	const income = { name: 'Receitas', rows: ['Data;Fonte;Valor', '05/10/2026;Salário;5000,00'] }
	const shops = { name: 'Lojas', rows: ['Data;Loja;Parcela;Valor', '06/10/2026;Tênis;3;-300'] }
	const { items } = await read(income, { name: 'Despesas', rows: [HEADER, BREAD] }, shops)
	expect(items).toBe('Salário Pão Tênis')
})
