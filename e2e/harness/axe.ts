import axe from 'axe-core'
import type { Reader } from './reader'

interface Finding {
	id: string
	impact: string | null
	nodes: string[]
}

/** What axe finds in the whole document, or in what `within` selects: WCAG 2.2 A and AA and its best practices. */
export async function findings(reader: Reader, within?: string): Promise<Finding[]> {
	// Evaluated through the debugger, which the page's Content-Security-Policy does not hold back.
	await reader.page.evaluate(axe.source)
	return reader.page.evaluate(async (selected) => {
		const { violations } = await (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(
			selected ?? document,
			{
				runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
			},
		)
		return violations.map(({ id, impact, nodes }) => ({
			id,
			impact: impact ?? null,
			nodes: nodes
				.slice(0, 5)
				.map(({ html, failureSummary }) => `${html.slice(0, 200)} — ${failureSummary ?? ''}`),
		}))
	}, within)
}
