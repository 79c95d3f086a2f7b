import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { types, type Workflow } from '../source/node'
import { installN8n } from './install'

/** A credential as `n8n import:credentials` takes it. */
export interface Credential {
	id: string
	name: string
	type: string
	data: Record<string, unknown>
}

export interface RunningN8n {
	url: string
	/** The last that it said. */
	log(): string
	stop(): Promise<void>
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1')
	await once(server, 'listening')
	const { port } = server.address() as { port: number }
	server.close()
	await once(server, 'close')
	return port
}

/** Published workflows are registered one by one after the start: until then their webhooks are not found. */
async function everyDoorOpens(url: string, workflows: Workflow[]): Promise<void> {
	const doors = workflows
		.flatMap(({ nodes }) => nodes)
		.filter(({ type, parameters }) => type === types.webhook[0] && parameters.httpMethod === 'POST')
	for (const { parameters } of doors)
		while ((await fetch(`${url}/webhook/${parameters.path}`, { method: 'POST' })).status === 404)
			await setTimeout(100)
}

/** A real n8n on this machine alone, with these workflows published. Asks nobody outside. */
export async function runN8n(workflows: Workflow[], credentials: Credential[]): Promise<RunningN8n> {
	const { node, program } = installN8n()
	const folder = mkdtempSync(join(tmpdir(), 'painel-n8n-'))
	const [port, broker] = [await freePort(), await freePort()]
	const url = `http://127.0.0.1:${port}`
	const environment = {
		...process.env,
		NODE_ENV: 'production',
		N8N_USER_FOLDER: folder,
		N8N_ENCRYPTION_KEY: 'only-for-this-test',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(broker),
		N8N_WEBHOOK_URL: `${url}/`,
		// Its list of servers would be fetched from outside.
		N8N_DISABLED_MODULES: 'mcp-registry',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		EXTERNAL_FRONTEND_HOOKS_URLS: '',
		GENERIC_TIMEZONE: 'America/Sao_Paulo',
	}
	const cli = (...args: string[]) => {
		const { status, stdout, stderr } = spawnSync(node, [program, ...args], {
			env: environment,
			encoding: 'utf8',
		})
		if (status !== 0) throw new Error(`n8n ${args[0]} failed:\n${stdout}\n${stderr}`)
	}
	const file = (name: string, value: unknown) => {
		const path = join(folder, name)
		writeFileSync(path, JSON.stringify(value))
		return `--input=${path}`
	}
	cli('import:credentials', file('credentials.json', credentials))
	cli('import:workflow', file('workflows.json', workflows))
	for (const { id } of workflows) cli('publish:workflow', `--id=${id}`)

	const child = spawn(node, [program, 'start'], {
		env: environment,
		stdio: ['ignore', 'pipe', 'pipe'],
	})
	let said = ''
	const isStarted = new Promise<void>((started) => {
		for (const stream of [child.stdout, child.stderr])
			stream.setEncoding('utf8').on('data', (text: string) => {
				said = (said + text).slice(-20_000)
				if (said.includes('Editor is now accessible')) started()
			})
	})
	const ended = once(child, 'exit')
	const stop = async () => {
		if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
		await ended
		rmSync(folder, { recursive: true, force: true })
	}
	try {
		const isUp = isStarted.then(() => everyDoorOpens(url, workflows)).then(() => true)
		if (!(await Promise.race([isUp, ended.then(() => false)])))
			throw new Error(`n8n ended before it was ready:\n${said}`)
		return { url, log: () => said, stop }
	} catch (error) {
		await stop()
		throw error
	}
}
