import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
	type Browser,
	type BrowserContext,
	type BrowserContextOptions,
	chromium,
	type Locator,
	type Page,
} from 'playwright-core'
import { inject, vi } from 'vitest'
import { limits } from '../../scripts/testing/limits'
import { moveClock } from './browser'

let connected: Promise<Browser> | undefined

/** The browser of this worker, which its test files use one after the other. */
export function sharedBrowser(): Promise<Browser> {
	connected ??= chromium.connect(inject('browsers')[Number(process.env.VITEST_POOL_ID) - 1]!)
	return connected
}

/** The sizes the page is designed for. */
export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1440, height: 900 }
export const WALL = { width: 1920, height: 1080 }

export interface ReaderOptions extends BrowserContextOptions {
	/** Runs before the page's first script; for storage, permissions and fake clocks. */
	prepare?: (context: BrowserContext, page: Page) => Promise<unknown>
	/** `commit`: comes back as soon as the page's HTML arrives, for tests that hold back its scripts. */
	waitUntil?: 'load' | 'commit'
}

export interface SignIn {
	email: string
	password: string
}

/** What went wrong in a page that no test asked for. */
export interface Trouble {
	kind: 'csp' | 'script' | 'console' | 'request'
	text: string
}

/** Somebody reading the page: a browser context of their own, with all trouble written down. */
export class Reader {
	readonly trouble: Trouble[] = []

	private constructor(
		readonly context: BrowserContext,
		readonly page: Page,
	) {}

	/** Opens `url` in a fresh profile; pt-BR, São Paulo and desktop size unless told otherwise. */
	static async open(
		url: string,
		{ prepare, waitUntil = 'load', ...options }: ReaderOptions = {},
	): Promise<Reader> {
		const browser = await sharedBrowser()
		const context = await browser.newContext({
			locale: 'pt-BR',
			timezoneId: 'America/Sao_Paulo',
			viewport: DESKTOP,
			...options,
		})
		context.setDefaultTimeout(limits.condition)
		await moveClock(context)
		const page = await context.newPage()
		const reader = new Reader(context, page)
		await reader.#writeDownTrouble()
		await prepare?.(context, page)
		await page.goto(url, { waitUntil })
		return reader
	}

	async #writeDownTrouble(): Promise<void> {
		const note = (kind: Trouble['kind'], text: string) => this.trouble.push({ kind, text })
		await this.context.exposeBinding('painelViolation', (_, text: string) => {
			note('csp', text)
		})
		await this.context.addInitScript(() => {
			document.addEventListener('securitypolicyviolation', (event) => {
				const report = (globalThis as unknown as { painelViolation(text: string): void }).painelViolation
				report(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`)
			})
		})
		this.page.on('pageerror', (error) => note('script', `${error.message}\n${error.stack ?? ''}`))
		this.page.on('console', (message) => {
			if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
				note('console', message.text())
		})
	}

	/**
	 * Opens the site as somebody who signed in on this device before, and waits for the dashboard's first figure: less
	 * work than `open` and `signIn`, for tests about what comes after.
	 */
	static async openAs(who: SignIn, options: ReaderOptions = {}): Promise<Reader> {
		const kept = await keptSession(who)
		const reader = await Reader.open(inject('site'), {
			...options,
			prepare: async (context, page) => {
				const given = await context.addInitScript(([name, session]) => {
					if (origin !== 'null') localStorage.setItem(name, session)
				}, kept)
				// Once: who signs out afterwards stays so.
				page.once('domcontentloaded', () => void given.dispose())
				await options.prepare?.(context, page)
			},
		})
		await reader.figure('spent').waitFor()
		return reader
	}

	/** Fills in the sign-in form and waits for the dashboard's first figure. */
	async signIn({ email, password }: SignIn): Promise<void> {
		const form = this.page.locator('[data-page=signin]')
		await form.locator('input[type=email]').fill(email)
		await form.locator('input[type=password]').fill(password)
		await form.locator('button[type=submit]').click()
		await this.figure('spent').waitFor()
	}

	/** The element that holds one figure's value. */
	figure(name: string): Locator {
		return this.page.locator(`[data-figure=${name}]`).first()
	}

	/** A figure's text, without spaces (money is set with no-break and thin ones). */
	async figureText(name: string): Promise<string> {
		return squeeze((await this.figure(name).textContent()) ?? '')
	}

	/** Resolves once the figure reads `text`, spaces aside. */
	async seesFigure(name: string, text: string): Promise<void> {
		await this.page.waitForFunction(
			({ name, wanted }) => {
				const element = document.querySelector<HTMLElement>(`[data-figure=${name}]`)
				return element?.textContent.replace(/\s/g, '') === wanted
			},
			{ name, wanted: squeeze(text) },
		)
	}

	chart(name: string): Locator {
		return this.page.locator(`[data-chart=${name}]`).first()
	}

	/** The rows of the detail table that show `description`. */
	rows(description: string): Locator {
		return this.page.locator('[data-row]').filter({ hasText: description })
	}

	/** Resolves once the connection pill says `status`. */
	async sees(status: string): Promise<void> {
		await this.page.locator(`[data-status=${status}]`).first().waitFor()
	}

	/**
	 * Resolves once the service worker is there, with all it keeps. The page registers it when it has rested for a while: give
	 * it a clock of its own (`prepare: fakeClock`), and the rest is over at once.
	 */
	async installed(): Promise<void> {
		const isInstalled = async () => {
			await this.page.clock.fastForward(5_000)
			return this.page.evaluate(async () =>
				Boolean((await navigator.serviceWorker.getRegistration())?.active),
			)
		}
		await vi.waitUntil(isInstalled, { timeout: limits.condition })
	}

	/** Opens the account's menu and chooses an item by its words. */
	async choose(item: string): Promise<void> {
		await this.page.locator('button.avatar').click()
		await this.page.locator('.menu:popover-open').getByText(item, { exact: true }).click()
	}

	/** Goes to a hash route, `#/conferir` say. */
	async go(route: string): Promise<void> {
		await this.page.evaluate((hash) => {
			location.hash = hash
		}, route)
	}

	/** Puts a page that several tests share back to where each of them begins: `url` at desk size, on a screen, at its top. */
	async begin(url: string): Promise<void> {
		await this.page.emulateMedia({ media: 'screen' })
		await this.page.setViewportSize(DESKTOP)
		const address = (text: string) => Object.assign(new URL(text), { hash: '' }).href
		if (address(this.page.url()) !== address(url)) await this.page.goto(url)
		await this.go(new URL(url).hash || '#/')
		// A drawer that the test before left open takes the keys until it is closed.
		await this.page.waitForFunction(() => !document.querySelector('dialog[open]'))
		await this.page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
	}

	/** Resolves once the focus is on what `selector` names; it moves when the page has been drawn anew. */
	async seesFocus(on: Locator): Promise<void> {
		const element = await on.elementHandle()
		await this.page.waitForFunction((wanted) => wanted === document.activeElement, element)
	}

	/** What a click on `button` downloads, with the name it would be saved under. */
	async download(button: Locator): Promise<{ name: string; bytes: Buffer }> {
		const started = this.page.waitForEvent('download')
		await button.click()
		const file = await started
		const folder = await mkdtemp(join(tmpdir(), 'painel-download-'))
		try {
			const path = join(folder, 'file')
			await file.saveAs(path)
			return { name: file.suggestedFilename(), bytes: await readFile(path) }
		} finally {
			await rm(folder, { recursive: true })
		}
	}

	/** Ends the reading; throws when anything went wrong in the page, CSP violations first. */
	async close({ except = () => false }: { except?: (trouble: Trouble) => boolean } = {}): Promise<void> {
		await this.context.close()
		const left = this.trouble.filter((trouble) => !except(trouble))
		if (left.length)
			throw new Error(`The page had trouble:\n${left.map((t) => `${t.kind}: ${t.text}`).join('\n')}`)
	}
}

/** What the page keeps of a session: its name in the device's storage, and its text. */
async function keptSession({ email, password }: SignIn): Promise<[name: string, session: string]> {
	const { url, publishable_key } = inject('stack')
	const response = await fetch(`${url}/auth/v1/token?grant_type=password`, {
		method: 'POST',
		headers: { apikey: publishable_key, 'content-type': 'application/json' },
		body: JSON.stringify({ email, password }),
	})
	const session = (await response.json()) as { expires_in: number }
	if (!response.ok) throw new Error(`Signing in answered ${response.status}: ${JSON.stringify(session)}`)
	const ends_here = Date.now() + session.expires_in * 1000
	return [`painel.session.${new URL(url).host}`, JSON.stringify({ ...session, ends_here, clock_ahead: 0 })]
}

/** To prepare a page with: its clock runs as always, and can be put forward. */
export const fakeClock = (_: BrowserContext, page: Page): Promise<void> => page.clock.install()

/**
 * Stops the clock of a page, which was installed before, to be run by hand. The moment to stop at may be over when the browser
 * hears of it: that fails, but with the clock stopped, and the next try finds it where it stands.
 */
export async function standStill({ page }: Reader): Promise<void> {
	const stop = async () => page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000)
	await vi.waitFor(stop, { timeout: limits.condition })
}

/** Text without any white space. */
export function squeeze(text: string): string {
	return text.replace(/\s/g, '')
}
