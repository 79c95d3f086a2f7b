import { createRoot } from 'solid-js'
import { afterEach, expect, test, vi } from 'vitest'

/** The path that the page is on. */
const { setPath, route } = await vi.hoisted(async () => {
	const { createSignal } = await import('solid-js')
	const [path, setPath] = createSignal('/')
	return { setPath, route: () => ({ path: path(), query: new URLSearchParams(), ledger: null }) }
})
vi.mock('../app/router', async (original) => ({ ...(await original<object>()), route }))

const { openSession, purchase, uuid } = await import('../app/testing/open-session')
const { createDashboardState, Drawers, useDashboard } = await import('./state')
const { useLedgerSession } = await import('../app/session')

afterEach(() => {
	setPath('/')
	vi.useRealTimers()
	vi.unstubAllGlobals()
})

test('a drawer is open until it is closed', () => {
	const drawers = createRoot(() => new Drawers())
	expect([drawers.filters(), drawers.details()]).toEqual([false, null])
	drawers.openFilters()
	drawers.openDetails({ id: 'a', installment: 2 })
	expect([drawers.filters(), drawers.details()]).toEqual([true, { id: 'a', installment: 2 }])
	drawers.closeFilters()
	expect([drawers.filters(), drawers.details()]).toEqual([false, { id: 'a', installment: 2 }])
	drawers.closeDetails()
	expect(drawers.details()).toBeNull()
})

test('going elsewhere closes both', () => {
	const drawers = createRoot(() => new Drawers())
	drawers.openFilters()
	drawers.openDetails({ id: 'a', installment: 1 })
	setPath('/ajustes')
	expect([drawers.filters(), drawers.details()]).toEqual([false, null])
})

test('what the dashboard shares is about the same selection', () => {
	vi.useFakeTimers({ now: new Date('2026-11-20T15:00:00Z') })
	const { make, feed, frame, close } = openSession()
	const address = { query: () => new URLSearchParams('m=2026-10'), go: () => {} }
	const state = make((session) => createDashboardState(session, address))
	feed.settings({})
	feed.rows(purchase(1, '2026-10-05', 12), purchase(2, '2026-11-05', 5))
	frame()
	expect(state.figures.spent()).toBe(1_200)
	expect(state.labels.nameOf('source', 2)).toBe('Pix')
	expect(state.spentIsNew()).toBe(false)
	expect(state.highlights.isNew(uuid(1))).toBe(false)
	close()
})

test('outside of a dashboard or a ledger there is none', () => {
	expect(() => useDashboard()).toThrow('not on the dashboard')
	expect(() => useLedgerSession()).toThrow('no ledger is open here')
})
