import { browserEnvironment, systemClock } from '../feed/browser'
import { firstMonths } from '../feed/coverage'
import { noCache } from '../feed/device-cache/index'
import type { FeedPorts } from '../feed/feed'
import { type Channel, type Environment, type Remote, RemoteFailure } from '../feed/ports'
import type { DemoLedger } from './ledger'

/**
 * The world of a feed that reads a ledger in memory: the demo's page runs on the same feed as any other, with this in place
 * of a Supabase project.
 */
export function demoPorts(ledger: DemoLedger): FeedPorts {
	return {
		remote: demoRemote(ledger),
		channel: demoChannel(ledger),
		// Signing out of the demo closes its page, so a feed never sees a session end.
		session: { fresh: async () => 'ok', onChange: () => () => {} },
		environment: withoutNetwork(browserEnvironment()),
		cache: noCache,
		clock: systemClock,
		months: () => firstMonths(ledger.calendar.dayAt(Date.now())),
	}
}

function demoRemote(ledger: DemoLedger): Remote {
	const checkMember = () => {
		if (ledger.deleted) throw new RemoteFailure('not_a_member')
	}
	return {
		async changes({ after, maxRows, months }) {
			checkMember()
			return ledger.changes(after, maxRows, months)
		},
		async settings() {
			checkMember()
			// A copy: what the page holds must not change under it.
			return { settings: structuredClone(ledger.directory), database: ledger.id }
		},
	}
}

/** A channel that always works: joined and ready in the next task, then every broadcast at once. */
function demoChannel(ledger: DemoLedger): Channel {
	return {
		async authorise() {},
		async dropSocket() {},
		open(listener) {
			let leave = () => {}
			const join = setTimeout(() => {
				leave = ledger.listen(({ event, payload }) => listener({ type: 'broadcast', event, payload }))
				listener({ type: 'subscribed' })
				listener({ type: 'system', ok: true, message: 'Replication connection established' })
			})
			return () => {
				clearTimeout(join)
				leave()
			}
		},
	}
}

/** The demo works without a network, so its page is never offline. */
function withoutNetwork({ visible, subscribe }: Environment): Environment {
	return {
		online: () => true,
		visible,
		subscribe: (listener) =>
			subscribe((event) => {
				if (event !== 'online' && event !== 'offline') listener(event)
			}),
	}
}
