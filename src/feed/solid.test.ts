import { createEffect, createRoot } from 'solid-js'
import { expect, test } from 'vitest'
import { emptyColumns } from '../ledger/columns'
import { createFeed } from './solid'
import type { FeedEvents, FeedState } from './types'

const state = (status: FeedState['status']): FeedState => ({
	status,
	cause: 'none',
	applied: 1,
	head: 1,
	confirmedAt: 0,
	fromCache: false,
	coverage: { months: null, complete: true, progress: 1 },
})

const logged = { at: 1, event: 'confirmed', actions: [], state: null }

test('states, settings and hints are signals; rows are handed on; the feed stops with its owner', () => {
	let events!: FeedEvents
	const calls: string[] = []
	const seen: string[] = []
	const { feed, dispose } = createRoot((dispose) => {
		const feed = createFeed(
			(given) => {
				events = given
				return {
					state: () => state('loading'),
					log: () => [logged],
					check: () => calls.push('check'),
					setPaused: (paused) => calls.push(`paused ${paused}`),
					stop: () => calls.push('stop'),
				}
			},
			{ onRows: (_rows, origin) => calls.push(origin), onReset: () => calls.push('reset') },
		)
		createEffect(() => seen.push(`${feed.state().status} ${feed.inbox()} ${feed.settings()?.ledger.name}`))
		return { feed, dispose }
	})
	events.onState(state('live'))
	events.onInbox()
	events.onSettings({ ledger: { name: 'Casa' } } as never)
	events.onRows(emptyColumns(), 'live')
	events.onReset()
	feed.setPaused(true)
	feed.check()
	expect(feed.paused()).toBe(true)
	expect(feed.log()).toEqual([logged])
	dispose()
	expect(seen).toEqual([
		'loading 0 undefined',
		'live 0 undefined',
		'live 1 undefined',
		'live 1 Casa',
		'live 1 undefined',
	])
	expect(calls).toEqual(['live', 'reset', 'paused true', 'check', 'stop'])
})
