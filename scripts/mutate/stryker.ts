import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Area } from './areas'
import type { Span } from './sample'

/** Installed on demand: nobody needs it who doesn't mutate. TypeScript 5, because Stryker reads tsconfig.json with its API. */
const PACKAGES = ['@stryker-mutator/core@9.6.1', '@stryker-mutator/vitest-runner@9.6.1', 'typescript@5.9.3']
/** Within `node_modules`, so that Stryker finds the project's own vitest above it. */
const CACHE = resolve('node_modules/.cache/mutate')
const STRYKER = join(CACHE, 'node_modules/@stryker-mutator')

/** One change that was tried. */
export interface Change {
	path: string
	line: number
	/** The whole line, without its indentation. */
	text: string
	/** What stood there, and what was tried. */
	change: string
}

export interface Outcome {
	noticed: Change[]
	/** Those that the tests never came back from: noticed too. */
	endless: Change[]
	survivors: Change[]
}

interface Report {
	files: Record<
		string,
		{
			source: string
			mutants: { status: string; mutatorName: string; replacement: string; location: Location }[]
		}
	>
}
interface Location {
	start: { line: number; column: number }
	end: { line: number; column: number }
}

function install(): void {
	if (existsSync(join(STRYKER, 'vitest-runner/package.json'))) return
	mkdirSync(CACHE, { recursive: true })
	writeFileSync(join(CACHE, 'package.json'), '{ "private": true }\n')
	const { status } = spawnSync(
		'npm',
		['install', '--no-save', '--legacy-peer-deps', '--loglevel=error', ...PACKAGES],
		{ cwd: CACHE, stdio: 'inherit' },
	)
	if (status !== 0) throw new Error('Stryker could not be installed: see what npm says above.')
	allowReturns()
}

/** A Code node of n8n is the body of a function, which returns: Stryker has no option to read it so. */
function allowReturns(): void {
	const path = join(STRYKER, 'instrumenter/dist/src/parsers/js-parser.js')
	const text = readFileSync(path, 'utf8')
	const changed = text.replace('parserOpts: {', 'parserOpts: { allowReturnOutsideFunction: true,')
	if (changed === text) throw new Error('Stryker reads JavaScript by other options: see allowReturns.')
	writeFileSync(path, changed)
}

/** Changes the code of the spans, one place at a time, and runs the area's tests against each change. */
export function mutateCode(
	area: Area,
	spans: readonly Span[],
	how: { concurrency: number; ignoreStatic: boolean },
): Outcome {
	install()
	const folder = mkdtempSync(join(tmpdir(), 'painel-mutate-'))
	try {
		const report = join(folder, 'report.json')
		const config = join(folder, 'stryker.json')
		writeFileSync(
			config,
			JSON.stringify({
				testRunner: 'vitest',
				plugins: [join(STRYKER, 'vitest-runner/dist/src/index.js')],
				// Not by imports: some code is read by the tests, not imported.
				vitest: { configFile: 'scripts/mutate/mutated.config.ts', related: false },
				// On a busy machine slow is not endless.
				timeoutMS: 120_000,
				mutate: spans.map(({ path, from, to }) => `${path}:${from}-${to}`),
				coverageAnalysis: 'perTest',
				dryRunTimeoutMinutes: 30,
				...how,
				reporters: ['progress', 'json', 'event-recorder'],
				// One file for each change that was tried, to look at before the end.
				eventReporter: { baseDir: join(folder, 'events') },
				jsonReporter: { fileName: report },
				tempDirName: join(folder, 'sandbox'),
				ignorePatterns: ['dist', 'bench', '.painel'],
			}),
		)
		const { status } = spawnSync(process.execPath, [join(STRYKER, 'core/bin/stryker.js'), 'run', config], {
			stdio: 'inherit',
			// With as many random cases as a test run has: what only some of them meet is noticed there too.
			env: { ...process.env, PAINEL_MUTATED_TESTS: area.tests.join(',') },
		})
		if (status !== 0) throw new Error('Stryker did not come to its end: see what it says above.')
		return outcomeOf(JSON.parse(readFileSync(report, 'utf8')) as Report)
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
}

/** What became of each change; one that is no code counts nowhere. */
function outcomeOf({ files }: Report): Outcome {
	const outcome: Outcome = { noticed: [], endless: [], survivors: [] }
	const places: Record<string, Change[]> = {
		Killed: outcome.noticed,
		// With it the tests could not even be loaded.
		RuntimeError: outcome.noticed,
		Timeout: outcome.endless,
		Survived: outcome.survivors,
		NoCoverage: outcome.survivors,
	}
	for (const [path, { source, mutants }] of Object.entries(files)) {
		const lines = source.split('\n')
		for (const { status, replacement, location } of mutants) {
			const { line } = location.start
			const change = `${textAt(lines, location)} → ${replacement}`.replace(/\s+/g, ' ').slice(0, 160)
			places[status]?.push({ path, line, text: lines[line - 1]!.trim(), change })
		}
	}
	return outcome
}

/** What stood there; of several lines the first. */
function textAt(lines: readonly string[], { start, end }: Location): string {
	const line = lines[start.line - 1] ?? ''
	return line.slice(start.column - 1, start.line === end.line ? end.column - 1 : undefined)
}
