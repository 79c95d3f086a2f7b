/** Letters written from right to left, and the marks that turn text around. */
const CHANGES_DIRECTION = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/

/**
 * A name or other text from outside, for use inside a sentence of ours: what could turn the sentence around is held to
 * itself (Unicode isolates), as `<bdi>` does in markup.
 */
export function isolate(text: string): string {
	return CHANGES_DIRECTION.test(text) ? `\u2068${text}\u2069` : text
}
