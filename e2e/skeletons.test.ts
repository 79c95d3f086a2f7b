import { afterEach, describe, expect, inject, it } from 'vitest'
import { leftToCi } from '../scripts/testing/left-to-ci'
import { createHousehold, type Household, type HouseholdPlan } from './harness/household'
import { monthsAgo } from './harness/moments'
import { PHONE, Reader } from './harness/reader'

const WIDTHS = [360, 412, 768, 1280]
/** All that stands on the dashboard before the purchases, which are as many as they are. */
const PARTS = [
	'headline',
	'latest',
	'budgets',
	'figures',
	'category',
	'history',
	'source',
	'person',
	'upcoming',
]
const CATEGORIES = ['Mercado', 'Transporte', 'Lazer', 'Saúde', 'Casa', 'Escola', 'Viagens', 'Presentes']

let reader: Reader
afterEach(() => reader.close())

/** Where each part begins and how high it is, in px. */
function places(): Promise<Record<string, number[]>> {
	return reader.page.evaluate(
		(parts) =>
			Object.fromEntries(
				parts.map((part) => {
					const box = document.querySelector(`.area-${part}`)?.getBoundingClientRect()
					return [part, box ? [Math.round(box.top + scrollY), Math.round(box.height)] : []]
				}),
			),
		PARTS,
	)
}

/** The dashboard's parts at every width: as skeletons, which they stay until `release`, and built. */
async function measure(home: Household, locale: string) {
	let release = () => {}
	const released = new Promise<void>((resolve) => {
		release = resolve
	})
	reader = await Reader.open(inject('site'), {
		locale,
		serviceWorkers: 'block',
		prepare: (context) =>
			context.route(/\/assets\/panels-/, async (route) => {
				await released
				await route.continue()
			}),
	})
	await reader.signIn(home.owner)
	await reader.sees('live')
	await reader.figure('biggest').waitFor()
	await reader.page.locator('.sk-person').waitFor()
	const each = async () => {
		const found = []
		for (const width of WIDTHS) {
			await reader.page.setViewportSize({ width, height: 900 })
			// The page hears of its new width with the next frame, and is drawn by it in the one after.
			await reader.page.evaluate(
				() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
			)
			found.push({ width, ...(await places()) })
		}
		return found
	}
	const boxes = await each()
	expect(await reader.page.locator('.sk-purchases').count(), 'the place of the purchases').toBe(1)
	release()
	await reader.chart('person').waitFor()
	await reader.page.locator('.area-purchases .tools').waitFor()
	await expect.poll(() => reader.page.locator('[class*=sk-]:is(section)').count()).toBe(0)
	return { boxes, built: await each() }
}

const TWO_CARDS = ['Pix', 'Dinheiro', 'Nubank', 'Visa'].map((name, at) =>
	at < 2 ? { name } : { name, closing_day: 28, due_day: 7 },
)

async function longKept(sources: HouseholdPlan['sources'] = TWO_CARDS.slice(0, 2)): Promise<Household> {
	const categories = CATEGORIES.map((name) => ({ name }))
	const home = await createHousehold(inject('stack'), { categories, sources })
	await home.post(
		Array.from({ length: 40 }, (_, n) => ({
			description: `Compra ${n}`,
			amount: 20 + n,
			category: CATEGORIES[n % CATEGORIES.length],
			source: n % 3 ? 'Pix' : 'Dinheiro',
			person: n % 2 ? 'Ana' : 'Marcos',
			installments: n % 8 === 0 ? 3 : 1,
			occurred_at: monthsAgo(n < 16 ? 0 : n % 12),
		})),
	)
	const [mercado, lazer] = await Promise.all(
		['Mercado', 'Lazer'].map((name) =>
			home.owner.request<{ id: number }[]>(
				'GET',
				`categories?ledger_id=eq.${home.ledgerId}&name=eq.${name}&select=id`,
			),
		),
	)
	await home.owner.request(
		'POST',
		'budgets',
		[mercado, lazer].map((found) => ({
			ledger_id: home.ledgerId,
			category_id: found?.[0]?.id,
			month: `${monthsAgo(0).slice(0, 7)}-01`,
			amount_cents: 1_000,
		})),
	)
	return home
}

async function justBegun(): Promise<Household> {
	const home = await createHousehold(inject('stack'))
	await home.post({ description: 'Feira', amount: 10, category: 'Mercado', source: 'Pix', person: 'Ana' })
	return home
}

/** Last bought something two months ago: nothing in this bill. */
async function longAgo(): Promise<Household> {
	const home = await createHousehold(inject('stack'))
	await home.post({
		description: 'Feira',
		amount: 10,
		category: 'Mercado',
		source: 'Pix',
		person: 'Ana',
		occurred_at: monthsAgo(2),
	})
	return home
}

describe('skeletons are where the panels will be, and as high, on every width', leftToCi, () => {
	it.each([
		['kept for long', 'pt-BR', () => longKept()],
		['kept for long, with cards that fill the rail', 'en-US', () => longKept(TWO_CARDS)],
		['just begun', 'pt-BR', justBegun],
		['quiet this month', 'en-US', longAgo],
	] as const)('in a ledger %s, %s', async (_, locale, make) => {
		const { boxes, built } = await measure(await make(), locale)
		expect(built).toEqual(boxes)
	})
})

it('from the second visit on, they are of that size before anything is known', async () => {
	const home = await longKept()
	let hold = false
	let release = () => {}
	const released = new Promise<void>((resolve) => {
		release = resolve
	})
	reader = await Reader.open(inject('site'), {
		viewport: PHONE,
		serviceWorkers: 'block',
		prepare: (context) =>
			context.route(/\/assets\/supabase-/, async (route) => {
				if (hold) await released
				await route.continue()
			}),
	})
	await reader.signIn(home.owner)
	await reader.page.locator('.area-latest .latest').waitFor()
	await expect.poll(() => reader.page.evaluate(() => localStorage.getItem('painel.rows'))).toMatch(/^2,9,/)
	hold = true
	await reader.page.reload()
	await reader.page.locator('[data-page=waiting] .sk-person').waitFor()
	const boxes = await places()
	release()
	await reader.sees('live')
	await expect.poll(() => reader.page.locator('[class*=sk-]:is(section)').count()).toBe(0)
	expect(await places()).toEqual(boxes)
})

it('panels near the screen are built at once, others when scrolled to or to be printed, without waiting for a quiet moment', async () => {
	const home = await longKept()
	reader = await Reader.open(inject('site'), {
		viewport: PHONE,
		prepare: (context) =>
			context.addInitScript(() => {
				// A page so busy that no moment is to spare.
				globalThis.requestIdleCallback = () => 0
			}),
	})
	await reader.signIn(home.owner)
	await reader.page.locator('.area-latest .latest').waitFor()
	const waiting = (part: string) => reader.page.locator(`.sk-${part}`).count()
	expect([await waiting('history'), await waiting('person')]).toEqual([1, 1])
	await reader.page.locator('.area-history').scrollIntoViewIfNeeded()
	await reader.chart('history').waitFor()
	expect(await reader.page.locator('.sk-purchases').count()).toBe(1)
	await reader.page.emulateMedia({ media: 'print' })
	await reader.chart('committed').getByRole('table').waitFor()
	await reader.page.locator('.area-purchases .printed').waitFor()
})
