import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createQuery, type QueryOptions } from './query'

/** Requests as they were made, each to be answered by hand. */
function open(options?: QueryOptions) {
	const asked: { resolve: (value: string) => void; reject: (error: unknown) => void }[] = []
	const { query, dispose } = createRoot((dispose) => ({
		dispose,
		query: createQuery(
			() => new Promise<string>((resolve, reject) => asked.push({ resolve, reject })),
			options,
		),
	}))
	return { query, asked, dispose }
}

/** Lets promises settle; timers stand still. */
async function settle() {
	for (let i = 0; i < 5; i++) await Promise.resolve()
}

describe('answers', () => {
	test('only the newest counts, and a failed request keeps the last value', async () => {
		const { query, asked, dispose } = open()
		expect([query.value(), query.error()]).toEqual([undefined, null])
		query.refetch()
		asked[1]!.resolve('new')
		asked[0]!.resolve('old')
		await settle()
		expect(query.value()).toBe('new')

		query.refetch()
		asked[2]!.reject(new Error('network'))
		await settle()
		expect([query.value(), (query.error() as Error).message]).toEqual(['new', 'network'])

		query.refetch()
		asked[3]!.resolve('newer')
		await settle()
		expect([query.value(), query.error()]).toEqual(['newer', null])
		dispose()
	})

	test('a late failure does not spoil a newer answer', async () => {
		const { query, asked, dispose } = open()
		query.refetch()
		asked[1]!.resolve('new')
		asked[0]!.reject(new Error('late'))
		await settle()
		expect([query.value(), query.error()]).toEqual(['new', null])
		dispose()
	})

	test('none arrives after the owner is gone, or after a value was set', async () => {
		const { query, asked, dispose } = open()
		asked[0]!.resolve('first')
		await settle()
		query.refetch()
		query.set(undefined)
		expect([query.value(), query.loading()]).toEqual([undefined, false])
		asked[1]!.resolve('of before')
		await settle()
		expect(query.value()).toBeUndefined()
		query.set('set')
		query.refetch()
		dispose()
		asked[2]!.resolve('too late')
		await settle()
		expect(query.value()).toBe('set')
	})

	test('a request under way shows, until its answer or its failure', async () => {
		const { query, asked, dispose } = open({ when: () => false })
		expect([query.loading(), asked.length]).toEqual([false, 0])
		query.refetch()
		expect(query.loading()).toBe(true)
		asked[0]!.resolve('here')
		await settle()
		expect(query.loading()).toBe(false)
		query.refetch()
		query.refetch()
		asked[1]!.resolve('old')
		await settle()
		expect(query.loading()).toBe(true)
		asked[2]!.reject(new Error('network'))
		await settle()
		expect(query.loading()).toBe(false)
		dispose()
	})
})

describe('when to ask', () => {
	beforeEach(() => {
		vi.useFakeTimers()
	})
	afterEach(() => {
		vi.useRealTimers()
	})

	test('not before it is time, and then once', () => {
		const [when, setWhen] = createSignal(false)
		const [change, setChange] = createSignal(0)
		const { asked, dispose } = open({ when, refetchOn: change })
		setChange(1)
		expect(asked).toHaveLength(0)
		setWhen(true)
		expect(asked).toHaveLength(1)
		setWhen(false)
		setWhen(true)
		expect(asked).toHaveLength(1)
		setChange(2)
		expect(asked).toHaveLength(2)
		dispose()
	})

	test('again with each change, at most once an interval, and the last change is never missed', async () => {
		const [change, setChange] = createSignal(0)
		const { query, asked, dispose } = open({ refetchOn: change, minInterval: 5000 })
		expect(asked).toHaveLength(1)
		for (let i = 1; i <= 10; i++) {
			setChange(i)
			vi.advanceTimersByTime(100)
		}
		expect(asked).toHaveLength(1)
		// The answer to the first request does not answer the changes since.
		asked[0]!.resolve('of before')
		await settle()
		vi.advanceTimersByTime(4000)
		expect(asked).toHaveLength(2)
		// A request by hand does not wait, and answers what was due.
		setChange(11)
		query.refetch()
		expect(asked).toHaveLength(3)
		vi.advanceTimersByTime(60_000)
		expect(asked).toHaveLength(3)
		setChange(12)
		expect(asked).toHaveLength(4)
		setChange(13)
		dispose()
		vi.advanceTimersByTime(60_000)
		expect(asked).toHaveLength(4)
	})

	test('not when a signal behind the value is set and the value stays', () => {
		const [state, setState] = createSignal({ revision: 1, age: 0 })
		const [other, setOther] = createSignal(0)
		const { asked, dispose } = open({ refetchOn: [() => state().revision, other] })
		setState({ revision: 1, age: 10 })
		expect(asked).toHaveLength(1)
		setState({ revision: 2, age: 10 })
		expect(asked).toHaveLength(2)
		setOther(1)
		expect(asked).toHaveLength(3)
		dispose()
	})
})

describe('a request that failed', () => {
	beforeEach(() => void vi.useFakeTimers())
	afterEach(() => void vi.useRealTimers())

	test('is sent again once the server can be asked, and by itself while it can', async () => {
		const [reachable, setReachable] = createSignal(false)
		const { query, asked, dispose } = open({ retryWhen: reachable })
		asked[0]!.reject('offline')
		await settle()
		vi.advanceTimersByTime(600_000)
		expect(asked).toHaveLength(1)
		setReachable(true)
		vi.advanceTimersByTime(2_000)
		expect(asked).toHaveLength(2)
		asked[1]!.reject('server')
		await settle()
		vi.advanceTimersByTime(5_000)
		expect(asked).toHaveLength(3)
		asked[2]!.resolve('there')
		await settle()
		expect([query.value(), query.error()]).toEqual(['there', null])
		vi.advanceTimersByTime(600_000)
		expect(asked).toHaveLength(3)
		dispose()
	})
})
