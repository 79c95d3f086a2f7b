import { describe, expect, it } from 'vitest'
import {
	checkAgent,
	checkApi,
	checkAuth,
	checkCounts,
	checkFunctions,
	checkTables,
	checkWriting,
	functions,
	relations,
} from './api'
import { type Finding, project } from './finding'

type Reply = [status: number, body?: unknown, headers?: Record<string, string>]

/** A project that answers by path; `closed` is what a healthy one says to those who are not signed in. */
function fake(replyTo: (path: string, init: RequestInit) => Reply | undefined) {
	const asked: { path: string; init: RequestInit }[] = []
	const closed: Reply = [401, { code: '42501', message: 'permission denied' }]
	const request = async (url: string, init: RequestInit) => {
		const path = url.slice('https://abcd.supabase.co'.length)
		asked.push({ path, init })
		const [status, body, headers] = replyTo(path, init) ?? closed
		if (status === 0) throw new TypeError('fetch failed')
		return new Response(JSON.stringify(body ?? {}), { status, headers })
	}
	return {
		asked,
		project: project('https://abcd.supabase.co', 'sb_publishable_a', request as unknown as typeof fetch),
	}
}
const levels = (findings: Finding[]) => findings.map(({ level }) => level)
const failed = (findings: Finding[]) => findings.filter(({ level }) => level === 'fail')

describe('auth', () => {
	const settings = (more: object = {}): Reply => [
		200,
		{ external: { email: true }, mailer_autoconfirm: false, ...more },
	]
	it('is content with a healthy project', async () => {
		expect(new Set(levels(await checkAuth(fake(() => settings()).project)))).toEqual(new Set(['ok']))
	})
	it.each<[string, Reply, RegExp]>([
		['silence', [0], /not paused/],
		['a paused project', [540], /not paused/],
		['a refused key', [401], /API keys/],
		['another site', [404], /no Supabase project/],
		['no e-mail sign-in', settings({ external: { email: false } }), /Providers > Email/],
	])('tells what to do about %s', async (_, reply, remedy) => {
		const [finding] = failed(await checkAuth(fake(() => reply).project))
		expect(finding?.remedy).toMatch(remedy)
	})
	it('warns of what is not wrong but unwise', async () => {
		const reply = settings({ external: { email: true, anonymous_users: true }, mailer_autoconfirm: true })
		reply[2] = { date: 'Mon, 01 Jan 2018 00:00:00 GMT' }
		const findings = await checkAuth(fake(() => reply).project)
		expect(findings.filter(({ level }) => level === 'warn')).toHaveLength(3)
	})
})

const down: Reply = [503, { code: 'PGRST002', message: 'Could not query the database for the schema cache.' }]

describe('guessed counts', () => {
	const preferring = (init: RequestInit) => new Headers(init.headers).get('prefer')
	it('are refused by a healthy project', async () => {
		const { project, asked } = fake(() => [400, { code: 'PT400' }])
		expect(levels(await checkCounts(project))).toEqual(['ok'])
		expect(asked.map(({ init }) => preferring(init))).toEqual(['count=planned', 'count=estimated'])
	})
	it.each(['count=planned', 'count=estimated'])(
		'are told where %s is answered, with what to run',
		async (count) => {
			const { project } = fake((_, init) =>
				preferring(init) === count ? [206, []] : [400, { code: 'PT400' }],
			)
			const findings = await checkCounts(project)
			expect(levels(findings)).toEqual(['fail'])
			expect(findings[0]?.remedy).toMatch(/pgrst.db_pre_request = 'private.check_request'/)
		},
	)
})

describe('the API', () => {
	it('answers also where it refuses', async () => {
		expect(levels(await checkApi(fake(() => undefined).project))).toEqual(['ok'])
		expect(levels(await checkApi(fake(() => [404]).project))).toEqual(['ok'])
	})
	it.each<[Reply, RegExp]>([
		[down, /answered 503 PGRST002.*logs/],
		[[0], /answered nothing.*logs/],
		[[500], /answered 500,/],
	])('is down: %j', async (reply, remedy) => {
		const findings = await checkApi(fake(() => reply).project)
		expect(levels(findings)).toEqual(['fail'])
		expect(findings[0]?.remedy).toMatch(remedy)
	})
	it('gets no tick, and blames nothing else, where it goes down midway', async () => {
		const { project } = fake(() => down)
		for (const check of [checkTables, checkFunctions, checkWriting, checkCounts]) {
			const findings = await check(project)
			expect(new Set(levels(findings))).toEqual(new Set(['fail']))
			for (const { remedy } of findings) {
				expect(remedy).toMatch(/No answer to judge by: .*503 PGRST002/)
				expect(remedy).not.toMatch(/migrations|db push/)
			}
		}
	})
})

describe('tables', () => {
	it('is content where all are there and closed; an agent’s inbox may answer with nothing', async () => {
		const { project, asked } = fake((path) => (path.startsWith('/rest/v1/inbox') ? [200, []] : undefined))
		expect(levels(await checkTables(project))).toEqual(['ok', 'ok'])
		expect(asked).toHaveLength(relations.length)
	})
	it('names those that are missing, and says when none is there', async () => {
		const some = await checkTables(
			fake((path) => (path.startsWith('/rest/v1/budgets') ? [404] : undefined)).project,
		)
		expect(failed(some)[0]?.remedy).toMatch(/Missing: budgets\. .*db push/)
		const none = await checkTables(fake(() => [404]).project)
		expect(failed(none)[0]?.remedy).toMatch(/db push.*expose/)
	})
	it('cries out when anyone can read', async () => {
		const open = await checkTables(
			fake((path) => (path.startsWith('/rest/v1/transactions') ? [200, [{}]] : undefined)).project,
		)
		expect(failed(open)[0]?.remedy).toMatch(/OPEN to anyone: transactions/)
	})
})

describe('functions', () => {
	it('asks each by GET, which cannot change anything', async () => {
		const { project, asked } = fake(() => undefined)
		expect(levels(await checkFunctions(project))).toEqual(['ok', 'ok'])
		expect(asked).toHaveLength(Object.keys(functions).length)
		for (const { init } of asked) expect(init.method).toBe('GET')
	})
	it('names those that are missing and those that are open', async () => {
		const findings = await checkFunctions(
			fake((path) =>
				path.includes('map_text')
					? [404, { code: 'PGRST202' }]
					: path.includes('export_ledger')
						? [200, {}]
						: undefined,
			).project,
		)
		expect(findings.map(({ remedy }) => remedy)).toEqual([
			expect.stringMatching(/map_text.*db push/),
			expect.stringMatching(/OPEN to anyone: export_ledger/),
		])
	})
})

describe('writing', () => {
	it('is content when it is refused', async () => {
		expect(levels(await checkWriting(fake(() => undefined).project))).toEqual(['ok', 'ok', 'ok'])
	})
	it('cries out when it is not', async () => {
		expect(failed(await checkWriting(fake(() => [201]).project))).toHaveLength(3)
	})
})

describe('an agent’s token', () => {
	it('works or does not', async () => {
		expect(levels(await checkAgent(fake(() => [200, []]).project, 't'))).toEqual(['ok', 'ok'])
		expect(failed(await checkAgent(fake(() => undefined).project, 't'))[0]?.remedy).toMatch(/make an agent/)
		expect(failed(await checkAgent(fake(() => [403]).project, 't'))[0]?.remedy).toMatch(/make an agent/)
	})
	it.each<[Reply, RegExp]>([
		[down, /^No answer to judge by: agent_summary \(503 PGRST002\)/],
		[[404, { code: 'PGRST202' }], /404 PGRST202\. .*db push/],
	])('is not blamed for what it does not cause: %j', async (reply, remedy) => {
		const findings = await checkAgent(fake(() => reply).project, 't')
		expect(findings.map(({ remedy }) => remedy)).toEqual([expect.stringMatching(remedy)])
		expect(findings[0]?.remedy).not.toContain('revoked')
	})
	it('may work while its messages cannot be read just now', async () => {
		const { project } = fake((path) => (path.startsWith('/rest/v1/inbox') ? down : [200, {}]))
		const [token, own] = await checkAgent(project, 't')
		expect(token?.level).toBe('ok')
		expect(own?.remedy).toMatch(/^No answer to judge by: inbox/)
	})
})
