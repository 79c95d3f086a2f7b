import { type Accessor, type Component, createSignal, lazy } from 'solid-js'
import { Backoff } from '../feed/timing'

const FIRST_WAIT = 1_000
const LONGEST_WAIT = 15_000
/** After this many failures with the network up, the host no longer has the chunk: a newer version took its place. */
const MISSING_AFTER = 3

const [missing, setMissing] = createSignal(0)

/** True while the host answers but no longer has a chunk of this version: only a reload helps. */
export const chunkMissing = (): boolean => missing() > 0

/** Injected for tests. */
export interface ImportEnvironment {
	online(): boolean
	/** Resolves after this many ms, or sooner when the network is back. */
	waitToRetry(milliseconds: number): Promise<void>
	/** Requests a style sheet that failed again; rejects as the first request did. */
	reloadStyles(href: string): Promise<void>
	random(): number
}

/**
 * Solid's `lazy` for parts that load while a phone goes through a tunnel: a failed import is retried behind the part's
 * skeleton, and the rest of the page stays as it is. Never rejects.
 */
// biome-ignore lint/suspicious/noExplicitAny: as `lazy` has it, for components of any properties
export function lazyWithRetry<T extends Component<any>>(load: () => Promise<{ default: T }>) {
	return lazy(() => importWithRetry(load))
}

/** A module as a signal: `code()` is undefined until `load()` was called and the import came. Imported once. */
export function createModule<T>(load: () => Promise<T>): { code: Accessor<T | undefined>; load(): void } {
	const [code, setCode] = createSignal<T>()
	let loading = false
	return {
		code,
		load() {
			if (loading) return
			loading = true
			void importWithRetry(load).then((module) => setCode(() => module))
		},
	}
}

/** Imports with `load`, retrying until it succeeds. */
export async function importWithRetry<T>(load: () => Promise<T>, environment = fromBrowser()): Promise<T> {
	const { online, waitToRetry, reloadStyles, random } = environment
	const backoff = new Backoff([FIRST_WAIT, LONGEST_WAIT], random)
	let failedOnline = 0
	let sheet: string | undefined
	for (;;) {
		try {
			if (sheet) await reloadStyles(sheet)
			const module = await load()
			if (failedOnline >= MISSING_AFTER) setMissing((count) => count - 1)
			return module
		} catch (error) {
			// Vite requests a chunk's style sheet once only, and would then show the part without it.
			sheet = /preload CSS for (\S+)/.exec(String(error))?.[1] ?? sheet
			if (online() && ++failedOnline === MISSING_AFTER) setMissing((count) => count + 1)
			await waitToRetry(backoff.next())
		}
	}
}

function fromBrowser(): ImportEnvironment {
	return {
		online: () => navigator.onLine,
		random: Math.random,
		waitToRetry: (milliseconds) =>
			new Promise((resolve) => {
				const retry = () => {
					clearTimeout(timer)
					removeEventListener('online', retry)
					resolve()
				}
				const timer = setTimeout(retry, milliseconds)
				addEventListener('online', retry)
			}),
		reloadStyles: (href) =>
			new Promise((resolve, reject) => {
				const failed = document.querySelector<HTMLLinkElement>(`link[rel=stylesheet][href="${href}"]`)
				if (!failed || failed.sheet) return resolve()
				const link = failed.cloneNode() as HTMLLinkElement
				link.onload = () => resolve()
				link.onerror = () => reject(new Error(`Unable to preload CSS for ${href}`))
				failed.replaceWith(link)
			}),
	}
}
