import { type Accessor, createMemo, createSignal } from 'solid-js'

/**
 * A live list that does not change while somebody reads it. While `isFrozen`, new entries wait and are counted; `release`
 * shows them. A new `key` (other filters, say) always shows the newest list at once.
 *
 * @param countNew how many entries of the newest list the shown one lacks
 */
export function createFrozenList<T>(
	newest: Accessor<T>,
	isFrozen: Accessor<boolean>,
	key: Accessor<unknown>,
	countNew: (shown: T, newest: T) => number,
) {
	const [release, setRelease] = createSignal(0)
	const shown = createMemo<{ list: T; key: unknown; release: number }>((before) => {
		const now = { list: newest(), key: key(), release: release() }
		const same = before && before.key === now.key && before.release === now.release
		return same && isFrozen() ? before : now
	})
	const waiting = createMemo(() => {
		const { list } = shown()
		const now = newest()
		return list === now ? 0 : countNew(list, now)
	})
	return {
		shown: createMemo(() => shown().list),
		/** How many entries wait to be shown. */
		waiting,
		/** Shows the newest list now. */
		release: () => setRelease((n) => n + 1),
	}
}
