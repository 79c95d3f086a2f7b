import { seededRandom } from '../../src/household/random'

/** `count` of the items, or all of them, each as likely as another, in their own order. */
export function sampleOf<T>(items: readonly T[], count: number, seed: number): T[] {
	const random = seededRandom(seed)
	const places = items.map((_, place) => ({ place, at: random() }))
	const taken = places.sort((a, b) => a.at - b.at).slice(0, count)
	return taken.sort((a, b) => a.place - b.place).map(({ place }) => items[place]!)
}

/** Lines of one file, ends included, from 1. */
export interface Span {
	path: string
	from: number
	to: number
}

/** A file in pieces of at most `length` lines. */
export function spansOf(path: string, lines: number, length = 12): Span[] {
	return Array.from({ length: Math.ceil(lines / length) }, (_, piece) => ({
		path,
		from: piece * length + 1,
		to: Math.min(lines, (piece + 1) * length),
	}))
}
