import { type Accessor, createSignal } from 'solid-js'
import { chunkMissing } from './lazy'

/** Cache of `config.js`, so that an offline page still knows its own server; the service worker reads it too. */
const configCache = 'painel-config'
/** How often an open page asks whether there is a newer version, in ms. */
const askEvery = 60 * 60 * 1000
/** How long after its last file came the page has for itself, in ms, before the whole shell is fetched for later. */
const restAfterLoad = 5_000

/** What the shell needs to offer a new version. */
export interface PageUpdate {
	/** True once a newer version waits: say so, and let the reader decide. */
	ready: Accessor<boolean>
	/** Changes to the newer version. The only thing that ever reloads the page. */
	accept(): void
}

/** Injected for tests. */
export interface UpdateEnvironment {
	workers: ServiceWorkerContainer | undefined
	/** True while the host no longer has a chunk of this version. */
	chunkMissing: Accessor<boolean>
	reload(): void
	every(milliseconds: number, ask: () => void): void
	keepConfig(): Promise<void>
	/** True when this page is already the version whose copy came last: pages come from the network first. */
	isNewest(): Promise<boolean>
	/** When the page has what it needs, so that filling the cache doesn't compete with its first figures. */
	settled(): Promise<void>
}

/**
 * Installs the offline shell and watches for newer versions. Nothing reloads under the reader: not when a version
 * arrives, and not when another tab accepts it.
 */
export function watchForUpdates(environment = fromBrowser()): PageUpdate {
	const { workers, chunkMissing, reload } = environment
	const [ready, setReady] = createSignal(false)
	let waiting: ServiceWorker | null = null
	let accepted = false

	async function offer(worker: ServiceWorker | null): Promise<void> {
		// Without a controller this is the first install, which changes nothing for the reader.
		if (!worker || !workers?.controller) return
		if (await environment.isNewest().catch(() => false)) return
		waiting = worker
		setReady(true)
	}

	function awaitInstalled(worker: ServiceWorker | null): void {
		worker?.addEventListener('statechange', () => {
			if (worker.state === 'installed') void offer(worker)
		})
	}

	function follow(registration: ServiceWorkerRegistration): void {
		void offer(registration.waiting)
		// One may be on its way already, found by another tab: its updatefound is past.
		awaitInstalled(registration.installing)
		registration.addEventListener('updatefound', () => awaitInstalled(registration.installing))
		environment.every(askEvery, () => void registration.update().catch(() => {}))
	}

	if (workers) {
		const before = workers.controller
		workers.addEventListener('controllerchange', () => {
			if (accepted) reload()
			// Another tab accepted: this one still runs the old version, and may stay there as long as it likes.
			else if (before) setReady(true)
		})
		environment
			.settled()
			.then(() => workers.register('./sw.js', { scope: './' }))
			.then(follow)
			.catch(() => {}) // the page works without it
		void environment.keepConfig().catch(() => {})
	}

	return {
		// Only a reload brings a chunk that the host no longer has.
		ready: () => ready() || chunkMissing(),
		accept() {
			accepted = true
			if (waiting && waiting.state === 'installed') waiting.postMessage({ type: 'SKIP_WAITING' })
			else reload()
		},
	}
}

/** True when the last copy of the page that a service worker made is of this very build. */
async function isNewest(): Promise<boolean> {
	const build = document.querySelector('meta[name=painel-build]')?.getAttribute('content')
	let newest: Response | undefined
	for (const name of await caches.keys()) {
		const copies = await caches.open(name)
		// In the order in which they came.
		const pages = (await copies.keys()).filter(({ url }) => new URL(url).pathname.endsWith('/index.html'))
		if (pages.length) newest = await copies.match(pages.at(-1)!)
	}
	return Boolean(build && (await newest?.text())?.includes(`"${build}"`))
}

function fromBrowser(): UpdateEnvironment {
	const hosted = /^https?:$/.test(location.protocol) && import.meta.env.PROD
	return {
		workers: hosted && 'serviceWorker' in navigator ? navigator.serviceWorker : undefined,
		chunkMissing,
		reload: () => location.reload(),
		every: (milliseconds, ask) => void setInterval(ask, milliseconds),
		settled: async () => {
			if (document.readyState !== 'complete')
				await new Promise((loaded) => addEventListener('load', loaded, { once: true }))
			// Fetching and storing the shell takes as much of a phone as building the panels does: those come first.
			await new Promise((rested) => setTimeout(rested, restAfterLoad))
			await new Promise<void>((idle) => {
				if ('requestIdleCallback' in globalThis) requestIdleCallback(() => idle(), { timeout: 5_000 })
				else idle()
			})
		},
		keepConfig: async () => (await caches.open(configCache)).add('./config.js'),
		isNewest,
	}
}
