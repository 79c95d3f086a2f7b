import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('./build-page.ts', import.meta.url))

/** Builds the page in a process of its own, so that it uses the second core. Aborting ends that process. */
export function buildPageApart(folder: string, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		// The loader that runs this very process runs that one too.
		const child = spawn(process.execPath, [...process.execArgv, script, folder], {
			stdio: ['ignore', 'ignore', 'pipe'],
			signal,
		})
		let complaints = ''
		child.stderr.on('data', (chunk) => {
			complaints += chunk
		})
		child.on('error', reject)
		child.on('exit', (code) => {
			if (code === 0) resolve()
			else reject(new Error(`The page could not be built.\n${complaints.trim()}`))
		})
	})
}
