/**
 * Saves a list item by item and remembers which are saved: after a failure the next try continues where it stopped, so that
 * nothing is created twice.
 */
export function createResumable<T>(keyOf: (item: T) => string, save: (item: T) => Promise<unknown>) {
	const saved = new Set<string>()
	return async (items: readonly T[]): Promise<void> => {
		for (const item of items) {
			const key = keyOf(item)
			if (saved.has(key)) continue
			await save(item)
			saved.add(key)
		}
	}
}
