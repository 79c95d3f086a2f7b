import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ARGUMENTS } from '../../e2e/harness/browser'

export interface Scores {
	performance: number
	accessibility: number
	bestPractices: number
	/** Titles of the audits that cost points, with their scores. */
	lost: string[]
	/** Lighthouse's own measure of how fast the machine was just then: scores of a slow moment are lower by ten points. */
	machine: number
}

interface Report {
	categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>
	audits: Record<string, { title: string; score: number | null; displayValue?: string }>
	environment: { benchmarkIndex: number }
}

const COMMAND = join(import.meta.dirname, 'node_modules', '.bin', 'lighthouse')

/** Lighthouse lives in this folder's own package, so that nobody else has to install it. */
export function lighthouseInstalled(): boolean {
	return existsSync(COMMAND)
}

/** Runs from which the middle one is reported: a single one swings by several points on a busy machine. */
const RUNS = 5

/** The middle of five Lighthouse runs, by performance; scores are 0 to 100. One run may fail, a second failure ends it. */
export async function lighthouse(
	url: string,
	browserPath: string,
	form: 'mobile' | 'desktop',
): Promise<Scores> {
	const scores: Scores[] = []
	let failed = 0
	while (scores.length < RUNS) {
		try {
			scores.push(await runOnce(url, browserPath, form))
		} catch (error) {
			if (failed++ > 0) throw error
			console.error(error)
		}
	}
	scores.sort((a, b) => a.performance - b.performance)
	const runs = scores.map(({ performance, machine }) => `${performance} (machine ${machine})`)
	console.log(`Lighthouse, ${form}: ${runs.join(', ')}`)
	return scores[(RUNS - 1) / 2]!
}

async function runOnce(url: string, browserPath: string, form: 'mobile' | 'desktop'): Promise<Scores> {
	const folder = mkdtempSync(join(tmpdir(), 'painel-lighthouse-'))
	const path = join(folder, 'report.json')
	try {
		const child = spawn(
			COMMAND,
			[
				url,
				'--quiet',
				'--output=json',
				`--output-path=${path}`,
				'--only-categories=performance,accessibility,best-practices',
				`--chrome-flags=--headless=new ${ARGUMENTS.join(' ')}`,
				...(form === 'desktop' ? ['--preset=desktop'] : []),
			],
			{ env: { ...process.env, CHROME_PATH: browserPath }, stdio: ['ignore', 'ignore', 'pipe'] },
		)
		let said = ''
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			said = (said + text).slice(-4000)
		})
		// Not `exit`: by then stderr may still have something to say.
		const [code, signal] = await once(child, 'close')
		if (code !== 0) throw new Error(`Lighthouse (${form}) ended with ${code ?? signal}:\n${said.trim()}`)
		return read(JSON.parse(readFileSync(path, 'utf8')) as Report)
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
}

function read({ categories, audits, environment }: Report): Scores {
	const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100)
	const lost = Object.values(categories)
		.flatMap(({ auditRefs }) => auditRefs)
		.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
		.map(({ id }) => `${audits[id]!.title}: ${audits[id]!.displayValue ?? audits[id]!.score}`)
	return {
		performance: score('performance'),
		accessibility: score('accessibility'),
		bestPractices: score('best-practices'),
		lost,
		machine: Math.round(environment.benchmarkIndex),
	}
}
