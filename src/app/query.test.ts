import { createRoot } from 'solid-js'
import { expect, test } from 'vitest'
import { createQuery } from './query'

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
	const { query, dispose } = createRoot((dispose) => ({
		dispose,
		query: createQuery(() => {
			const answer = pending<string>()
			asked.push(answer)
			return answer.promise
		}),
	}))
	expect([query.value(), query.error()]).toEqual([undefined, null])
	query.refetch()
	asked[1]!.resolve('new')
	asked[0]!.resolve('old')
	await settled()
	expect(query.value()).toBe('new')

	query.refetch()
	asked[2]!.reject(new Error('network'))
	await settled()
	expect([query.value(), (query.error() as Error).message]).toEqual(['new', 'network'])

	query.refetch()
	dispose()
	asked[3]!.resolve('too late')
	await settled()
	expect(query.value()).toBe('new')
})

test('a query may wait to be told, and a value that is set outdates the answer on its way', async () => {
	const answer = pending<string>()
	const { query, dispose } = createRoot((dispose) => ({
		dispose,
		query: createQuery(() => answer.promise, { immediate: false }),
	}))
	expect(query.loading()).toBe(false)
	query.refetch()
	expect(query.loading()).toBe(true)
	query.set(undefined)
	answer.resolve('of before')
	await settled()
	expect([query.value(), query.loading()]).toEqual([undefined, false])
	dispose()
})
