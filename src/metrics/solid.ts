import { type Accessor, createMemo, createSignal } from 'solid-js'
import type { Metrics } from './index'

/**
 * Reading it makes the reader run again at the next publication: one subscription per store, however many figures read it. It
 * lives as long as the store.
 */
const versions = new WeakMap<Metrics, Accessor<number>>()

function versionOf(metrics: Metrics): Accessor<number> {
	let version = versions.get(metrics)
	if (!version) {
		const [read, write] = createSignal(metrics.version())
		metrics.subscribe(() => write(metrics.version()))
		version = read
		versions.set(metrics, version)
	}
	return version
}

/**
 * A figure as a signal. It is read again at most once per frame, and notifies only when its value changed: the store keeps
 * a figure's identity while its value stays the same. `read` may read other signals too.
 *
 * @example
 * const totals = createFigure(metrics, (m) => m.totals())
 * const history = createFigure(metrics, (m) => m.byMonth(month(), 13))
 * return <output>{money(totals().expense.cents)}</output>
 */
export function createFigure<T>(metrics: Metrics, read: (metrics: Metrics) => T): Accessor<T> {
	const track = versionOf(metrics)
	return createMemo(() => {
		track()
		return read(metrics)
	})
}
