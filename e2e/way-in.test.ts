import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { serveSite } from '../local/site'
import { leftToCi, variant } from '../scripts/testing/left-to-ci'
import { createHousehold, Member } from './harness/household'
import { fakeClock, PHONE, Reader, type ReaderOptions } from './harness/reader'
import { type RunningStack, runStack } from './harness/stack'

/** Each way in, with the e-mail opened in another browser than the one that asked for it, against the strict auth service. */
interface Email {
	to: string
	subject: string
	code: string | null
	link: string | null
}

const PASSWORD = 'senha-de-teste-1'
const newAddress = () => `${randomUUID().slice(0, 8)}@casa.example`

let stack: RunningStack
let site: { url: string; close(): Promise<void> }
let asker: Reader
const open: Reader[] = []

beforeAll(async () => {
	stack = await runStack(['--control'])
	site = await serveSite(inject('dist'), { supabaseUrl: stack.url, publishableKey: stack.publishable_key })
})
afterAll(async () => {
	await site?.close()
	await stack?.stop()
})
beforeEach(async () => {
	await control({
		set: {
			templates: 'painel',
			shortestPassword: 8,
			signUps: true,
			tokenSeconds: 3_600,
			freshSeconds: 86_400,
			codeLength: 6,
		},
	})
	asker = await browser()
})
afterEach(async () => {
	for (const reader of open.splice(0)) await reader.close()
})

async function browser(options: ReaderOptions = {}, url = site.url): Promise<Reader> {
	const reader = await Reader.open(url, options)
	open.push(reader)
	return reader
}

async function control(what: object): Promise<void> {
	await fetch(`${stack.url}/_stack/auth`, { method: 'POST', body: JSON.stringify(what) })
}

async function emailsTo(to: string): Promise<Email[]> {
	const answer = await fetch(`${stack.url}/_stack/emails?to=${encodeURIComponent(to)}`)
	return (await answer.json()) as Email[]
}

async function emailTo(to: string): Promise<Email> {
	await expect.poll(() => emailsTo(to).then((all) => all.length)).toBeGreaterThan(0)
	return (await emailsTo(to)).at(-1)!
}

const form = ({ page }: Reader) => page.locator('[data-page=signin]')
const says = (reader: Reader, text: string | RegExp) => reader.page.getByText(text).first().waitFor()

async function fill(reader: Reader, email: string, password?: string): Promise<void> {
	await form(reader).locator('input[name=email]').fill(email)
	if (password !== undefined) await form(reader).locator('input[name=password]').fill(password)
}
const press = (reader: Reader, name: string) =>
	reader.page.locator('main').getByRole('button', { name, exact: true }).first().click()

/** Somebody without a ledger is led to the first steps. */
const isIn = ({ page }: Reader) =>
	page.locator('[data-page=onboarding], [data-figure=spent]').first().waitFor()

async function signUp(reader: Reader, email: string): Promise<void> {
	await press(reader, 'Criar conta')
	await fill(reader, email, PASSWORD)
	await form(reader).locator('button[type=submit]').click()
}

async function typeCode(reader: Reader, code: string): Promise<void> {
	await reader.page.locator('input[name=code]').fill(code)
	await press(reader, 'Confirmar')
}

describe('signing up', () => {
	test('by the code, typed where it was asked for, the e-mail read on another device', async () => {
		const email = newAddress()
		await signUp(asker, email)
		const { code, subject } = await emailTo(email)
		expect(subject).toContain(code)
		await typeCode(asker, code!)
		await isIn(asker)
	})

	// A setting of the project: six digits are the least, ten the most.
	for (const codeLength of [8, 10])
		test(
			`by a code of ${codeLength} digits, for signing up and for signing in`,
			variant(codeLength, 8),
			async () => {
				await control({ set: { codeLength } })
				const email = newAddress()
				await signUp(asker, email)
				const { code, subject } = await emailTo(email)
				expect(code).toMatch(new RegExp(`^\\d{${codeLength}}$`))
				expect(subject).toContain(code)
				await typeCode(asker, code!)
				await isIn(asker)
				await control({ advanceMs: 61_000 })
				const other = await browser()
				await fill(other, email)
				await press(other, 'Receber um código por e-mail')
				await expect.poll(() => emailsTo(email).then((all) => all.length)).toBe(2)
				const second = (await emailTo(email)).code!
				expect(second).toHaveLength(codeLength)
				// As a hand or a clipboard may bring it.
				await typeCode(other, `${second.slice(0, 4)} ${second.slice(4)}`)
				await isIn(other)
			},
		)

	test('by the link, tapped on another device; the one that asked is told where to go on', async () => {
		const email = newAddress()
		await signUp(asker, email)
		const { link } = await emailTo(email)
		// A program that looks through mail loads the link: nothing is used up.
		expect((await fetch(link!)).status).toBe(200)
		const phone = await browser({ viewport: PHONE }, link!)
		expect(phone.page.url()).not.toContain('token_hash')
		await press(phone, 'Entrar')
		await isIn(phone)
		await says(asker, 'Confirmou em outro aparelho?')
		await press(asker, 'Entrar')
		await fill(asker, email, PASSWORD)
		await form(asker).locator('button[type=submit]').click()
		await isIn(asker)
		const late = await browser({}, link!)
		await press(late, 'Entrar')
		await says(late, /já foi usado, venceu/)
	})

	test('with an address that has an account: said gently, nothing sent', async () => {
		const { email } = await Member.signUp(stack, newAddress(), PASSWORD)
		await signUp(asker, email)
		await says(asker, `${email} já tem conta`)
		expect(await emailsTo(email)).toHaveLength(0)
		await form(asker).locator('input[name=password]').fill(PASSWORD)
		await form(asker).locator('button[type=submit]').click()
		await isIn(asker)
	})

	test("with a password below the project's own minimum: said at the field, with the number", async () => {
		await control({ set: { shortestPassword: 20 } })
		await signUp(asker, newAddress())
		await asker.page.locator('.field', { hasText: 'Senha' }).getByText('pelo menos 20 caracteres').waitFor()
	})

	test('again without having confirmed: the first password stays, and is said to', async () => {
		const email = newAddress()
		await signUp(asker, email)
		await emailTo(email)
		await control({ advanceMs: 61_000 })
		const other = await browser()
		await signUp(other, email)
		await says(other, /Vale a primeira senha/)
	})
})

describe('signing in by e-mail', () => {
	test('a second request within a minute is held back by the page, with a countdown', async () => {
		const { email } = await Member.signUp(stack, newAddress(), PASSWORD)
		let asked = 0
		asker.page.on('request', (request) => {
			if (request.method() === 'POST' && request.url().includes('/auth/v1/otp')) asked += 1
		})
		await fill(asker, email)
		await press(asker, 'Receber um código por e-mail')
		await says(asker, /Outro e-mail só daqui a \d+ s/)
		await asker.page.reload()
		await fill(asker, email)
		await press(asker, 'Receber um código por e-mail')
		await says(asker, /Um e-mail acaba de sair/)
		expect(asked).toBe(1)
		const tab = await asker.context.newPage()
		tab.on('request', (request) => {
			if (request.url().includes('/auth/v1/otp')) asked += 1
		})
		await tab.goto(site.url)
		await tab.locator('[data-page=signin] input[name=email]').fill(email)
		await tab.getByRole('button', { name: 'Receber um código por e-mail' }).click()
		await tab
			.getByText(/Um e-mail acaba de sair/)
			.first()
			.waitFor()
		await tab.close()
		expect(asked).toBe(1)
		// The e-mail that was sent works, also where the page was loaded anew meanwhile.
		const { code } = await emailTo(email)
		await typeCode(asker, code!)
		await isIn(asker)
	})

	test('a wrong code is said at its field; the right one still works', async () => {
		const { email } = await Member.signUp(stack, newAddress(), PASSWORD)
		await fill(asker, email)
		await press(asker, 'Receber um código por e-mail')
		const { code } = await emailTo(email)
		await typeCode(asker, code === '000000' ? '000001' : '000000')
		await says(asker, /O código não confere/)
		await typeCode(asker, code!)
		await isIn(asker)
	})

	test("the platform's own link works in the browser that asked; elsewhere the page says what happened", async () => {
		await control({ set: { templates: 'platform' } })
		const { email } = await Member.signUp(stack, newAddress(), PASSWORD)
		await fill(asker, email)
		await press(asker, 'Receber um código por e-mail')
		const { link } = await emailTo(email)
		const other = await browser({}, link!)
		await says(other, /aberto em outro navegador/)
		expect(new URL(other.page.url()).search).toBe('')
		await control({ advanceMs: 61_000 })
		const again = await browser()
		await fill(again, email)
		await press(again, 'Receber um código por e-mail')
		await expect.poll(() => emailsTo(email).then((all) => all.length)).toBe(2)
		await again.page.goto((await emailTo(email)).link!)
		await isIn(again)
		expect(new URL(again.page.url()).search).toBe('')
		const used = await browser({}, link!)
		await says(used, /já foi usado, venceu/)
		expect(new URL(used.page.url()).search).toBe('')
		// In lines, as wide as the form; and told once.
		const notice = used.page.getByText(/já foi usado, venceu/).first()
		expect((await notice.boundingBox())!.width).toBeGreaterThan(250)
		await fill(used, email, PASSWORD)
		await form(used).locator('button[type=submit]').click()
		await isIn(used)
		expect(await used.page.getByText('Este link já não serve').count()).toBe(0)
	})
})

test('a forgotten password: a code, a new password, and it is the one that counts', async () => {
	const { email } = await Member.signUp(stack, newAddress(), PASSWORD)
	await press(asker, 'Esqueci a senha')
	await fill(asker, email)
	await form(asker).locator('button[type=submit]').click()
	await typeCode(asker, (await emailTo(email)).code!)
	await asker.page.locator('[data-page=newpassword] input[name=password]').fill('outra-senha-bem-boa')
	await press(asker, 'Guardar a senha')
	await isIn(asker)
	await expect(Member.signIn(stack, email, PASSWORD)).rejects.toThrow()
	expect((await Member.signIn(stack, email, 'outra-senha-bem-boa')).email).toBe(email)
})

test('a forgotten password by the link, on another device', leftToCi, async () => {
	const { email } = await Member.signUp(stack, newAddress(), PASSWORD)
	await press(asker, 'Esqueci a senha')
	await fill(asker, email)
	await form(asker).locator('button[type=submit]').click()
	const other = await browser({}, (await emailTo(email)).link!)
	await press(other, 'Continuar')
	await other.page.locator('[data-page=newpassword] input[name=password]').fill('outra-senha-bem-boa')
	await press(other, 'Guardar a senha')
	await isIn(other)
	expect((await Member.signIn(stack, email, 'outra-senha-bem-boa')).email).toBe(email)
})

describe('what was typed wrong', () => {
	test('is said at each field, is not red once corrected, and is again when it is still wrong', async () => {
		const field = (label: string) => form(asker).locator('.field', { hasText: label })
		await fill(asker, 'maria', '')
		await form(asker).locator('button[type=submit]').click()
		await field('E-mail').getByText('Escreva inteiro').waitFor()
		await field('Senha').getByText('Escreva a senha.').waitFor()
		await form(asker).locator('input[name=email]').fill('maria@')
		expect(await field('E-mail').locator('.bad').count()).toBe(0)
		expect(await form(asker).locator('input[name=email]').getAttribute('aria-invalid')).toBeNull()
		await form(asker).locator('button[type=submit]').click()
		await field('E-mail').getByText('Escreva inteiro').waitFor()
	})

	test('moves nothing: an error stands where a hint or nothing was', async () => {
		const top = async () => (await form(asker).locator('button[type=submit]').boundingBox())!.y
		const before = await top()
		await form(asker).locator('button[type=submit]').click()
		await says(asker, 'Escreva o e-mail.')
		expect(await top()).toBe(before)
	})

	test('moves nothing either where it belongs to no field', async () => {
		await asker.context.route('**/auth/v1/**', (route) => route.abort())
		await fill(asker, newAddress(), PASSWORD)
		const places = () =>
			form(asker)
				.locator('input, button')
				.evaluateAll((controls) => controls.map((control) => control.getBoundingClientRect().y))
		const before = (await places()).slice(0, 4)
		await form(asker).locator('button[type=submit]').click()
		await says(asker, /Sem conexão com o servidor/)
		expect((await places()).slice(0, 4)).toEqual(before)
	})
})

test("a proxy's 403 is told from the account's rights", async () => {
	await asker.context.route('**/auth/v1/**', (route) =>
		route.fulfill({ status: 403, contentType: 'text/html', body: '<h1>Forbidden</h1>' }),
	)
	await fill(asker, newAddress(), PASSWORD)
	await form(asker).locator('button[type=submit]').click()
	await says(asker, /Algo no caminho recusou o pedido/)
})

describe('a token that lives for a minute', () => {
	test('is renewed at most once a minute, and what is recorded still arrives', leftToCi, async () => {
		await control({ set: { tokenSeconds: 60 } })
		const home = await createHousehold(stack)
		await home.post({ description: 'Feira', amount: 10 })
		let renewed = 0
		const page = await browser({
			prepare: async (context, { clock }) => {
				await clock.install()
				context.on('response', (response) => {
					if (response.url().includes('grant_type=refresh_token') && response.ok()) renewed += 1
				})
			},
		})
		await fill(page, home.owner.email, PASSWORD)
		await form(page).locator('button[type=submit]').click()
		await page.sees('live')
		// By the page's own clock, which also goes on by itself, on a busy machine for longer.
		const now = () => page.page.evaluate(() => Date.now())
		const since = await now()
		for (const minute of [1, 2, 3]) {
			await page.page.clock.fastForward(61_000)
			await expect.poll(() => renewed).toBeGreaterThanOrEqual(minute)
			await home.post({ description: `Compra ${minute}`, amount: minute })
			await page.rows(`Compra ${minute}`).first().waitFor()
			expect(renewed).toBeLessThanOrEqual(1 + ((await now()) - since) / 60_000)
		}
	})
})

describe('the end of a session', () => {
	async function signedIn(): Promise<string> {
		const member = await Member.signUp(stack, newAddress(), PASSWORD)
		await member.rpc('create_ledger', { name: 'Casa', currency: 'BRL', timezone: 'America/Sao_Paulo' })
		await fill(asker, member.email, PASSWORD)
		await form(asker).locator('button[type=submit]').click()
		await asker.sees('live')
		return member.email
	}

	test('a refresh token that the server does not know ends it, with words', async () => {
		await signedIn()
		await asker.context.route('**/auth/v1/token?grant_type=refresh_token', (route) =>
			route.fulfill({
				status: 400,
				json: { code: 'refresh_token_not_found', message: 'Invalid Refresh Token: Refresh Token Not Found' },
			}),
		)
		await asker.page.evaluate(() => {
			const key = Object.keys(localStorage).find((name) => /^painel\.session\.[^-]*$/.test(name))!
			const session = JSON.parse(localStorage.getItem(key)!)
			localStorage.setItem(key, JSON.stringify({ ...session, ends_here: Date.now() - 1 }))
		})
		await asker.page.reload()
		await says(asker, 'A sessão terminou. Entre de novo.')
	})

	/** Signed in on a page whose clock can be put forward to the end of its token. */
	async function openElsewhere(email: string): Promise<Reader> {
		const elsewhere = await browser({ prepare: fakeClock })
		await fill(elsewhere, email, PASSWORD)
		await form(elsewhere).locator('button[type=submit]').click()
		await elsewhere.sees('live')
		await elsewhere.page.evaluate(() => Object.assign(globalThis, { isSamePage: true }))
		return elsewhere
	}

	/** The page says that the session ended and lets sign in, as it stands there: nobody loads it anew. */
	async function learnsOfTheEnd(elsewhere: Reader): Promise<void> {
		await elsewhere.page.clock.fastForward(3_600_000)
		await says(elsewhere, 'A sessão terminou. Entre de novo.')
		await form(elsewhere).locator('input[name=password]').waitFor()
		expect(await elsewhere.figure('spent').count()).toBe(0)
		expect(await elsewhere.page.evaluate(() => 'isSamePage' in globalThis)).toBe(true)
	}

	test('signing out everywhere, from the account’s settings: an open page elsewhere says so', async () => {
		const email = await signedIn()
		const elsewhere = await openElsewhere(email)
		await asker.go('#/ajustes/conta')
		await press(asker, 'Sair de todos')
		await asker.page.getByRole('alertdialog').getByRole('button', { name: 'Sair de todos' }).click()
		await form(asker).waitFor()
		await learnsOfTheEnd(elsewhere)
		// Where it says so one signs in again, and it is said no more.
		await fill(elsewhere, email, PASSWORD)
		await form(elsewhere).locator('button[type=submit]').click()
		await elsewhere.sees('live')
		expect(await elsewhere.page.getByText('A sessão terminou').count()).toBe(0)
	})

	for (const [what, method, body] of [
		['a ban', 'PUT', { ban_duration: '24h' }],
		['a deleted account', 'DELETE', undefined],
	] as const)
		test(`${what} reaches an open page when its token ends`, variant(what, 'a ban'), async () => {
			const email = await signedIn()
			const elsewhere = await openElsewhere(email)
			const { user } = await elsewhere.page.evaluate(() => {
				const key = Object.keys(localStorage).find((name) => /^painel\.session\.[^-]*$/.test(name))!
				return JSON.parse(localStorage.getItem(key)!) as { user: { id: string } }
			})
			const answer = await fetch(`${stack.url}/auth/v1/admin/users/${user.id}`, {
				method,
				headers: { apikey: stack.secret_key, 'content-type': 'application/json' },
				body: body && JSON.stringify(body),
			})
			expect(answer.status).toBe(200)
			await learnsOfTheEnd(elsewhere)
		})

	test('a new e-mail, once both addresses agree, each by its own link', async () => {
		const email = await signedIn()
		const wanted = newAddress()
		await asker.go('#/ajustes/conta')
		await asker.page.locator('input[name=email]').fill(wanted)
		await press(asker, 'Trocar o e-mail')
		await says(asker, `Mandamos um e-mail para ${wanted}`)
		// Once more within the minute: nothing is asked, or the links that are on their way would be dead.
		await press(asker, 'Trocar o e-mail')
		await asker.page
			.locator('.field', { hasText: 'E-mail' })
			.getByText(/Um e-mail acaba de sair/)
			.waitFor()
		expect(await emailsTo(wanted)).toHaveLength(1)
		const phone = await browser({}, (await emailTo(wanted)).link!)
		await press(phone, 'Confirmar')
		await says(phone, /Falta o link que foi para o outro/)
		await phone.page.goto((await emailTo(email)).link!)
		await press(phone, 'Confirmar')
		await says(phone, 'O e-mail da conta mudou.')
		expect((await Member.signIn(stack, wanted, PASSWORD)).email).toBe(wanted)
	})

	test(
		'a code for a new password is not said to be on its way while another e-mail holds it back',
		leftToCi,
		async () => {
			const member = await Member.signUp(stack, newAddress(), PASSWORD)
			await member.rpc('create_ledger', { name: 'Casa', currency: 'BRL', timezone: 'America/Sao_Paulo' })
			const { email } = member
			const page = await browser({ prepare: fakeClock })
			await fill(page, email)
			await press(page, 'Receber um código por e-mail')
			await typeCode(page, (await emailTo(email)).code!)
			await isIn(page)
			await control({ set: { freshSeconds: 0 } })
			await page.go('#/ajustes/conta')
			await page.page.locator('input[name=password]').fill('outra-senha-bem-boa')
			await press(page, 'Trocar a senha')
			await says(page, /peça o código daqui a \d+ s/)
			expect(await page.page.getByText('Mandamos um código').count()).toBe(0)
			expect(await emailsTo(email)).toHaveLength(1)
			const seconds = async () =>
				Number(/daqui a (\d+) s/.exec((await page.page.getByText(/peça o código/).textContent())!)![1])
			const first = await seconds()
			await page.page.clock.fastForward(10_000)
			await expect.poll(seconds).toBeLessThanOrEqual(first - 10)
			await page.page.clock.fastForward(61_000)
			await control({ advanceMs: 61_000 })
			await press(page, 'Receber um código por e-mail')
			await says(page, `Mandamos um código para ${email}`)
			await page.page.locator('input[name=code]').fill((await emailTo(email)).code!)
			await press(page, 'Trocar a senha')
			await says(page, 'A senha mudou.')
		},
	)

	test(
		"a new e-mail by the platform's own links, the second one opened where somebody else is signed in: told",
		leftToCi,
		async () => {
			await control({ set: { templates: 'platform' } })
			const email = await signedIn()
			const wanted = newAddress()
			await asker.go('#/ajustes/conta')
			await asker.page.locator('input[name=email]').fill(wanted)
			await press(asker, 'Trocar o e-mail')
			const other = await browser()
			const { email: somebody } = await Member.signUp(stack, newAddress(), PASSWORD)
			await fill(other, somebody, PASSWORD)
			await form(other).locator('button[type=submit]').click()
			await isIn(other)
			await other.page.goto((await emailTo(wanted)).link!)
			await says(other, /Falta o link que foi para o outro/)
			await other.page.goto((await emailTo(email)).link!)
			await says(other, /aberto em outro navegador que o do pedido, e não muda quem entrou aqui/)
			expect(new URL(other.page.url()).search).toBe('')
			expect((await Member.signIn(stack, wanted, PASSWORD)).email).toBe(wanted)
		},
	)

	test('a new password, of a session that is no longer fresh with a code', async () => {
		const email = await signedIn()
		await control({ set: { freshSeconds: 0 } })
		await asker.go('#/ajustes/conta')
		await asker.page.locator('input[name=password]').fill('outra-senha-bem-boa')
		await press(asker, 'Trocar a senha')
		const { code } = await emailTo(email)
		await asker.page.locator('input[name=code]').fill(code!)
		await press(asker, 'Trocar a senha')
		await says(asker, 'A senha mudou.')
		expect((await Member.signIn(stack, email, 'outra-senha-bem-boa')).email).toBe(email)
	})
})
