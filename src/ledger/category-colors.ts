import type { Category } from './types'

/** How many colours the palette has, of which each category has one; as many again stand beside them, for its second use. */
export const COLORS = 10

type Colored = Pick<Category, 'id' | 'color'>

/**
 * The colour that each category is shown in, 1 to 20 (`--c1` to `--c20`). Of several that have the same of the palette the
 * oldest keeps it, the next has its other shade (from 11 on), and so on in turn: two of them side by side are told apart.
 */
export function shownColors(categories: readonly Colored[]): ReadonlyMap<number, number> {
	const uses = new Map<number, number>()
	const shown = new Map<number, number>()
	for (const { id, color } of [...categories].sort((a, b) => a.id - b.id)) {
		const before = uses.get(color) ?? 0
		uses.set(color, before + 1)
		shown.set(id, before % 2 === 0 ? color : color + COLORS)
	}
	return shown
}
