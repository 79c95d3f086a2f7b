/** Keeps the screen on while the page is seen, where the browser can. Returns a cleanup. */
export function keepAwake(): () => void {
	let lock: WakeLockSentinel | undefined
	let gone = false
	const ask = async () => {
		if (gone || document.hidden || !('wakeLock' in navigator)) return
		try {
			lock = await navigator.wakeLock.request('screen')
			if (gone) await lock.release()
		} catch {
			// Refused (battery, policy): the wall still works, the screen may sleep.
		}
	}
	// The lock is lost whenever the page is hidden.
	document.addEventListener('visibilitychange', ask)
	void ask()
	return () => {
		gone = true
		document.removeEventListener('visibilitychange', ask)
		void lock?.release()
	}
}
