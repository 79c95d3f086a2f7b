import { type Accessor, createMemo, createSignal } from 'solid-js'

/**
 * A live list that stands still while somebody reads it. While `holding`, what is new waits and is counted; letting go shows it.
 * `isNew` tells which entries of the newest list the shown one lacks; a new `key` (another view) always shows at once.
 */
export function createFrozenList<T>(
	newest: Accessor<T>,
	holding: Accessor<boolean>,
	key: Accessor<unknown>,
	countNew: (shown: T, newest: T) => number,
) {
	const [release, setRelease] = createSignal(0)
	const shown = createMemo<{ list: T; key: unknown; release: number }>((before) => {
		const now = { list: newest(), key: key(), release: release() }
		const same = before && before.key === now.key && before.release === now.release
		return same && holding() ? before : now
	})
	const waiting = createMemo(() => {
		const { list } = shown()
		const now = newest()
		return list === now ? 0 : countNew(list, now)
	})
	return {
		shown: createMemo(() => shown().list),
		/** How many wait to be shown. */
		waiting,
		/** Shows what waits, now. */
		release: () => setRelease((n) => n + 1),
	}
}
