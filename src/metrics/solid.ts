import { type Accessor, createMemo, createSignal } from 'solid-js'
import type { Metrics } from './index'

interface Pulse {
	/** Reading it makes the reader run again at the next publication. */
	track: Accessor<number>
}

/** One subscription per store, however many figures read it. It lives as long as the store. */
const pulses = new WeakMap<Metrics, Pulse>()

function pulseOf(metrics: Metrics): Pulse {
	let pulse = pulses.get(metrics)
	if (!pulse) {
		const [track, setVersion] = createSignal(metrics.version())
		metrics.subscribe(() => setVersion(metrics.version()))
		pulse = { track }
		pulses.set(metrics, pulse)
	}
	return pulse
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
	const { track } = pulseOf(metrics)
	return createMemo(() => {
		track()
		return read(metrics)
	})
}
