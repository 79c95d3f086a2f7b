import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { createHousehold } from './harness/household'
import { monthsAgo, today } from './harness/moments'
import { Reader, squeeze } from './harness/reader'

let reader: Reader

beforeAll(async () => {
	const home = await createHousehold(inject('stack'))
	await home.post([
		{ description: 'Feira', amount: 100, category: 'Mercado', source: 'Pix', person: 'Ana' },
		{ description: 'Cinema', amount: 50, category: 'Lazer', source: 'Pix', person: 'Ana' },
		{ description: 'Metrô', amount: '30,01', category: 'Transporte', source: 'Dinheiro', person: 'Marcos' },
		{ description: 'Tênis', amount: 90, category: 'Lazer', source: 'Pix', person: 'Marcos', installments: 3 },
		{ description: 'Salário', amount: 500, kind: 'income', source: 'Pix', person: 'Ana' },
		// On the first of last month, so that it counts in the comparison whatever day of the month it is now.
		{
			description: 'Feira',
			amount: 200,
			category: 'Mercado',
			source: 'Pix',
			occurred_at: monthsAgo(1).replace(/-\d\dT/, '-01T'),
		},
		{
			description: 'Juros',
			amount: 10,
			kind: 'income',
			source: 'Pix',
			occurred_at: monthsAgo(1).replace(/-\d\dT/, '-01T'),
		},
		...[300, 150, 100, 200].map((amount, index) => ({
			description: 'Feira',
			amount,
			category: 'Mercado',
			source: 'Pix',
			occurred_at: monthsAgo(index + 2),
		})),
	])
	reader = await Reader.open(inject('site'))
	await reader.signIn(home.owner)
	await reader.page.locator('.pill[data-s=live]').waitFor()
})
afterAll(() => reader?.close())
beforeEach(() => reader.begin(inject('site')))

/** The small line under a tile's figure. */
const noteOf = async (figure: string) =>
	(await reader.page
		.locator('.key-figure')
		.filter({ has: reader.figure(figure) })
		.locator('.n')
		.textContent()) ?? ''

describe('the figures of a bill month', () => {
	it.each([
		['spent', 'R$ 210,01'],
		['previous', 'R$ 200,00'],
		['change', '5%'],
		['income', 'R$ 500,00'],
		['purchases', '4'],
		['average', 'R$ 52,50'],
		['top-category', 'Mercado'],
		['biggest', 'R$ 100,00'],
		['balance', 'R$ 289,99'],
		['committed', 'R$ 60,00'],
	])('%s is %s', async (name, text) => {
		await reader.seesFigure(name, text)
	})

	it('projects no less than what is already spent, and explains how', async () => {
		const cents = Number((await reader.figureText('projection')).replace(/\D/g, ''))
		expect(cents).toBeGreaterThanOrEqual(21_001)
		await reader.page.getByRole('button', { name: 'Como a projeção é feita' }).click()
		await reader.page.getByText(/já é certo/).waitFor()
	})

	it('ten times as much is said in times, not in thousands of percent', async () => {
		await reader.go('#/?k=income')
		await reader.seesFigure('spent', 'R$ 500,00')
		await reader.seesFigure('change', '50')
		expect(squeeze((await reader.page.locator('.comparison').textContent()) ?? '')).toContain(
			'cercade50vezes',
		)
		await reader.go('#/')
	})

	it('follows the coming months too', async () => {
		const future = new Date(monthsAgo(-1)).toISOString().slice(0, 7)
		await reader.go(`#/?m=${future}`)
		await reader.seesFigure('spent', 'R$ 30,00')
		await reader.rows('Tênis').first().getByText('2/3').waitFor()
		// Whole months: neither is cut at today.
		await reader.seesFigure('change', '85,7%')
		expect(squeeze((await reader.page.locator('.comparison').textContent()) ?? '')).toContain(
			'(R$30,00contraR$210,01)',
		)
		await reader.seesFigure('committed', 'R$ 30,00')
		await reader.go('#/')
	})

	it('count whole purchases on their day, where the month is counted by purchase', async () => {
		await reader.page.locator('[data-basis=purchase]').filter({ visible: true }).first().click()
		await reader.seesFigure('spent', 'R$ 270,01')
		await reader.seesFigure('committed', 'R$ 0,00')
		await reader.rows('Tênis').first().getByText('3×').waitFor()
		expect(reader.page.url()).toContain('b=purchase')
		await reader.page.locator('[data-basis=bill]').filter({ visible: true }).first().click()
		await reader.seesFigure('spent', 'R$ 210,01')
		expect(reader.page.url()).not.toContain('b=')
	})

	it('have the same coming bills, however far back one looks', async () => {
		await reader.go(`#/?m=${monthsAgo(4).slice(0, 7)}`)
		await reader.seesFigure('spent', 'R$ 100,00')
		await reader.seesFigure('committed', 'R$ 60,00')
		expect(await noteOf('committed')).toMatch(/^em 2 meses, até/)
		await reader.go('#/')
	})

	it('say where a chosen day does not narrow them, and compare nothing with it', async () => {
		await reader.go(`#/?d=${today()}&p=1`)
		await reader.seesFigure('spent', 'R$ 150,00')
		await expect.poll(() => reader.figure('change').count()).toBe(0)
		expect((await reader.page.locator('.comparison').textContent())?.trim()).toBe('')
		for (const figure of ['previous', 'projection', 'committed'])
			expect(await noteOf(figure)).toBe('sem o filtro do dia')
		// The list has the income too, and says so beside the purchases.
		expect(await noteOf('purchases')).toBe('de 3 lançamentos')
		await reader.go('#/')
		await expect.poll(() => noteOf('purchases')).toBe('de 5 lançamentos')
	})
})

describe('the figures of several bill months', () => {
	const month = (ago: number) => monthsAgo(ago).slice(0, 7)

	it('stand beside as many months before', async () => {
		await reader.go(`#/?m=${month(3)}..${month(2)}`)
		await reader.seesFigure('spent', 'R$ 450,00')
		await reader.seesFigure('previous', 'R$ 300,00')
		await reader.seesFigure('change', '50%')
	})

	it('are compared with nothing while they are not over', async () => {
		await reader.go(`#/?m=${month(1)}..${month(0)}`)
		await reader.seesFigure('spent', 'R$ 410,01')
		await reader.seesFigure('previous', 'R$ 450,00')
		expect(await reader.figure('change').count()).toBe(0)
	})
})

describe('the first purchase of a new household', () => {
	it('is held against nothing, and is one', async () => {
		const home = await createHousehold(inject('stack'))
		await home.post({ description: 'Feira', amount: 100, category: 'Mercado', source: 'Pix', person: 'Ana' })
		const reader = await Reader.openAs(home.owner)
		await reader.sees('live')
		const ruler = reader.page.locator('.ruler-top')
		await ruler.getByText(/sem orçamento do mês, nada em/).waitFor()
		expect(await ruler.textContent()).not.toMatch(/%|R\$/)
		await expect.poll(() => reader.page.locator('.area-latest .sub').textContent()).toBe('1 hoje')
		await reader.close()
	})
})
