import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

const { schedule, setShown } = await vi.hoisted(async () => {
	const { createSignal } = await import('solid-js')
	const [shown, setShown] = createSignal(false)
	return { setShown, schedule: { afterFirstFigure: shown, whenSettled: () => false } }
})
vi.mock('./schedule', async (original) => ({ ...(await original<object>()), ...schedule }))

const { LEDGER, LIVE, openSession, purchase, SETTINGS, uuid } = await import('./testing/open-session')
const { columnsOfRows } = await import('../ledger/columns')
const { setLanguage } = await import('../words')
const { packColumns, unpackColumns } = await import('../feed/device-cache/format')

// An open ledger over a feed that the test plays.

let close = () => {}
beforeEach(async () => {
	vi.useFakeTimers({ now: new Date('2026-11-20T15:00:00Z') })
	setShown(false)
	// Newer versions of Node have a language of their own.
	await setLanguage('pt-BR')
})
afterEach(() => {
	close()
	vi.useRealTimers()
	vi.unstubAllGlobals()
})

/** A review that counts what is asked of it, and answers these refused messages. */
function review(pending: object[] = []) {
	const asked: string[] = []
	const answer = (name: string, value: unknown) => async () => {
		asked.push(name)
		return value
	}
	const port = {
		pending: answer('pending', pending),
		undelivered: answer('undelivered', []),
		toldTwice: answer('toldTwice', []),
		unknownTexts: answer('unknownTexts', []),
		quietAgents: answer('quietAgents', [{ name: 'Agente' }]),
	}
	return { asked, given: { review: () => port as never } }
}

function open(...given: Parameters<typeof openSession>) {
	const stage = openSession(...given)
	close = stage.close
	return stage
}

describe('the ledger', () => {
	test('is the one that was opened until its settings are read, and then as they say', () => {
		const { session, feed } = open()
		expect(session.ledger()).toBe(LEDGER)
		expect(session.directory()).toBeNull()
		feed.settings({ ledger: { ...LEDGER, name: 'Outra', currency: 'USD' } })
		expect(session.ledger().name).toBe('Outra')
		expect(session.money(123_456)).toContain('1.234,56')
		expect(session.money(123_456)).toContain('US')
	})

	test('its day and month are those of its zone, and go on while the page is open', () => {
		vi.setSystemTime(new Date('2026-12-01T02:59:50Z'))
		const { session } = open()
		expect([session.today(), session.thisMonth()]).toEqual(['2026-11-30', '2026-11'])
		vi.advanceTimersByTime(15_000)
		expect([session.today(), session.thisMonth()]).toEqual(['2026-12-01', '2026-12'])
	})

	test('its day is looked at anew when the page is seen again, until it is closed', () => {
		const { session, close } = open()
		vi.setSystemTime(new Date('2026-11-22T15:00:00Z'))
		document.dispatchEvent(new Event('visibilitychange'))
		expect(session.today()).toBe('2026-11-22')
		close()
		vi.setSystemTime(new Date('2026-11-23T15:00:00Z'))
		document.dispatchEvent(new Event('visibilitychange'))
		vi.advanceTimersByTime(60_000)
		expect(session.today()).toBe('2026-11-22')
	})

	test('the figures go on with its day, and with another zone', () => {
		const { session, feed } = open()
		const setToday = vi.spyOn(session.metrics, 'setToday')
		const setTimezone = vi.spyOn(session.metrics, 'setTimezone')
		feed.settings({})
		expect([setToday.mock.calls, setTimezone.mock.calls]).toEqual([[], []])
		feed.settings({ ledger: { ...LEDGER, timezone: 'Asia/Tokyo' } })
		expect(setTimezone.mock.calls).toEqual([['Asia/Tokyo']])
		vi.setSystemTime(new Date('2026-11-22T15:00:00Z'))
		vi.advanceTimersByTime(15_000)
		expect(setToday.mock.calls.at(-1)).toEqual(['2026-11-23'])
	})

	test('counts months as it says, or as a page asks for', () => {
		const { session, feed } = open()
		expect(session.metrics.basis()).toBe('bill')
		feed.settings({ ledger: { ...LEDGER, basis: 'purchase' } })
		expect(session.metrics.basis()).toBe('purchase')
		session.countBy('bill')
		expect(session.metrics.basis()).toBe('bill')
		session.countBy(null)
		expect(session.metrics.basis()).toBe('purchase')
	})
})

describe('rows', () => {
	test('go to the figures, whose readers follow a frame later', () => {
		const { session, feed, frame } = open()
		const before = session.version()
		feed.rows(purchase(1, '2026-11-05', 12))
		expect(session.metrics.size()).toBe(1)
		frame()
		expect(session.version()).not.toBe(before)
	})

	test('are told of with where they come from, and how many are new', () => {
		const { session, feed } = open()
		const heard: unknown[] = []
		const leave = session.onArrival((rows, origin, fresh) => heard.push([rows.id, origin, fresh]))
		const one = columnsOfRows([purchase(1, '2026-11-05', 12)])
		feed.onState(LIVE)
		feed.onRows(one, 'snapshot')
		feed.onRows(one, 'live')
		feed.onRows(columnsOfRows([purchase(2, '2026-11-05', 1), purchase(3, '2026-11-05', 1)]), 'live')
		feed.onRows(columnsOfRows([purchase(4, '2026-11-05', 1)]), 'catch_up')
		feed.onRows(columnsOfRows([purchase(5, '2026-11-05', 1)]), 'history')
		// While the history comes, what is unknown need not be new.
		feed.onState({ ...LIVE, coverage: { months: null, complete: false, progress: 0.5 } })
		feed.onRows(columnsOfRows([purchase(6, '2026-11-05', 1)]), 'live')
		leave()
		feed.onRows(columnsOfRows([purchase(7, '2026-11-05', 1)]), 'live')
		expect(heard).toEqual([
			[[uuid(1)], 'snapshot', 0],
			[[uuid(1)], 'live', 0],
			[[uuid(2), uuid(3)], 'live', 2],
			[[uuid(4)], 'catch_up', 1],
			[[uuid(5)], 'history', 0],
			[[uuid(6)], 'live', 0],
		])
	})

	test('of the device’s copy are no arrival, though they were applied', () => {
		const { session, feed } = open()
		const heard: string[] = []
		session.onArrival((_, origin) => heard.push(origin))
		session.onApplied(() => heard.push('applied'))
		feed.onRows(unpackColumns(packColumns(columnsOfRows([purchase(1, '2026-11-05', 12)])))!, 'cache')
		expect([heard, session.metrics.size()]).toEqual([['applied'], 1])
	})

	test('of any kind were applied once the figures took them', () => {
		const { session, feed } = open()
		const sizes: number[] = []
		const leave = session.onApplied(() => sizes.push(session.metrics.size()))
		feed.rows(purchase(1, '2026-11-05', 12))
		feed.rows(purchase(2, '2026-11-05', 12))
		leave()
		feed.rows(purchase(3, '2026-11-05', 12))
		expect(sizes).toEqual([1, 2])
	})

	test('that are void are gone, with the refused messages', async () => {
		const { asked, given } = review([{ id: 'r' }])
		const { session, feed } = open(given)
		session.refreshPending()
		await vi.advanceTimersByTimeAsync(0)
		expect(session.pending()).toHaveLength(1)
		let resets = 0
		const leave = session.onReset(() => resets++)
		feed.rows(purchase(1, '2026-11-05', 12))
		feed.onReset()
		expect([session.metrics.size(), session.pending(), resets]).toEqual([0, undefined, 1])
		leave()
		feed.onReset()
		expect(resets).toBe(1)
		expect(asked).toEqual(['pending'])
	})
})

describe('the refused messages', () => {
	test('are asked for once the first figure is shown, and at each hint', async () => {
		const { asked, given } = review()
		const { feed } = open(given)
		const pending = () => asked.filter((name) => name === 'pending').length
		expect(pending()).toBe(0)
		setShown(true)
		expect(pending()).toBe(1)
		feed.onInbox()
		expect(pending()).toBe(2)
	})

	test('that cannot be read are said so', async () => {
		const { session } = open()
		session.refreshPending()
		await vi.advanceTimersByTimeAsync(0)
		expect(session.pendingError()).toBeInstanceOf(Error)
	})
})

test('agents that went quiet are asked for with each day, and while some are, with each change', async () => {
	const { asked, given } = review()
	const { session, feed } = open(given)
	const quiet = () => asked.filter((name) => name === 'quietAgents').length
	expect(quiet()).toBe(0)
	setShown(true)
	await vi.advanceTimersByTimeAsync(0)
	expect([quiet(), session.quiet()]).toEqual([1, [{ name: 'Agente' }]])
	feed.onState({ ...LIVE, head: 7 })
	expect(quiet()).toBe(2)
	vi.setSystemTime(new Date('2026-11-21T15:00:00Z'))
	await vi.advanceTimersByTimeAsync(15_000)
	expect(quiet()).toBe(3)
})

test('the feed is asked, paused and read through it, and ends with it', () => {
	const stage = openSession()
	const { session, asked } = stage
	session.check()
	session.setPaused(true)
	expect(session.paused()).toBe(true)
	expect(session.log()).toHaveLength(1)
	expect(session.ledgers()).toEqual([LEDGER])
	expect(session.feed()).toEqual(LIVE)
	stage.close()
	expect(asked).toEqual(['check', 'paused true', 'stop'])
})

describe('leaving the ledger', () => {
	test('says how while it lasts, and has the feed hear of it', async () => {
		const { session, asked } = open()
		expect(session.leaving()).toBeNull()
		let done = () => {}
		const left = session.leave('deleted', () => new Promise<void>((resolve) => (done = resolve)))
		expect(session.leaving()).toEqual({ how: 'deleted', isDone: false })
		expect(asked).toEqual([])
		done()
		await left
		expect(session.leaving()).toEqual({ how: 'deleted', isDone: true })
		expect(asked).toEqual(['check'])
	})

	test('that fails is no leaving', async () => {
		const { session, asked } = open()
		await expect(session.leave('left', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
		expect([session.leaving(), asked]).toEqual([null, []])
	})
})

describe('corrections', () => {
	test('come with their code where it is asked for, once', async () => {
		vi.useRealTimers()
		const { session, feed } = open()
		feed.settings(SETTINGS)
		expect(session.corrections()).toBeUndefined()
		await Promise.all([session.loadCorrections(), session.loadCorrections()])
		const corrections = session.corrections()
		expect(corrections?.list()).toEqual([])
		await session.loadCorrections()
		expect(session.corrections()).toBe(corrections)
	})

	test('that wait on this device come at once', async () => {
		vi.useRealTimers()
		vi.stubGlobal('localStorage', {
			[`painel.corrections.ana.${LEDGER.id}.x`]: 'none of this version',
			getItem: () => null,
		})
		const { session } = open()
		await vi.waitFor(() => expect(session.corrections()).toBeDefined())
	})

	test('do not come to a page that was closed meanwhile', async () => {
		vi.useRealTimers()
		const { session, close } = open()
		const loaded = session.loadCorrections()
		close()
		await loaded
		expect(session.corrections()).toBeUndefined()
	})
})
