import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { noteAsked, secondsLeft } from './cooldown'

/** Its keys are those of the object itself, as in a browser. */
const makeStorage = (): Record<string, string> =>
	Object.create({
		getItem(this: Record<string, string>, key: string) {
			return this[key] ?? null
		},
		setItem(this: Record<string, string>, key: string, value: string) {
			this[key] = value
		},
		removeItem(this: Record<string, string>, key: string) {
			delete this[key]
		},
	})
let stored = makeStorage()
beforeEach(() => {
	stored = makeStorage()
	vi.stubGlobal('localStorage', stored)
})
afterEach(() => void vi.unstubAllGlobals())

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

test('an address whose minute is over is forgotten with the next one', () => {
	noteAsked('ana@example.com', 60, 0)
	noteAsked('bia@example.com', 60, 30_000)
	noteAsked('caio@example.com', 60, 60_000)
	expect(Object.keys(stored)).toEqual(['painel.asked.bia@example.com', 'painel.asked.caio@example.com'])
})

test('without storage the server says it', () => {
	vi.stubGlobal('localStorage', undefined)
	noteAsked('ana@example.com')
	expect(secondsLeft('ana@example.com')).toBe(0)
})
