import { type Accessor, createSignal } from 'solid-js'
import { beforeEach, expect, it, vi } from 'vitest'
import { limits } from '../../scripts/testing/limits'
import { type UpdateEnvironment, watchForUpdates } from './updates'

class Worker extends EventTarget {
	posted: unknown[] = []
	constructor(public state: string) {
		super()
	}
	postMessage(message: unknown) {
		this.posted.push(message)
	}
	become(state: string) {
		this.state = state
		this.dispatchEvent(new Event('statechange'))
	}
}

class Registration extends EventTarget {
	waiting: Worker | null = null
	installing: Worker | null = null
	update = vi.fn(async () => {})
	find(worker: Worker) {
		this.installing = worker
		this.dispatchEvent(new Event('updatefound'))
	}
}

class Container extends EventTarget {
	controller: Worker | null = null
	registration = new Registration()
	register = vi.fn(async () => this.registration)
}

let workers: Container
let chunkMissing: Accessor<boolean>
let losePart: () => void
let reload: ReturnType<typeof vi.fn<() => void>>
let ask: () => void
let newest: boolean
const registered = () => vi.waitFor(() => expect(ask).toBeTypeOf('function'), limits.condition)

beforeEach(() => {
	newest = false
	workers = new Container()
	const [lost, setLost] = createSignal(false)
	chunkMissing = lost
	losePart = () => setLost(true)
	reload = vi.fn<() => void>()
	ask = undefined as unknown as () => void
})

function watch() {
	return watchForUpdates({
		workers,
		chunkMissing,
		reload,
		every: (_: number, next: () => void) => {
			ask = next
		},
		keepConfig: async () => {},
		isNewest: async () => newest,
		settled: async () => {},
	} as unknown as UpdateEnvironment)
}

it('offers nothing at the first install', async () => {
	const update = watch()
	await registered()
	const first = new Worker('installing')
	workers.registration.find(first)
	first.become('installed')
	workers.controller = first
	workers.dispatchEvent(new Event('controllerchange'))
	expect(update.ready()).toBe(false)
	expect(reload).not.toHaveBeenCalled()
})

it('offers nothing where the page itself came newer from the network than its service worker', async () => {
	newest = true
	workers.controller = new Worker('activated')
	const update = watch()
	await registered()
	const next = new Worker('installing')
	workers.registration.find(next)
	next.become('installed')
	await Promise.resolve()
	await Promise.resolve()
	expect(update.ready()).toBe(false)
})

it('offers a newer version, and changes to it only when the reader accepts', async () => {
	workers.controller = new Worker('activated')
	const update = watch()
	await registered()
	const newer = new Worker('installing')
	workers.registration.find(newer)
	newer.become('installed')
	await vi.waitFor(() => expect(update.ready()).toBe(true), limits.condition)
	expect(newer.posted).toEqual([])
	update.accept()
	expect(newer.posted).toEqual([{ type: 'SKIP_WAITING' }])
	expect(reload).not.toHaveBeenCalled()
	workers.dispatchEvent(new Event('controllerchange'))
	expect(reload).toHaveBeenCalledOnce()
})

it('offers a version that waited since before', async () => {
	workers.controller = new Worker('activated')
	workers.registration.waiting = new Worker('installed')
	const update = watch()
	await vi.waitFor(() => expect(update.ready()).toBe(true), limits.condition)
})

it('offers a version that was on its way before this page looked', async () => {
	workers.controller = new Worker('activated')
	const newer = new Worker('installing')
	workers.registration.installing = newer
	const update = watch()
	await registered()
	expect(update.ready()).toBe(false)
	newer.become('installed')
	await vi.waitFor(() => expect(update.ready()).toBe(true), limits.condition)
})

it('does not reload when another tab accepted, and then reloads on request', async () => {
	workers.controller = new Worker('activated')
	const update = watch()
	await registered()
	workers.dispatchEvent(new Event('controllerchange'))
	expect(reload).not.toHaveBeenCalled()
	expect(update.ready()).toBe(true)
	update.accept()
	expect(reload).toHaveBeenCalledOnce()
})

it('asks for a newer version from time to time, and survives being offline', async () => {
	watch()
	await registered()
	workers.registration.update.mockRejectedValueOnce(new TypeError('offline'))
	ask()
	expect(workers.registration.update).toHaveBeenCalledOnce()
})

it('offers a reload when a lazy part of the page is gone from the host', () => {
	const update = watch()
	expect(update.ready()).toBe(false)
	losePart()
	expect(update.ready()).toBe(true)
	expect(reload).not.toHaveBeenCalled()
})

it('works where there are no service workers', () => {
	const update = watchForUpdates({
		workers: undefined,
		chunkMissing,
		reload,
		every: () => {},
		keepConfig: async () => {},
		isNewest: async () => false,
		settled: async () => {},
	})
	expect(update.ready()).toBe(false)
	update.accept()
	expect(reload).toHaveBeenCalledOnce()
})
