import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createHousehold } from './harness/household'
import { monthsAgo } from './harness/moments'
import { Reader } from './harness/reader'

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

	it('follows the coming months too', async () => {
		const future = new Date(monthsAgo(-1)).toISOString().slice(0, 7)
		await reader.go(`#/?m=${future}`)
		await reader.seesFigure('spent', 'R$ 30,00')
		await reader.rows('Tênis').first().getByText('2/3').waitFor()
		await reader.go('#/')
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
