import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { seededRandom } from '../src/household/random'
import { serveSite } from './site'
import { explain } from './stack/explain'
import type { Stack } from './stack/index'
import { onStopSignal } from './stack/signals'
import { curlLine } from './start/curl-line'
import { nodeAdvice, withoutNodeWarning } from './start/node-version'
import { openBrowser } from './start/open-browser'
import { buildPageApart } from './start/page'
import { portOrAnother } from './start/port'
import { Progress } from './start/progress'
import { simulateAgent } from './start/simulated-agent'

const PAGE_PORT = 5173
const STACK_PORT = 54321
/** A message every five seconds or so: often enough to see, seldom enough to read. */
const PACE_MS = 5_000
/** Where data and the built page are kept. */
const folder = resolve(
	process.env.PAINEL_FOLDER ?? join(fileURLToPath(new URL('../', import.meta.url)), '.painel'),
)

/** npm start -- [--port 5173] [--no-open] [--no-agent]: everything on this machine, with a household to look at. */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string' },
			'no-open': { type: 'boolean', default: false },
			'no-agent': { type: 'boolean', default: false },
		},
	})
	const port = await portOrAnother(values.port, PAGE_PORT)
	const closing: (() => unknown)[] = []
	let stopping = false
	const end = onStopSignal(async () => {
		stopping = true
		process.stdout.write('\n  Stopping …\n')
		for (const step of closing.splice(0).reverse()) await step()
	})
	try {
		await run(closing, { port, open: !values['no-open'], agent: !values['no-agent'] })
	} catch (error) {
		if (!stopping) process.stderr.write(`\n${explain(error)}\n`)
		end(1)
	}
}

interface StartOptions {
	/** The page's port. */
	port: number
	open: boolean
	agent: boolean
}

/** Starts one part after the other; `closing` gets what takes each down again, the last one to be called first. */
async function run(closing: (() => unknown)[], { port, open, agent }: StartOptions): Promise<void> {
	process.stdout.write('\nPainel is starting. The first time takes longest.\n\n')
	const progress = new Progress(process.stdout)
	const page = join(folder, 'page')
	const starting = progress.step('database, API and two years of a household', startDemo)
	// Stopped half way, it is still closed properly: the data folder must stay whole.
	closing.push(async () => (await starting.catch(() => null))?.close())
	const building = new AbortController()
	closing.push(() => building.abort())
	const [stack] = await Promise.all([
		starting,
		progress.step('page', () => buildPageApart(page, building.signal)),
	])
	const { url, publishable_key: publishableKey, agent_token: agentToken, demo } = stack
	const site = await serveSite(page, { supabaseUrl: url, publishableKey, demo }, { port })
	closing.push(() => site.close())
	if (agent) {
		const random = seededRandom(Date.now())
		closing.push(simulateAgent({ url, publishableKey, agentToken, random, pace: PACE_MS }))
	}
	process.stdout.write(welcome(stack, site.url, agent))
	if (open) openBrowser(site.url)
}

async function startDemo(say: (line: string) => void): Promise<Stack> {
	// Loaded here: it takes a second, in which the page already builds.
	const { startStack } = await withoutNodeWarning(() => import('./stack/index'))
	return startStack({
		data: join(folder, 'data'),
		demo: true,
		port: await portOrAnother(undefined, STACK_PORT),
		onProgress: say,
		onEmail: ({ to, subject, code, link }) => {
			const how = [code && `code ${code}`, link].filter(Boolean).join(' or ')
			process.stdout.write(`\n  E-mail for ${to}: ${subject}. ${how}\n`)
		},
	})
}

function welcome(stack: Stack, page: string, withAgent: boolean): string {
	const { email, password } = stack.demo
	const advice = nodeAdvice()
	return `
  Page      ${page}
  Sign in   one click on the page, or ${email} / ${password}
  Supabase  ${stack.url}

  Record a purchase and watch the page:

${curlLine(stack)}

  ${withAgent ? 'A simulated agent posts every few seconds (npm start -- --no-agent: none does).' : 'No simulated agent posts.'}
  Everything is kept in ${relative('', folder) || folder}/ (delete that folder to begin anew). ^C stops it all.
${advice ? `\n  ${advice}\n` : ''}
`
}

main().catch((error: unknown) => {
	process.stderr.write(`${explain(error)}\n`)
	process.exitCode = 1
})
