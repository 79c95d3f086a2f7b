import { type Accessor, type Component, createSignal, lazy } from 'solid-js'
import { makeBackoff } from '../feed/backoff'

const FIRST_WAIT = 1_000
const LONGEST_WAIT = 15_000
/** So many failures with a network there: the host has lost the part, as after a newer version was put in its place. */
const GONE_AFTER = 3

const [gone, setGone] = createSignal(0)

/** True while the host answers but a part of this version can't be had from it: only a reload brings it. */
export const partGone = (): boolean => gone() > 0

/** The browser's parts this works on; tests give their own. */
export interface LoadingSurroundings {
	online(): boolean
	/** Resolves after so many ms, or sooner when the network is back. */
	chance(milliseconds: number): Promise<void>
	/** Asks anew for a style sheet that failed; rejects as the first try did. */
	restyle(href: string): Promise<void>
	random(): number
}

/**
 * Solid's `lazy`, for parts that are asked for while a phone goes through a tunnel: what doesn't come is asked for again
 * and again, behind its skeleton, and the rest of the page stays as it is. Never rejects.
 */
// biome-ignore lint/suspicious/noExplicitAny: as `lazy` has it, for components of any properties
export function lazily<T extends Component<any>>(load: () => Promise<{ default: T }>) {
	return lazy(() => patiently(load))
}

/** A part's code: undefined until it was asked for and came. However often it is asked for, it is imported once. */
export function createPart<T>(load: () => Promise<T>): { code: Accessor<T | undefined>; ask(): void } {
	const [code, setCode] = createSignal<T>()
	let asked = false
	return {
		code,
		ask() {
			if (asked) return
			asked = true
			void patiently(load).then((part) => setCode(() => part))
		},
	}
}

/** The code that `load` imports, however often it takes. */
export async function patiently<T>(load: () => Promise<T>, surroundings = fromBrowser()): Promise<T> {
	const { online, chance, restyle, random } = surroundings
	const backoff = makeBackoff(FIRST_WAIT, LONGEST_WAIT, random)
	let failedOnline = 0
	let sheet: string | undefined
	for (;;) {
		try {
			if (sheet) await restyle(sheet)
			const part = await load()
			if (failedOnline >= GONE_AFTER) setGone((count) => count - 1)
			return part
		} catch (error) {
			// Vite asks for a part's style sheet once only, and would then show the part without it.
			sheet = /preload CSS for (\S+)/.exec(String(error))?.[1] ?? sheet
			if (online() && ++failedOnline === GONE_AFTER) setGone((count) => count + 1)
			await chance(backoff.next())
		}
	}
}

function fromBrowser(): LoadingSurroundings {
	return {
		online: () => navigator.onLine,
		random: Math.random,
		chance: (milliseconds) =>
			new Promise((resolve) => {
				const go = () => {
					clearTimeout(timer)
					removeEventListener('online', go)
					resolve()
				}
				const timer = setTimeout(go, milliseconds)
				addEventListener('online', go)
			}),
		restyle: (href) =>
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
