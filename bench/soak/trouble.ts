import type { BrowserContext, Page } from 'playwright-core'
import type { Faults } from '../../local/faults/faults'

type Random = () => number

/** What can go wrong during the soak: a name and what causes it. */
export function makeTrouble(
	faults: Faults,
	context: BrowserContext,
	pages: () => Page[],
	reload: (page: Page) => Promise<void>,
	random: Random,
) {
	const any = () => pages()[Math.floor(random() * pages().length)]!
	const code = () => [1006, 1012, 1001][Math.floor(random() * 3)]!
	const rest = (settings: object) => () =>
		faults.set({ requests: [{ path: '/rest/v1/rpc/ledger_changes', ...settings }] })

	const deeds: Record<string, () => unknown> = {
		'broadcasts dropped': () => faults.set({ broadcasts: [{ kind: 'drop', share: 0.5 }] }),
		'broadcasts doubled': () => faults.set({ broadcasts: [{ kind: 'duplicate', share: 0.5 }] }),
		'broadcasts reordered': () => faults.set({ broadcasts: [{ kind: 'reorder', share: 0.4, ms: 700 }] }),
		'broadcasts late': () => faults.set({ broadcasts: [{ kind: 'delay', share: 0.5, ms: 3000 }] }),
		'broadcasts too large': () => faults.set({ broadcasts: [{ kind: 'oversize', share: 0.3 }] }),
		'replication dead': () => faults.set({ replication: 'down' }),
		'replication late': () => faults.set({ replication: 'starting' }),
		'sockets closed': () => faults.run({ do: 'close_sockets', code: code() }),
		'channels closed': () => faults.run({ do: 'close_channels' }),
		'channels crashed': () => faults.run({ do: 'crash_channels' }),
		'joins denied': () => {
			faults.set({ joins: [{ reason: 'Unauthorized: You do not have permissions to read', times: 1 }] })
			faults.run({ do: 'close_sockets', code: 1006 })
		},
		'joins hanging': () => {
			faults.set({ joins: [{ hang: true }] })
			faults.run({ do: 'close_sockets', code: 1012 })
		},
		'sockets refused': () => {
			faults.set({ upgrades: 'refuse' })
			faults.run({ do: 'close_sockets', code: 1006 })
		},
		'rest 500': rest({ status: 500 }),
		'rest 429': rest({ status: 429 }),
		'rest 401': rest({ status: 401, times: 2 }),
		'rest slow': rest({ delayMs: 3000 }),
		'rest cut short': rest({ truncate: true }),
		'rest cut off': rest({ cut: 'after' }),
		'server frozen': () => {
			faults.set({ frozen: true })
			// By itself, since whoever would end it may be waiting for an answer.
			setTimeout(() => faults.set({ frozen: false }), 5000)
		},
		'network gone': () => context.setOffline(true),
		'tab hidden': () => any().evaluate(() => window.hide(true)),
		'page reloaded': () => reload(any()),
	}
	const names = Object.keys(deeds)

	return {
		/** Lets something go wrong; answers what. */
		async next(): Promise<string> {
			const name = names[Math.floor(random() * names.length)]!
			await deeds[name]!()
			return name
		},
		/** Everything is well again. */
		async end(): Promise<void> {
			faults.clear()
			await context.setOffline(false)
			for (const page of pages()) await page.evaluate(() => window.hide(false))
		},
	}
}
