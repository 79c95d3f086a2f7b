import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** The line of JSON `npm run stack` prints when it is ready. */
export interface StackLine {
	url: string
	publishable_key: string
	secret_key: string
	ledger_id: string
	agent_token: string
	demo: { email: string; password: string }
}

export interface RunningStack extends StackLine {
	stop(): Promise<void>
}

/**
 * Runs the embedded stack in a process of its own, in memory and on a free port, as any other program would.
 * Rejects with what it wrote to stderr when it ends before it is ready.
 */
export async function runStack(args: string[] = ['--demo']): Promise<RunningStack> {
	const child = spawn(
		process.execPath,
		['--import', 'tsx', 'local/stack.ts', '--port', '0', '--data', 'memory', '--no-limits', ...args],
		{ stdio: ['ignore', 'pipe', 'pipe'] },
	)
	let said = ''
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		said = (said + text).slice(-4000)
	})
	const ended = once(child, 'exit')
	const stop = async () => {
		if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
		await ended
	}
	const line = await Promise.race([
		once(createInterface(child.stdout), 'line').then(([text]) => text as string),
		ended.then(() => null),
	])
	if (line === null) throw new Error(`The stack ended before it was ready:\n${said}`)
	return { ...(JSON.parse(line) as StackLine), stop }
}
