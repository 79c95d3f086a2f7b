import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { serveSite } from '../local/site'
import { leftToCi } from '../scripts/testing/left-to-ci'
import { settings as settingsWords } from '../src/words/pt-BR/settings'
import { start } from '../src/words/pt-BR/start'
import { createHousehold, type Household, Member } from './harness/household'
import { PHONE, Reader, type ReaderOptions } from './harness/reader'
import { type RunningStack, runStack } from './harness/stack'

/** Nobody is put into a ledger by being invited: each is asked, in another browser, after proving the address by an e-mail. */
const PASSWORD = 'senha-de-teste-1'
const w = settingsWords.invitation
const access = settingsWords.access

let stack: RunningStack
let site: { url: string; close(): Promise<void> }
const open: Reader[] = []

beforeAll(async () => {
	stack = await runStack(['--control'])
	site = await serveSite(inject('dist'), { supabaseUrl: stack.url, publishableKey: stack.publishable_key })
})
afterAll(async () => {
	await site?.close()
	await stack?.stop()
})
afterEach(async () => {
	for (const reader of open.splice(0)) await reader.close()
})

async function browser(url: string, options: ReaderOptions = {}): Promise<Reader> {
	const reader = await Reader.open(url, options)
	open.push(reader)
	return reader
}

/** The owner invites an address on the page. Answers the link of the message that is to be sent. */
async function invite(home: Household, email: string, role: keyof typeof access.roles): Promise<string> {
	const { page } = await signedIn(home.owner)
	await page.evaluate(() => {
		location.hash = '#/ajustes/acesso'
	})
	await page.getByLabel(access.email).fill(email)
	await page.getByLabel(access.role, { exact: true }).selectOption(role)
	await page.locator('form').getByRole('button', { name: access.invite }).click()
	const message = await page.locator('[data-send] [data-message]').textContent()
	expect(message).toContain('Casa de teste')
	expect(message).toContain(email)
	const wa = await page.locator('[data-send] a').getAttribute('href')
	expect(wa).toBe(`https://wa.me/?text=${encodeURIComponent(message!)}`)
	await page.locator('[data-send]').getByRole('button', { name: settingsWords.form.close }).click()
	return /https?:\S+/.exec(message!)![0]
}

async function signedIn(member: Member): Promise<Reader> {
	const reader = await browser(site.url)
	await reader.signIn(member)
	return reader
}

/** Makes an account with the code of the e-mail that comes. */
async function signUp(guest: Reader, email: string): Promise<void> {
	const { page } = guest
	const press = (name: string) => page.locator('main').getByRole('button', { name, exact: true }).first()
	await page.getByText(start.way.invited.enter).waitFor()
	await press('Criar conta').click()
	await guest.seesFocus(page.locator('input[name=email]'))
	await page.locator('input[name=email]').fill(email)
	await page.locator('input[name=password]').fill(PASSWORD)
	await page.locator('[data-page=signin] button[type=submit]').click()
	const emails = async () =>
		(await (await fetch(`${stack.url}/_stack/emails?to=${encodeURIComponent(email)}`)).json()) as {
			code: string
		}[]
	await expect.poll(() => emails().then((all) => all.length)).toBe(1)
	await guest.seesFocus(page.locator('input[name=code]'))
	await page.locator('input[name=code]').fill((await emails())[0]!.code)
	await press('Confirmar').click()
}

const newAddress = () => `${randomUUID().slice(0, 8)}@casa.example`
const membersOf = (home: Household) =>
	home.owner.rpc<{ email: string; name: string | null; role: string }[]>('list_members', {
		ledger_id: home.ledgerId,
	})

describe('somebody invited', () => {
	test('makes an account, is asked with the ledger’s and the inviter’s names, accepts, and sees it live', async () => {
		const home = await createHousehold(stack)
		await home.owner.rpc('rename_member', { ledger_id: home.ledgerId, name: 'Dona Ana' })
		await home.post({ description: 'Compra de casa', amount: 12 })
		const email = newAddress()
		const guest = await browser(await invite(home, email, 'editor'), { viewport: PHONE })
		await signUp(guest, email)
		const question = guest.page.locator('[data-invitation]')
		await question.getByText('Casa de teste').waitFor()
		await question.getByText(/Dona Ana/).waitFor()
		expect((await membersOf(home)).map((member) => member.email)).not.toContain(email)
		await question.getByRole('button', { name: w.accept }).click()
		await question.getByText(w.nameMissing).waitFor()
		await guest.seesFocus(question.getByLabel(w.name))
		await question.getByLabel(w.name).fill('Bia')
		await question.getByRole('button', { name: w.accept }).click()
		await guest.seesFigure('spent', 'R$ 12,00')
		await guest.sees('live')
		await home.post({ description: 'Mais uma', amount: 3 })
		await guest.seesFigure('spent', 'R$ 15,00')
		expect(await membersOf(home)).toContainEqual(
			expect.objectContaining({ email, name: 'Bia', role: 'editor' }),
		)
	})

	test(
		'who declines is in no ledger, goes on to the first steps, and is asked no more',
		leftToCi,
		async () => {
			const home = await createHousehold(stack)
			const email = newAddress()
			const guest = await browser(await invite(home, email, 'viewer'))
			await signUp(guest, email)
			await guest.page.locator('[data-invitation]').getByRole('button', { name: w.decline }).click()
			await guest.page.getByText(w.none, { exact: true }).waitFor()
			await guest.page.getByText(new RegExp(email)).waitFor()
			await guest.page.getByRole('link', { name: w.goOn }).click()
			await guest.page.locator('[data-page=onboarding]').waitFor()
			expect((await membersOf(home)).map((member) => member.email)).not.toContain(email)
			expect(await home.owner.request('GET', `invitations?ledger_id=eq.${home.ledgerId}&select=id`)).toEqual(
				[],
			)
		},
	)

	test('who has a ledger is asked over it, may answer later, and then opens the other one', async () => {
		const [mine, theirs] = [
			await createHousehold(stack),
			await createHousehold(stack, { name: 'Casa da avó' }),
		]
		await mine.post({ description: 'Minha', amount: 7 })
		await theirs.post({ description: 'Dela', amount: 9 })
		await theirs.owner.rpc('invite_member', {
			ledger_id: theirs.ledgerId,
			email: mine.owner.email,
			role: 'viewer',
		})
		const reader = await signedIn(mine.owner)
		await reader.seesFigure('spent', 'R$ 7,00')
		const question = reader.page.locator('dialog [data-invitation]')
		await question.getByText('Casa da avó').waitFor()
		// Who invites is known by the address where no name was said.
		await question.getByText(new RegExp(theirs.owner.email)).waitFor()
		await question.getByRole('button', { name: w.later }).click()
		await question.waitFor({ state: 'detached' })
		await reader.page.reload()
		await question.getByLabel(w.name).fill('Neto')
		await question.getByRole('button', { name: w.accept }).click()
		await reader.seesFigure('spent', 'R$ 9,00')
	})
})

test('an invitation that was taken back says so when it is accepted', leftToCi, async () => {
	const home = await createHousehold(stack)
	const guest = await Member.signUp(stack)
	await home.owner.rpc('invite_member', { ledger_id: home.ledgerId, email: guest.email, role: 'viewer' })
	const reader = await browser(`${site.url}#/convite`)
	const form = reader.page.locator('[data-page=signin]')
	await form.locator('input[name=email]').fill(guest.email)
	await form.locator('input[name=password]').fill(guest.password)
	await form.locator('button[type=submit]').click()
	const question = reader.page.locator('[data-invitation]')
	await question.getByLabel(w.name).fill('Tarde')
	await home.owner.request('DELETE', `invitations?ledger_id=eq.${home.ledgerId}`)
	await question.getByRole('button', { name: w.accept }).click()
	await question.locator('[role=alert]').waitFor()
	expect(await membersOf(home)).toHaveLength(1)
})
