import { createRoot } from 'solid-js'
import { expect, test } from 'vitest'
import { createQuery } from './reading'

/** A promise that settles when told. */
function pending<T>() {
	let resolve!: (value: T) => void
	let reject!: (error: unknown) => void
	const promise = new Promise<T>((yes, no) => {
		resolve = yes
		reject = no
	})
	return { promise, resolve, reject }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('only the newest answer counts, and a failed try keeps what was read', async () => {
	const asked: ReturnType<typeof pending<string>>[] = []
	const { reading, dispose } = createRoot((dispose) => ({
		dispose,
		reading: createQuery(() => {
			const answer = pending<string>()
			asked.push(answer)
			return answer.promise
		}),
	}))
	expect([reading.value(), reading.error()]).toEqual([undefined, null])
	reading.refetch()
	asked[1]!.resolve('new')
	asked[0]!.resolve('old')
	await settled()
	expect(reading.value()).toBe('new')

	reading.refetch()
	asked[2]!.reject(new Error('network'))
	await settled()
	expect([reading.value(), (reading.error() as Error).message]).toEqual(['new', 'network'])

	reading.refetch()
	dispose()
	asked[3]!.resolve('too late')
	await settled()
	expect(reading.value()).toBe('new')
})
