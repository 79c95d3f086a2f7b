import { normalise } from '../ledger/name'
import type { Label } from '../ledger/types'

/** Counts each pair of neighbouring letters in a text. */
function pairs(text: string): Map<string, number> {
	const found = new Map<string, number>()
	for (let i = 0; i < text.length - 1; i++) {
		const pair = text.slice(i, i + 2)
		found.set(pair, (found.get(pair) ?? 0) + 1)
	}
	return found
}

/** How similar two texts are, 0 to 1: the share of letter pairs that they have in common (Dice coefficient). */
export function likeness(a: string, b: string): number {
	const left = pairs(normalise(a))
	const right = pairs(normalise(b))
	let common = 0
	let all = 0
	for (const [pair, count] of left) {
		common += Math.min(count, right.get(pair) ?? 0)
		all += count
	}
	for (const count of right.values()) all += count
	return all === 0 ? 0 : (2 * common) / all
}

/** Below this the similarity is chance: most texts have some pair of letters in common. */
const CHANCE = 0.3

/** The labels that `text` most likely means, best first: by likeness of name or alias, then as they stand. */
export function likelyLabels<T extends Label>(labels: readonly T[], text: string, limit: number): T[] {
	const score = (label: T) => {
		const best = Math.max(...[label.name, ...label.aliases].map((name) => likeness(name, text)))
		return best < CHANCE ? 0 : best
	}
	return labels
		.map((label, place) => ({ label, place, score: score(label) }))
		.sort((a, b) => b.score - a.score || a.place - b.place)
		.slice(0, limit)
		.map(({ label }) => label)
}
