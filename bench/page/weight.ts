import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'

export interface Weight {
	/** Bytes of JavaScript, gzip level 9, asked for before the first figure was in the document. */
	beforeFirstFigure: number
	/** The same, of everything the dashboard loaded in the end. */
	inTheEnd: number
	files: { name: string; gzip: number; before: boolean }[]
}

/** Opens `url` in a page that is signed in, and weighs the scripts of the build in `dist` that it asks for. */
export async function weigh(page: Page, url: string, dist: string): Promise<Weight> {
	// The page's own clock tells what came first; this process may look up late.
	await page.addInitScript(() => {
		const observer = new MutationObserver(() => {
			if (!document.querySelector('[data-figure=spent]')) return
			observer.disconnect()
			Object.assign(globalThis, { painelFirstFigure: performance.now() })
		})
		observer.observe(document, { childList: true, subtree: true })
	})
	await page.goto(url)
	await page.locator('[data-figure=spent]').first().waitFor()
	await page.locator('[data-chart=category] svg').first().waitFor()
	await page.waitForLoadState('networkidle')
	const asked = await page.evaluate(() => {
		const first = (globalThis as unknown as { painelFirstFigure: number }).painelFirstFigure
		return performance
			.getEntriesByType('resource')
			.filter(({ name }) => name.startsWith(location.origin) && new URL(name).pathname.endsWith('.js'))
			.map(({ name, startTime }) => ({ path: new URL(name).pathname, before: startTime < first }))
	})
	const files = asked.map(({ path, before }) => ({
		name: path.slice(1),
		gzip: gzipSync(readFileSync(join(dist, path)), { level: 9 }).length,
		before,
	}))
	const sum = (some: typeof files) => some.reduce((total, file) => total + file.gzip, 0)
	return { beforeFirstFigure: sum(files.filter((file) => file.before)), inTheEnd: sum(files), files }
}
