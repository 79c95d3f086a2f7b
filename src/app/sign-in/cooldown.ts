import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { LinkPurpose } from '../../backend/types'

/** The auth service takes one request for an e-mail a minute; asking sooner kills the e-mail already sent. */
const SECONDS = 60

const PREFIX = 'painel.asked.'
const keyOf = (email: string) => PREFIX + email.trim().toLowerCase()

/** What the e-mail that left is for: it holds what that needs, a code or only a link. */
export type Sent = LinkPurpose | 'reauthentication'

/** What is noted for an address: until when it waits, and what was sent to it. */
function noteOf(key: string): { until: number; sent: Sent | null } {
	const [until, sent] = (localStorage.getItem(key) ?? '').split(' ')
	return { until: Number(until), sent: (sent as Sent) ?? null }
}

/** How long an address must wait before another e-mail may be asked for, in whole seconds; 0: not at all. */
export function secondsLeft(email: string, now = Date.now()): number {
	try {
		return Math.max(0, Math.min(SECONDS, Math.ceil((noteOf(keyOf(email)).until - now) / 1000)))
	} catch {
		return 0
	}
}

/** What was sent to an address that still waits; null: nothing, or nobody knows what. */
export function lastSent(email: string, now = Date.now()): Sent | null {
	return secondsLeft(email, now) > 0 ? noteOf(keyOf(email)).sent : null
}

/** An e-mail to this address was asked for just now, or may be asked for in so many seconds. `sent`: what it is for, where that is known. */
export function noteAsked(email: string, sent: Sent | null, seconds = SECONDS, now = Date.now()): void {
	try {
		// In every tab of this browser. Addresses of before are nobody's business any more.
		for (const key of Object.keys(localStorage))
			if (key.startsWith(PREFIX) && !(noteOf(key).until > now)) localStorage.removeItem(key)
		localStorage.setItem(keyOf(email), `${now + seconds * 1000}${sent ? ` ${sent}` : ''}`)
	} catch {
		// The server says how long, then.
	}
}

/** `secondsLeft`, counting down. Only in a component. */
export function createCountdown(email: Accessor<string>): Accessor<number> {
	const [tick, setTick] = createSignal(0)
	const timer = setInterval(() => setTick(tick() + 1), 500)
	onCleanup(() => clearInterval(timer))
	return () => {
		tick()
		return secondsLeft(email())
	}
}
