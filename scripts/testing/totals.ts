/**
 * Reads vitest's JSON reports and ends with the line `N passed, N failed` over all of them; what was skipped is said on
 * the line before. Exits 1 when a test failed, a test file could not even be read, or a report is missing or empty.
 *
 *     tsx scripts/testing/totals.ts report.json [another.json …]
 */
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** The part of vitest's JSON report that counts. */
export interface TestReport {
	testResults: {
		status: string
		assertionResults: { status: string }[]
	}[]
}

export interface TestTotals {
	passed: number
	failed: number
	skipped: number
}

/** Counts single tests; a file that failed before its first test counts as one failure. */
export function countTests(report: TestReport): TestTotals {
	const totals = { passed: 0, failed: 0, skipped: 0 }
	for (const file of report.testResults) {
		let failedInside = 0
		for (const { status } of file.assertionResults) {
			if (status === 'passed') totals.passed++
			else if (status === 'failed') failedInside++
			else totals.skipped++
		}
		if (file.status === 'failed' && failedInside === 0) failedInside = 1
		totals.failed += failedInside
	}
	return totals
}

/** The closing line. */
export function totalsLine({ passed, failed }: TestTotals): string {
	return `${passed} passed, ${failed} failed`
}

function readTotals(path: string): TestTotals {
	try {
		return countTests(JSON.parse(readFileSync(path, 'utf8')) as TestReport)
	} catch {
		console.error(`No test report ${path}: the test runner stopped before its end.`)
		return { passed: 0, failed: 1, skipped: 0 }
	}
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const paths = process.argv.slice(2)
	const runs = (paths.length > 0 ? paths : ['']).map(readTotals)
	const sum = (part: keyof TestTotals) => runs.reduce((all, run) => all + run[part], 0)
	const totals = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
	if (totals.skipped > 0) console.log(`${totals.skipped} skipped: what they need is not installed here`)
	console.log(totalsLine(totals))
	process.exitCode = totals.failed > 0 || runs.some((run) => run.passed === 0) ? 1 : 0
}
