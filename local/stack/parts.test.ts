import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { leftToCi } from '../../scripts/testing/left-to-ci.ts'
import type { AuthService } from '../auth/service'
import { Faults } from '../faults/faults'
import { PostOffice } from '../http/post-office'
import { faultControl } from './control'
import { explain } from './explain'
import { startStack } from './index'
import { deriveKeys, makeJwtSecret } from './keys'
import { openFromSnapshot } from './snapshot'
import { keptInFolder, keptInMemory } from './state-file'

let folder: string
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'painel-parts-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('keys follow from the secret, and tell nothing of it', () => {
	const secret = makeJwtSecret()
	const keys = deriveKeys(secret)
	expect(deriveKeys(secret)).toEqual(keys)
	expect(keys.publishableKey).toMatch(/^sb_publishable_[\w-]{31}$/)
	expect(keys.secretKey).toMatch(/^sb_secret_[\w-]{31}$/)
	expect(deriveKeys(makeJwtSecret())).not.toEqual(keys)
	expect(secret.length).toBeGreaterThan(40)
})

describe('what a stack remembers', () => {
	test('is kept in the folder, for its owner only, and added to', () => {
		const state = keptInFolder(folder)
		expect(state.read()).toEqual({})
		state.write({ jwtSecret: 's' })
		state.write({ agentToken: 't' })
		expect(keptInFolder(folder).read()).toEqual({ jwtSecret: 's', agentToken: 't' })
		expect(statSync(join(folder, 'stack.json')).mode & 0o077).toBe(0)
	})

	test('is lost with the process for a database in memory', () => {
		const state = keptInMemory()
		state.write({ demoLedger: 'a' })
		expect(state.read()).toEqual({ demoLedger: 'a' })
		expect(keptInMemory().read()).toEqual({})
	})

	test('of a database that was deleted leaves no ledger without its household', leftToCi, async () => {
		const purchases = async () => {
			const stack = await startStack({ data: folder, demo: { days: 3 } })
			const [{ count }] = (await stack.database.query('select count(*)::int as count from transactions')) as [
				{ count: number },
			]
			await stack.close()
			return count
		}
		const first = await purchases()
		rmSync(join(folder, 'database'), { recursive: true })
		expect([first > 0, await purchases()]).toEqual([true, first])
		expect(await purchases()).toBe(first)
	})

	test('says what to do when it cannot be read', () => {
		writeFileSync(join(folder, 'stack.json'), '{')
		expect(() => keptInFolder(folder).read()).toThrow(/Delete it/)
	})
})

describe('a snapshot', () => {
	test('gives the same database again, and is made anew when it is damaged', leftToCi, async () => {
		const tables = async () => {
			const database = await openFromSnapshot('memory', folder)
			const rows = await database.query<{ name: string }>(
				"select tablename as name from pg_tables where schemaname = 'public' order by 1",
			)
			await database.close()
			return rows.map(({ name }) => name)
		}
		const cold = await tables()
		expect(cold).toContain('inbox')
		const [file] = await readdir(folder)
		expect(await tables()).toEqual(cold)
		truncateSync(join(folder, file as string), 1_000)
		expect(await tables()).toEqual(cold)
		expect(readFileSync(join(folder, file as string)).length).toBeGreaterThan(1_000_000)
		expect(await readdir(folder)).toEqual([file])
	})
})

test('faults and e-mails can be reached from another process where that was asked for', async () => {
	const faults = new Faults()
	const office = new PostOffice()
	const advanced: number[] = []
	const auth = {
		settings: { siteUrl: 'a' },
		advance: (ms: number) => advanced.push(ms),
	} as unknown as AuthService
	const answer = faultControl({ faults, postOffice: office, auth }, async () => new Response('next'))
	const ask = async (method: string, path: string, body?: unknown) =>
		(await answer?.(
			new Request(`http://127.0.0.1${path}`, {
				method,
				body: body === undefined ? undefined : JSON.stringify(body),
			}),
		)) as Response
	const actions: string[] = []
	faults.attach({
		closeSockets: (code) => actions.push(`sockets ${code}`),
		closeChannels: (message) => actions.push(message),
		crashChannels: () => actions.push('crash'),
	})
	const set = await ask('POST', '/_stack/faults', {
		set: { replication: 'down' },
		run: [{ do: 'close_sockets', code: 1012 }],
	})
	expect(await set.json()).toMatchObject({ settings: { replication: 'down' }, struck: { close_sockets: 1 } })
	expect(actions).toEqual(['sockets 1012'])
	expect((await (await ask('DELETE', '/_stack/faults')).json()).settings.replication).toBe('running')
	await office.send({ to: 'a@example.com', subject: 's', html: '123456' })
	await office.send({ to: 'b@example.com', subject: 's', html: '654321' })
	expect(await (await ask('GET', '/_stack/emails?to=b@example.com')).json()).toMatchObject([
		{ code: '654321' },
	])
	const settings = await ask('POST', '/_stack/auth', { set: { siteUrl: 'b' }, advanceMs: 60_000 })
	expect(await settings.json()).toEqual({ siteUrl: 'b' })
	expect(advanced).toEqual([60_000])
	expect(await (await ask('GET', '/else')).text()).toBe('next')
})

test('what went wrong at the start is said in a sentence', () => {
	expect(explain(Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', port: 54321 }))).toMatch(
		/^Port 54321 is in use/,
	)
	expect(explain(new Error('No disk'))).toBe('No disk')
	expect(explain('odd')).toBe('odd')
})
