import { browserEnvironment, systemClock } from '../../src/feed/browser'
import { DeviceCache } from '../../src/feed/device-cache/index'
import { LiveFeed } from '../../src/feed/feed'
import type { Channel, Remote, SessionSource } from '../../src/feed/ports'
import { makeMetrics } from '../../src/metrics'
import { arrivals } from '../../src/metrics/live/newest'
import { TIMEZONE, TODAY } from './generate'

// The page of frames.ts: the real feed, device cache and store, over a server that answers at once, with a dashboard's figures
// read at every publication.

/** What the page saw while it loaded; milliseconds. */
export interface Loading {
	complete: number
	transactions: number
	batches: number
	/** The longest that one batch was applied, and that the figures were read. */
	longestApply: number
	longestRead: number
	/** Tasks over 50 ms as the browser reports them, by the clock on the wall. */
	longTasks: number[]
}

declare global {
	interface Window {
		loadLedger(): Promise<Loading>
	}
}

const MONTH = TODAY.slice(0, 7)

const remote: Remote = {
	async changes({ after, maxRows, months, signal }) {
		const within = months ? `&from=${months.from}&to=${months.to}` : ''
		const answer = await fetch(`changes?after=${after}&rows=${maxRows}${within}`, { signal })
		// As supabase-js does it.
		return JSON.parse(await answer.text())
	},
	settings: async () => ({
		database: 'd',
		settings: {
			settings_revision: 1,
			ledger: {
				id: 'ledger',
				name: 'Casa',
				currency: 'BRL',
				timezone: TIMEZONE,
				basis: 'bill',
				corrections: true,
				role: 'owner',
			},
			categories: [],
			sources: [],
			people: [],
			cycles: [],
			bill_closings: [],
			recurring: [],
			budgets: [],
		},
	}),
}

const session: SessionSource = { fresh: async () => 'ok', onChange: () => () => {} }

const channel: Channel = {
	authorise: async () => {},
	open(listener) {
		const timer = setTimeout(() => {
			listener({ type: 'subscribed' })
			listener({ type: 'system', ok: true, message: '' })
		})
		return () => clearTimeout(timer)
	},
	dropSocket: async () => {},
}

const longTasks: number[] = []
new PerformanceObserver((list) => {
	for (const { duration } of list.getEntries()) longTasks.push(duration)
}).observe({ type: 'longtask' })

window.loadLedger = () =>
	new Promise((resolve) => {
		const started = performance.now()
		const seen = { batches: 0, longestApply: 0, longestRead: 0 }
		const metrics = makeMetrics({ timezone: TIMEZONE, today: TODAY })
		metrics.setFilter({ months: { from: MONTH, to: MONTH } })
		metrics.subscribe(() => {
			const before = performance.now()
			metrics.totals()
			metrics.byCategory()
			metrics.bySource()
			metrics.byPerson()
			metrics.byDay()
			metrics.byDayBefore()
			metrics.byMonth(MONTH, 13)
			metrics.committed(MONTH)
			metrics.comparison()
			metrics.projection()
			metrics.top()
			arrivals(metrics, 10)
			metrics.months()
			seen.longestRead = Math.max(seen.longestRead, performance.now() - before)
		})
		function take(columns: Parameters<typeof metrics.apply>[0]) {
			const before = performance.now()
			metrics.apply(columns)
			seen.batches++
			seen.longestApply = Math.max(seen.longestApply, performance.now() - before)
		}
		const cache = new DeviceCache('user', 'ledger')
		const feed = new LiveFeed(
			{
				remote,
				channel,
				session,
				environment: browserEnvironment(),
				cache,
				clock: systemClock,
				months: () => ({ from: '2026-10', to: '2037-03' }),
			},
			{
				onRows: take,
				onState({ coverage }) {
					if (!coverage.complete) return
					// The last task, and what the device still has to store, are part of it.
					setTimeout(() => {
						feed.stop()
						resolve({
							...seen,
							complete: performance.now() - started,
							transactions: metrics.size(),
							longTasks: longTasks.sort((a, b) => b - a),
						})
					}, 3000)
				},
				onSettings() {},
				onInbox() {},
				onReset: () => metrics.clear(),
			},
		)
		void feed.start()
	})
