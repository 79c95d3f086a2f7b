import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** Where and when figures were taken; they mean little without it. */
export interface Circumstances {
	date: string
	cores: number
	cpu: string
	node: string
	browser: string
}

/** One benchmark's figures, kept in git beside it; the README's tables are made from these. */
export interface Result<Figures> {
	circumstances: Circumstances
	figures: Figures
}

export function circumstances(browserPath?: string): Circumstances {
	return {
		date: new Date().toISOString().slice(0, 10),
		cores: cpus().length,
		cpu: cpus()[0]?.model ?? 'unknown',
		node: process.version,
		browser: browserPath
			? execFileSync(browserPath, ['--version'], {
					encoding: 'utf8',
					stdio: ['ignore', 'pipe', 'ignore'],
				}).trim()
			: '',
	}
}

export function writeResult<Figures>(path: string, figures: Figures, browserPath?: string): void {
	const result: Result<Figures> = { circumstances: circumstances(browserPath), figures }
	writeFileSync(path, `${JSON.stringify(result, null, '\t')}\n`)
}

/** The value that `share` (0 to 1) of the values do not exceed; by nearest rank, values need not be sorted. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b)
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** To one decimal. */
export function round(value: number): number {
	return Math.round(value * 10) / 10
}
