import { createEffect, createRoot } from 'solid-js'
import { expect, test } from 'vitest'
import { createLedgerFeed } from './create-ledger-feed'
import type { FeedEvents, FeedState } from './types'
import { emptyColumns } from './wire'

const state = (status: FeedState['status']): FeedState => ({
	status,
	cause: 'none',
	applied: 1,
	head: 1,
	confirmedAt: 0,
	fromCache: false,
	coverage: { months: null, complete: true, progress: 1 },
})

test('states, settings and hints are signals; rows are handed on; the feed stops with its owner', () => {
	let events!: FeedEvents
	const calls: string[] = []
	const seen: string[] = []
	const { feed, dispose } = createRoot((dispose) => {
		const feed = createLedgerFeed(
			(given) => {
				events = given
				return {
					state: () => state('loading'),
					check: () => calls.push('check'),
					setPaused: (paused) => calls.push(`paused ${paused}`),
					stop: () => calls.push('stop'),
				}
			},
			{ onColumns: (_columns, origin) => calls.push(origin), onReset: () => calls.push('reset') },
		)
		createEffect(() => seen.push(`${feed.state().status} ${feed.inbox()} ${feed.directory()?.ledger.name}`))
		return { feed, dispose }
	})
	events.onState(state('live'))
	events.onInbox()
	events.onDirectory({ ledger: { name: 'Casa' } } as never)
	events.onColumns(emptyColumns(), 'live')
	events.onReset()
	feed.setPaused(true)
	feed.check()
	expect(feed.paused()).toBe(true)
	dispose()
	expect(seen).toEqual([
		'loading 0 undefined',
		'live 0 undefined',
		'live 1 undefined',
		'live 1 Casa',
		'live 2 undefined',
	])
	expect(calls).toEqual(['live', 'reset', 'paused true', 'check', 'stop'])
})
