import { execFileSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { leftToCi } from '../scripts/testing/left-to-ci'
import { page as pageWords } from '../src/words/pt-BR/page'
import { settings as settingsWords } from '../src/words/pt-BR/settings'
import { start as startWords } from '../src/words/pt-BR/start'
import { createHousehold, type Household, postAsAgent } from './harness/household'
import { monthsAgo } from './harness/moments'
import { Reader, standStill } from './harness/reader'

const s = settingsWords.form
const stack = inject('stack')
let home: Household
let reader: Reader

beforeEach(async () => {
	home = await createHousehold(stack)
})
afterEach(() => reader.close())

async function settings(section: string): Promise<void> {
	await reader.go(`#/ajustes/${section}`)
	await reader.page.locator(`[data-section=${section}] .sheet`).first().waitFor()
}

/** The name of what has the focus. */
const focused = () =>
	reader.page.evaluate(() => {
		const at = document.activeElement
		return at?.getAttribute('aria-label') ?? (at?.matches('button') ? at.textContent : at?.tagName)?.trim()
	})

describe('rooms beside the list of rooms', () => {
	it('leave a field as much room as its text needs, on phones and tablets', async () => {
		reader = await Reader.openAs(home.owner)
		const { page } = reader
		const width = async (label: string) =>
			(await page.getByLabel(label, { exact: true }).boundingBox())!.width
		await settings('fontes')
		await page.getByRole('button', { name: settingsWords.sources.add }).click()
		for (const window of [320, 390, 720, 768, 900]) {
			await page.setViewportSize({ width: window, height: 800 })
			expect(await width(s.name), `a source's name, ${window} px`).toBeGreaterThan(240)
			expect(await width(settingsWords.sources.closingDay), `its day, ${window} px`).toBeGreaterThan(80)
		}
		// The rulers go before they have no room, and what their marks mean with them.
		const ruler = page.locator('.source-row .only-wide')
		const key = page.locator('.keyrow')
		for (const [window, isThere] of [
			[768, false],
			[1280, true],
		] as const) {
			await page.setViewportSize({ width: window, height: 800 })
			expect(await ruler.first().isVisible(), `${window} px`).toBe(isThere)
			expect(await key.isVisible(), `${window} px`).toBe(isThere)
		}
		await settings('caderno')
		for (const window of [320, 720, 768, 900]) {
			await page.setViewportSize({ width: window, height: 800 })
			const zone = page.getByLabel(settingsWords.ledger.timezone, { exact: true })
			const cut = await zone.evaluate((field) => field.scrollWidth - field.clientWidth)
			expect(cut, `a timezone, ${window} px`).toBeLessThanOrEqual(0)
			const ledger = await page.locator('.ledger span').boundingBox()
			expect(ledger!.width, `the ledger's name, ${window} px`).toBeGreaterThan(50)
		}
		await settings('acesso')
		for (const window of [320, 720, 768, 900]) {
			await page.setViewportSize({ width: window, height: 800 })
			expect(await width(settingsWords.access.email), `an e-mail, ${window} px`).toBeGreaterThan(240)
			const name = (await page.locator('.member-row .row-name').boundingBox())!
			expect(name.width, `a member's name, ${window} px`).toBeGreaterThan(240)
		}
	})
})

describe('every room', () => {
	it('has a title of its own, and none tells a figure after the sign-out', async () => {
		await home.post({ description: 'Feira', amount: 10 })
		reader = await Reader.openAs(home.owner)
		const { page } = reader
		const title = () => page.title()
		await expect.poll(title).toBe('R$\u00a010,00 · Casa de teste')
		await reader.go('#/ajustes')
		await expect.poll(title).toBe('Ajustes · Casa de teste')
		await settings('categorias')
		await expect.poll(title).toBe('Categorias · Casa de teste')
		await reader.go('#/orcamentos')
		await expect.poll(title).toBe('Orçamentos · Casa de teste')
		await reader.go('#/')
		await expect.poll(title).toBe('R$\u00a010,00 · Casa de teste')
		await reader.choose(pageWords.menu.signOut)
		await page.locator('[data-page=signin]').waitFor()
		await expect.poll(title).toBe(`${startWords.way.title.enter} · Painel`)
	})
})

describe('sources', () => {
	it('get a closing day, and later purchases fall into the bills it makes', async () => {
		const w = settingsWords.sources
		reader = await Reader.openAs(home.owner)
		await settings('fontes')
		await reader.page.getByRole('button', { name: w.add }).click()
		await reader.page.getByLabel(s.name, { exact: true }).fill('Nubank')
		await reader.page.getByLabel(w.closingDay).fill('40')
		await reader.page.getByLabel(w.dueDay).fill('32')
		await reader.page.getByRole('button', { name: s.save, exact: true }).click()
		// Both are said to be wrong, and each no longer once it is corrected.
		const wrong = reader.page.getByText(w.dayWrong)
		await expect.poll(() => wrong.count()).toBe(2)
		await reader.page.getByLabel(w.closingDay).fill('1')
		await expect.poll(() => wrong.count()).toBe(1)
		await reader.page.getByLabel(w.dueDay).fill('10')
		await expect.poll(() => wrong.count()).toBe(0)
		await reader.page.getByRole('button', { name: s.save, exact: true }).click()
		await reader.page.locator('[data-section=fontes] .rows').getByText('Nubank').first().waitFor()
		// Closed on the 1st: whatever is bought this month is on next month's bill.
		const [row] = await home.post({ description: 'No cartão', amount: 25, source: 'nubank' })
		const [item] = await home.owner.request<{ bill_month: string }[]>(
			'GET',
			`bill_items?transaction_id=eq.${row!.transaction_id}&select=bill_month`,
		)
		const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Sao_Paulo' }).format(new Date())
		expect(item!.bill_month.slice(0, 7) > today.slice(0, 7)).toBe(true)
	})

	it('with other days ask from which bill on, say how many purchases move, and keep each version', async () => {
		const w = settingsWords.sources
		const card = await createHousehold(stack, {
			sources: [{ name: 'Nubank', closing_day: 25, due_day: 5 }],
		})
		const bought = [3, 2, 1].map((months) => ({
			description: `Há ${months} meses`,
			amount: 10,
			source: 'nubank',
			occurred_at: monthsAgo(months),
		}))
		const receipts = await card.post(bought)
		const bills = async () => {
			const items = await card.owner.request<{ bill_month: string; transaction_id: string }[]>(
				'GET',
				`bill_items?ledger_id=eq.${card.ledgerId}&select=bill_month,transaction_id`,
			)
			return receipts.map(
				({ transaction_id }) => items.find((item) => item.transaction_id === transaction_id)!.bill_month,
			)
		}
		const before = await bills()
		reader = await Reader.openAs(card.owner)
		await settings('fontes')
		const { page } = reader
		const save = () => page.getByRole('button', { name: s.save, exact: true }).first().click()
		const openForm = () =>
			page.getByRole('button', { name: s.editName.replace('{{ name }}', 'Nubank') }).click()
		await openForm()
		// Two wrong days are both said, and what is corrected is no longer red.
		await page.getByLabel(w.closingDay, { exact: true }).fill('40')
		await page.getByLabel(w.dueDay, { exact: true }).fill('0')
		await save()
		const red = () => page.locator('.input[aria-invalid]').count()
		await expect.poll(red).toBe(2)
		await page.getByLabel(w.closingDay, { exact: true }).fill('5')
		await expect.poll(red).toBe(1)
		await page.getByLabel(w.dueDay, { exact: true }).fill('12')
		await expect.poll(red).toBe(0)
		await save()
		const question = page.getByRole('alertdialog', { name: w.change.title })
		await question.waitFor()
		// Bought on the 10th, each purchase is on the bill that it was on, whichever of them the days begin with.
		await question.getByLabel(w.change.from).selectOption({ label: w.change.all })
		await question.getByText(w.change.moves(0), { exact: true }).waitFor()
		await question.getByRole('button', { name: s.save, exact: true }).waitFor()
		await question.getByLabel(w.change.from).selectOption(before[2]!.slice(0, 7))
		await question.getByText(w.change.moves(0), { exact: true }).waitFor()
		await question.getByRole('button', { name: 'Cancelar' }).click()
		await page.getByLabel(w.dueDay, { exact: true }).fill('28')
		await page.getByLabel(w.closingDay, { exact: true }).fill('20')
		await save()
		await question.waitFor()
		await question.getByLabel(w.change.from).selectOption(before[1]!.slice(0, 7))
		await question.getByText(w.change.moves(1), { exact: true }).waitFor()
		await question.getByRole('button', { name: s.save, exact: true }).click()
		await question.waitFor({ state: 'detached' })
		// Only what the first of these bills does not take falls into an earlier one.
		await expect.poll(bills).toEqual([before[0], before[1], before[1]])
		// Both versions are listed; taking the newer one away puts everything back.
		await openForm()
		const versions = page.locator('.versions li')
		await expect.poll(() => versions.count()).toBe(2)
		await versions.last().getByRole('button').click()
		const removal = page.getByRole('alertdialog')
		await removal.getByText(/compras? muda/).waitFor()
		await removal.getByRole('button', { name: w.remove, exact: true }).click()
		await expect.poll(bills).toEqual(before)
	})

	it(
		'that are archived are said to be, keep their purchases, and are not offered for unknown names',
		leftToCi,
		async () => {
			const w = settingsWords.sources
			await home.post([
				{ description: 'Feira', amount: 10, source: 'Pix' },
				{ description: 'Pão', amount: 2, source: 'maquininha' },
			])
			reader = await Reader.openAs(home.owner)
			await settings('fontes')
			const { page } = reader
			await page.getByRole('button', { name: s.editName.replace('{{ name }}', 'Pix') }).click()
			await page.getByLabel(w.archive).check()
			await page.getByRole('button', { name: s.save, exact: true }).click()
			await page.locator('.rows').getByText(w.archived, { exact: true }).waitFor()
			await reader.go('#/conferir')
			const unknown = page.locator('[data-unknown=source]')
			await unknown.getByText('Dinheiro', { exact: true }).first().waitFor()
			expect(await unknown.getByText('Pix', { exact: true }).count()).toBe(0)
			await reader.go('#/')
			await reader.rows('Feira').getByText('Pix').first().waitFor()
		},
	)
})

describe('categories and people', () => {
	it('get other names, by which purchases find them', async () => {
		const w = settingsWords.categories
		reader = await Reader.openAs(home.owner)
		await settings('categorias')
		const { page } = reader
		const save = () => page.getByRole('button', { name: s.save, exact: true }).click()
		await page.getByRole('button', { name: w.add }).click()
		await save()
		await page.getByText(w.nameMissing).waitFor()
		await page.getByLabel(s.name, { exact: true }).fill('Padaria')
		const aliases = page.getByLabel(s.aliases, { exact: true })
		await aliases.fill('uber')
		await page.keyboard.press('Enter')
		await save()
		// Transporte answers to it already.
		await page.locator('form').getByText('Transporte').first().waitFor()
		await page.getByRole('button', { name: s.removeAlias.replace('{{ alias }}', 'uber') }).click()
		await aliases.fill('pão')
		await page.keyboard.press('Enter')
		await save()
		await page.locator('[data-section=categorias] .rows').getByText('Padaria').first().waitFor()
		await home.post({ description: 'Pão francês', amount: 8, category: 'Pão' })
		await reader.go('#/')
		await reader.seesFigure('top-category', 'Padaria')
	})

	it('have contacts: a telephone is added, and a newcomer joins by a code', async () => {
		const w = settingsWords.people
		reader = await Reader.openAs(home.owner)
		await settings('pessoas')
		const { page } = reader
		await page.locator('[data-section=pessoas] .rows').getByRole('button', { name: /Ana/ }).first().click()
		const contact = page.getByLabel(w.newContact)
		await contact.fill('Ana')
		await page.getByRole('button', { name: w.addContact }).click()
		await page.getByText(w.contactProblem).waitFor()
		await contact.fill('+55 (11) 9999-8888')
		await page.getByRole('button', { name: w.addContact }).click()
		await page.getByText('tel:5511999998888', { exact: true }).waitFor()
		await page.locator('[data-join]').click()
		const code = await page.locator('[data-code]').textContent()
		// The link and what a camera reads are the same, and go to the agent's number once it is known.
		const dialog = page.locator('[data-join-dialog]')
		await dialog.getByLabel(w.agentNumber).fill('+55 11 98888-7777')
		const link = `https://wa.me/5511988887777?text=${code}`
		await expect.poll(() => dialog.locator('[data-qr]').getAttribute('data-qr')).toBe(link)
		expect(await dialog.getByRole('link', { name: w.openWhatsApp }).getAttribute('href')).toBe(link)
		const { url, publishable_key } = inject('stack')
		const joined = await fetch(`${url}/rest/v1/rpc/agent_join`, {
			method: 'POST',
			headers: {
				apikey: publishable_key,
				'x-agent-token': home.token,
				'content-type': 'application/json',
			},
			body: JSON.stringify({ code, contact: 'tg:7' }),
		})
		expect(await joined.json()).toEqual({ joined: true, person: 'Ana', contact: 'tg:7' })
	})

	it(
		'say before they are made one that purchases come into other months, where only one is a card',
		leftToCi,
		async () => {
			for (const name of ['Visa', 'Vale'])
				await home.owner.request('POST', 'sources', { ledger_id: home.ledgerId, name })
			const [visa] = await home.owner.request<{ id: number }[]>(
				'GET',
				`sources?ledger_id=eq.${home.ledgerId}&name=eq.Visa&select=id`,
			)
			await home.owner.request('POST', 'cycles', {
				ledger_id: home.ledgerId,
				source_id: visa!.id,
				closing_day: 25,
				due_day: 5,
			})
			reader = await Reader.openAs(home.owner)
			await settings('fontes')
			const { page } = reader
			const rows = page.locator('[data-section=fontes] .rows')
			for (const [from, into, words] of [
				['Visa', 'Vale', s.mergeBringsBills],
				['Vale', 'Visa', s.mergeGoesToBills],
			] as const) {
				await rows.getByRole('button', { name: s.editName.replace('{{ name }}', from) }).click()
				await page.getByRole('button', { name: s.merge, exact: true }).click()
				const question = page.getByRole('alertdialog')
				await question.getByLabel(s.mergeInto).selectOption({ label: into })
				const said = words.replaceAll('{{ name }}', from).replaceAll('{{ into }}', into)
				await expect
					.poll(async () => (await question.textContent())!.replace(/[\u2066-\u2069]/g, ''))
					.toContain(said)
				await page.keyboard.press('Escape')
				await page.keyboard.press('Escape')
			}
		},
	)

	it('are made one, saying how many purchases follow, and two again by undoing it', async () => {
		await home.post([
			{ description: 'Feira', amount: 10, category: 'supermercado' },
			{ description: 'Pão', amount: 2, category: 'mercado' },
			{ description: 'Cinema', amount: 30, category: 'lazer' },
		])
		reader = await Reader.openAs(home.owner)
		await settings('categorias')
		const { page } = reader
		const rows = page.locator('[data-section=categorias] .rows')
		await rows.getByRole('button', { name: s.editName.replace('{{ name }}', 'Mercado') }).click()
		await page.getByRole('button', { name: s.merge, exact: true }).click()
		const question = page.getByRole('alertdialog')
		await question.getByText(s.uses(2)).waitFor()
		const merge = question.getByRole('button', { name: s.mergeAction, exact: true })
		expect(await merge.isDisabled()).toBe(true)
		await question.getByLabel(s.mergeInto).selectOption({ label: 'Lazer' })
		await merge.click()
		const filed = async () =>
			(
				await home.owner.request<{ name: string; aliases: string[] }[]>(
					'GET',
					`categories?ledger_id=eq.${home.ledgerId}&select=name,aliases&order=id`,
				)
			).map(({ name, aliases }) => [name, ...aliases].join(' '))
		await rows.getByText('Mercado', { exact: true }).waitFor({ state: 'detached' })
		await expect.poll(filed).toEqual(['Transporte uber', 'Lazer Mercado supermercado'])
		await page.getByText(s.followed(2)).waitFor()
		await page.locator('.toasts').getByRole('button', { name: s.undo }).click()
		await rows.getByText('Mercado', { exact: true }).waitFor()
		expect(await filed()).toEqual(['Mercado supermercado', 'Transporte uber', 'Lazer'])
		await reader.go('#/?c=1')
		await reader.seesFigure('spent', 'R$ 12,00')
	})

	it('go when asked twice, with their purchases moved or not, and come back when undone', async () => {
		const w = settingsWords.people
		await home.post({ description: 'Feira', amount: 10, person: 'Ana' })
		reader = await Reader.openAs(home.owner)
		await settings('pessoas')
		const { page } = reader
		const rows = page.locator('[data-section=pessoas] .rows')
		const question = page.getByRole('alertdialog')
		const edit = () => rows.getByRole('button', { name: s.editName.replace('{{ name }}', 'Ana') })
		const ask = async () => {
			await edit().click()
			await page.getByRole('button', { name: s.remove, exact: true }).click()
			await question.getByText(s.uses(1)).waitFor()
		}
		const remove = async () => {
			await question.getByRole('button', { name: s.remove, exact: true }).click()
			await edit().waitFor({ state: 'detached' })
		}
		await ask()
		await question.getByText(w.removeConsequence).waitFor()
		await remove()
		await page.locator('.toasts').getByRole('button', { name: s.undo }).click()
		await ask()
		await question.getByLabel(s.moveTo).selectOption({ label: 'Marcos' })

		// Ten seconds to think it over, by a clock that stands still until it is told to go on.
		await page.clock.install()
		await standStill(reader)
		await remove()
		const undo = page.locator('.toasts').getByRole('button', { name: s.undo })
		const isOffered = async () => {
			await page.clock.runFor(20)
			return undo.count()
		}
		await expect.poll(isOffered).toBe(1)
		await page.clock.runFor(9_000)
		expect(await undo.count(), 'after nine seconds').toBe(1)
		await page.clock.runFor(2_000)
		expect(await undo.count(), 'after eleven').toBe(0)
		await page.clock.resume()

		await reader.go('#/')
		await reader.seesFigure('spent', 'R$ 10,00')
		await reader.rows('Feira').getByText('Marcos').first().waitFor()
	})
})

describe('the ledger', () => {
	const w = settingsWords.ledger

	it('has a timezone, in which its days and months turn, wherever the reader is', async () => {
		// 11 pm on the 10th in São Paulo is the 11th in Tokyo.
		const occurred_at = monthsAgo(1).replace(/T.*/, 'T02:00:00Z').replace(/-10T/, '-11T')
		await home.post({ description: 'Feira', amount: 10, category: 'Mercado', source: 'Pix', occurred_at })
		const month = `#/?m=${occurred_at.slice(0, 7)}`
		reader = await Reader.openAs(home.owner)
		await reader.go(month)
		const day = async () => (await reader.rows('Feira').first().locator('td').first().textContent())?.trim()
		await expect.poll(day).toMatch(/^10 /)
		await settings('caderno')
		await reader.page.getByLabel(w.timezone).fill('Marte/Base')
		await reader.page.getByRole('button', { name: s.save, exact: true }).click()
		await reader.page.getByText(w.timezoneUnknown).waitFor()
		await reader.page.getByLabel(w.timezone).fill('Asia/Tokyo')
		await reader.page.getByRole('button', { name: s.save, exact: true }).click()
		await reader.page.getByText(w.saved).first().waitFor()
		await reader.go(month)
		await expect.poll(day).toMatch(/^11 /)
	})
})

describe('a room', () => {
	it('opens at its top, and has its place when one goes back to it', async () => {
		await home.post({ description: 'Feira', amount: 10 })
		reader = await Reader.openAs(home.owner)
		await settings('caderno')
		const { page } = reader
		await page.setViewportSize({ width: 390, height: 500 })
		const top = () => page.evaluate(() => Math.round(scrollY))
		await page.evaluate(() => scrollTo({ top: 300, behavior: 'instant' }))
		await settings('acesso')
		await expect.poll(top).toBe(0)
		await page.goBack()
		await page.locator('[data-section=caderno]').waitFor()
		await expect.poll(top).toBe(300)
	})
})

describe('words', () => {
	it('of one person are erased for good after a typed confirmation, and no figure changes', async () => {
		const w = settingsWords.erasing
		await home.post([
			{ description: 'Segredo da Ana', amount: 10, person: 'Ana', payload: { message: 'segredo' } },
			{ description: 'De Marcos', amount: 5, person: 'Marcos' },
		])
		reader = await Reader.openAs(home.owner)
		await settings('caderno')
		const section = reader.page.locator('[data-erasing]')
		await section.getByRole('button', { name: w.action }).click()
		await section.getByText(w.whoseMissing).waitFor()
		await section.getByLabel(w.whose).selectOption({ label: 'Ana' })
		await section.getByRole('button', { name: w.action }).click()
		const question = reader.page.getByRole('alertdialog')
		const confirm = question.getByRole('button', { name: w.action })
		expect(await confirm.isDisabled()).toBe(true)
		await question.locator('input').fill('Ana')
		await confirm.click()
		await reader.page.getByText(w.count(1)).waitFor()
		await reader.go('#/')
		await reader.seesFigure('spent', 'R$ 15,00')
		await reader.rows('De Marcos').waitFor()
		expect(await reader.rows('Segredo').count()).toBe(0)
		const kept = await home.owner.request('GET', `inbox?ledger_id=eq.${home.ledgerId}&select=*`)
		expect(JSON.stringify(kept)).not.toContain('egredo')
	})
})

describe('agents', () => {
	it('get a key that is shown once, works as the curl line says, and stops when revoked', async () => {
		const w = settingsWords.agents
		reader = await Reader.openAs(home.owner)
		await settings('agentes')
		await reader.page.getByRole('button', { name: w.add }).click()
		await reader.page.getByLabel(s.name, { exact: true }).fill('Agente novo')
		await reader.page.getByRole('button', { name: w.create, exact: true }).click()
		const token = (await reader.page.locator('[data-secret]').textContent())!.trim()
		const line = (await reader.page.locator('[data-curl]').textContent())!
		expect(line).toContain(token)
		await reader.page.getByText(w.waiting).first().waitFor()
		execFileSync('sh', ['-c', line], { stdio: 'ignore' })
		await reader.page.getByText(w.called).first().waitFor()
		// What n8n is given: its credential holds the headers, its node the address.
		const steps = reader.page.locator('.numbered')
		const credential = JSON.parse((await steps.locator('pre').textContent())!)
		const recorded = await fetch((await steps.locator('.address code').textContent())!, {
			method: 'POST',
			headers: { ...credential.headers, 'content-type': 'application/json' },
			body: JSON.stringify({ message_id: 'wamid.n8n', description: 'Pelo n8n', amount: 1 }),
		})
		expect(recorded.status).toBe(201)
		await reader.page.getByRole('button', { name: w.copyToken }).click()
		await reader.page.reload()
		await reader.page.getByText('Agente novo').first().waitFor()
		expect(await reader.page.locator('body').textContent()).not.toContain(token)
		expect(
			await reader.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage })),
		).not.toContain(token)
		await reader.page
			.locator('[data-agent]')
			.filter({ hasText: 'Agente novo' })
			.getByRole('button', { name: w.revoke })
			.click()
		await reader.page.locator('dialog[open]').getByRole('button', { name: w.revoke }).click()
		await reader.page.getByText(w.revoked).first().waitFor()
		const { status } = await postAsAgent(stack, token, { description: 'Tarde demais', amount: 1 })
		expect([401, 403]).toContain(status)
	})
})

describe('reminders', () => {
	const r = settingsWords.reminders

	it('are switched by kind, with quiet hours, and show what is chosen elsewhere', async () => {
		reader = await Reader.openAs(home.owner)
		const { page } = reader
		await settings('lembretes')
		const form = page.locator('[data-reminders]')
		await form.getByText(r.quiet.replace('{{ from }}', '21:00').replace('{{ to }}', '08:00')).waitFor()
		expect(await form.getByLabel(r.quietFrom).inputValue()).toBe('21')
		await form.getByRole('checkbox', { name: r.kind.summary }).uncheck()
		await form.getByLabel(r.quietFrom).selectOption('22')
		await form.getByRole('button', { name: s.save }).click()
		await page.getByText(r.saved).waitFor()
		const kept = () =>
			home.owner.request(
				'GET',
				`reminder_settings?ledger_id=eq.${home.ledgerId}&select=kinds,quiet_from,quiet_to`,
			)
		expect(await kept()).toEqual([
			{ kinds: ['budget', 'closing', 'due', 'late'], quiet_from: 22, quiet_to: 8 },
		])
		// What is chosen elsewhere shows by itself.
		await home.owner.request('PATCH', `reminder_settings?ledger_id=eq.${home.ledgerId}`, {
			kinds: ['due'],
			quiet_from: 6,
			quiet_to: 6,
		})
		await form.getByText(r.neverQuiet).waitFor()
		expect(await form.getByRole('checkbox', { checked: true }).count()).toBe(1)
	})

	it('are only read by a viewer', async () => {
		const viewer = await home.join('viewer')
		reader = await Reader.openAs(viewer)
		await settings('lembretes')
		const form = reader.page.locator('[data-reminders]')
		await form.waitFor()
		expect(await form.getByRole('checkbox', { disabled: true }).count()).toBe(5)
		expect(await form.getByRole('button').count()).toBe(0)
		// What the room is for stands in lines on a tablet too, not in a column beside the note.
		await reader.page.setViewportSize({ width: 768, height: 800 })
		await reader.page.locator('.read-only').waitFor()
		expect((await reader.page.locator('.set-h .lead').boundingBox())!.width).toBeGreaterThan(240)
	})
})

describe('a new key', () => {
	it('has the focus on copying it, and is not lost to the browser’s Back without a question', async () => {
		const w = settingsWords.agents
		reader = await Reader.openAs(home.owner)
		await settings('caderno')
		await settings('agentes')
		const { page } = reader
		await page.getByRole('button', { name: w.add }).click()
		await page.getByLabel(s.name, { exact: true }).fill('Agente novo')
		await page.keyboard.press('Enter')
		await page.locator('[data-secret]').waitFor()
		await expect.poll(focused).toBe(w.copyToken)
		const question = page.getByRole('alertdialog', { name: w.leaveTitle })
		await page.evaluate(() => history.back())
		await question.waitFor()
		await question.getByRole('button', { name: 'Cancelar' }).click()
		expect(await page.locator('[data-secret]').count()).toBe(1)
		expect(new URL(page.url()).hash).toMatch(/^#\/ajustes\/agentes\b/)
		await page.evaluate(() => history.back())
		await question.getByRole('button', { name: w.leave }).click()
		await page.locator('[data-section=caderno]').waitFor()
		expect(new URL(page.url()).hash).toMatch(/^#\/ajustes\/caderno\b/)
		// Nothing is held any more: Forward and Back pass.
		await page.evaluate(() => history.forward())
		await page.locator('[data-section=agentes]').waitFor()
		await page.evaluate(() => history.back())
		await page.locator('[data-section=caderno]').waitFor()
	})
})

describe('the focus', () => {
	it('goes to the button that adds, when what it was on is gone', async () => {
		reader = await Reader.openAs(home.owner)
		const { page } = reader
		// What was pressed in another room is gone with it.
		await reader.choose(pageWords.menu.settings)
		await reader.seesFocus(page.locator('#content[data-page=settings]'))
		await settings('categorias')
		await page.getByRole('button', { name: s.editName.replace('{{ name }}', 'Lazer') }).click()
		await page.getByRole('button', { name: s.remove, exact: true }).click()
		await page.locator('dialog[open]').getByRole('button', { name: s.remove, exact: true }).click()
		await page.locator('.rows').getByText('Lazer').first().waitFor({ state: 'detached' })
		await expect.poll(focused).toBe(settingsWords.categories.add)
		const w = settingsWords.agents
		await settings('agentes')
		await page.locator('[data-agent]').getByRole('button', { name: w.revoke }).click()
		await page.locator('dialog[open]').getByRole('button', { name: w.revoke }).click()
		await page.locator('[data-agent]').getByText(w.state.revoked, { exact: true }).waitFor()
		await expect.poll(focused).toBe(w.add)
	})

	it('follows a category into the list of those with a budget', leftToCi, async () => {
		const w = settingsWords.budgets
		reader = await Reader.openAs(home.owner)
		const { page } = reader
		await reader.go('#/orcamentos')
		await page.getByRole('button', { name: w.setFor.replace('{{ name }}', 'Mercado') }).click()
		await page.getByLabel(w.amount).fill('800')
		await page.keyboard.press('Enter')
		const change = w.changeFor.replace('{{ name }}', 'Mercado')
		await page.getByRole('button', { name: change }).waitFor()
		await expect.poll(focused).toBe(change)
	})

	it('stays on the button while the self-check runs', async () => {
		reader = await Reader.openAs(home.owner)
		await reader.sees('live')
		await settings('verificacao')
		const w = settingsWords.checkup
		// It runs until it is looked at.
		let release = () => {}
		const released = new Promise<void>((resolve) => {
			release = resolve
		})
		await reader.context.route(/\/rest\/v1\/inbox/, (route) => released.then(() => route.continue()))
		await reader.page.getByRole('button', { name: w.run }).focus()
		await reader.page.keyboard.press('Enter')
		await reader.page.locator('[data-checkup=running]').waitFor()
		await expect.poll(focused).toBe(w.running)
		release()
		await reader.page.locator('[data-checkup=done]').waitFor()
		await expect.poll(focused).toBe(w.again)
		// The whole way of a purchase works, over the real channel.
		const steps = reader.page.locator('[data-step]')
		expect(await steps.evaluateAll((all) => all.map((step) => step.getAttribute('data-state')))).toEqual(
			Array(10).fill('ok'),
		)
	})
})

describe('access', () => {
	it('takes no text for an address that is none, and says how one looks', async () => {
		const w = settingsWords.access
		reader = await Reader.openAs(home.owner)
		await settings('acesso')
		const email = reader.page.getByLabel(w.email)
		for (const wrong of ['maria', 'maria@', 'maria@casa']) {
			await email.fill(wrong)
			await reader.page.locator('form').getByRole('button', { name: w.invite }).click()
			await reader.page.getByText(w.emailWrong).waitFor()
		}
	})

	it('shows a viewer the settings without letting them change', async () => {
		const viewer = await home.join('viewer')
		reader = await Reader.openAs(viewer)
		await settings('fontes')
		await reader.page.getByText(s.readOnly).first().waitFor()
		expect(await reader.page.getByRole('button', { name: settingsWords.sources.add }).count()).toBe(0)
		await expect(
			viewer.request('POST', 'sources', { ledger_id: home.ledgerId, name: 'À força', aliases: [] }),
		).rejects.toThrow(/40[13]/)
	})
})

describe('the self-check', () => {
	it('walks the whole way of a purchase and leaves nothing behind', async () => {
		const w = settingsWords.checkup
		await home.post({ description: 'Compra', amount: 10 })
		reader = await Reader.openAs(home.owner)
		await reader.sees('live')
		await settings('verificacao')
		await reader.page.getByRole('button', { name: w.run }).click()
		await reader.page.locator('[data-checkup=done]').waitFor()
		const states = await reader.page
			.locator('[data-step]')
			.evaluateAll((steps) =>
				steps.map((step) => `${step.getAttribute('data-step')} ${step.getAttribute('data-state')}`),
			)
		expect(states.filter((state) => !state.endsWith(' ok'))).toEqual([])
		expect(states.length).toBeGreaterThan(5)
		await reader.go('#/')
		await reader.seesFigure('spent', 'R$ 10,00')
	})

	it('names what is broken', leftToCi, async () => {
		reader = await Reader.openAs(home.owner)
		await reader.sees('live')
		await settings('verificacao')
		await reader.context.route(/\/rest\/v1\/inbox/, (route) =>
			route.fulfill({ status: 403, contentType: 'application/json', body: '{"message":"refused"}' }),
		)
		await reader.page.getByRole('button', { name: settingsWords.checkup.run }).click()
		await reader.page.locator('[data-checkup=done]').waitFor()
		await reader.page.locator('[data-step=insert][data-state=failed]').waitFor()
		await reader.page.locator('[data-verdict=bad]').waitFor()
	})
})

describe('the whole ledger', () => {
	it('is exported into one file, and deleted for good once its name was typed', async () => {
		const w = settingsWords.ledger
		await home.post([
			{ description: 'Feira', amount: 10 },
			{ description: 'Padaria', amount: 'muito' },
		])
		reader = await Reader.openAs(home.owner)
		await settings('caderno')
		const { name, bytes } = await reader.download(reader.page.getByRole('button', { name: w.export }))
		expect(name).toMatch(/^casa-de-teste-\d{4}-\d\d-\d\d\.json$/)
		const file = JSON.parse(bytes.toString('utf8')) as Record<string, { description: string }[]>
		expect(file.transactions!.map(({ description }) => description)).toEqual(['Feira'])
		expect(file.inbox!.map(({ description }) => description).sort()).toEqual(['Feira', 'Padaria'])
		expect(bytes.toString('utf8')).not.toContain(home.token)

		await reader.page.getByRole('button', { name: w.delete }).click()
		const dialog = reader.page.getByRole('alertdialog')
		await dialog.getByRole('textbox').fill('Casa de teste')
		await dialog.getByRole('button', { name: w.delete }).click()
		await reader.page.locator('[data-page=onboarding]').waitFor()
		expect(await home.owner.request('GET', `ledgers?id=eq.${home.ledgerId}&select=id`)).toEqual([])
		expect((await postAsAgent(stack, home.token, { description: 'Tarde', amount: 1 })).status).toBe(401)
	})
})
