import { afterPaint, TaskQueue } from '../../../app/schedule'

/** At most one redraw per chart in this time, in ms, while live data comes in. */
export const REDRAW_EVERY = 1_000

interface Clock {
	now(): number
	/** Calls back once the next frame is painted. */
	afterPaint(callback: () => void): void
	/** Calls back after so many ms. Returns a cancellation. */
	after(ms: number, callback: () => void): () => void
}

const browserClock: Clock = {
	now: () => performance.now(),
	afterPaint,
	after(ms, callback) {
		const timer = setTimeout(callback, ms)
		return () => clearTimeout(timer)
	},
}

/**
 * Draws one chart per frame, so that several changed ones never make one long task; and after paint, so that the chart's
 * own measuring does not force the page's pending layout. Requesting often is cheap: a chart waits in the queue once.
 */
export class DrawQueue {
	private readonly tasks: TaskQueue

	constructor(private readonly clock = browserClock) {
		this.tasks = new TaskQueue((task) => clock.afterPaint(task))
	}

	/** A chart's place in the queue; `draw` is called when it may draw. */
	join(draw: () => void): DrawSlot {
		return new DrawSlot(this.tasks, this.clock, draw)
	}
}

/** One chart in the queue. */
export class DrawSlot {
	private lastDrawn = Number.NEGATIVE_INFINITY
	private cancelWait: (() => void) | null = null

	constructor(
		private readonly tasks: TaskQueue,
		private readonly clock: Clock,
		private readonly draw: () => void,
	) {}

	/** Requests a redraw. `urgent`: the reader did something, so it doesn't wait for `REDRAW_EVERY` to pass. */
	request(urgent: boolean): void {
		const wait = urgent ? 0 : this.lastDrawn + REDRAW_EVERY - this.clock.now()
		if (wait > 0) this.cancelWait ??= this.clock.after(wait, () => this.enqueue())
		else this.enqueue()
	}

	/** Draws before this returns, whether it waits or not. */
	drawNow(): void {
		this.leave()
		this.run()
	}

	/** The chart is gone. */
	leave(): void {
		this.stopWaiting()
		this.tasks.remove(this.run)
	}

	private enqueue(): void {
		this.stopWaiting()
		this.tasks.add(this.run)
	}

	private stopWaiting(): void {
		this.cancelWait?.()
		this.cancelWait = null
	}

	private readonly run = (): void => {
		this.lastDrawn = this.clock.now()
		this.draw()
	}
}

/** The page's one draw queue. */
export const drawQueue = new DrawQueue()
