/** Settles with the abort even when what we wait for ignores it: a frozen connection must not hold the feed. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { once: true })
		promise.then(resolve, reject)
	})
}
