import { type Accessor, createMemo, createRenderEffect, createSignal, onCleanup } from 'solid-js'

/** A hidden tab paints nothing and gets no frames, but must not wait for ever. */
const HIDDEN_MS = 500

/** Runs `task` in a task of its own, after the next frame is painted. */
export function afterPaint(task: () => void): void {
	let due = false
	const once = () => {
		if (due) return
		due = true
		clearTimeout(timer)
		setTimeout(task)
	}
	const timer = setTimeout(once, HIDDEN_MS)
	requestAnimationFrame(once)
}

/** Longest wait for an idle moment, however busy the page is. */
const IDLE_TIMEOUT_MS = 1_000

/** Runs `task` in a task of its own once the page has nothing more urgent to do. */
export function whenIdle(task: () => void): void {
	if (typeof requestIdleCallback === 'function') {
		requestIdleCallback(() => task(), { timeout: IDLE_TIMEOUT_MS })
	} else afterPaint(() => afterPaint(task))
}

const [shown, setShown] = createSignal(false)

/** True once the first figure is on the screen: the time to load charts, tables and drawers. */
export const afterFirstFigure = shown

const [settled, setSettled] = createSignal(false)

/** True once the page was idle after that: the time to load menus, notices and whatever the reader opens first. */
export const whenSettled = settled

/** Call when the first figure has rendered; sets the `painel-first-figure` performance mark. */
export function markFirstFigure(): void {
	performance.mark('painel-first-figure')
	markShown()
}

/** Call when the first thing worth reading has rendered. The rest is loaded two frames later, after it was painted. */
export function markShown(): void {
	if (shown()) return
	afterPaint(() =>
		afterPaint(() => {
			setShown(true)
			whenIdle(() => void setSettled(true))
		}),
	)
}

/** Runs tasks one at a time, in the order they came. `schedule` decides when the next one may run. */
export class TaskQueue {
	private readonly waiting = new Set<() => void>()
	private running = false

	constructor(private readonly schedule: (task: () => void) => void) {}

	/** A task that waits already keeps its place. */
	add(task: () => void): void {
		this.waiting.add(task)
		if (this.running) return
		this.running = true
		this.schedule(this.runNext)
	}

	remove(task: () => void): void {
		this.waiting.delete(task)
	}

	isEmpty(): boolean {
		return this.waiting.size === 0
	}

	private readonly runNext = (): void => {
		const [task] = this.waiting
		if (!task) {
			this.running = false
			return
		}
		this.waiting.delete(task)
		// Scheduled before the task runs: one that fails must not stop those behind it.
		this.schedule(this.runNext)
		task()
	}
}

/**
 * Pause between two off-screen panels, in ms. Painting runs on other threads, and a phone has few cores: built without a
 * pause, the panels would slow one another down, and with them whatever the reader does meanwhile.
 */
const REST_MS = 100

function whenIdleAfterRest(task: () => void): void {
	setTimeout(() => whenIdle(task), REST_MS)
}

const always = () => true

/**
 * Builds parts of the page one after the other, each painted before the next begins: built together they would block a
 * phone for as long as all of them take. Parts far from the screen are built in idle moments, after those near it.
 */
export class BuildQueue {
	private readonly near: TaskQueue
	private readonly far: TaskQueue

	constructor(afterFrame = afterPaint, idle = whenIdleAfterRest) {
		this.near = new TaskQueue(afterFrame)
		const idleWithNoneNear = (task: () => void): void =>
			idle(() => (this.near.isEmpty() ? task() : idleWithNoneNear(task)))
		this.far = new TaskQueue(idleWithNoneNear)
	}

	/**
	 * True once this part may be built. A part queues when it is `ready`, and again each time it becomes ready anew. Slots
	 * come in the order of queueing, those of parts near the screen first.
	 */
	slot(ready: Accessor<boolean> = always, isNear: Accessor<boolean> = always): Accessor<boolean> {
		const isReady = createMemo(ready)
		const slot = createMemo(() => (isReady() ? this.waitForSlot(isNear) : null))
		return () => slot()?.() ?? false
	}

	private waitForSlot(isNear: Accessor<boolean>): Accessor<boolean> {
		const [granted, setGranted] = createSignal(false)
		const build = () => {
			leave()
			setGranted(true)
		}
		const leave = () => {
			this.near.remove(build)
			this.far.remove(build)
		}
		createRenderEffect(() => {
			if (granted()) return
			leave()
			const queue = isNear() ? this.near : this.far
			queue.add(build)
		})
		onCleanup(leave)
		return granted
	}
}

/** The page's one build queue. */
export const buildQueue = new BuildQueue()
