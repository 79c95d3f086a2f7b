import { afterEach, expect, inject, test } from 'vitest'
import { page as pageWords } from '../src/words/pt-BR/page'
import { settings as settingsWords } from '../src/words/pt-BR/settings'
import { start } from '../src/words/pt-BR/start'
import { createHousehold, type Member } from './harness/household'
import { Reader } from './harness/reader'

const w = settingsWords.leaving
const open: Reader[] = []
afterEach(async () => {
	for (const reader of open.splice(0)) await reader.close()
})

async function signedIn(member: Member): Promise<Reader> {
	const reader = await Reader.open(inject('site'))
	open.push(reader)
	await reader.signIn(member)
	await reader.page.evaluate(() => {
		location.hash = '#/ajustes/conta'
	})
	return reader
}

/** How many rows this device still keeps, in any database. */
async function storedRows(): Promise<number> {
	const answered = <T>(request: IDBRequest<T>) =>
		new Promise<T>((resolve, reject) => {
			request.onsuccess = () => resolve(request.result)
			request.onerror = () => reject(request.error)
		})
	let rows = 0
	for (const { name } of await indexedDB.databases()) {
		const database = await answered(indexedDB.open(name!))
		for (const store of database.objectStoreNames)
			rows += await answered(database.transaction(store).objectStore(store).count())
		database.close()
	}
	return rows
}

const panel = (reader: Reader) => reader.page.locator('[data-account-deletion]')

test('an account is deleted with what is only its own, and forgotten on this device', async () => {
	const home = await createHousehold(inject('stack'))
	await home.post({ description: 'Feira', amount: 10 })
	const reader = await signedIn(home.owner)
	await panel(reader).getByRole('button', { name: w.action }).click()
	const dialog = reader.page.getByRole('alertdialog')
	await dialog.getByText(w.goes).waitFor()
	// On a narrow phone a long address is broken, and cuts no button.
	await reader.page.setViewportSize({ width: 320, height: 700 })
	expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
	expect(await dialog.locator('li').allTextContents()).toEqual(['Casa de teste'])
	await dialog.getByRole('textbox').fill(home.owner.email)
	await dialog.getByRole('button', { name: w.action }).click()
	await reader.page.getByRole('button', { name: start.way.submit.enter, exact: true }).waitFor()
	expect(await reader.page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(
		home.owner.email,
	)
	expect(await reader.page.evaluate(storedRows)).toBe(0)
	const again = await fetch(`${inject('stack').url}/auth/v1/token?grant_type=password`, {
		method: 'POST',
		headers: { apikey: inject('stack').publishable_key, 'content-type': 'application/json' },
		body: JSON.stringify({ email: home.owner.email, password: home.owner.password }),
	})
	expect(again.status).toBe(400)
})

test('who deletes a ledger goes on in the other one and is told; after the last one the first steps say so', async () => {
	const home = await createHousehold(inject('stack'))
	await home.owner.rpc('create_ledger', {
		name: 'Casa da praia',
		currency: 'BRL',
		timezone: 'America/Sao_Paulo',
	})
	const reader = await Reader.openAs(home.owner)
	open.push(reader)
	const erase = async (name: string) => {
		await reader.go('#/ajustes/caderno')
		await reader.page.getByRole('button', { name: settingsWords.ledger.delete }).click()
		await reader.page.getByRole('alertdialog').getByRole('textbox').fill(name)
		await reader.page.keyboard.press('Enter')
	}
	await erase('Casa de teste')
	await reader.page
		.locator('.toast')
		.getByText(/Casa de teste/)
		.waitFor()
	await reader.page.locator('.ledger').getByText('Casa da praia').waitFor()
	await reader.sees('live')
	await reader.seesFocus(reader.page.locator('#content'))
	await erase('Casa da praia')
	await reader.page
		.locator('[data-page=onboarding] [data-gone=deleted]')
		.getByText(/Casa da praia/)
		.waitFor()
	expect(await reader.page.evaluate(storedRows)).toBe(0)
})

test('whose ledger has others but no other owner is told what to do first', async () => {
	const home = await createHousehold(inject('stack'))
	const viewer = await home.join('viewer')
	const reader = await signedIn(home.owner)
	await panel(reader).getByRole('button', { name: w.action }).click()
	await panel(reader).getByText('Casa de teste').waitFor()
	expect(await reader.page.getByRole('alertdialog').count()).toBe(0)
	const guest = await signedIn(viewer)
	await panel(guest).getByRole('button', { name: w.action }).click()
	await guest.page.getByRole('alertdialog').getByText(w.stays).waitFor()
})

test('who leaves a ledger goes on in another one, and is told so', async () => {
	const home = await createHousehold(inject('stack'))
	const viewer = await home.join('viewer')
	await viewer.rpc('create_ledger', { name: 'Só meu' })
	const reader = await Reader.open(inject('site'))
	open.push(reader)
	await reader.signIn(viewer)
	await reader.page.locator('.ledger').getByText('Casa de teste').waitFor()
	await reader.go('#/ajustes/acesso')
	await reader.page.getByRole('button', { name: settingsWords.access.leave }).click()
	const question = reader.page.getByRole('alertdialog', { name: settingsWords.access.leaveTitle })
	await question.getByText(settingsWords.access.leaveConsequence).waitFor()
	await question.getByRole('button', { name: settingsWords.access.leave }).click()
	await reader.page.locator('.ledger').getByText('Só meu').waitFor()
	const told = pageWords.gone.left.replace('{{ name }}', 'Casa de teste')
	// The name stands between isolates.
	await expect
		.poll(async () =>
			(await reader.page.locator('.toast').allTextContents()).map((text) =>
				text.replace(/[\u2068\u2069]/g, ''),
			),
		)
		.toEqual([expect.stringContaining(told)])
	await reader.page.locator('.ledger').click()
	expect(await reader.page.getByRole('button', { name: 'Casa de teste' }).count()).toBe(0)
})
