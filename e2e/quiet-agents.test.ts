import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { panels as panelWords } from '../src/words/pt-BR/panels'
import { createHousehold, type Household } from './harness/household'
import { Reader, WALL } from './harness/reader'

const q = panelWords.quiet
let home: Household
let reader: Reader
/** What the server answers: an agent is quiet only after days without it. */
let quiet: { agent_id: string; name: string; last_on: string; usual_days: number }[]

beforeEach(async () => {
	home = await createHousehold(inject('stack'))
	await home.post({ description: 'Feira', amount: 10, category: 'Mercado', source: 'Pix' })
	quiet = [{ agent_id: home.ledgerId, name: 'WhatsApp <b>', last_on: '2026-11-12', usual_days: 2 }]
})
afterEach(() => reader.close())

/** Signed in, on the page or the wall, where the server says who is quiet. */
async function open(tv: boolean): Promise<void> {
	reader = await Reader.open(`${inject('site')}${tv ? '/?tv=1' : ''}`, {
		...(tv && { viewport: WALL }),
		prepare: (context) =>
			context.route('**/rest/v1/rpc/quiet_agents', (route) =>
				route.request().method() === 'OPTIONS' ? route.fallback() : route.fulfill({ json: quiet }),
			),
	})
	await reader.signIn(home.owner)
}

describe.each([
	['the page', false],
	['the wall', true],
] as const)('%s', (_, tv) => {
	it('says which agent has gone quiet and since when, until something comes', async () => {
		await open(tv)
		const note = reader.page.locator('[data-quiet]')
		await note.getByText('WhatsApp <b>').waitFor()
		expect(await note.textContent()).toContain(q.usual(2))
		quiet = []
		await home.post({ description: 'Pão', amount: 5, category: 'Mercado', source: 'Pix' })
		await note.waitFor({ state: 'detached' })
	})
})
