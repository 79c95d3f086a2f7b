import { expect, test } from 'vitest'
import { FeedLog } from './log'
import { makeFakeClock } from './testing/fake-clock'
import { openLiveStage } from './testing/stage'

test('tells the last 200 events, what each made the feed do, and the state it led to', async () => {
	const { clock, world, page } = await openLiveStage()
	world.closeChannels(null)
	await clock.advance(0)
	const [last] = page.feed.log().slice(-1)
	expect(last).toEqual({
		at: clock.now(),
		event: 'channel_closed',
		actions: ['rejoin_later', 'check_soon'],
		state: page.state(),
	})
	world.setRest('server')
	for (let n = 0; n < 300; n++) page.feed.check()
	await clock.advance(600_000)
	expect(page.feed.log()).toHaveLength(200)
	expect(page.feed.log()[0]?.event).not.toBe('subscribed')
	// What an event changed nothing about is not told as a new state.
	expect(page.feed.log().some(({ state }) => state === null)).toBe(true)
	page.stop()
})

test('a state before the first event is nobody’s', () => {
	const log = new FeedLog(makeFakeClock())
	log.setState({} as never)
	expect(log.entries()).toEqual([])
})
