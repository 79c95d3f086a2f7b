import { seededRandom } from '../../../fixtures/random'
import type { Clock } from '../ports'

export interface FakeClock extends Clock {
	/** Runs everything that falls due within `ms`, in order, and lets promises settle in between. */
	advance(ms: number): Promise<void>
	/** Timers that are still to run. */
	pending(): number
}

/** A macrotask: all promise reactions that can run have run when it resolves. */
function settle(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve))
}

/** Time that moves only when told to. */
export function makeFakeClock(seed = 1, start = Date.UTC(2026, 10, 23, 15)): FakeClock {
	let now = start
	let order = 0
	const tasks: { due: number; order: number; run: () => void }[] = []

	function takeDue(until: number) {
		let best = -1
		for (let i = 0; i < tasks.length; i++) {
			const task = tasks[i]!
			if (task.due > until) continue
			const first = tasks[best]
			if (!first || task.due < first.due || (task.due === first.due && task.order < first.order)) best = i
		}
		return best < 0 ? null : tasks.splice(best, 1)[0]!
	}

	return {
		now: () => now,
		random: seededRandom(seed),
		pending: () => tasks.length,
		after(ms, run) {
			const task = { due: now + Math.max(0, ms), order: order++, run }
			tasks.push(task)
			return () => {
				const at = tasks.indexOf(task)
				if (at >= 0) tasks.splice(at, 1)
			}
		},
		async advance(ms) {
			const until = now + ms
			await settle()
			for (let task = takeDue(until); task; task = takeDue(until)) {
				now = Math.max(now, task.due)
				task.run()
				await settle()
			}
			now = until
		},
	}
}
