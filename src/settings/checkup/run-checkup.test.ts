import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Backend, BackendError } from '../../backend/types'
import { createDemoBackend } from '../../demo/backend'
import type { BatchOrigin, FeedState } from '../../feed/types'
import { isTyped } from '../../ledger/columns'
import type { TransactionColumns } from '../../ledger/types'
import { type CheckupPorts, runCheckup, type StepResult } from './run-checkup'

beforeEach(() => {
	vi.useFakeTimers({ now: Date.parse('2026-11-23T18:00:00Z') })
})
afterEach(() => {
	vi.useRealTimers()
})

type Listener = (columns: TransactionColumns, origin: BatchOrigin) => void

/** The checkup over the backend in memory, which `change` may break. */
async function checkup(change: (ports: CheckupPorts, backend: Backend) => void = () => {}) {
	const backend = { ...createDemoBackend({ pace: 0 }) }
	const [ledger] = await backend.ledgers()
	const listeners = new Set<Listener>()
	let state: FeedState | undefined
	const feed = backend.openFeed(ledger!, {
		onRows: (rows, origin) => {
			if (isTyped(rows)) return
			for (const listener of [...listeners]) listener(rows, origin)
		},
		onState: (next) => {
			state = next
		},
		onSettings: () => {},
		onInbox: () => {},
		onReset: () => {},
	})
	// Joining the channel takes a moment, in which the feed polls.
	for (let i = 0; i < 100 && state?.status !== 'live'; i++) await vi.advanceTimersByTimeAsync(50)
	const ports: CheckupPorts = {
		backend,
		settings: backend.settings(ledger!),
		ledgerId: ledger!.id,
		owner: true,
		feed: () => state!,
		check: feed.check,
		onArrival: (listener) => {
			listeners.add(listener)
			return () => listeners.delete(listener)
		},
		words: { agent: 'Temporário', purchase: 'Verificação' },
	}
	change(ports, backend)
	let done: StepResult[] | undefined
	const reports: StepResult[][] = []
	void runCheckup(ports, (results) => reports.push(results)).then((results) => {
		done = results
	})
	for (let i = 0; i < 200 && !done; i++) await vi.advanceTimersByTimeAsync(500)
	const of = (id: string) => done!.find((step) => step.id === id)!
	const agents = await ports.settings.agents()
	feed.stop()
	return { done: done!, of, reports, agents, state: () => state! }
}

const states = (results: StepResult[]) => results.map(({ state }) => state)

test('the whole way works, and nothing is left behind but a voided cent and a revoked key', async () => {
	const { done, of, reports, agents } = await checkup()
	expect(states(done).slice(1)).toEqual(Array(9).fill('ok'))
	expect(of('configuration')).toMatchObject({ state: 'warn', finding: 'demo' })
	expect(reports.some((results) => results.some(({ state }) => state === 'running'))).toBe(true)
	expect(agents.find(({ name }) => name === 'Temporário')!.revoked_at).not.toBeNull()
})

test('a refused insert is named with the server’s answer, what needs it is skipped, and the key is still revoked', async () => {
	const { of, agents } = await checkup((_, backend) => {
		const { insertAsAgent } = backend
		let calls = 0
		backend.insertAsAgent = (token, rows) =>
			calls++ === 0 ? Promise.resolve({ status: 403, body: { message: 'no' } }) : insertAsAgent(token, rows)
	})
	expect(of('insert')).toMatchObject({ state: 'failed', finding: 'unexpected_status' })
	expect(of('insert').detail).toContain('403')
	expect([of('broadcast').state, of('void').state, of('catch_up').state]).toEqual([
		'skipped',
		'skipped',
		'skipped',
	])
	expect(of('revoke').state).toBe('ok')
	expect(agents.find(({ name }) => name === 'Temporário')!.revoked_at).not.toBeNull()
})

test('rows that never arrive are told apart from rows that came by reading again', async () => {
	const lost = await checkup((ports) => {
		ports.onArrival = () => () => {}
		const { feed } = ports
		const first = { ...feed() }
		ports.feed = () => ({ ...feed(), applied: first.applied })
	})
	expect(lost.of('broadcast')).toMatchObject({ state: 'failed', finding: 'never_arrived' })
	expect(lost.of('void').state).toBe('ok')

	const late = await checkup((ports) => {
		const { onArrival } = ports
		ports.onArrival = (listener) => onArrival((columns) => listener(columns, 'catch_up'))
	})
	expect(late.of('broadcast')).toMatchObject({ state: 'warn', finding: 'only_catch_up' })
})

test('an error of the backend becomes its finding; a member who is no owner is told why it stops', async () => {
	const broken = await checkup((_, backend) => {
		backend.ledgers = () => Promise.reject(new BackendError('schema_outdated', 'no such function'))
	})
	expect(broken.of('read')).toMatchObject({
		state: 'failed',
		finding: 'schema_outdated',
		detail: 'no such function',
	})
	expect(states(broken.done).slice(3)).toEqual(Array(7).fill('skipped'))

	const viewer = await checkup((ports) => {
		ports.owner = false
	})
	expect(viewer.of('agent')).toMatchObject({ state: 'skipped', finding: 'owners_only' })
	expect(viewer.of('channel').state).toBe('ok')
})

test('a revoked key that still works is reported', async () => {
	const { of } = await checkup((ports) => {
		ports.settings.revokeAgent = async () => {}
	})
	expect(of('revoke')).toMatchObject({ state: 'failed', finding: 'still_accepted', detail: '201' })
})
