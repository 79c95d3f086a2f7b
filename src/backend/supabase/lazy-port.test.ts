import { expect, it, vi } from 'vitest'
import { lazyPort } from './lazy-port'

interface Port {
	add(a: number, b: number): Promise<number>
	refuse(): Promise<void>
}

const loaded: Port = {
	add: async (a, b) => a + b,
	refuse: async () => {
		throw new Error('no')
	},
}

it('loads with the first call, once, and passes calls and refusals on', async () => {
	const load = vi.fn(async () => loaded)
	const port = lazyPort(load)
	expect(load).not.toHaveBeenCalled()
	expect(await Promise.all([port.add(1, 2), port.add(3, 4)])).toEqual([3, 7])
	await expect(port.refuse()).rejects.toThrow('no')
	expect(load).toHaveBeenCalledOnce()
})

it('rejects like a request without a network when the code does not come, and asks again', async () => {
	const load = vi.fn(async () => loaded)
	load.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'))
	const port = lazyPort(load)
	await expect(port.add(1, 2)).rejects.toMatchObject({ code: 'network' })
	expect(await port.add(1, 2)).toBe(3)
})

it('may be handed on by a promise', async () => {
	const load = vi.fn(async () => loaded)
	const port = await Promise.resolve(lazyPort(load))
	expect(load).not.toHaveBeenCalled()
	expect(await port.add(2, 2)).toBe(4)
})
