import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import {
	BUDGETS,
	CARD_BILLS,
	IN_BILLS,
	LABELS,
	LATEST,
	MESSAGES,
	NEW_CYCLE,
	PAGE,
	RANGES,
	RECURRING,
	SPENDING,
	TODAY,
	TRANSFERS,
} from '../fixtures/household'
import { page as words } from '../src/words/pt-BR/page'
import { createHousehold, type Household } from './harness/household'
import { Reader, squeeze } from './harness/reader'

// Every figure of a household that was worked out by hand, on the page.

let home: Household
let reader: Reader
/** The ids of the sources and categories, by name. */
let ids: Record<string, number>

beforeAll(async () => {
	home = await createHousehold(inject('stack'), LABELS)
	await home.post(MESSAGES)
	const named = await Promise.all(
		['sources', 'categories'].map((table) =>
			home.owner.request<{ id: number; name: string }[]>(
				'GET',
				`${table}?ledger_id=eq.${home.ledgerId}&select=id,name`,
			),
		),
	)
	ids = Object.fromEntries(named.flat().map(({ id, name }) => [name, id]))
	const { closing_day, due_day } = NEW_CYCLE
	await home.owner.request('POST', 'cycles', {
		ledger_id: home.ledgerId,
		source_id: ids[NEW_CYCLE.source],
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

const BASES = ['bill', 'purchase'] as const
const address = (basis: string, query: string) => `#/?${query}${basis === 'bill' ? '' : `&b=${basis}`}`
const squeezed = (rows: readonly (readonly string[])[]) => rows.map((row) => row.map(squeeze))

/** The texts of all that `selector` names, without spaces. */
const textsOf = (selector: string) =>
	reader.page
		.locator(selector)
		.evaluateAll((found) => found.map((element) => element.textContent.replace(/\s/g, '')))

/** The descriptions of the purchases that are listed, newest first. */
const listed = () => textsOf('[data-row] bdi')

/** What stands over or under a figure: its name or its note. */
const beside = (figure: string, part: 'dt' | '.n') =>
	textsOf(`.key-figure:has([data-figure=${figure}]) ${part}`)

async function saysNotes(notes: Record<string, string>, before: string): Promise<void> {
	for (const [name, text] of Object.entries(notes))
		await expect.poll(() => beside(name, '.n'), { message: name }).toEqual([squeeze(text)])
	expect(await beside('previous', 'dt')).toEqual([squeeze(before)])
}

/** The rows of a chart's table: so many cells of each, name and amount. */
async function tableOf(chart: string, cells = 2): Promise<string[][]> {
	const panel = reader.chart(chart)
	await panel.scrollIntoViewIfNeeded()
	const asTable = panel.getByRole('button', { name: /^Mostrar em tabela/ })
	if (await asTable.count()) await asTable.click()
	await panel.locator('tbody tr').first().waitFor()
	return panel
		.locator('tbody tr')
		.evaluateAll(
			(rows, cells) =>
				rows.map((row) =>
					[...row.querySelectorAll('th, td')]
						.slice(0, cells)
						.map((cell) => cell.textContent.replace(/\s/g, '')),
				),
			cells,
		)
}

describe.each(PAGE)(
	'$month, counted by $basis',
	({ basis, month, figures, groups, notes, before, coming }) => {
		beforeAll(async () => {
			await reader.go(address(basis, `m=${month}`))
			await reader.seesFigure('spent', figures.spent!)
		})

		it.each(Object.entries(figures))('%s is %s', (name, text) => reader.seesFigure(name, text))

		it.each(Object.entries(groups))('by %s', async (chart, rows) => {
			await expect.poll(() => tableOf(chart)).toEqual(squeezed(rows))
		})

		it('what is said beside the figures', () => saysNotes(notes, before))

		it('what the months to come hold already', async () => {
			if (coming.length) await expect.poll(() => tableOf('committed', 3)).toEqual(squeezed(coming))
			else await expect.poll(() => textsOf('[data-chart=committed] :is(tbody tr, .plot-label)')).toEqual([])
		})
	},
)

describe.each(RANGES)('$months, counted by $basis', ({ basis, months, figures, notes, before }) => {
	beforeAll(async () => {
		await reader.go(address(basis, `m=${months}`))
		await reader.seesFigure('spent', figures.spent!)
	})

	it.each(Object.entries(figures))('%s is %s', (name, text) => reader.seesFigure(name, text))

	it('what is said beside the figures', () => saysNotes(notes, before))
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

describe.each(BASES)('April’s file and history, counted by %s', (basis) => {
	beforeAll(async () => {
		await reader.go(address(basis, 'm=2026-04'))
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

describe.each(BASES)('other months, counted by %s', (basis) => {
	it.each(Object.entries(SPENDING[basis]))('%s', async (month, cents) => {
		await reader.go(address(basis, `m=${month}`))
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

describe.each(IN_BILLS)('a click on $card’s bill of $month', ({ card, month, spent, rows }) => {
	it.each(BASES)(
		'shows what it holds, from a page counted by %s, until its filter is taken off',
		async (basis) => {
			await reader.go(address(basis, 'm=2026-02&d=2026-02-09'))
			const bill = reader.page.locator(`[data-card="${ids[card]}"] [data-bill="${month}"]`)
			const shows = async () => {
				await reader.seesFigure('spent', spent)
				await expect.poll(listed).toEqual(rows)
				const asked = new URLSearchParams(new URL(reader.page.url()).hash.slice('#/?'.length))
				asked.delete('l')
				expect(String(asked)).toBe(`m=${month}&s=${ids[card]}`)
			}
			await bill.click()
			await shows()
			// The same once more is no other filter.
			await bill.click()
			await shows()
			await reader.page.getByRole('button', { name: new RegExp(`Fonte.*${card}`) }).click()
			await reader.seesFigure('spent', money(SPENDING.bill[month]!))
		},
	)
})

it.each(BASES)('transfers alone are listed and counted where they are asked for, by %s', async (basis) => {
	await reader.go(address(basis, `m=${TRANSFERS.month}&k=transfer`))
	await reader.seesFigure('spent', TRANSFERS.spent)
	await reader.seesFigure('purchases', String(TRANSFERS.rows.length))
	await expect.poll(listed).toEqual(TRANSFERS.rows.map(squeeze))
})

it('what came last says where it goes, if that is another bill', async () => {
	await reader.go('#/')
	for (const [name, bill] of Object.entries(LATEST)) {
		const row = reader.page.locator('.latest-row').filter({ hasText: name }).first()
		await row.waitFor()
		const said = await row.locator('[data-bill]').allTextContents()
		expect(said.map(squeeze), name).toEqual(bill ? [squeeze(`· ${bill}`)] : [])
	}
})

it('cards say that they are not filtered while something else is', async () => {
	const said = reader.page.locator('.area-cards .sub')
	await reader.go(address('bill', 'm=2026-04'))
	await reader.page.locator('.area-cards [data-card]').first().waitFor()
	expect(await said.count()).toBe(0)
	await reader.go(address('bill', 'm=2026-04&q=mercado'))
	await said.getByText(words.noFilter, { exact: true }).waitFor()
})

it.each(BASES)('what is printed counts by %s', async (basis) => {
	const { figures, groups } = PAGE.find((page) => page.basis === basis && page.month === '2026-04')!
	await reader.go(address(basis, 'm=2026-04'))
	await reader.seesFigure('spent', figures.spent!)
	await reader.page.emulateMedia({ media: 'print' })
	try {
		const names = FILES[basis].map((line) => squeeze(line.split(';')[2]!))
		await expect.poll(listed).toEqual(names.filter((name) => !name.startsWith('Fatura')))
		expect(await reader.figureText('spent')).toBe(squeeze(figures.spent!))
		for (const [chart, rows] of Object.entries(groups))
			await expect.poll(() => tableOf(chart), { message: chart }).toEqual(squeezed(rows))
	} finally {
		await reader.page.emulateMedia({ media: 'screen' })
	}
})

describe('budgets', () => {
	const own = () => `budgets?ledger_id=eq.${home.ledgerId}`
	beforeAll(async () => {
		for (const [category_id, amount_cents] of [
			[null, BUDGETS.whole],
			[ids.Transporte, BUDGETS.Transporte],
		])
			await home.owner.request('POST', 'budgets', {
				ledger_id: home.ledgerId,
				category_id,
				month: '2026-04-01',
				amount_cents,
			})
	})
	afterAll(() => home.owner.request('DELETE', own()))

	it.each(BASES)('count by %s', async (basis) => {
		const told = BUDGETS.told[basis]
		await reader.go(address(basis, 'm=2026-04'))
		const ruler = () => textsOf('.ruler-top')
		await expect.poll(ruler).toEqual([expect.stringContaining(squeeze(told.left))])
		expect(await textsOf('.ruler-top b')).toEqual([told.share])
		await expect.poll(() => textsOf('.alerts b')).toEqual(told.alerts)
	})
})

describe('what recurs', () => {
	beforeAll(() =>
		home.owner.request(
			'POST',
			'recurring',
			RECURRING.confirmed.map(({ source, ...one }) => ({
				...one,
				ledger_id: home.ledgerId,
				source_id: ids[source],
			})),
		),
	)
	afterAll(() => home.owner.request('DELETE', `recurring?ledger_id=eq.${home.ledgerId}`))

	it.each(BASES)('has arrived, is late, did not come and is in the months to come, by %s', async (basis) => {
		const { projection, lines, coming } = RECURRING.told[basis]
		await reader.go(address(basis, 'm=2026-04'))
		await reader.seesFigure('projection', projection)
		const line = '[data-recurring]'
		await expect.poll(() => textsOf(line)).toEqual(lines.map(([, text]) => squeeze(text!)))
		const states = await reader.page
			.locator(line)
			.evaluateAll((found) => found.map((one) => one.getAttribute('data-state')))
		expect(states).toEqual(lines.map(([state]) => state))
		expect(await textsOf('[data-panel=recurring] .sub')).toEqual([squeeze(RECURRING.paid)])
		await expect.poll(() => tableOf('committed', 4)).toEqual(squeezed(coming))
		expect(await beside('committed', '.n')).toEqual([squeeze(`+ ${RECURRING.monthly} por mês`)])
	})
})
