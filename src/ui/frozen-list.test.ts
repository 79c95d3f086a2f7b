import { createRoot, createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import { createFrozenList } from './frozen-list'

test('what is read stands still; what is new waits and is counted', () => {
	createRoot((dispose) => {
		const [list, setList] = createSignal([1])
		const [holding, setHolding] = createSignal(false)
		const [key, setKey] = createSignal('november')
		const held = createFrozenList(list, holding, key, (shown, newest) => newest.length - shown.length)
		setList([2, 1])
		expect(held.shown()).toEqual([2, 1])
		setHolding(true)
		setList([4, 3, 2, 1])
		expect(held.shown()).toEqual([2, 1])
		expect(held.waiting()).toBe(2)
		held.release()
		expect(held.shown()).toEqual([4, 3, 2, 1])
		expect(held.waiting()).toBe(0)
		setList([5, 4, 3, 2, 1])
		expect(held.waiting()).toBe(1)
		setKey('october')
		expect(held.shown()).toHaveLength(5)
		setList([6, 5, 4, 3, 2, 1])
		setHolding(false)
		expect(held.shown()).toHaveLength(6)
		dispose()
	})
})
