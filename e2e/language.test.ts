import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { leftToCi } from '../scripts/testing/left-to-ci'
import type { LedgerChanges } from '../src/ledger/types'
import { findings } from './harness/axe'
import { Member } from './harness/household'
import { PHONE, Reader } from './harness/reader'
import { PAGES } from './harness/routes'

/** Every part of every language's catalogue, by its file. */
const catalogues = Object.entries(
	import.meta.glob<Record<string, unknown>>('../src/words/*/*.ts', { eager: true }),
)

/** The texts of one language, without those that take values. */
function texts(language: string): Set<string> {
	const found = new Set<string>()
	const walk = (value: unknown): void => {
		if (typeof value === 'string' && !value.includes('{{')) found.add(value.trim())
		else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) walk(part)
	}
	for (const [file, words] of catalogues) if (file.includes(`/${language}/`)) walk(words)
	return found
}

/** The product's name, and the languages' own names. */
const SAME_IN_EVERY_LANGUAGE = ['Painel', 'English', 'Português']

/** What people and agents wrote in the demo ledger; some of it is also a word of the catalogues. */
async function ledgerTexts(): Promise<string[]> {
	const stack = inject('stack')
	const member = await Member.signIn(stack, stack.demo.email, stack.demo.password)
	const labels = await Promise.all(
		['categories', 'sources', 'people'].map((table) =>
			member.request<{ name: string }[]>('GET', `${table}?select=name`),
		),
	)
	const { rows } = await member.rpc<LedgerChanges>('ledger_changes', {
		ledger_id: stack.ledger_id,
		after: 0,
		max_rows: 4000,
	})
	return [
		...labels.flat().map(({ name }) => name),
		...rows.description,
		...[...rows.category_text, ...rows.source_text, ...rows.person_text].filter((text) => text !== null),
	]
}

/** Texts that exist in Portuguese only: none of them may show on the English page. */
function portugueseOnly(): string[] {
	const allowed = new Set([...texts('en'), ...SAME_IN_EVERY_LANGUAGE, ...written])
	return [...texts('pt-BR')].filter((text) => /\p{L}{3,}/u.test(text) && !allowed.has(text))
}

let written: string[] = []
beforeAll(async () => {
	written = await ledgerTexts()
})

/** Texts the reader sees or hears, trimmed: text nodes and the attributes that are read out. */
async function shownTexts(reader: Reader): Promise<string[]> {
	return reader.page.evaluate(() => {
		const found: string[] = []
		const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
		while (nodes.nextNode()) found.push(nodes.currentNode.textContent ?? '')
		for (const element of document.querySelectorAll('*'))
			for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'])
				found.push(element.getAttribute(name) ?? '')
		return [...found.map((text) => text.trim()).filter(Boolean), document.title]
	})
}

describe('the page in English', () => {
	let reader: Reader
	beforeAll(async () => {
		reader = await Reader.open(inject('site'), { locale: 'en-GB' })
		await reader.signIn(inject('stack').demo)
	})
	afterAll(() => reader?.close())
	beforeEach(() => reader.begin(inject('site')))

	it('has catalogues to compare', () => {
		expect(catalogues.length).toBeGreaterThanOrEqual(6)
		expect(texts('en').size).toBeGreaterThan(500)
		expect(portugueseOnly().length).toBeGreaterThan(100)
	})

	it('greets a browser that speaks English in English', async () => {
		const guest = await Reader.open(inject('site'), { locale: 'en-GB' })
		await guest.page.locator('[data-page=signin]').waitFor()
		expect(await guest.page.locator('html').getAttribute('lang')).toBe('en')
		const strays = new Set(portugueseOnly())
		expect((await shownTexts(guest)).filter((text) => strays.has(text))).toEqual([])
		await guest.close()
	})

	it.each(PAGES)('shows no Portuguese on %s', async (route, ready) => {
		await reader.go(route)
		await reader.page.locator(ready).first().waitFor()
		await reader.page.waitForLoadState('networkidle')
		const strays = new Set(portugueseOnly())
		expect((await shownTexts(reader)).filter((text) => strays.has(text))).toEqual([])
	})

	// What is said differs from what is seen in one language, and not in the other.
	it.each(PAGES)('axe finds nothing on %s', leftToCi, async (route, ready) => {
		await reader.go(route)
		await reader.page.locator(ready).first().waitFor()
		await reader.page.waitForLoadState('networkidle')
		expect(await findings(reader)).toEqual([])
	})

	it('shows no Portuguese on a phone and on the wall', async () => {
		await reader.page.setViewportSize(PHONE)
		await reader.figure('spent').waitFor()
		const strays = new Set(portugueseOnly())
		expect((await shownTexts(reader)).filter((text) => strays.has(text))).toEqual([])
		await reader.page.goto(`${inject('site')}/?tv=1`)
		await reader.sees('live')
		expect((await shownTexts(reader)).filter((text) => strays.has(text))).toEqual([])
	})
})

describe('the choice of a language', () => {
	it('is remembered over a reload, and keeps the ledger’s currency', async () => {
		const reader = await Reader.open(inject('site'))
		await reader.signIn(inject('stack').demo)
		expect(await reader.page.locator('html').getAttribute('lang')).toBe('pt-BR')
		const before = await reader.figureText('spent')
		await reader.choose('English')
		await reader.page.locator('html[lang=en]').waitFor()
		await reader.page.reload()
		await reader.figure('spent').waitFor()
		expect(await reader.page.locator('html').getAttribute('lang')).toBe('en')
		const digits = (text: string) => text.replace(/\D/g, '')
		expect(digits(await reader.figureText('spent'))).toBe(digits(before))
		expect(await reader.figureText('spent')).toContain('R$')
		await reader.close()
	})
})
