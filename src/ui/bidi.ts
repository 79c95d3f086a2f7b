/** Letters written from right to left, and marks that change the direction of text. */
const CHANGES_DIRECTION = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/

/**
 * Wraps a text from outside (a name, say) for use inside a sentence of ours. A text that could change the sentence's
 * direction is put between Unicode isolates, as `<bdi>` does in markup.
 */
export function isolate(text: string): string {
	return CHANGES_DIRECTION.test(text) ? `\u2068${text}\u2069` : text
}
