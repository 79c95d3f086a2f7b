import { type Accessor, createSignal } from 'solid-js'

const [now, setNow] = createSignal(Date.now())
let timer: ReturnType<typeof setInterval> | undefined

/** Starts the page's one clock, a tick a second while it is seen. Returns a cleanup. */
export function startClock(): () => void {
	const tick = () => setNow(Date.now())
	const follow = () => {
		clearInterval(timer)
		tick()
		timer = document.hidden ? undefined : setInterval(tick, 1_000)
	}
	document.addEventListener('visibilitychange', follow)
	follow()
	return () => {
		clearInterval(timer)
		document.removeEventListener('visibilitychange', follow)
	}
}

/** Now, in ms since the epoch; reactive, a step a second. Derive coarse texts through a memo. */
export const clock: Accessor<number> = now
