import { createComputed, createRoot } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCountdown, lastSent, noteAsked, secondsLeft } from './cooldown'
import { makeStorage } from './testing/storage'

let stored = makeStorage()
beforeEach(() => {
	stored = makeStorage()
	vi.stubGlobal('localStorage', stored)
})
afterEach(() => {
	vi.unstubAllGlobals()
	vi.useRealTimers()
})

test('a minute for each address, whatever its case', () => {
	expect(secondsLeft('ana@example.com', 0)).toBe(0)
	noteAsked('ana@example.com', null, 60, 0)
	expect(secondsLeft(' Ana@Example.com', 1)).toBe(60)
	expect(secondsLeft('ana@example.com', 59_500)).toBe(1)
	expect(secondsLeft('ana@example.com', 60_000)).toBe(0)
	expect(secondsLeft('bia@example.com', 1)).toBe(0)
})

test('as many seconds as the server said; never more than a minute, also when the clock was set back', () => {
	noteAsked('ana@example.com', null, 17, 0)
	expect(secondsLeft('ana@example.com', 0)).toBe(17)
	expect(secondsLeft('ana@example.com', -3_600_000)).toBe(60)
})

test('an address whose minute is over is forgotten with the next one', () => {
	noteAsked('ana@example.com', null, 60, 0)
	noteAsked('bia@example.com', null, 60, 30_000)
	noteAsked('caio@example.com', null, 60, 60_000)
	expect(Object.keys(stored)).toEqual(['painel.asked.bia@example.com', 'painel.asked.caio@example.com'])
})

test('without storage the server says it', () => {
	vi.stubGlobal('localStorage', undefined)
	noteAsked('ana@example.com', 'email')
	expect(secondsLeft('ana@example.com')).toBe(0)
})

test('what was sent is known for as long as the address waits', () => {
	expect(lastSent('ana@example.com', 0)).toBeNull()
	noteAsked('ana@example.com', 'recovery', 60, 0)
	expect(lastSent(' Ana@Example.com', 59_999)).toBe('recovery')
	expect(secondsLeft('ana@example.com', 0)).toBe(60)
	expect(lastSent('ana@example.com', 60_000)).toBeNull()
	noteAsked('ana@example.com', null, 17, 0)
	expect(lastSent('ana@example.com', 1)).toBeNull()
})

test('the countdown goes down by itself, to nothing', () => {
	vi.useFakeTimers({ now: 0 })
	noteAsked('ana@example.com', 'email')
	const seen: number[] = []
	const dispose = createRoot((end) => {
		const countdown = createCountdown(() => 'ana@example.com')
		createComputed(() => void seen.push(countdown()))
		return end
	})
	vi.advanceTimersByTime(61_000)
	expect([...new Set(seen)]).toEqual(Array.from({ length: 61 }, (_, k) => 60 - k))
	dispose()
	expect(vi.getTimerCount()).toBe(0)
})
