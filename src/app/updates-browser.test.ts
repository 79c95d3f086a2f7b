import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeWindow } from './testing/fake-window'

// What the page asks of a real browser for its offline copy.

/** Caches by name, each with its pages in the order in which they came. */
let copies: Record<string, Record<string, string>>
let kept: string[]
let registered: unknown[][]

beforeEach(() => {
	vi.useFakeTimers()
	vi.stubEnv('PROD', true)
	copies = {}
	kept = []
	registered = []
})
afterEach(() => {
	vi.useRealTimers()
	vi.unstubAllGlobals()
	vi.unstubAllEnvs()
})

class Worker extends EventTarget {
	state = 'installed'
	postMessage = vi.fn()
}

async function watch({
	address = 'https://painel.example/casa/',
	build = 'b1',
	state = 'complete' as string,
	waiting = null as Worker | null,
} = {}) {
	const { document, events } = fakeWindow(address)
	Object.assign(document, {
		readyState: state,
		querySelector: (what: string) =>
			what === 'meta[name=painel-build]' ? { getAttribute: () => build } : null,
	})
	const registration = Object.assign(new EventTarget(), {
		waiting,
		installing: null,
		update: vi.fn(async () => {}),
	})
	const workers = Object.assign(new EventTarget(), {
		controller: new Worker(),
		register: async (...given: unknown[]) => {
			registered.push(given)
			return registration
		},
	})
	vi.stubGlobal('navigator', { serviceWorker: workers })
	vi.stubGlobal('caches', {
		keys: async () => Object.keys(copies),
		open: async (name: string) => ({
			add: async (url: string) => void kept.push(`${name} ${url}`),
			keys: async () => Object.keys(copies[name] ?? {}).map((url) => ({ url })),
			match: async ({ url }: { url: string }) => new Response(copies[name]?.[url]),
		}),
	})
	const reload = vi.fn()
	Object.assign(location, { reload })
	const { watchForUpdates } = await import('./updates')
	return { update: watchForUpdates(), registration, reload, events }
}

test('the copy is made once the page has loaded and rested, and the server’s address is kept at once', async () => {
	const { events } = await watch({ state: 'loading' })
	await vi.advanceTimersByTimeAsync(60_000)
	expect([registered, kept]).toEqual([[], ['painel-config ./config.js']])
	events.dispatchEvent(new Event('load'))
	await vi.advanceTimersByTimeAsync(4_999)
	expect(registered).toEqual([])
	await vi.advanceTimersByTimeAsync(1)
	expect(registered).toEqual([['./sw.js', { scope: './' }]])
})

test('it waits for an idle moment where the browser tells of one', async () => {
	let idle = () => {}
	const asked = vi.fn((task: () => void) => {
		idle = task
	})
	vi.stubGlobal('requestIdleCallback', asked)
	await watch()
	await vi.advanceTimersByTimeAsync(5_000)
	expect([asked.mock.calls[0]?.[1 as 0], registered]).toEqual([{ timeout: 5_000 }, []])
	idle()
	await vi.advanceTimersByTimeAsync(0)
	expect(registered).toHaveLength(1)
})

test('whether there is a newer version is asked every hour', async () => {
	const { registration } = await watch()
	await vi.advanceTimersByTimeAsync(5_000)
	await vi.advanceTimersByTimeAsync(3_599_999)
	expect(registration.update).not.toHaveBeenCalled()
	await vi.advanceTimersByTimeAsync(1)
	expect(registration.update).toHaveBeenCalledTimes(1)
})

test.each(['file:///tmp/index.html', 'xhttps://painel.example/', 'httpsx://painel.example/'])(
	'a page from %s makes none',
	async (address) => {
		await watch({ address })
		await vi.advanceTimersByTimeAsync(60_000)
		expect([registered, kept]).toEqual([[], []])
	},
)

test('a page by http makes one', async () => {
	await watch({ address: 'http://127.0.0.1:8080/' })
	await vi.advanceTimersByTimeAsync(5_000)
	expect(registered).toHaveLength(1)
})

test('nor does a page that is being developed', async () => {
	vi.stubEnv('PROD', false)
	await watch()
	await vi.advanceTimersByTimeAsync(60_000)
	expect(registered).toEqual([])
})

const PAGE = 'https://painel.example/casa/index.html'

test.each<[string, Record<string, Record<string, string>>, boolean]>([
	['another version', { shell: { [PAGE]: '<meta content="b2">' } }, true],
	['this very version', { shell: { [PAGE]: '<meta content="b1">' } }, false],
	['a version whose name only begins so', { shell: { [PAGE]: '<meta content="b11">' } }, true],
	['no page', { shell: { 'https://painel.example/casa/x.js': '"b1"' } }, true],
	['nothing', {}, true],
	[
		'this one after another',
		{ shell: { [`${PAGE}?v=1`]: '<meta content="b2">', [`${PAGE}?v=2`]: '<meta content="b1">' } },
		false,
	],
	[
		'another one after this',
		{ shell: { [`${PAGE}?v=1`]: '<meta content="b1">', [`${PAGE}?v=2`]: '<meta content="b2">' } },
		true,
	],
	[
		'this one, and a cache without a page',
		{ shell: { [PAGE]: '<meta content="b1">' }, 'painel-config': {} },
		false,
	],
])('what waits is offered where the copy that came last is %s: %o', async (_, held, isOffered) => {
	copies = held
	const { update } = await watch({ waiting: new Worker() })
	await vi.advanceTimersByTimeAsync(5_000)
	expect(update.ready()).toBe(isOffered)
})

test('a page that does not say which build it is takes what waits for newer', async () => {
	copies = { shell: { [PAGE]: '<meta content="">' } }
	const { update } = await watch({ build: '', waiting: new Worker() })
	await vi.advanceTimersByTimeAsync(5_000)
	expect(update.ready()).toBe(true)
})

test('without one that waits, accepting reloads', async () => {
	const { update, reload } = await watch()
	update.accept()
	expect(reload).toHaveBeenCalledTimes(1)
})
