import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** What the browser answers to each query, and who waits for another answer. */
const matching = new Set<string>()
const waiting = new Map<string, (event: { matches: boolean }) => void>()
const page = new EventTarget()

beforeEach(() => {
	vi.resetModules()
	vi.stubGlobal('matchMedia', (query: string) => ({
		matches: matching.has(query),
		addEventListener: (_: string, listener: (event: { matches: boolean }) => void) =>
			waiting.set(query, listener),
	}))
	vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
})
afterEach(() => {
	vi.unstubAllGlobals()
	matching.clear()
	waiting.clear()
})

const become = (query: string, matches: boolean) => waiting.get(query)!({ matches })
const NARROW = '(max-width: 719px)'

test('paper is announced before the browser says that it is there, and until it is gone', async () => {
	const { isPrinting } = await import('./media')
	expect(isPrinting()).toBe(false)
	page.dispatchEvent(new Event('beforeprint'))
	expect(isPrinting()).toBe(true)
	become('print', true)
	page.dispatchEvent(new Event('afterprint'))
	expect(isPrinting()).toBe(true)
	become('print', false)
	expect(isPrinting()).toBe(false)
})

test('a narrow window is a phone, and its paper is none', async () => {
	matching.add(NARROW)
	const { isPhone } = await import('./media')
	expect(isPhone()).toBe(true)
	page.dispatchEvent(new Event('beforeprint'))
	expect(isPhone()).toBe(false)
	page.dispatchEvent(new Event('afterprint'))
	become(NARROW, false)
	expect(isPhone()).toBe(false)
})

test('without a browser nothing is printed, and nothing is narrow', async () => {
	vi.stubGlobal('matchMedia', undefined)
	const { isPhone, isPrinting } = await import('./media')
	page.dispatchEvent(new Event('beforeprint'))
	expect([isPhone(), isPrinting()]).toEqual([false, false])
})
