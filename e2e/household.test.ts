import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { CARD_BILLS, LABELS, MESSAGES, NEW_CYCLE, PAGE, SPENDING, TODAY } from '../fixtures/household'
import { createHousehold } from './harness/household'
import { Reader, squeeze } from './harness/reader'

// Every figure of a household that was worked out by hand, on the page.

let reader: Reader

beforeAll(async () => {
	const home = await createHousehold(inject('stack'), LABELS)
	await home.post(MESSAGES)
	const [source] = await home.owner.request<{ id: number }[]>(
		'GET',
		`sources?ledger_id=eq.${home.ledgerId}&name=eq.${NEW_CYCLE.source}&select=id`,
	)
	const { closing_day, due_day } = NEW_CYCLE
	await home.owner.request('POST', 'cycles', {
		ledger_id: home.ledgerId,
		source_id: source!.id,
		from_month: `${NEW_CYCLE.from_month}-01`,
		closing_day,
		due_day,
	})
	reader = await Reader.open(inject('site'), {
		prepare: (context) => context.clock.setFixedTime(`${TODAY}T15:00:00-03:00`),
	})
	await reader.signIn(home.owner)
	await reader.page.locator('.pill[data-s=live]').waitFor()
})
afterAll(() => reader?.close())

const money = (cents: number) =>
	`R$ ${(cents / 100).toLocaleString('pt-BR', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`

/** The rows of a chart's table: name and amount. */
async function tableOf(chart: string): Promise<[string, string][]> {
	const panel = reader.chart(chart)
	await panel.scrollIntoViewIfNeeded()
	const asTable = panel.getByRole('button', { name: /^Mostrar em tabela/ })
	if (await asTable.count()) await asTable.click()
	await panel.locator('tbody tr').first().waitFor()
	return panel
		.locator('tbody tr')
		.evaluateAll((rows) =>
			rows.map((row) =>
				[...row.querySelectorAll('th, td')].slice(0, 2).map((cell) => cell.textContent.replace(/\s/g, '')),
			),
		) as Promise<[string, string][]>
}

describe.each(PAGE)('$month, counted by $basis', ({ basis, month, figures, groups }) => {
	beforeAll(async () => {
		await reader.go(`#/?m=${month}${basis === 'bill' ? '' : `&b=${basis}`}`)
		await reader.seesFigure('spent', figures.spent!)
	})

	it.each(Object.entries(figures))('%s is %s', (name, text) => reader.seesFigure(name, text))

	it.each(Object.entries(groups))('by %s', async (chart, rows) => {
		await expect
			.poll(() => tableOf(chart))
			.toEqual(rows.map(([name, amount]) => [squeeze(name), squeeze(amount)]))
	})
})

/** What April's file holds, newest first: day, bill, description, source, part of parts, amount, total. */
const FILES = {
	bill: [
		'2026-04-11;2026-04;Posto;Inter;1;1;110,00;110,00',
		'2026-04-06;2026-04;Salário;Conta;1;1;6000,00;6000,00',
		'2026-04-05;2026-04;Aluguel;Conta;1;1;1800,00;1800,00',
		'2026-03-24;2026-04;Farmácia;Nubank;1;1;45,90;45,90',
		// Two months after it was bought.
		'2026-03-12;2026-04;Geladeira;Nubank;3;10;250,00;2500,03',
		'2026-03-10;2026-04;Posto;Inter;1;1;90,00;90,00',
		'2026-02-25;2026-04;Mercado;Nubank;1;1;80,00;80,00',
		'2026-04-04;;Fatura Nubank;Conta;1;1;180,00;180,00',
	],
	purchase: [
		'2026-04-20;2026-05;Padaria;Nubank;1;1;12,50;12,50',
		// Whole: without a number of a part.
		'2026-04-18;2026-05;Restaurante;Nubank;;3;150,00;150,00',
		'2026-04-12;2026-05;Streaming;Inter;1;1;39,90;39,90',
		'2026-04-11;2026-04;Posto;Inter;1;1;110,00;110,00',
		'2026-04-06;2026-04;Salário;Conta;1;1;6000,00;6000,00',
		'2026-04-05;2026-04;Aluguel;Conta;1;1;1800,00;1800,00',
		'2026-04-04;;Fatura Nubank;Conta;1;1;180,00;180,00',
	],
}

describe.each(['bill', 'purchase'] as const)('April’s file and history, counted by %s', (basis) => {
	beforeAll(async () => {
		await reader.go(`#/?m=2026-04${basis === 'bill' ? '' : `&b=${basis}`}`)
		await reader.seesFigure('spent', money(SPENDING[basis]['2026-04']!))
	})

	it('the file', async () => {
		const { bytes } = await reader.download(reader.page.getByRole('button', { name: 'Exportar CSV' }).first())
		const rows = bytes
			.toString('utf8')
			.trim()
			.split(/\r?\n/)
			.slice(-FILES[basis].length - 1)
		const shown = rows.slice(1).map((row) => {
			const cells = row.split(';')
			return [0, 1, 3, 5, 8, 9, 10, 11].map((at) => cells[at]).join(';')
		})
		expect(shown).toEqual(FILES[basis])
	})

	it('the history', async () => {
		const months = Object.entries(SPENDING[basis]).filter(([month]) => month <= '2026-04')
		await expect
			.poll(async () =>
				(await tableOf('history')).filter(([, amount]) => amount !== 'R$0,00').map(([, amount]) => amount),
			)
			.toEqual(months.map(([, cents]) => squeeze(money(cents))))
	})
})

describe.each(['bill', 'purchase'] as const)('other months, counted by %s', (basis) => {
	it.each(Object.entries(SPENDING[basis]))('%s', async (month, cents) => {
		await reader.go(`#/?m=${month}${basis === 'bill' ? '' : `&b=${basis}`}`)
		await reader.seesFigure('spent', money(cents))
	})
})

it('the cards’ open bills, the ones that closed last, and what is overdue', async () => {
	await reader.go('#/')
	const cards = await reader.page
		.locator('[data-card]')
		.evaluateAll((cards) => cards.map((card) => card.textContent.replace(/\s/g, '')))
	expect(cards).toHaveLength(2)
	const amount = (card: string, month: string) =>
		squeeze(money(CARD_BILLS[card]!.find(([of]) => of === month)![1].amount as number))
	expect(cards[0]).toContain(amount('Nubank', '2026-05'))
	expect(cards[0]).toContain('fechaem5dias')
	expect(cards[0]).toContain(amount('Nubank', '2026-04'))
	expect(cards[0]).toContain(squeeze('crédito de R$ 4,10'))
	expect(cards[1]).toContain(amount('Inter', '2026-05'))
	expect(cards[1]).toContain('fechaem22dias')
	expect(cards[1]).toContain(amount('Inter', '2026-04'))
	expect(cards[1]).toContain('vencehoje')
	// Of the bill before those: 240,00 less 100,00.
	expect(cards[1]).toContain(squeeze('venceu há 34 dias faltam R$ 140,00'))
})

it('today’s spending beside the bill that it goes to', async () => {
	await reader.go('#/')
	await expect
		.poll(async () => squeeze((await reader.figure('today').textContent()) ?? ''))
		.toBe(squeeze('hoje R$ 12,50 na fatura de maio'))
})
