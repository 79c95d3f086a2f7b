import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countTests, totalsLine } from './totals'

const file = (status: string, ...tests: string[]) => ({
	status,
	assertionResults: tests.map((status) => ({ status })),
})

describe('the closing line of a test run', () => {
	it('counts tests over all files', () => {
		const report = { testResults: [file('passed', 'passed', 'passed', 'skipped'), file('failed', 'failed')] }
		expect(totalsLine(countTests(report))).toBe('2 passed, 1 failed')
	})

	it('counts a file that could not be read as a failure', () => {
		expect(countTests({ testResults: [file('failed')] })).toEqual({ passed: 0, failed: 1, skipped: 0 })
	})

	it('counts a file whose clean-up failed after its tests passed', () => {
		expect(countTests({ testResults: [file('failed', 'passed')] })).toEqual({
			passed: 1,
			failed: 1,
			skipped: 0,
		})
	})
})

describe('as a command', () => {
	let folder = ''
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'painel-totals-'))
	})
	afterAll(() => rmSync(folder, { recursive: true }))

	const run = (...reports: unknown[]) => {
		const paths = reports.map((report, i) => {
			const path = join(folder, `report-${i}.json`)
			writeFileSync(path, typeof report === 'string' ? report : JSON.stringify(report))
			return path
		})
		const { status, stdout } = spawnSync(
			process.execPath,
			['--import', 'tsx', 'scripts/testing/totals.ts', ...paths],
			{ encoding: 'utf8' },
		)
		return { status, line: stdout.trim().split('\n').at(-1) }
	}

	it.each([
		['succeeds when all passed', { testResults: [file('passed', 'passed')] }, 0, '1 passed, 0 failed'],
		[
			'tells what was skipped before its last line',
			{ testResults: [file('passed', 'passed', 'skipped')] },
			0,
			'1 passed, 0 failed',
		],
		['fails when one failed', { testResults: [file('failed', 'failed')] }, 1, '0 passed, 1 failed'],
		['fails when no test ran', { testResults: [] }, 1, '0 passed, 0 failed'],
		['fails on a broken report', '{', 1, '0 passed, 1 failed'],
	])('%s', (_, report, status, line) => {
		expect(run(report)).toEqual({ status, line })
	})

	const passed = { testResults: [file('passed', 'passed')] }

	it('adds up several reports, and fails when one of them failed or ran no test', () => {
		expect(run(passed, passed)).toEqual({ status: 0, line: '2 passed, 0 failed' })
		expect(run(passed, { testResults: [file('failed', 'failed')] }).status).toBe(1)
		expect(run(passed, { testResults: [] })).toEqual({ status: 1, line: '1 passed, 0 failed' })
	})

	it('fails without a report', () => {
		expect(run().status).toBe(1)
	})
})
