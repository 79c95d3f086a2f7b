import { afterEach, describe, expect, inject, it } from 'vitest'
import { page as pageWords } from '../src/words/pt-BR/page'
import { settings as settingsWords } from '../src/words/pt-BR/settings'
import { start as startWords } from '../src/words/pt-BR/start'
import { Member, postAsAgent } from './harness/household'
import { Reader } from './harness/reader'

const w = settingsWords.onboarding
const stack = inject('stack')
let reader: Reader | undefined
afterEach(async () => {
	await reader?.close()
	reader = undefined
})

describe('the first sign-in', () => {
	it('leads from a new account to the first purchase on a dashboard of one’s own', async () => {
		reader = await Reader.open(inject('site'))
		const { page } = reader
		const signIn = page.locator('[data-page=signin]')
		// way-in.test.ts has how an account is made, by e-mail.
		const { email, password } = await Member.signUp(inject('stack'))
		await signIn.locator('input[type=email]').fill(email)
		await signIn.locator('input[type=password]').fill(password)
		await signIn.locator('button[type=submit]').click()

		const steps = page.locator('[data-page=onboarding]')
		await steps.getByText(w.ledger.title, { exact: true }).waitFor()
		await steps.getByLabel(w.ledger.name).fill('Casa Nova')
		// How a month is counted is asked in words of a household: each answer says what it means for a purchase of today.
		const asked = steps.getByRole('group', { name: settingsWords.basisField.label })
		await asked.getByText(/no mês em que a fatura vence/).waitFor()
		await asked.getByRole('button', { name: settingsWords.basisField.purchase }).click()
		await asked.getByText(/pesa inteira neste mês/).waitFor()
		await steps.getByRole('button', { name: w.ledger.create }).click()
		await steps.getByText(w.people.title, { exact: true }).waitFor()
		await steps.getByRole('button', { name: w.people.skip, exact: true }).click()
		await steps.getByText(w.sources.title, { exact: true }).waitFor()
		await steps.getByRole('button', { name: w.sources.skip, exact: true }).click()
		await steps.getByText(w.agent.title, { exact: true }).waitFor()
		await steps.getByRole('button', { name: w.agent.create, exact: true }).click()
		const token = (await steps.locator('[data-secret]').textContent())!.trim()
		await steps.getByRole('button', { name: w.agent.next }).click()
		await steps.getByText(w.purchase.waiting).first().waitFor()
		const { status } = await postAsAgent(stack, token, {
			description: 'Primeira de todas',
			amount: '52,90',
			category: 'mercado',
		})
		expect(status).toBe(201)
		await steps.getByText('Primeira de todas').first().waitFor()
		await steps.getByRole('button', { name: w.purchase.open }).click()
		await reader.seesFigure('spent', 'R$ 52,90')
		const chosen = page.locator('[data-basis=purchase][aria-pressed=true]').filter({ visible: true })
		await chosen.first().waitFor()
		await reader.seesFigure('top-category', w.categories.home.b)
		await page.locator('header').getByText('Casa Nova').first().waitFor()
	})

	it('says that a wrong password is wrong', async () => {
		reader = await Reader.open(inject('site'))
		const signIn = reader.page.locator('[data-page=signin]')
		await signIn.locator('input[type=email]').fill(stack.demo.email)
		await signIn.locator('input[type=password]').fill('errada-errada')
		await signIn.locator('button[type=submit]').click()
		await reader.page.getByText(pageWords.error.invalid_credentials).waitFor()
	})

	it('is one click with the demo account, and ends with the session', async () => {
		reader = await Reader.open(inject('site'))
		await reader.page.getByRole('button', { name: startWords.way.demo }).click()
		await reader.figure('spent').waitFor()
		await reader.sees('live')
		await reader.choose(pageWords.menu.signOut)
		await reader.page.locator('[data-page=signin]').waitFor()
		// What this device kept of the ledger goes with the session.
		const left = await reader.page.evaluate(async () =>
			(await indexedDB.databases()).map(({ name }) => name ?? ''),
		)
		const rows = await reader.page.evaluate(async (names) => {
			let count = 0
			for (const name of names) {
				const database = await new Promise<IDBDatabase>((done, failed) => {
					const request = indexedDB.open(name)
					request.onsuccess = () => done(request.result)
					request.onerror = () => failed(request.error)
				})
				for (const store of database.objectStoreNames)
					count += await new Promise<number>((done) => {
						const request = database.transaction(store).objectStore(store).count()
						request.onsuccess = () => done(request.result)
					})
				database.close()
			}
			return count
		}, left)
		expect(rows).toBe(0)
	})
})
