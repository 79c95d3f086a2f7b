import type { CacheHeader } from '../ports'

/**
 * What may be claimed of a copy that two tabs, or a page and its successor, write to. Both headers describe the same
 * generation, so the farther end of each side holds for both: it never moves back.
 */
export function mergedHeader(stored: CacheHeader, header: CacheHeader): CacheHeader {
	const newer = header.extent.applied >= stored.extent.applied
	const { window } = newer && header.extent.window ? header.extent : stored.extent
	return {
		...(newer ? header : stored),
		head: Math.max(stored.head, header.head),
		extent: {
			floor: stored.extent.floor,
			applied: Math.max(stored.extent.applied, header.extent.applied),
			filled: Math.max(stored.extent.filled, header.extent.filled),
			window: window ?? header.extent.window,
		},
	}
}
