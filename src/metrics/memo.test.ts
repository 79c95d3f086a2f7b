import { expect, test } from 'vitest'
import { Memo } from './memo'

test('a figure is computed once a version, and keeps its identity until its value changes', () => {
	const memo = new Memo()
	let computed = 0
	const read = (version: number, value: unknown) =>
		memo.read('figure', version, () => {
			computed++
			return value
		})
	const first = read(1, { cents: [1] })
	expect(read(1, 'not asked')).toBe(first)
	expect(computed).toBe(1)
	expect(read(2, { cents: [1] })).toBe(first)
	expect(read(0, { cents: [1] })).toBe(first)
	expect(computed).toBe(3)
	expect(read(3, { cents: [2] })).toEqual({ cents: [2] })
	expect(read(3, 'not asked')).toEqual({ cents: [2] })
})

test('figures do not mix, and no more than 64 of them are kept', () => {
	const memo = new Memo()
	const computed: string[] = []
	const read = (name: string) =>
		memo.read(name, 1, () => {
			computed.push(name)
			return { name }
		})
	const names = Array.from({ length: 64 }, (_, at) => `months ${at}`)
	const held = names.map(read)
	expect(names.map(read)).toEqual(held)
	expect(computed).toEqual(names)
	memo.read('months 0', 2, () => null)
	expect(read('months 63')).toBe(held[63])
	expect(computed).toEqual(names)
	read('one more')
	expect(read('months 63')).not.toBe(held[63])
	expect(read('one more')).toEqual({ name: 'one more' })
	expect(computed).toEqual([...names, 'one more', 'months 63'])
})
