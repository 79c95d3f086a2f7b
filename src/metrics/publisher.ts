/** A hidden page gets no frames; its title and notices still want to be current. */
const HIDDEN_MS = 250

/** Runs `callback` once: at the next frame, or within 250 ms where no frame comes (a hidden page), or by a timer in Node. */
export function nextFrame(callback: () => void): void {
	if (typeof requestAnimationFrame !== 'function') {
		setTimeout(callback, 16)
		return
	}
	let done = false
	const once = () => {
		if (done) return
		done = true
		clearTimeout(timer)
		callback()
	}
	const timer = setTimeout(once, HIDDEN_MS)
	requestAnimationFrame(once)
}

/** Merges any number of changes into one call of every listener at the next frame. */
export class Publisher {
	private readonly listeners = new Set<() => void>()
	private scheduled = false

	constructor(private readonly schedule: (callback: () => void) => void) {}

	/** Something changed. */
	announce(): void {
		if (this.scheduled || this.listeners.size === 0) return
		this.scheduled = true
		this.schedule(() => {
			this.scheduled = false
			for (const listener of [...this.listeners]) listener()
		})
	}

	/** Calls `listener` after changes; answers a cleanup. */
	subscribe(listener: () => void): () => void {
		// A wrapper of its own, so that one function may subscribe twice.
		const entry = () => listener()
		this.listeners.add(entry)
		return () => void this.listeners.delete(entry)
	}
}
