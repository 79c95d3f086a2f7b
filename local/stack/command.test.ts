import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { leftToCi } from '../../scripts/testing/left-to-ci.ts'
import { type StackDescription, startStack } from './index'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** `npm run stack` as another program would start it. */
class Command {
	stdout = ''
	stderr = ''
	readonly ended: Promise<number | null>
	private readonly process: ChildProcess

	constructor(...args: string[]) {
		this.process = spawn(process.execPath, ['--import', 'tsx', 'local/stack.ts', '--port', '0', ...args], {
			cwd: root,
		})
		this.process.stdout?.on('data', (chunk) => {
			this.stdout += chunk
		})
		this.process.stderr?.on('data', (chunk) => {
			this.stderr += chunk
		})
		this.ended = new Promise((resolve) => this.process.on('exit', resolve))
	}

	/** What it prints when it is ready. */
	ready(): Promise<StackDescription> {
		return new Promise((resolve, reject) => {
			this.process.stdout?.on('data', () => {
				if (this.stdout.includes('\n')) resolve(JSON.parse(this.stdout) as StackDescription)
			})
			void this.ended.then(() => reject(new Error(`ended before it was ready:\n${this.stderr}`)))
		})
	}

	stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
		this.process.kill(signal)
		return this.ended
	}
}

const record = (stack: StackDescription, message_id: string) =>
	fetch(`${stack.url}/rest/v1/inbox`, {
		method: 'POST',
		headers: {
			apikey: stack.publishable_key,
			'x-agent-token': stack.agent_token,
			'content-type': 'application/json',
		},
		body: JSON.stringify({ message_id, description: 'Café', amount: '7,50' }),
	})

let folder: string
const running: Command[] = []
const closing: (() => Promise<void>)[] = []
const start = (...args: string[]) => {
	const command = new Command(...args)
	running.push(command)
	return command
}

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'painel-stack-'))
})
afterEach(async () => {
	await Promise.all([
		...running.splice(0).map((command) => command.stop()),
		...closing.splice(0).map((close) => close()),
	])
	rmSync(folder, { recursive: true, force: true })
})

test('prints one line of JSON, refuses a second process, and comes back the same after a stop', async () => {
	const data = join(folder, 'data')
	const first = start('--data', data)
	const described = await first.ready()
	expect(described).toEqual({
		url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
		publishable_key: expect.stringMatching(/^sb_publishable_/),
		secret_key: expect.stringMatching(/^sb_secret_/),
		ledger_id: expect.any(String),
		agent_token: expect.any(String),
		demo: { email: expect.any(String), password: expect.any(String) },
	})
	expect((await record(described, 'wamid.kept')).status).toBe(201)

	const second = start('--data', data)
	expect(await second.ended).toBe(1)
	expect(second.stdout).toBe('')
	expect(second.stderr).toMatch(/in use by process \d+/)

	expect(await first.stop('SIGTERM')).toBe(0)
	expect(first.stdout.trim().split('\n')).toHaveLength(1)
	expect(existsSync(join(data, 'database.lock'))).toBe(false)

	const third = start('--data', data)
	const again = await third.ready()
	expect({ ...again, url: '' }).toEqual({ ...described, url: '' })
	// The row is there, and the token still works.
	expect((await record(again, 'wamid.kept')).status).toBe(409)
	expect(await third.stop('SIGINT')).toBe(0)
})

test('a short secret, an unknown option and a port that is none are refused in words', async () => {
	const cases: [string[], RegExp][] = [
		[['--jwt-secret', 'short'], /at least 32 characters/],
		[['--prot', '1'], /Unknown option '--prot'/],
		[['--port', 'none'], /not a port number/],
	]
	for (const [args, words] of cases) {
		const command = start(...args)
		expect(await command.ended).toBe(1)
		expect(command.stdout).toBe('')
		expect(command.stderr).toMatch(words)
	}
})

test('tokens signed with the given secret are taken', leftToCi, async () => {
	const secret = 'a-secret-that-two-programs-agree-upon-0123456789'
	const [one, two] = await Promise.all([
		start('--jwt-secret', secret).ready(),
		startStack({ jwtSecret: secret }),
	])
	closing.push(two.close)
	expect(one.publishable_key).toBe(two.publishable_key)
	const session = await fetch(`${one.url}/auth/v1/token?grant_type=password`, {
		method: 'POST',
		headers: { apikey: one.publishable_key, 'content-type': 'application/json' },
		body: JSON.stringify(one.demo),
	})
	const { access_token } = (await session.json()) as { access_token: string }
	const rows = await fetch(`${two.url}/rest/v1/ledgers?select=id`, {
		headers: { apikey: two.publishable_key, authorization: `Bearer ${access_token}` },
	})
	// Another database: the token is good, its user is a stranger there.
	expect([rows.status, await rows.json()]).toEqual([200, []])
})
