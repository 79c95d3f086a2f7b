import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { page as w } from '../src/words/pt-BR/page'
import { createHousehold, type Household, type Member } from './harness/household'
import { Reader } from './harness/reader'

// An address is copied, sent and opened by somebody who has other ledgers, and another one open.

const open: Reader[] = []
let home: Household
let address: string

async function browser(url = inject('site')): Promise<Reader> {
	const reader = await Reader.open(url)
	open.push(reader)
	return reader
}
const ledgerName = ({ page }: Reader) => page.locator('header button.ledger').textContent()

beforeEach(async () => {
	home = await createHousehold(inject('stack'), { name: 'Casa da Ana' })
	await home.post([
		{ description: 'Feira', amount: 10, category: 'Mercado', source: 'Pix' },
		{ description: 'Ônibus', amount: 20, category: 'Transporte', source: 'Pix' },
	])
	const owner = await browser()
	await owner.signIn(home.owner)
	await owner.go('#/?q=feira')
	await owner.seesFigure('spent', 'R$ 10,00')
	address = owner.page.url()
})
afterEach(async () => {
	for (const reader of open.splice(0)) await reader.close()
})

/** A second ledger of somebody, made later. */
async function makeOther(member: Member): Promise<void> {
	await member.rpc('create_ledger', {
		name: 'Casa de praia',
		currency: 'BRL',
		timezone: 'America/Sao_Paulo',
	})
}

test('opens the ledger that it was copied from, with its filters, and not the one that was open here', async () => {
	await makeOther(home.owner)
	const reader = await browser()
	await reader.signIn(home.owner)
	await reader.page.locator('header button.ledger').click()
	await reader.page.locator('.menu:popover-open').getByText('Casa de praia', { exact: true }).click()
	await expect.poll(() => ledgerName(reader)).toContain('Casa de praia')
	// Pasted over the open page, and opened anew.
	await reader.page.goto(address)
	await expect.poll(() => ledgerName(reader)).toContain('Casa da Ana')
	await reader.seesFigure('spent', 'R$ 10,00')
	const back = () => reader.page.goBack()
	await back()
	await expect.poll(() => ledgerName(reader)).toContain('Casa de praia')
	await reader.page.goto('about:blank')
	await reader.page.goto(address)
	await expect.poll(() => ledgerName(reader)).toContain('Casa da Ana')
	// What is clicked on stays in it.
	await reader.go('#/ajustes/fontes')
	await reader.page.locator('[data-section=fontes]').waitFor()
	expect(reader.page.url()).toContain(`l=${home.ledgerId.slice(0, 8)}`)
})

test('says to whom it does not belong that it is not theirs, and leads to what is', async () => {
	const stranger = await createHousehold(inject('stack'), { name: 'Casa do Bruno' })
	await stranger.post({ description: 'Pão', amount: 7, category: 'Mercado', source: 'Pix' })
	const reader = await browser(address)
	const form = reader.page.locator('[data-page=signin]')
	await form.locator('input[type=email]').fill(stranger.owner.email)
	await form.locator('input[type=password]').fill(stranger.owner.password)
	await form.locator('form button[type=submit]').click()
	await reader.page.getByText(w.refused.title).waitFor()
	await reader.page.getByRole('button', { name: w.refused.ledgers }).click()
	await expect.poll(() => ledgerName(reader)).toContain('Casa do Bruno')
	await reader.go('#/')
	await reader.seesFigure('spent', 'R$ 7,00')
})

test('is forgotten by signing out: who comes next has ledgers of their own', async () => {
	const next = await createHousehold(inject('stack'), { name: 'Casa do Bruno' })
	await next.post({ description: 'Pão', amount: 7, category: 'Mercado', source: 'Pix' })
	const [reader] = open as [Reader]
	await reader.go('#/')
	await reader.choose(w.menu.signOut)
	await reader.signIn(next.owner)
	await reader.seesFigure('spent', 'R$ 7,00')
})
