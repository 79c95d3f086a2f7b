import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { variant } from '../scripts/testing/left-to-ci'
import { page as w } from '../src/words/pt-BR/page'
import { createHousehold, type Household } from './harness/household'
import { Reader, squeeze } from './harness/reader'

// What a browser's translator does to a page: each text node goes, and two `<font>` elements with other words take its place,
// at once and for whatever is written later. Words that stay the same show best what no longer moves.

let home: Household
let reader: Reader

beforeEach(async () => {
	home = await createHousehold(inject('stack'))
	await home.post([
		{ description: 'Feira', amount: 10, category: 'Mercado', source: 'Pix', person: 'Ana' },
		{ description: 'Ônibus', amount: 20, category: 'Transporte', source: 'Dinheiro', person: 'Marcos' },
	])
})
afterEach(() => reader.close())

type Way = 'replace' | 'insert, then remove'

/** Runs in the page. */
function translate(way: Way): void {
	const isOurs = (node: Node) =>
		node.parentElement?.closest('font, script, style, svg, textarea, [translate=no], .notranslate') != null
	const wrap = (text: Text) => {
		const outer = document.createElement('font')
		const inner = document.createElement('font')
		inner.textContent = text.data
		outer.append(inner)
		if (way === 'replace') text.replaceWith(outer)
		else {
			text.before(outer)
			text.remove()
		}
	}
	const sweep = () => {
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
		const found: Text[] = []
		while (walker.nextNode()) {
			const text = walker.currentNode as Text
			if (text.data.trim() !== '' && !isOurs(text)) found.push(text)
		}
		for (const text of found) wrap(text)
	}
	sweep()
	let due = false
	new MutationObserver(() => {
		if (due) return
		due = true
		setTimeout(() => {
			due = false
			sweep()
		}, 20)
	}).observe(document.body, { childList: true, subtree: true, characterData: true })
}

/** All that the page says, but for how long ago things were; charts draw themselves anew. */
async function saidBy({ page }: Reader): Promise<string> {
	const texts = await page.evaluate(() =>
		['header', 'main'].map((name) => {
			const copy = document.querySelector(name)!.cloneNode(true) as HTMLElement
			for (const part of copy.querySelectorAll('svg, .plot, .age, .when, [role=status]')) part.remove()
			return copy.textContent
		}),
	)
	return squeeze(texts.join('|')).replace(/agora|há\d+(s|min)/g, '')
}

for (const way of ['replace', 'insert, then remove'] as Way[])
	test(`a translated page goes on: ${way}`, variant(way, 'replace'), async () => {
		reader = await Reader.open(inject('site'))
		await reader.signIn(home.owner)
		await reader.sees('live')
		await reader.chart('days').locator('.plot svg').first().waitFor()
		await reader.page.locator('header .avatar').waitFor()
		await reader.page.waitForLoadState('networkidle')
		await reader.page.evaluate(translate, way)
		expect(await reader.page.locator('font').count()).toBeGreaterThan(20)
		await expect.poll(() => reader.page.locator('header font').count()).toBeGreaterThan(0)

		await home.post({
			description: 'Cinema',
			amount: 30,
			category: 'Lazer',
			source: 'Pix',
			person: 'Ana',
			installments: 2,
		})
		await reader.seesFigure('spent', 'R$ 45,00')
		await reader.page.getByRole('button', { name: w.previousMonth }).first().click()
		await reader.seesFigure('spent', 'R$ 0,00')
		await reader.page.getByRole('button', { name: w.nextMonth }).first().click()
		await reader.seesFigure('spent', 'R$ 45,00')
		await reader.go('#/?q=Feira')
		await reader.seesFigure('spent', 'R$ 10,00')
		await reader.go('#/')
		await reader.seesFigure('spent', 'R$ 45,00')

		const other = await Reader.open(inject('site'))
		await other.signIn(home.owner)
		await other.sees('live')
		await other.rows('Cinema').first().waitFor()
		const plain = await saidBy(other)
		await other.close()
		await expect.poll(() => saidBy(reader)).toBe(plain)
	})
