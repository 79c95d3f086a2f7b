import { expect, test } from 'vitest'
import fc from '../../fixtures/property'
import { limits } from '../../scripts/testing/limits'
import type { JoinMode } from './testing/fake-channels'
import { makeFakeClock } from './testing/fake-clock'
import type { RestMode } from './testing/fake-network'
import { FakeWorld } from './testing/fake-world'
import type { FakeDevice } from './testing/memory-cache'
import { ReaderPage } from './testing/reader-page'

/** More by PAINEL_RUNS; a failure prints its seed and path, and shrinks to the fewest steps. */
const runs = Number(process.env.PAINEL_RUNS ?? 200)
const path = process.env.PAINEL_PATH

const restModes: RestMode[] = [
	'ok',
	'ok',
	'ok',
	'slow',
	'frozen',
	'cut',
	'network',
	'server',
	'throttled',
	'timed_out',
	'project_paused',
	'plan_limit',
]
const joinModes: JoinMode[] = [
	'ok',
	'ok',
	'ok',
	'denied',
	'token',
	'limited',
	'timeout',
	'blocked',
	'unready',
]

const step = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({ do: fc.constant('record' as const), n: fc.integer({ min: 1, max: 4 }) }),
	},
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('amend' as const), n: fc.nat(1000) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('void' as const), n: fc.nat(1000) }) },
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant('alias' as const), n: fc.integer({ min: 1, max: 5 }) }),
	},
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant('bulk' as const), n: fc.integer({ min: 21, max: 600 }) }),
	},
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('weather' as const), n: fc.nat(15) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('rest' as const), n: fc.nat(restModes.length - 1) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('join' as const), n: fc.nat(joinModes.length - 1) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('replication' as const), n: fc.nat(1) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const), n: fc.nat(1) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('freeze' as const), n: fc.nat(1) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), n: fc.nat(2) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('sleep' as const), n: fc.nat(1) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('online' as const), n: fc.nat(1) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('visible' as const), n: fc.nat(1) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('token' as const), n: fc.nat(1) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('reload' as const), n: fc.nat(3) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('pause' as const), n: fc.nat(1) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('forge' as const), n: fc.nat(3) }) },
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant('rebuild' as const), n: fc.integer({ min: 0, max: 30 }) }),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('settings' as const), n: fc.nat(1) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('epoch' as const), n: fc.nat(2) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('full' as const), n: fc.nat(1) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const schedule = fc.record({
	seed: fc.nat(1_000_000),
	rows: fc.oneof(fc.constant(0), fc.nat(40), fc.integer({ min: 1000, max: 2600 })),
	steps: fc.array(fc.tuple(step, fc.oneof(fc.nat(30), fc.nat(2000), fc.nat(90_000))), { maxLength: 30 }),
})

interface Stage {
	world: FakeWorld
	device: FakeDevice
	page: ReaderPage
	paused: boolean
}

function take(stage: Stage, { do: what, n }: Step) {
	const { world, device, page } = stage
	const ids = world.ledger().ids()
	switch (what) {
		case 'record':
			return world.write((ledger) => ledger.record(n, n === 3 ? { bill_month: '2026-11' } : {}))
		case 'amend':
			return world.write((ledger) =>
				ledger.change(ids.slice(n % (ids.length + 1)).slice(0, 1), {
					amount_cents: 5000 + n,
					...(n % 3 === 0 ? { bill_month: n % 2 ? '2026-11' : '2025-02', installments: 1 } : {}),
				}),
			)
		case 'void':
			return world.write((ledger) =>
				ledger.change(ids.slice(n % (ids.length + 1)).slice(0, 2), { voided: true }),
			)
		case 'alias':
			return world.write((ledger) =>
				ledger.change(
					ids.filter((_, i) => i % (n + 1) === 0),
					{ category_id: n, category_text: null },
				),
			)
		case 'bulk':
			return world.write((ledger) => ledger.record(n))
		case 'weather':
			return world.setWeather({
				drop: n & 1 ? 0.5 : 0,
				double: n & 2 ? 0.5 : 0,
				late: n & 4 ? 0.7 : 0,
				lag: n & 8 ? 4000 : 100,
			})
		case 'rest':
			return world.setRest(restModes[n]!)
		case 'join':
			return world.setJoin(joinModes[n]!)
		case 'replication':
			return world.setReplicating(n === 1)
		case 'cut':
			return world.cutSockets(n ? 'socket closed: 1012' : 'socket closed: 1006')
		case 'freeze':
			return world.freezeSockets()
		case 'close':
			return world.closeChannels(
				[null, 'Token has expired 0 seconds ago', ':increase_connection_pool'][n] ?? null,
			)
		case 'sleep':
			return n ? world.fallAsleep() : world.wake()
		case 'online':
			return world.setOnline(n === 1)
		case 'visible':
			return world.setVisible(n === 1)
		case 'token':
			return n ? world.expireToken() : world.refreshToken()
		case 'pause':
			stage.paused = n === 1
			return page.feed.setPaused(stage.paused)
		case 'forge':
			return world.forge('changes', forgeries[n])
		case 'rebuild':
			// Not while the page is still asking for the very first time: it could not know of another database then.
			return page.seen.settings > 0 ? world.rebuild(n) : undefined
		case 'settings':
			return n ? world.touchSettings() : world.touchInbox()
		case 'epoch':
			return world.moveEpoch({ announced: n > 0 })
		case 'full':
			device.full = n === 1
			return
		case 'reload':
			device.crashed = n === 0
			page.stop()
			page.expectNeverWrong()
			// The dead page's last writes never arrive; the next page's do.
			stage.device = { ...device, crashed: false }
			stage.page = new ReaderPage(world, stage.device)
			stage.paused = false
	}
}

const forgeries = [
	{ from: 10, to: 9_007_199_254_740_991 },
	{ from: 0, to: 3, rows: { id: ['<script>'], revision: [1] } },
	'not an object',
	{ from: -1, to: 1.5 },
]

test('whatever happens, the rows end equal to a full refetch, and no state claims what is not so', {
	timeout: limits.randomCases,
}, async () => {
	await fc.assert(
		fc.asyncProperty(schedule, async ({ seed, rows, steps }) => {
			const clock = makeFakeClock(seed)
			const world = new FakeWorld(clock, seed)
			world.ledger().record(rows)
			const device: FakeDevice = { stored: null, crashed: false }
			const stage: Stage = { world, device, page: new ReaderPage(world, device), paused: false }
			for (const [taken, wait] of steps) {
				take(stage, taken)
				await clock.advance(wait)
			}
			world.calm()
			stage.page.feed.setPaused(false)
			await clock.advance(90_000)
			// Where the channel was denied for good, someone asks again.
			stage.page.feed.check()
			world.write((ledger) => ledger.record(1))
			await clock.advance(900_000)
			stage.page.expectEqual()
			expect(stage.page.state()).toMatchObject({ status: 'live', cause: 'none', fromCache: false })
			expect(clock.now() - stage.page.state().confirmedAt!).toBeLessThan(40_000)
			expect(world.counts.open).toBe(1)
			stage.page.stop()
			// Whatever the device holds by now is a copy to go on from.
			await clock.advance(1000)
			const next = new ReaderPage(world, stage.device)
			await clock.advance(90_000)
			next.expectEqual()
			next.stop()
		}),
		{ numRuns: runs, ...(path ? { path } : {}) },
	)
})

test('whenever the session ends, nothing is shown, kept or asked for any more', {
	timeout: limits.randomCases,
}, async () => {
	await fc.assert(
		fc.asyncProperty(schedule, fc.boolean(), async ({ seed, rows, steps }, isMember) => {
			const clock = makeFakeClock(seed)
			const world = new FakeWorld(clock, seed)
			world.ledger().record(rows)
			const device: FakeDevice = { stored: null, crashed: false }
			const stage: Stage = { world, device, page: new ReaderPage(world, device), paused: false }
			for (const [taken, wait] of steps.slice(0, 8)) {
				take(stage, taken)
				await clock.advance(wait)
			}
			world.wake()
			if (isMember) world.signOut()
			else world.setMember(false)
			world.setRest('ok')
			world.setOnline(true)
			await clock.advance(700_000)
			const { page } = stage
			expect(page.state().status).toBe(isMember ? 'signed_out' : 'refused')
			expect(page.rows().size).toBe(0)
			expect(stage.device.stored).toBeNull()
			expect(world.counts.open).toBe(0)
			const asked = world.counts.changes + world.counts.settings + world.counts.joins
			world.setVisible(false)
			world.setVisible(true)
			world.refreshToken()
			await clock.advance(700_000)
			expect(world.counts.changes + world.counts.settings + world.counts.joins).toBe(asked)
			expect(page.rows().size).toBe(0)
		}),
		{ numRuns: Math.ceil(runs / 2), ...(path ? { path } : {}) },
	)
})
