/** Returns numbers in [0, 1). The household never uses `Math.random`, so that a seed determines everything. */
export type Random = () => number

/** mulberry32: small, fast, good enough for a plausible household. Same seed, same numbers. */
export function seededRandom(seed: number): Random {
	let state = seed >>> 0
	return () => {
		state = (state + 0x6d2b79f5) >>> 0
		let mixed = Math.imul(state ^ (state >>> 15), state | 1)
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
	}
}

/** One of the list, all equally likely. */
export function pick<T>(random: Random, list: readonly T[]): T {
	return list[Math.floor(random() * list.length)]!
}

/** An integer from `low` to `high`, ends included. */
export function between(random: Random, low: number, high: number): number {
	return low + Math.floor(random() * (high - low + 1))
}

/** How often something happens in a day that happens `perMonth` times a month: mostly 0, sometimes 1 or 2. */
export function timesToday(random: Random, perMonth: number): number {
	const mean = perMonth / 30.4
	const whole = Math.floor(mean)
	return whole + (random() < mean - whole ? 1 : 0)
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** An id of the form WhatsApp gives to messages. */
export function whatsappId(random: Random): string {
	let id = 'wamid.HBgNNTUxMTk'
	for (let i = 0; i < 24; i++) id += LETTERS[Math.floor(random() * LETTERS.length)]
	return id
}

/** A uuid (version 4 in form) from the given numbers. */
export function uuid(random: Random): string {
	// 128 bits as four words: thousands are made while the page starts.
	const word = () => Math.floor(random() * 4294967296)
	const hex = (bits: number) => (bits >>> 0).toString(16).padStart(8, '0')
	const a = hex(word())
	const b = hex((word() & 0xffff0fff) | 0x4000)
	const c = hex((word() & 0x3fffffff) | 0x80000000)
	return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${hex(word())}`
}
