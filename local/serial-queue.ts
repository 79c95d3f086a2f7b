/** Runs one piece of work at a time, in the order asked. Work must not wait for other work of the same queue. */
export class SerialQueue {
	private last: Promise<unknown> = Promise.resolve()
	private closed = false

	/** @param onError hears of a task that was put there by `post` and failed; the tasks behind it run all the same */
	constructor(private readonly onError: (error: unknown) => void = () => {}) {}

	/** Answers what `work` answers, or rejects as it does. */
	readonly run = <T>(work: () => Promise<T>): Promise<T> => {
		const result = this.last.then(work)
		this.last = result.catch(() => {})
		return result
	}

	/** Puts a task at the end, without waiting for it. */
	post(task: () => void | Promise<void>): void {
		this.run(async () => {
			if (!this.closed) await task()
		}).catch(this.onError)
	}

	/** Drops every posted task that has not begun. */
	close(): void {
		this.closed = true
	}
}
