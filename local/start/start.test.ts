import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
let folder: string
const started: ChildProcess[] = []

/** `npm start` with a folder of its own. */
function start(...args: string[]) {
	const child = spawn(
		process.execPath,
		['--import', 'tsx', 'local/start.ts', '--no-open', '--port', '0', ...args],
		{
			cwd: root,
			env: { ...process.env, PAINEL_FOLDER: folder },
		},
	)
	started.push(child)
	let output = ''
	const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
	/** All it has written, once that contains `text`. */
	const says = (text: string) =>
		new Promise<string>((resolve, reject) => {
			const look = () => output.includes(text) && resolve(output)
			for (const stream of [child.stdout, child.stderr]) {
				stream?.on('data', (chunk) => {
					output += chunk
					look()
				})
			}
			void ended.then(() => reject(new Error(`ended without saying "${text}":\n${output}`)))
		})
	return { child, ended, says }
}

const isOpen = (url: string) =>
	new Promise<boolean>((resolve) => {
		const socket = connect(Number(new URL(url).port), '127.0.0.1')
		socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
		socket.on('connect', () => socket.destroy())
	})

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'painel-start-'))
})
afterAll(async () => {
	for (const child of started) if (child.exitCode === null) child.kill('SIGKILL')
	rmSync(folder, { recursive: true, force: true })
})

test('shows the page with its server and the demo account, takes the printed line, and leaves nothing behind', async () => {
	const first = start()
	const output = await first.says('^C stops it all')
	expect(output).toMatch(/^\s*Painel is starting/)
	expect(output).not.toContain('supabase-js')
	const page = /Page +(http:\S+)/.exec(output)?.[1] ?? ''
	const supabase = /Supabase +(http:\S+)/.exec(output)?.[1] ?? ''
	expect(await (await fetch(page)).text()).toContain('<div id="root">')
	const config = await (await fetch(`${page}/config.js`)).text()
	expect(config).toContain(JSON.stringify(supabase))
	expect(config).toContain('demo@painel.example')
	expect(config).not.toContain('sb_secret')

	const line = output.split('\n').find((text) => text.startsWith('curl ')) ?? ''
	const paste = () =>
		execFileSync('sh', ['-c', `${line} -o /dev/null -w '%{http_code}'`], { encoding: 'utf8' })
	expect(paste()).toBe('201')

	const second = start()
	await expect(second.says('never')).rejects.toThrow(/in use by process/)
	expect(await second.ended).toBe(1)

	first.child.kill('SIGINT')
	expect(await first.ended).toBe(0)
	expect(await Promise.all([isOpen(page), isOpen(supabase)])).toEqual([false, false])
	expect(existsSync(join(folder, 'data/database.lock'))).toBe(false)
})
