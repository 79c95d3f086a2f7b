import axe from 'axe-core'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { PHONE, Reader } from './harness/reader'
import { PAGES } from './harness/routes'

const { demo } = inject('stack')
/** Wide enough for the desktop's header, too narrow for its words. */
const TABLET = { width: 768, height: 1024 }

interface Finding {
	id: string
	impact: string | null
	nodes: string[]
}

/** What axe finds in the whole document, WCAG 2.2 A and AA and its best practices. */
async function findings(reader: Reader): Promise<Finding[]> {
	// Evaluated through the debugger, which the page's Content-Security-Policy does not hold back.
	await reader.page.evaluate(axe.source)
	return reader.page.evaluate(async () => {
		const { violations } = await (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(
			document,
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
	})
}

for (const colorScheme of ['light', 'dark'] as const) {
	describe(`axe, ${colorScheme}`, () => {
		let reader: Reader | undefined
		const signedIn = async () => {
			if (!reader) {
				reader = await Reader.open(inject('site'), { colorScheme })
				await reader.signIn(demo)
				await reader.sees('live')
			}
			await reader.begin(inject('site'))
			return reader
		}
		afterAll(() => reader?.close())

		it('finds nothing on the sign-in page', async () => {
			const guest = await Reader.open(inject('site'), { colorScheme, viewport: PHONE })
			await guest.page.locator('[data-page=signin]').waitFor()
			expect(await findings(guest)).toEqual([])
			await guest.close()
		})

		it.each(PAGES)('finds nothing on %s', async (route, ready) => {
			const reader = await signedIn()
			await reader.go(route)
			await reader.page.locator(ready).first().waitFor()
			expect(await findings(reader)).toEqual([])
		})

		it.each([TABLET, PHONE])('finds nothing on a dashboard of $width px', async (viewport) => {
			const reader = await signedIn()
			await reader.page.setViewportSize(viewport)
			await reader.go('#/?k=expense')
			await reader.figure('spent').waitFor()
			expect(await findings(reader)).toEqual([])
		})

		it('finds nothing on the wall', async () => {
			const reader = await signedIn()
			await reader.page.goto(`${inject('site')}/?tv=1`)
			await reader.page.locator('[data-page=tv]').waitFor()
			await reader.sees('live')
			expect(await findings(reader)).toEqual([])
		})
	})
}
