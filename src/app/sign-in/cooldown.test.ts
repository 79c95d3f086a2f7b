import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { noteAsked, secondsLeft } from './cooldown'

const stored = new Map<string, string>()
beforeEach(() =>
	vi.stubGlobal('sessionStorage', {
		getItem: (key: string) => stored.get(key) ?? null,
		setItem: (key: string, value: string) => void stored.set(key, value),
	}),
)
afterEach(() => {
	stored.clear()
	vi.unstubAllGlobals()
})

test('a minute for each address, whatever its case', () => {
	expect(secondsLeft('ana@example.com', 0)).toBe(0)
	noteAsked('ana@example.com', 60, 0)
	expect(secondsLeft(' Ana@Example.com', 1)).toBe(60)
	expect(secondsLeft('ana@example.com', 59_500)).toBe(1)
	expect(secondsLeft('ana@example.com', 60_000)).toBe(0)
	expect(secondsLeft('bia@example.com', 1)).toBe(0)
})

test('as many seconds as the server said; never more than a minute, also when the clock was set back', () => {
	noteAsked('ana@example.com', 17, 0)
	expect(secondsLeft('ana@example.com', 0)).toBe(17)
	expect(secondsLeft('ana@example.com', -3_600_000)).toBe(60)
})

test('without storage the server says it', () => {
	vi.stubGlobal('sessionStorage', undefined)
	noteAsked('ana@example.com')
	expect(secondsLeft('ana@example.com')).toBe(0)
})
