import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** The auth service takes one request for an e-mail a minute; asking sooner kills the e-mail already sent. */
const SECONDS = 60

const PREFIX = 'painel.asked.'
const keyOf = (email: string) => PREFIX + email.trim().toLowerCase()

/** How long an address must wait before another e-mail may be asked for, in whole seconds; 0: not at all. */
export function secondsLeft(email: string, now = Date.now()): number {
	try {
		const until = Number(localStorage.getItem(keyOf(email)) ?? 0)
		return Math.max(0, Math.min(SECONDS, Math.ceil((until - now) / 1000)))
	} catch {
		return 0
	}
}

/** An e-mail to this address was asked for just now, or may be asked for in so many seconds. */
export function noteAsked(email: string, seconds = SECONDS, now = Date.now()): void {
	try {
		// In every tab of this browser. Addresses of before are nobody's business any more.
		for (const key of Object.keys(localStorage))
			if (key.startsWith(PREFIX) && !(Number(localStorage.getItem(key)) > now)) localStorage.removeItem(key)
		localStorage.setItem(keyOf(email), String(now + seconds * 1000))
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
