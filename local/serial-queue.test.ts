import { expect, test } from 'vitest'
import { SerialQueue } from './serial-queue'

test('runs one after the other, and answers each', async () => {
	const queue = new SerialQueue()
	const order: string[] = []
	const first = queue.run(async () => {
		await Promise.resolve()
		order.push('first')
		return 1
	})
	const second = queue.run(async () => {
		order.push('second')
		return 2
	})
	expect(await Promise.all([second, first])).toEqual([2, 1])
	expect(order).toEqual(['first', 'second'])
})

test('goes on after a failure, which is told to whoever waits or to the listener', async () => {
	const heard: unknown[] = []
	const queue = new SerialQueue((error) => heard.push(error))
	await expect(queue.run(() => Promise.reject(new Error('asked')))).rejects.toThrow('asked')
	queue.post(() => {
		throw new Error('posted')
	})
	expect(await queue.run(async () => 'still here')).toBe('still here')
	expect(heard).toEqual([new Error('posted')])
})

test('drops what was posted and had not begun when it is closed', async () => {
	const queue = new SerialQueue()
	const done: number[] = []
	queue.post(() => {
		done.push(1)
		queue.close()
	})
	queue.post(() => {
		done.push(2)
	})
	await queue.run(async () => {})
	expect(done).toEqual([1])
})
