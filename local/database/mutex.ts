/** Runs one piece of work at a time, in the order asked. Not re-entrant. */
export function createMutex(): <T>(work: () => Promise<T>) => Promise<T> {
	let last: Promise<unknown> = Promise.resolve()
	return (work) => {
		const result = last.then(work)
		last = result.catch(() => {})
		return result
	}
}
