import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { leftToCi, variant } from '../scripts/testing/left-to-ci'
import { ANNOUNCE_EVERY } from '../src/dashboard/arrivals/arrival-count'
import { page as pageWords } from '../src/words/pt-BR/page'
import { createHousehold, type Household } from './harness/household'
import { DESKTOP, PHONE, Reader, type ReaderOptions } from './harness/reader'

const app = pageWords
let home: Household
let reader: Reader

async function open(options: ReaderOptions = {}): Promise<void> {
	reader = await Reader.openAs(home.owner, options)
	await reader.sees('live')
}
const spend = (amount: number, description = 'Compra') =>
	home.post({ description, amount, category: 'Mercado', source: 'Pix' })

beforeEach(async () => {
	home = await createHousehold(inject('stack'))
	await spend(10, 'Primeira')
})
afterEach(() => reader.close())

const background = () => reader.page.evaluate(() => getComputedStyle(document.body).backgroundColor)

describe('another ledger', () => {
	it('is chosen in the header, which stays, and is remembered', async () => {
		await home.owner.rpc('create_ledger', {
			name: 'Casa de praia',
			currency: 'BRL',
			timezone: 'America/Sao_Paulo',
		})
		await open()
		const chooser = reader.page.locator('header button.ledger')
		const change = async (from: string, to: string) => {
			await reader.page.locator(`header button.ledger:has-text("${from}")`).click()
			await reader.page.locator('.menu:popover-open').getByText(to, { exact: true }).click()
			await expect.poll(() => chooser.textContent()).toContain(to)
		}
		const [first, second] = ['Casa de praia', 'Casa de teste']
		const shown = (await chooser.textContent())?.includes(first) ? first : second
		const other = shown === first ? second : first
		await reader.page.evaluate(() => {
			const seen = { headerless: 0 }
			Object.assign(globalThis, { seen })
			new MutationObserver(() => {
				if (!document.querySelector('header button.avatar')) seen.headerless++
			}).observe(document.body, { childList: true, subtree: true })
		})
		await change(shown, other)
		await reader.sees('live')
		expect(
			await reader.page.evaluate(
				() => (globalThis as unknown as { seen: { headerless: number } }).seen.headerless,
			),
		).toBe(0)
		await reader.page.reload()
		await reader.sees('live')
		expect(await chooser.textContent()).toContain(other)
		await change(other, shown)
		await reader.sees('live')
	})
})

describe('themes', () => {
	it('follow the device, can be chosen, and are remembered', async () => {
		await open({ colorScheme: 'light' })
		const light = await background()
		await reader.page.emulateMedia({ colorScheme: 'dark' })
		await expect.poll(background).not.toBe(light)
		const dark = await background()
		await reader.choose(app.theme.light)
		await expect.poll(background).toBe(light)
		await reader.page.reload()
		await reader.figure('spent').waitFor()
		expect(await background()).toBe(light)
		await reader.choose(app.theme.system)
		await expect.poll(background).toBe(dark)
	})
})

describe('motion', () => {
	it('stops for those who asked for less of it', leftToCi, async () => {
		await open({ reducedMotion: 'reduce' })
		await reader.chart('category').locator('svg').first().waitFor()
		await spend(5, 'Nova')
		await reader.rows('Nova').first().waitFor()
		const moving = await reader.page.evaluate(() =>
			document
				.getAnimations()
				.filter((animation) => animation.playState === 'running')
				.map((animation) => {
					const { target } = animation.effect as KeyframeEffect
					return `${target?.tagName} ${target?.className} ${JSON.stringify((animation as CSSAnimation).animationName)}`
				}),
		)
		expect(moving).toEqual([])
	})

	it('marks what arrived for the others', async () => {
		await open()
		await spend(5, 'Nova')
		await reader.rows('Nova').first().waitFor()
		expect(await reader.page.evaluate(() => document.getAnimations().length)).toBeGreaterThan(0)
	})
})

describe('announcements', () => {
	it('merge arrivals into one polite sentence, not one each', async () => {
		await open()
		await reader.page.evaluate(() => {
			const said: string[] = []
			Object.assign(globalThis, { painelSaid: said })
			for (const region of document.querySelectorAll(
				'[aria-live=polite], [aria-live=assertive], [role=status], [role=log], [role=alert]',
			))
				new MutationObserver(() => {
					const text = region.textContent?.trim()
					if (text) said.push(text)
				}).observe(region, { childList: true, characterData: true, subtree: true })
		})
		const start = performance.now()
		for (let i = 1; i <= 6; i++) await spend(i, `Compra ${i}`)
		await reader.seesFigure('spent', 'R$ 31,00')
		const said = () =>
			reader.page.evaluate(() => (globalThis as unknown as { painelSaid: string[] }).painelSaid)
		// In the words of the page’s heading, which knows the month and the filters. No card, no bill.
		await expect
			.poll(async () => (await said()).at(-1) ?? '')
			.toMatch(/nov(a|as)\. Gasto de \S+: R\$\s31,00\.$/)
		// One at once and one every ten seconds: so few for six, unless the machine takes long to record them.
		const spoken = 1 + Math.ceil((performance.now() - start) / ANNOUNCE_EVERY)
		expect((await said()).length).toBeLessThanOrEqual(spoken)
	})
})

describe('the pause', () => {
	it('holds figures still and lets them go on, with nothing missed', async () => {
		await open()
		await reader.choose(app.menu.pause)
		await spend(5, 'Durante a pausa')
		const other = await reader.context.newPage()
		await other.goto(inject('site'))
		await other.getByText('Durante a pausa').first().waitFor()
		await other.close()
		expect(await reader.figureText('spent')).toBe('R$10,00')
		await reader.choose(app.menu.resume)
		await reader.seesFigure('spent', 'R$ 15,00')
	})
})

describe('the keyboard', () => {
	it('has a sheet of shortcuts on "?"', async () => {
		await open()
		await reader.page.keyboard.press('?')
		const sheet = reader.page.locator('dialog[open]')
		await sheet.getByText(app.shortcuts.title).first().waitFor()
		expect(await sheet.locator('kbd').count()).toBeGreaterThan(5)
		await reader.page.keyboard.press('Escape')
		await sheet.waitFor({ state: 'hidden' })
	})

	it('goes to the months, filters, search, review and themes by single keys', async () => {
		await open()
		const { page } = reader
		const hash = () => new URL(page.url()).hash.replace(/[?&]l=\w+/, '')
		await page.keyboard.press('[')
		await expect.poll(hash).toMatch(/m=\d{4}-\d\d$/)
		await page.keyboard.press('h')
		await expect.poll(hash).toBe('#/')
		// The purchases may still be on their way, on a busy machine for longer than a key waits for them.
		await page.locator('.search input').waitFor()
		await page.keyboard.press('/')
		await page.locator('.search input:focus').waitFor()
		await page.keyboard.type('prim')
		await expect.poll(hash).toContain('q=prim')
		await page.keyboard.press('Tab')
		await page.keyboard.press('x')
		await expect.poll(hash).toBe('#/')
		await page.keyboard.press('f')
		await page.locator('[data-drawer=filters]').waitFor()
		await page.keyboard.press('Escape')
		await page.locator('[data-drawer=filters]').waitFor({ state: 'hidden' })
		const before = await background()
		await page.keyboard.press('t')
		await expect.poll(background).not.toBe(before)
		await page.keyboard.press('c')
		await page.locator('[data-page=review]').waitFor()
	})

	it('reaches every control, always with a visible focus', async () => {
		await open()
		await reader.chart('history').locator('svg').first().waitFor()
		const seen = new Set<string>()
		const hidden: string[] = []
		for (let i = 0; i < 60; i++) {
			await reader.page.keyboard.press('Tab')
			const focus = await reader.page.evaluate(() => {
				const element = document.activeElement
				if (!element || element === document.body) return null
				const style = getComputedStyle(element)
				const shown =
					(style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) ||
					style.boxShadow !== 'none'
				return { name: `${element.tagName} ${element.className} ${element.textContent?.slice(0, 30)}`, shown }
			})
			if (!focus) continue
			seen.add(focus.name)
			if (!focus.shown) hidden.push(focus.name)
		}
		expect(seen.size).toBeGreaterThan(15)
		expect(hidden).toEqual([])
	})

	it('offers to skip to the content first', async () => {
		await open()
		await reader.page.keyboard.press('Tab')
		const link = reader.page.getByText(app.skip)
		await reader.seesFocus(link)
		await reader.page.keyboard.press('Enter')
		await expect.poll(() => reader.page.evaluate(() => document.activeElement?.id)).toBe('content')
	})
})

it('is heard in the order in which it is seen, and a question mark is no part of a title', async () => {
	await open()
	await reader.page.locator('[data-panel=recurring] .explain').waitFor()
	const headings = await reader.page.locator('main').getByRole('heading', { level: 2 }).allTextContents()
	expect(headings.slice(0, 3)).toEqual(['Por categoria', 'Histórico, 13 meses', 'Por fonte'])
	const monthName = new Intl.DateTimeFormat('pt-BR', { month: 'long', timeZone: 'America/Sao_Paulo' })
	const title = `O que se repete em ${monthName.format(new Date())}`
	await reader.page.getByRole('heading', { name: title, exact: true }).waitFor()
})

it.each([DESKTOP.width, PHONE.width])(
	'is heard, and reached by the keyboard, from top to bottom: opened at %i px',
	async (first) => {
		await open({ viewport: { width: first, height: 900 } })
		/** Parts that stand above, or left of, the part before them. */
		const wrong = () =>
			reader.page.evaluate(() => {
				const parts = [...document.querySelectorAll<HTMLElement>('.dash [class*="area-"]:not(.rail)')]
				const shown = parts.filter((part) => part.offsetHeight > 0)
				return shown.flatMap((part, at) => {
					const before = shown[at - 1]?.getBoundingClientRect()
					const { top, left } = part.getBoundingClientRect()
					const follows = !before || top >= before.bottom - 1 || left >= before.right - 1
					return follows ? [] : [part.className]
				})
			})
		// Also where a window gets narrower, or a tablet is turned.
		for (const width of [first, 768, PHONE.width, 1000, DESKTOP.width]) {
			await reader.page.setViewportSize({ width, height: 900 })
			await reader.page.locator('[data-panel=recurring]').waitFor()
			await expect.poll(wrong, { message: `${width} px` }).toEqual([])
		}
	},
)

describe('paper', () => {
	const onPaper = async () => {
		await reader.page.emulateMedia({ media: 'print', colorScheme: 'dark' })
		await reader.chart('category').locator('table').waitFor()
	}
	afterEach(() => reader.page.emulateMedia({ media: 'screen', colorScheme: null }))

	it('has the figures, every chart as a table and the purchases, without controls', async () => {
		await open()
		await reader.page.locator('[data-chart=history]').waitFor()
		await onPaper()
		expect(await reader.figure('spent').isVisible()).toBe(true)
		expect(await reader.rows('Primeira').first().isVisible()).toBe(true)
		await reader.page.getByText('Casa de teste').first().waitFor()
		await reader.page.getByText(/^Impresso em \d/).waitFor()
		for (const chart of ['category', 'source', 'person', 'history'])
			expect(await reader.chart(chart).locator('tbody tr').first().isVisible(), chart).toBe(true)
		const controls = reader.page.locator(
			'button.avatar, .top-r button, .top-c button, .basis button, .tools button, .tools input, .btn-tiny, .bar button, [data-status]',
		)
		expect(await controls.count()).toBeGreaterThan(5)
		for (const control of await controls.all()) expect(await control.isVisible()).toBe(false)
	})

	it('has the curve of the filter that is on, though it was scrolled away', async () => {
		await home.post({ description: 'Outra', amount: 321, category: 'Transporte', source: 'Pix' })
		await open()
		await reader.chart('days').locator('.plot svg').waitFor()
		const [before, printed] = await reader.page.evaluate(async () => {
			const shape = () =>
				[...document.querySelectorAll('[data-chart=days] svg path')]
					.map((path) => path.getAttribute('d'))
					.join()
			const frame = () => new Promise((done) => requestAnimationFrame(done))
			const before = shape()
			scrollTo(0, document.body.scrollHeight)
			// Away, so that nothing draws it: the observer has told by the second frame.
			for (let frames = 0; frames < 3; frames++) await frame()
			location.hash = '#/?q=nada+disso'
			while (
				!document.querySelector('[data-figure=spent]')?.textContent?.replace(/\s/g, '').endsWith('R$0,00')
			)
				await frame()
			dispatchEvent(new Event('beforeprint'))
			// As much as may be done before the sheets are counted.
			for (let turn = 0; turn < 100; turn++) await null
			const printed = shape()
			dispatchEvent(new Event('afterprint'))
			return [before, printed]
		})
		expect(printed).not.toBe(before)
	})

	it('leaves no empty place for a curve that was not drawn', leftToCi, async () => {
		await open()
		await reader.chart('days').locator('.plot svg').waitFor()
		await onPaper()
		expect(await reader.chart('days').isVisible()).toBe(true)
		// Paper redraws what has another width: taken away as the page is asked, so that nothing comes between.
		const isShown = () =>
			reader.page.evaluate(() => {
				const chart = document.querySelector('[data-chart=days]')!
				chart.querySelector('.plot svg')?.remove()
				return chart.checkVisibility()
			})
		expect(await isShown()).toBe(false)
	})

	it('names every column of the purchases, and drops none', async () => {
		await open({ viewport: { width: 800, height: 900 } })
		await reader.page.locator('.area-purchases thead').waitFor()
		await onPaper()
		const heads = reader.page.locator('.area-purchases thead th')
		expect(await heads.locator('button').count()).toBe(0)
		for (const head of await heads.all())
			expect(await head.isVisible(), (await head.textContent()) ?? '').toBe(true)
	})

	it('is light, whatever the screen shows', async () => {
		await open({ colorScheme: 'dark' })
		const ink = () => reader.figure('spent').evaluate((element) => getComputedStyle(element).color)
		const lightness = async () => Math.max(...(await ink()).match(/\d+/g)!.slice(0, 3).map(Number))
		expect(await lightness()).toBeGreaterThan(200)
		await onPaper()
		expect(await lightness()).toBeLessThan(60)
		expect(await background()).toMatch(/rgba\(0, 0, 0, 0\)|rgb\(255, 255, 255\)/)
	})

	for (const [screen, viewport] of [
		['a desk', DESKTOP],
		['a phone', PHONE],
	] as const)
		it(`has room for every purchase when printed from ${screen}`, variant(screen, 'a desk'), async () => {
			await home.post(
				Array.from({ length: 90 }, (_, n) => ({
					description: `Compra ${n}`,
					amount: 20 + n,
					category: 'Mercado',
					source: 'Pix',
				})),
			)
			await open({ viewport })
			await reader.seesFigure('purchases', '91')
			await reader.page.locator('.area-purchases .tools').waitFor({ state: 'attached' })
			const sheets = async () =>
				(await reader.page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length
			// As a reader prints: the browser counts the sheets of what stands when it has said that it will.
			const printed = await sheets()
			await onPaper()
			await reader.page.locator('[data-row]').nth(90).waitFor()
			// Laid out for paper before it was asked to print: nothing can come too late.
			expect(printed).toBe(await sheets())
			expect(printed).toBeGreaterThan(3)
		})

	it('goes on where a sheet has room, however many categories there are', leftToCi, async () => {
		const names = Array.from({ length: 26 }, (_, n) => `Categoria ${n}`)
		home = await createHousehold(inject('stack'), { categories: names.map((name) => ({ name })) })
		await home.post(names.map((name, n) => ({ description: name, amount: 20 + n, category: name })))
		await open()
		await onPaper()
		await expect.poll(() => reader.chart('category').locator('tbody tr').count()).toBe(26)
		await reader.page.locator('[data-row]').nth(25).waitFor()
		const pdf = await reader.page.pdf({ preferCSSPageSize: true })
		// One table beside another, each on a sheet that holds it whole, made it four, the first of them half empty.
		expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBe(3)
	})

	it('is as wide as its sheet', async () => {
		await open()
		await onPaper()
		// A4 across, less its margins.
		await reader.page.setViewportSize({ width: 1031, height: 703 })
		const beyond = () =>
			reader.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
		await expect.poll(beyond).toBeLessThanOrEqual(0)
		const pdf = await reader.page.pdf({ preferCSSPageSize: true })
		expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
	})
})

describe('a phone', () => {
	it('shows everything without scrolling sideways, with targets a thumb can hit', async () => {
		await open({ viewport: PHONE, hasTouch: true, isMobile: true })
		await reader.chart('history').scrollIntoViewIfNeeded()
		const found = await reader.page.evaluate(() => ({
			width: document.documentElement.scrollWidth,
			small: [...document.querySelectorAll<HTMLElement>('button, a[href], input, select')]
				.map((element) => ({ element, box: element.getBoundingClientRect() }))
				.filter(
					({ element, box }) =>
						box.width > 1 &&
						box.height > 1 &&
						(box.height < 24 || box.width < 24) &&
						getComputedStyle(element).display !== 'inline',
				)
				.map(({ element, box }) => `${element.outerHTML.slice(0, 120)} ${box.width}x${box.height}`),
		}))
		expect(found).toEqual({ width: PHONE.width, small: [] })
	})
})
