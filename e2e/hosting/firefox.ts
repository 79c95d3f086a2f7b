import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import WebSocket from 'ws'

/** The path of a Firefox, or null: it is not on every machine that tests. */
export function findFirefox(): string | null {
	const named = process.env.PAINEL_FIREFOX
	if (named) return named
	const folders = (process.env.PATH ?? '').split(delimiter)
	const places = folders.flatMap((folder) => ['firefox', 'firefox-esr'].map((name) => join(folder, name)))
	return (
		[...places, '/Applications/Firefox.app/Contents/MacOS/firefox'].find((path) => existsSync(path)) ?? null
	)
}

/** A page in a real, unpatched Firefox, spoken to by WebDriver BiDi. */
export interface FirefoxPage {
	goto(url: string): Promise<void>
	/** The value of an expression in the page: a text, number, boolean or null. */
	evaluate(expression: string): Promise<unknown>
	/** Uncaught errors of the page so far. */
	errors: string[]
	close(): Promise<void>
}

interface Message {
	id?: number
	type?: string
	method?: string
	params?: Record<string, unknown>
	result?: Record<string, unknown>
	message?: string
}

/** Starts a headless Firefox with a profile of its own. */
export async function openFirefox(path: string): Promise<FirefoxPage> {
	const profile = mkdtempSync(join(tmpdir(), 'painel-firefox-'))
	const child = spawn(
		path,
		['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0', 'about:blank'],
		{ stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, MOZ_DISABLE_AUTO_SAFE_MODE: '1' } },
	)
	const ended = once(child, 'exit')
	let said = ''
	child.stderr.setEncoding('utf8')
	while (!/WebDriver BiDi listening on (ws:\S+)/.test(said)) {
		const text = await Promise.race([once(child.stderr, 'data'), ended.then(() => null)])
		if (!text) throw new Error(`Firefox ended before it was ready:\n${said}`)
		said += String(text[0])
	}
	child.stderr.resume()
	const socket = new WebSocket(`${/listening on (ws:\S+)/.exec(said)![1]}/session`)
	await once(socket, 'open')

	const waiting = new Map<number, (message: Message) => void>()
	const errors: string[] = []
	socket.on('message', (data) => {
		const message = JSON.parse(String(data)) as Message
		if (message.id !== undefined) waiting.get(message.id)?.(message)
		else if (message.method === 'log.entryAdded' && message.params?.type === 'javascript')
			errors.push(String(message.params.text))
	})
	let sequence = 0
	async function command(method: string, params: object): Promise<Record<string, unknown>> {
		const id = ++sequence
		const answered = new Promise<Message>((answer) => waiting.set(id, answer))
		socket.send(JSON.stringify({ id, method, params }))
		const answer = await answered
		waiting.delete(id)
		if (answer.type === 'error') throw new Error(`${method}: ${answer.message}`)
		return answer.result ?? {}
	}

	await command('session.new', { capabilities: {} })
	await command('session.subscribe', { events: ['log.entryAdded'] })
	const tree = (await command('browsingContext.getTree', {})) as { contexts: { context: string }[] }
	const context = tree.contexts[0]!.context
	return {
		errors,
		goto: async (url) => void (await command('browsingContext.navigate', { context, url, wait: 'complete' })),
		async evaluate(expression) {
			const answer = (await command('script.evaluate', {
				expression,
				target: { context },
				awaitPromise: true,
			})) as { type: string; result?: { value?: unknown }; exceptionDetails?: { text: string } }
			if (answer.type === 'exception') throw new Error(answer.exceptionDetails?.text)
			return answer.result?.value ?? null
		},
		async close() {
			socket.terminate()
			child.kill('SIGTERM')
			await ended
			rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
		},
	}
}
