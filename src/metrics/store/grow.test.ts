import { expect, test } from 'vitest'
import { grown } from './grow'

test.each<[held: number, asked: number, capacity: number]>([
	[0, 0, 0],
	[0, 1, 16],
	[0, 17, 17],
	[16, 16, 16],
	[16, 17, 32],
	[16, 40, 40],
	[1023, 1024, 2046],
	[1024, 1025, 1280],
	[1025, 1026, 1282],
])('of %i values, asked for %i: %i', (held, asked, capacity) => {
	const column = Uint16Array.from({ length: held }, (_, at) => at + 1)
	const larger = grown(column, asked)
	expect(larger).toBeInstanceOf(Uint16Array)
	expect(larger.length).toBe(capacity)
	expect([...larger.subarray(0, held)]).toEqual([...column])
	expect(larger.subarray(held).some((value) => value !== 0)).toBe(false)
	expect(larger === column).toBe(asked <= held)
})
