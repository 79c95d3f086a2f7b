import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { isDeepStrictEqual } from 'node:util'
import { monthNumber } from '../../src/ledger/month'
import { circumstances, percentile, writeResult } from '../report/figures'
import type { Figures, Query } from './contender'
import type { Answer, Order } from './contender-process'
import { takeFrames } from './frames'
import type { Measured, MetricsFigures, Spread, StepFigures } from './table'

// npm run bench:metrics -- [--rows 10000] [--only painel,naive] [--rounds 9] [--basis purchase]
// The store against others on the same data: each in its own process, asked in turn, every figure compared with the naive one.
// npm run bench:metrics -- --steps [--rows 1000000]
// The store alone, step by step.
// npm run bench:metrics -- --frames [--rows 1000000]
// Feed, device cache and store in Chromium: which tasks hold the page while a large ledger loads.

const argument = (name: string, fallback: string) => {
	const at = process.argv.indexOf(`--${name}`)
	return at < 0 ? fallback : process.argv[at + 1]!
}

const ALONE = (['steps', 'frames'] as const).find((part) => process.argv.includes(`--${part}`))
const ROWS = Number(argument('rows', ALONE ? '1000000' : '10000'))
const CONTENDERS = argument('only', 'naive,painel,crossfilter,duckdb').split(',')
const ROUNDS = Number(argument('rounds', ROWS > 200_000 ? '5' : '9'))
/** How months are counted. The documents' tables are of bills; the other basis is printed only. */
const BASIS = argument('basis', 'bill')
if (BASIS !== 'bill' && BASIS !== 'purchase') throw new Error(`--basis is bill or purchase, not ${BASIS}`)
/** A contender that needs longer for one step is out of the race, and the table says so. */
const LIMIT_MS = Number(argument('limit', '60000'))
const RESULT = new URL('result.json', import.meta.url).pathname

const now = monthNumber('2026-11')
const month = (back: number): Query => ({ from: now - back, to: now - back })
/** Turns that change what is asked each time, so that nobody answers from memory. */
const QUERIES: Record<string, (round: number) => Query> = {
	'one month': (round) => month(round % 12),
	'12 months': (round) => ({ from: now - 11 - (round % 5), to: now - (round % 5) }),
	'60 months, 3 categories': (round) => ({ from: now - 59, to: now, categories: [1 + (round % 6), 8, 9] }),
	'12 months, text': (round) => ({
		from: now - 11,
		to: now,
		text: ['mercado', 'uber 1', 'cafe'][round % 3]!,
	}),
}

/** How busy the machine was before: figures taken on a busy one are worth less. */
const load = Math.round(loadavg()[0]! * 10) / 10

class Runner {
	private readonly child: ChildProcess
	readonly times = new Map<string, number[]>()
	bytes = 0
	/** Why it left the race. */
	failure: string | null = null

	constructor(readonly name: string) {
		const file = new URL('contender-process.ts', import.meta.url).pathname
		this.child = fork(file, [name, String(ROWS), BASIS], {
			execArgv: ['--import', 'tsx', '--expose-gc', '--max-old-space-size=8192'],
			serialization: 'advanced',
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
		})
		this.child.stderr!.on('data', (chunk) => {
			this.errors = (this.errors + chunk).slice(-2000)
		})
	}

	private errors = ''

	/** Resolves with the next message; fails when the process dies or takes too long. */
	answer(limit = LIMIT_MS): Promise<Answer> {
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => done(() => reject(new Error(`over ${limit / 1000} s`))), limit)
			const onMessage = (message: unknown) => done(() => resolve(message as Answer))
			const onExit = () => done(() => reject(new Error(`ended: ${this.errors.trim().split('\n').at(-1)}`)))
			const done = (settle: () => void) => {
				clearTimeout(timer)
				this.child.off('message', onMessage).off('exit', onExit)
				settle()
			}
			this.child.once('message', onMessage).once('exit', onExit)
		})
	}

	async ask(step: string, order: Order): Promise<Figures | undefined> {
		if (this.failure) return undefined
		try {
			const asked = this.answer()
			this.child.send(order)
			const answer = await asked
			if ('error' in answer) throw new Error(answer.error)
			if (answer.bytes !== undefined) this.bytes = answer.bytes
			else if (step) this.times.set(step, [...(this.times.get(step) ?? []), answer.ms])
			return answer.figures
		} catch (error) {
			this.failure = `${step}: ${error instanceof Error ? error.message : error}`
			console.error(`${this.name} leaves: ${this.failure}`)
			this.stop()
			return undefined
		}
	}

	async ready(): Promise<void> {
		await this.answer(10 * LIMIT_MS).catch((error: Error) => {
			this.failure = `start: ${error.message}`
			console.error(`${this.name} leaves: ${this.failure}`)
			this.stop()
		})
	}

	stop(): void {
		this.child.kill('SIGKILL')
	}
}

/** Asks every contender in turn and holds their figures to the first one's. */
async function ask(runners: Runner[], step: string, order: Order): Promise<void> {
	let expected: { name: string; figures: Figures } | null = null
	for (const runner of runners) {
		const figures = await runner.ask(step, order)
		if (!figures) continue
		if (!expected) expected = { name: runner.name, figures }
		else if (!isDeepStrictEqual(figures, expected.figures)) {
			console.error(
				JSON.stringify({ [runner.name]: figures, [expected.name]: expected.figures }).slice(0, 3000),
			)
			throw new Error(`${runner.name} and ${expected.name} give different figures at "${step}"`)
		}
	}
}

if (ALONE) {
	await (ALONE === 'steps' ? takeSteps() : keepFrames())
	process.exit(0)
}

const OURS = ['naive', 'painel']
if (!CONTENDERS.every((name) => OURS.includes(name)) && !existsSync(new URL('node_modules', import.meta.url)))
	execFileSync('npm', ['ci'], { cwd: new URL('.', import.meta.url).pathname, stdio: 'inherit' })

const runners: Runner[] = []
try {
	for (const name of CONTENDERS) {
		const runner = new Runner(name)
		runners.push(runner)
		await runner.ready()
	}
	// At small sizes the first loads measure the compiler: they warm up, uncounted, for everybody.
	const [warm, counted] =
		ROWS > 200_000 ? [0, 1] : ROWS > 20_000 ? [1, 3] : ROWS > 2000 ? [10, 15] : [100, 50]
	for (let round = 0; round < warm; round++) await ask(runners, '', { do: 'load' })
	for (let round = 0; round < counted; round++) await ask(runners, 'load', { do: 'load' })
	for (let round = -1; round < ROUNDS; round++) {
		// The first round warms up and is not counted.
		const label = (name: string) => (round < 0 ? '' : name)
		for (const [name, query] of Object.entries(QUERIES))
			await ask(runners, label(name), { do: 'read', query: query(round + 1) })
		await ask(runners, '', { do: 'read', query: month(0) })
		await ask(runners, label('1 change'), { do: 'change', count: 1 })
		await ask(runners, label('1,000 changes'), { do: 'change', count: 1000 })
		console.error(`round ${round + 1} of ${ROUNDS}`)
	}
	await ask(runners, '', { do: 'memory' })

	const measured: Measured[] = runners.map((runner) => ({
		name: runner.name,
		failure: runner.failure,
		bytesPerRow: Math.max(0, Math.round(runner.bytes / ROWS)),
		steps: Object.fromEntries(
			[...runner.times]
				.filter(([step]) => step !== '')
				.map(([step, times]) => [
					step,
					rounded({ p50: percentile(times, 0.5), min: Math.min(...times), max: Math.max(...times) }),
				]),
		),
	}))
	const held = heldFigures()
	const taken = { ...circumstances(), rounds: ROUNDS, load, measured }
	if (BASIS === 'bill')
		writeResult<MetricsFigures>(RESULT, { ...held, sizes: { ...held.sizes, [ROWS]: taken } })
	for (const row of measured) console.log(JSON.stringify(row))
} finally {
	for (const runner of runners) runner.stop()
}

function heldFigures(): MetricsFigures {
	return existsSync(RESULT)
		? JSON.parse(readFileSync(RESULT, 'utf8')).figures
		: { sizes: {}, steps: {}, frames: {} }
}

function rounded({ p50, min, max }: Spread): Spread {
	const round = (ms: number) => Number(ms.toPrecision(3))
	return { p50: round(p50), min: round(min), max: round(max) }
}

async function keepFrames(): Promise<void> {
	const taken = { ...circumstances(), load, ...(await takeFrames(ROWS)) }
	const held = heldFigures()
	writeResult<MetricsFigures>(RESULT, { ...held, frames: { ...held.frames, [ROWS]: taken } })
	console.table(taken.visits)
}

/** The store's own steps, in a process of their own. */
async function takeSteps(): Promise<void> {
	const child = fork(new URL('steps-process.ts', import.meta.url).pathname, [String(ROWS)], {
		execArgv: ['--import', 'tsx', '--expose-gc', '--max-old-space-size=8192'],
	})
	const { steps, bytesPerRow } = await new Promise<StepFigures>((resolve, reject) => {
		child.once('message', (message) => resolve(message as StepFigures))
		child.once('exit', (code) => reject(new Error(`the steps ended with ${code}`)))
	})
	child.kill()
	const exact = Object.entries(steps).map(([step, spread]) => [step, rounded(spread)] as const)
	const taken = { ...circumstances(), load, bytesPerRow, steps: Object.fromEntries(exact) }
	const held = heldFigures()
	writeResult<MetricsFigures>(RESULT, { ...held, steps: { ...held.steps, [ROWS]: taken } })
	for (const [step, { p50, min, max }] of exact) console.log(`${step}: ${p50} ms (${min} to ${max})`)
	console.log(`${bytesPerRow} bytes per row`)
}
