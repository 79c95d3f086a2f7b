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
}

interface Report {
	categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>
	audits: Record<string, { title: string; score: number | null; displayValue?: string }>
}

const COMMAND = join(import.meta.dirname, 'node_modules', '.bin', 'lighthouse')

/** Lighthouse lives in this folder's own package, so that nobody else has to install it. */
export function lighthouseInstalled(): boolean {
	return existsSync(COMMAND)
}

/** One Lighthouse run; scores are 0 to 100. */
export async function lighthouse(
	url: string,
	browserPath: string,
	form: 'mobile' | 'desktop',
): Promise<Scores> {
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
			{ env: { ...process.env, CHROME_PATH: browserPath }, stdio: ['ignore', 'ignore', 'inherit'] },
		)
		const [code] = await once(child, 'exit')
		if (code !== 0) throw new Error(`Lighthouse ended with ${code}`)
		return read(JSON.parse(readFileSync(path, 'utf8')) as Report)
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
}

function read({ categories, audits }: Report): Scores {
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
	}
}
