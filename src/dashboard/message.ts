/** Longest message shown, in characters; a payload may hold anything. */
const LONGEST = 2_000

/** The person's own words in an inbox item's payload (`payload.message`), or null when the agent kept none. */
export function messageOf(payload: unknown): string | null {
	if (typeof payload !== 'object' || payload === null) return null
	const { message } = payload as { message?: unknown }
	return typeof message === 'string' && message.trim() !== '' ? message.slice(0, LONGEST) : null
}
