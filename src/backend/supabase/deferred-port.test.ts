import { expect, it, vi } from 'vitest'
import { deferredPort } from './deferred-port'

interface Port {
	add(a: number, b: number): Promise<number>
	refuse(): Promise<void>
}

const port: Port = {
	add: async (a, b) => a + b,
	refuse: async () => {
		throw new Error('no')
	},
}

it('loads with the first call, once, and passes calls and refusals on', async () => {
	const load = vi.fn(async () => port)
	const deferred = deferredPort(load)
	expect(load).not.toHaveBeenCalled()
	expect(await Promise.all([deferred.add(1, 2), deferred.add(3, 4)])).toEqual([3, 7])
	await expect(deferred.refuse()).rejects.toThrow('no')
	expect(load).toHaveBeenCalledOnce()
})

it('rejects like a request without a network when the code does not come, and asks again', async () => {
	const load = vi.fn(async () => port)
	load.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'))
	const deferred = deferredPort(load)
	await expect(deferred.add(1, 2)).rejects.toMatchObject({ code: 'network' })
	expect(await deferred.add(1, 2)).toBe(3)
})

it('may be handed on by a promise', async () => {
	const load = vi.fn(async () => port)
	const deferred = await Promise.resolve(deferredPort(load))
	expect(load).not.toHaveBeenCalled()
	expect(await deferred.add(2, 2)).toBe(4)
})
