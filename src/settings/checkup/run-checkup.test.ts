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

test('a row counts as it came first, also while others before it are missing', async () => {
	const { of } = await checkup((ports) => {
		const { onArrival, feed } = ports
		ports.onArrival = (listener) =>
			onArrival((columns) => {
				listener(columns, 'live')
				listener(columns, 'catch_up')
			})
		const { applied } = feed()
		ports.feed = () => ({ ...feed(), applied })
	})
	expect(of('broadcast')).toMatchObject({ state: 'ok', finding: null })
	expect(of('catch_up').state).toBe('failed')
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

const project = (url: string, publishableKey: string) => (_: CheckupPorts, backend: Backend) => {
	Object.assign(backend, { kind: 'supabase', endpoint: { url, publishableKey } })
}

test.each([
	['https://a.supabase.co', 'sb_publishable_x', { state: 'ok', finding: null, detail: '' }],
	['a.supabase.co', 'k', { state: 'failed', finding: 'bad_endpoint', detail: 'a.supabase.co' }],
	['https:///rest', 'k', { state: 'failed', finding: 'bad_endpoint' }],
	['say https://a.supabase.co', 'k', { state: 'failed', finding: 'bad_endpoint' }],
	['https://a.supabase.co', '', { state: 'failed', finding: 'bad_endpoint' }],
])('a project is looked at before anything is asked of it: %s, key “%s”', async (url, key, expected) => {
	const { of, done } = await checkup(project(url, key))
	expect(of('configuration')).toMatchObject(expected)
	if (expected.state === 'failed') expect(states(done).slice(1)).toEqual(Array(9).fill('skipped'))
})

test('without a project, a session or a part in the ledger it says so, and tries nothing more', async () => {
	const without = await checkup((_, backend) =>
		Object.assign(backend, { kind: 'supabase', endpoint: undefined }),
	)
	expect(without.of('configuration')).toMatchObject({ state: 'failed', finding: 'no_endpoint' })
	const out = await checkup((_, backend) => {
		Object.assign(backend, { session: { ...backend.session, current: () => null } })
	})
	expect(out.of('session')).toMatchObject({ state: 'failed', finding: 'signed_out' })
	expect(out.of('read').state).toBe('skipped')
	const strange = await checkup((ports) => {
		ports.ledgerId = 'another'
	})
	expect(strange.of('read')).toMatchObject({ state: 'failed', finding: 'not_a_member' })
	expect([strange.of('channel').state, strange.of('agent').state]).toEqual(['skipped', 'skipped'])
})

test('the channel is waited for; one that only asks again works, one that never answers is told with its cause', async () => {
	const as = (status: FeedState['status'], after = 0) =>
		checkup((ports) => {
			const { feed } = ports
			const start = Date.now()
			ports.feed = () => ({
				...feed(),
				status: Date.now() - start >= after ? status : 'loading',
				cause: 'the channel was refused' as FeedState['cause'],
			})
		})
	expect((await as('live')).of('channel')).toMatchObject({ state: 'ok', finding: null, ms: 0 })
	expect((await as('live', 7_000)).of('channel')).toMatchObject({ state: 'ok', ms: 7_000 })
	expect((await as('polling')).of('channel')).toMatchObject({ state: 'warn', finding: 'polling' })
	const never = await as('live', 60_000)
	expect(never.of('channel')).toMatchObject({
		state: 'failed',
		finding: 'not_live',
		detail: 'the channel was refused',
		ms: 8_000,
	})
	// The rest is tried, but for what the channel brings.
	expect([never.of('insert').state, never.of('broadcast').state, never.of('catch_up').state]).toEqual([
		'ok',
		'skipped',
		'ok',
	])
})

test.each([
	['held for review', { status: 'refused', revision: 1, transaction_id: 'a' }],
	['without a revision', { status: 'accepted', revision: null, transaction_id: 'a' }],
	['without its purchase', { status: 'accepted', revision: 1, transaction_id: null }],
	['nothing', undefined],
])('an answer that is %s is shown as it came', async (_, item) => {
	const body = item && [item]
	const { of } = await checkup((_ports, backend) => {
		backend.insertAsAgent = () => Promise.resolve({ status: 201, body })
	})
	expect(of('insert')).toMatchObject({ state: 'failed', finding: 'unexpected_answer' })
	expect(of('insert').detail).toBe(JSON.stringify(body) ?? '')
})

test('what is sent is one purchase of a cent, its undoing, and one that the revoked key may not record', async () => {
	const sent: [string, Record<string, unknown>][] = []
	const { of } = await checkup((_, backend) => {
		const { insertAsAgent } = backend
		backend.insertAsAgent = async (token, row) => {
			sent.push([token, row as Record<string, unknown>])
			const answer = await insertAsAgent(token, row)
			// One purchase is answered as itself, too.
			return { ...answer, body: Array.isArray(answer.body) ? answer.body[0] : answer.body }
		}
	})
	expect(of('void').state).toBe('ok')
	const id = sent[0]![1].message_id as string
	expect(id).toMatch(/^painel-checkup-[\da-f-]{36}$/)
	expect(sent.map(([, row]) => row)).toEqual([
		{ message_id: id, description: 'Verificação', amount: '0,01' },
		{ message_id: `${id}-undo`, action: 'void', target_message_id: id },
		{ message_id: `${id}-after`, description: 'Verificação', amount: '0,01' },
	])
	expect(new Set(sent.map(([token]) => token)).size).toBe(1)
})

test('catching up is done once the head is confirmed anew, and has what was sent last', async () => {
	const as = (change: (state: FeedState) => Partial<FeedState>) =>
		checkup((ports) => {
			const { feed } = ports
			ports.feed = () => ({ ...feed(), ...change(feed()) })
		})
	const cause = 'no answer' as FeedState['cause']
	const old = await as(() => ({ confirmedAt: 1, cause }))
	expect(old.of('catch_up')).toMatchObject({ state: 'failed', finding: 'never_arrived', detail: cause })
	const behind = await as(({ applied }) => ({ applied: Math.min(applied, 1) }))
	expect(behind.of('catch_up')).toMatchObject({ state: 'failed', finding: 'never_arrived' })
	let asked = 0
	const right = await checkup((ports) => {
		const { check } = ports
		ports.check = () => {
			asked++
			check()
		}
	})
	expect([right.of('catch_up').state, asked]).toEqual(['ok', 1])
})

test.each([401, 403, 404])('after revoking, the answer %i', async (status) => {
	const { of } = await checkup((_, backend) => {
		const { insertAsAgent } = backend
		let calls = 0
		backend.insertAsAgent = (token, row) =>
			++calls === 3 ? Promise.resolve({ status, body: {} }) : insertAsAgent(token, row)
	})
	expect(of('revoke')).toMatchObject(
		status === 401 || status === 403
			? { state: 'ok', finding: null }
			: { state: 'failed', finding: 'still_accepted', detail: String(status) },
	)
})

test('what breaks in any other way is the server’s, in its own words, with how long it took', async () => {
	const failing = (error: unknown) =>
		checkup((ports) => {
			ports.settings.createAgent = async () => {
				await new Promise((resolve) => setTimeout(resolve, 1_500))
				throw error
			}
		})
	expect((await failing(new Error('out of order'))).of('agent')).toMatchObject({
		state: 'failed',
		finding: 'server',
		detail: 'out of order',
		ms: 1_500,
	})
	expect((await failing('nothing')).of('agent')).toMatchObject({ finding: 'server', detail: 'nothing' })
})

test('each report is of its moment, and nothing is listened to afterwards', async () => {
	let listening = 0
	const { reports, done } = await checkup((ports) => {
		const { onArrival } = ports
		ports.onArrival = (listener) => {
			listening++
			const stop = onArrival(listener)
			return () => {
				listening--
				stop()
			}
		}
	})
	expect(listening).toBe(0)
	expect(states(reports[0]!)).toEqual(['running', ...Array(9).fill('waiting')])
	expect(reports[0]![0]).toEqual({
		id: 'configuration',
		state: 'running',
		finding: null,
		ms: null,
		detail: '',
	})
	expect(states(reports.at(-1)!)).toEqual(states(done))
})
