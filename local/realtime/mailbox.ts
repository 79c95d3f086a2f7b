/**
 * Runs tasks one after the other, as an Erlang process handles its messages: while one waits, those behind it wait too.
 * A task that throws is reported and does not stop the rest.
 */
export class Mailbox {
	#tail: Promise<void> = Promise.resolve()
	#closed = false

	constructor(private readonly onError: (error: unknown) => void) {}

	/** Puts a task at the end of the queue; after `close` it is dropped. */
	post(task: () => void | Promise<void>): void {
		this.#tail = this.#tail.then(async () => {
			if (this.#closed) return
			try {
				await task()
			} catch (error) {
				this.onError(error)
			}
		})
	}

	/** Drops everything that has not begun. */
	close(): void {
		this.#closed = true
	}
}
