import { ImportStopped } from './inbox'

/** Tries of one request that gets no answer; waits double from a second to half a minute. */
const TRIES = 6

/** Whether the same request may be answered otherwise later: the server is busy, or fails for now. */
export const mayPassLater = (status: number): boolean => status >= 500 || status === 429

/**
 * Asks until there is an answer, waiting longer each time.
 *
 * @param ask null: nobody answered, or said to ask later
 * @throws ImportStopped when nobody answers at all
 */
export async function untilAnswered<Answer>(
	ask: () => Promise<{ answer: Answer } | null>,
	pause: (milliseconds: number) => Promise<void> = waitFor,
): Promise<Answer> {
	for (let attempt = 1; ; attempt++) {
		const answered = await ask()
		if (answered) return answered.answer
		if (attempt === TRIES)
			throw new ImportStopped(
				'The inbox does not answer. Send the same file again later: what is recorded already is not recorded twice.',
				'no_answer',
			)
		await pause(500 * 2 ** attempt)
	}
}

const waitFor = (milliseconds: number) =>
	new Promise<void>((done) => {
		setTimeout(done, milliseconds)
	})
