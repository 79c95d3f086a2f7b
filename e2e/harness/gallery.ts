import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { freePort } from '../../local/database/embedded-postgres'

export interface RunningGallery {
	/** Add `?panel=Headline` for one panel. */
	url: string
	stop(): Promise<void>
}

/** The gallery as developers see it: `npm run dev`, on a free port. Rejects with what it wrote when it ends at once. */
export async function runGallery(): Promise<RunningGallery> {
	// What vitest sets for its own run would make another page of it.
	const { VITEST: _, NODE_ENV: __, ...env } = process.env
	const port = String(await freePort())
	const vite = ['node_modules/vite/bin/vite.js', '--host', '127.0.0.1', '--port', port, '--strictPort']
	const child = spawn(process.execPath, vite, { env, stdio: ['ignore', 'pipe', 'pipe'] })
	let said = ''
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		said = (said + text).slice(-4000)
	})
	const ended = once(child, 'exit')
	const ready = new Promise<boolean>((resolve) => {
		createInterface(child.stdout).on('line', (line) => line.includes('127.0.0.1') && resolve(true))
		void ended.then(() => resolve(false))
	})
	if (!(await ready)) throw new Error(`The development server ended:\n${said}`)
	return {
		url: `http://127.0.0.1:${port}/gallery.html`,
		async stop() {
			child.kill('SIGTERM')
			await ended
		},
	}
}
