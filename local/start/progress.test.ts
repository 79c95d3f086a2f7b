import { expect, test } from 'vitest'
import { openCommand } from './open-browser'
import { portOrAnother } from './port'
import { Progress } from './progress'

function terminal(isTTY: boolean) {
	const written: string[] = []
	return { isTTY, written, write: (text: string) => written.push(text) }
}

test('a log file shows each finished step with its time, and the one that failed', async () => {
	const out = terminal(false)
	let now = 0
	const progress = new Progress(out, () => now)
	await progress.step('database', async (say) => {
		say('opening')
		now += 2_340
	})
	await expect(progress.step('page', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
	expect(out.written).toEqual(['  ✓ database 2.3 s\n', '  ✗ page\n'])
})

test('a terminal shows what is under way, and wipes it', async () => {
	const out = terminal(true)
	const progress = new Progress(out, () => 0)
	await Promise.all([
		progress.step('database', async (say) => say('100 of 200')),
		progress.step('page', async () => {}),
	])
	const text = out.written.join('')
	expect(text).toContain('database: 100 of 200 · page')
	// Applied as a terminal would, only the finished lines remain.
	const lines = text.split('\n').map((line) => line.split('\r').at(-1)?.trim())
	expect(lines).toEqual(['✓ database 0.0 s', '✓ page 0.0 s', ''])
})

test('the browser is opened where there is a screen', () => {
	expect(openCommand('http://x', 'linux', {})).toBeNull()
	expect(openCommand('http://x', 'linux', { DISPLAY: ':0' })).toEqual(['xdg-open', ['http://x']])
	expect(openCommand('http://x', 'darwin', {})).toEqual(['open', ['http://x']])
	expect(openCommand('http://x', 'darwin', { CI: 'true' })).toBeNull()
	expect(openCommand('http://x', 'win32', {})?.[0]).toBe('cmd')
})

test('a port asked for must be free, the usual one gives way when it is taken', async () => {
	const { createServer } = await import('node:net')
	const taken = createServer()
	await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
	const { port } = taken.address() as { port: number }
	await expect(portOrAnother(String(port), 1)).rejects.toThrow(`Port ${port} is in use`)
	expect(await portOrAnother(undefined, port)).toBe(0)
	await new Promise((resolve) => taken.close(resolve))
	expect(await portOrAnother(undefined, port)).toBe(port)
	expect(await portOrAnother(String(port), 1)).toBe(port)
	await expect(portOrAnother('70000', 1)).rejects.toThrow('not a port number')
})
