/** Value of each hexadecimal digit by character code; 255: not one. */
const DIGITS = new Uint8Array(256).fill(255)
for (const digit of '0123456789abcdefABCDEF') DIGITS[digit.charCodeAt(0)] = Number.parseInt(digit, 16)

const DASH = 45

/**
 * Reads a uuid into the four words at `offset`. Answers false, and leaves them, when `text` is none.
 * It runs for every row of a snapshot: no allocation, no regular expression.
 */
export function parseUuid(text: string, words: Uint32Array, offset = 0): boolean {
	if (text.length !== 36) return false
	if (
		text.charCodeAt(8) !== DASH ||
		text.charCodeAt(13) !== DASH ||
		text.charCodeAt(18) !== DASH ||
		text.charCodeAt(23) !== DASH
	)
		return false
	const a = group(text, 0)
	const b = group(text, 4)
	const c = group(text, 9)
	const d = group(text, 14)
	const e = group(text, 19)
	const f = group(text, 24)
	const g = group(text, 28)
	const h = group(text, 32)
	if ((a | b | c | d | e | f | g | h) >= NOT_HEX) return false
	words[offset] = (a << 16) | b
	words[offset + 1] = (c << 16) | d
	words[offset + 2] = (e << 16) | f
	words[offset + 3] = (g << 16) | h
	return true
}

const NOT_HEX = 0x10000

/** Four digits as a number, or `NOT_HEX`. */
function group(text: string, at: number): number {
	const a = DIGITS[text.charCodeAt(at)] ?? 255
	const b = DIGITS[text.charCodeAt(at + 1)] ?? 255
	const c = DIGITS[text.charCodeAt(at + 2)] ?? 255
	const d = DIGITS[text.charCodeAt(at + 3)] ?? 255
	return (a | b | c | d) > 15 ? NOT_HEX : (a << 12) | (b << 8) | (c << 4) | d
}

/** The text of the four words at `offset`. */
export function formatUuid(words: Uint32Array, offset: number): string {
	const half = (at: number) => {
		const word = words[offset + (at >> 1)]!
		return ((at % 2 === 0 ? word >>> 16 : word & 0xffff) | 0x10000).toString(16).slice(1)
	}
	return `${half(0)}${half(1)}-${half(2)}-${half(3)}-${half(4)}-${half(5)}${half(6)}${half(7)}`
}
