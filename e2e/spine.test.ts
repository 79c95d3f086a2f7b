import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createHousehold, type Household, Member, postAsAgent } from './harness/household'
import { Reader } from './harness/reader'

const stack = inject('stack')
const TODAY = () => new Date().toISOString()

describe('a purchase travels from the inbox to the open page', () => {
	let home: Household
	let reader: Reader

	beforeEach(async () => {
		home = await createHousehold(stack)
		await home.post([
			{ description: 'Feira', amount: 40, category: 'Mercado', source: 'Pix', occurred_at: TODAY() },
			{
				description: 'Metrô',
				amount: '10,50',
				category: 'Transporte',
				source: 'Dinheiro',
				occurred_at: TODAY(),
			},
		])
		reader = await Reader.open(inject('site'))
		await reader.signIn(home.owner)
		await reader.sees('live')
	})
	afterEach(() => reader.close())

	it('shows what was there before', async () => {
		await reader.seesFigure('spent', 'R$ 50,50')
		expect(await reader.figureText('purchases')).toContain('2')
		expect(await reader.figureText('top-category')).toContain('Mercado')
		await reader.rows('Feira').first().waitFor()
	})

	it('changes figures, charts and table without a reload', async () => {
		await reader.page.evaluate(() => Object.assign(globalThis, { neverReloaded: true }))
		await reader.chart('category').getByText('Mercado').first().waitFor()
		await home.post({
			description: 'Cinema com a Júlia',
			amount: '100,00',
			category: 'Lazer',
			source: 'Dinheiro',
			person: 'Ana',
			installments: 1,
		})
		await reader.seesFigure('spent', 'R$ 150,50')
		await reader.seesFigure('top-category', 'Lazer')
		await reader.rows('Cinema com a Júlia').first().waitFor()
		await reader.chart('category').getByText('Lazer').first().waitFor()
		await reader.chart('category').getByText('100,00').first().waitFor()
		await reader.chart('source').getByText('110,50').first().waitFor()
		expect(await reader.page.evaluate(() => 'neverReloaded' in globalThis)).toBe(true)
	})

	it('follows a correction and an undo', async () => {
		const [purchase] = await home.post({ description: 'Padaria', amount: '9,50', category: 'Mercado' })
		await reader.seesFigure('spent', 'R$ 60,00')
		await home.post({ action: 'amend', target_message_id: purchase!.message_id, amount: '19,50' })
		await reader.seesFigure('spent', 'R$ 70,00')
		await home.post({ action: 'void', target_message_id: purchase!.message_id })
		await reader.seesFigure('spent', 'R$ 50,50')
		await expect.poll(() => reader.rows('Padaria').count()).toBe(0)
	})

	it('puts installments into the bills they belong to', async () => {
		await home.post({ description: 'Geladeira nova', amount: '1.000,00', installments: 3, category: 'Lazer' })
		await reader.seesFigure('spent', 'R$ 383,84')
		expect(await reader.rows('Geladeira nova').first().textContent()).toContain('1/3')
	})
})

describe('who must not see or write', () => {
	it('gives a forged token nothing', async () => {
		const home = await createHousehold(stack)
		const { status } = await postAsAgent(stack, `${home.token.slice(0, -4)}AAAA`, {
			description: 'Falsa',
			amount: 1,
		})
		expect([401, 403]).toContain(status)
		const changes = await home.owner.rpc<{ head: number }>('ledger_changes', {
			ledger_id: home.ledgerId,
			after: 0,
			max_rows: 0,
		})
		expect(changes.head).toBe(0)
	})

	it("shows another ledger's member nothing, live or stored", async () => {
		const [home, other] = [await createHousehold(stack), await createHousehold(stack)]
		await home.post({ description: 'Segredo de casa', amount: 77, category: 'Mercado' })
		const reader = await Reader.open(inject('site'))
		await reader.signIn(other.owner)
		await reader.sees('live')
		await home.post({ description: 'Outro segredo', amount: 78, category: 'Mercado' })
		// Our own purchase comes after theirs: once it shows, theirs would have, too.
		await other.post({ description: 'Compra própria', amount: 5, category: 'Mercado' })
		await reader.seesFigure('spent', 'R$ 5,00')
		await reader.rows('Compra própria').first().waitFor()
		expect(await reader.page.locator('body').textContent()).not.toMatch(/segredo/i)
		await reader.close()
	})

	it("refuses another ledger's data at the API too", async () => {
		const home = await createHousehold(stack)
		await home.post({ description: 'Segredo', amount: 77 })
		const stranger = await Member.signUp(stack)
		expect(await stranger.request('GET', `transactions?ledger_id=eq.${home.ledgerId}`)).toEqual([])
		expect(await stranger.request('GET', `inbox?ledger_id=eq.${home.ledgerId}`)).toEqual([])
		expect(await stranger.request('GET', 'ledgers')).toEqual([])
	})
})
