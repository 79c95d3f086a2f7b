/**
 * Runs tests on days and in zones where things break: `npm run test:dates`, or with vitest's own arguments after `--`
 * (`npm run test:dates -- --project sql`; without any, the unit tests). libfaketime moves the clock of every process,
 * the databases too, and the browser tests that of their pages, so that all agree on what day it is; only the clock that
 * measures durations stays.
 * Needs it installed: `apt install faketime`, `brew install libfaketime`, or its path in PAINEL_FAKETIME.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The zone of the machine, and the moment the run begins. */
const MOMENTS: [zone: string, moment: string, why: string][] = [
	['America/Sao_Paulo', '2028-02-29T23:40:00-03:00', '29 February, and March in UTC already'],
	['Asia/Tokyo', '2026-12-31T08:30:00+09:00', '31 December, and still the 30th in UTC and São Paulo'],
	['Pacific/Apia', '2027-05-01T00:20:00+13:00', 'the 1st, and still the last day of April elsewhere'],
	['Asia/Tokyo', '2027-06-01T14:00:00+09:00', 'the 1st everywhere'],
	['UTC', '2028-01-01T01:30:00Z', 'a new year, and still the old one in São Paulo'],
	['America/Sao_Paulo', '2027-01-31T23:58:00-03:00', 'a month that ends while the tests run'],
]

function findLibrary(): string {
	const named = process.env.PAINEL_FAKETIME
	if (named) return named
	const multiarch = existsSync('/usr/lib')
		? readdirSync('/usr/lib').map((name) => join('/usr/lib', name))
		: []
	const found = [...multiarch, '/usr/lib', '/usr/local/lib', '/opt/homebrew/lib']
		.flatMap((folder) =>
			['libfaketimeMT.so.1', 'libfaketime.1.dylib'].map((name) => join(folder, 'faketime', name)),
		)
		.find((path) => existsSync(path))
	if (!found)
		throw new Error(
			'libfaketime is not installed. Install it (`apt install faketime`, `brew install libfaketime`), or name its path in PAINEL_FAKETIME.',
		)
	return found
}

/** The environment in which every process believes that it is `moment` now, in `zone`. */
function environment(library: string, zone: string, moment: string): NodeJS.ProcessEnv {
	const seconds = Math.round((Date.parse(moment) - Date.now()) / 1000)
	const preload = process.platform === 'darwin' ? 'DYLD_INSERT_LIBRARIES' : 'LD_PRELOAD'
	return {
		...process.env,
		TZ: zone,
		[preload]: library,
		FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}s`,
		// For the browser tests, which move the clock of their pages themselves.
		PAINEL_CLOCK_MOVED: String(seconds),
		FAKETIME_DONT_FAKE_MONOTONIC: '1',
		NO_FAKE_STAT: '1',
	}
}

/** Nothing would be tested if the library were not loaded, as on a system that forbids it. */
function expectMoved(env: NodeJS.ProcessEnv, moment: string): void {
	const { stdout } = spawnSync(process.execPath, ['-p', 'Date.now()'], { env, encoding: 'utf8' })
	if (Math.abs(Number(stdout) - Date.parse(moment)) > 60_000)
		throw new Error(`libfaketime does not move this system's clock: it says ${stdout.trim()}.`)
}

const asked = process.argv.slice(2)
const tests = asked.length > 0 ? asked : ['--project', 'unit', '--project', 'tools']
const library = findLibrary()
let failed = 0
for (const [zone, moment, why] of MOMENTS) {
	console.log(`\n== ${zone}, ${moment}: ${why}`)
	const env = environment(library, zone, moment)
	expectMoved(env, moment)
	const { status } = spawnSync(
		process.execPath,
		['node_modules/vitest/vitest.mjs', 'run', '--silent=passed-only', '--reporter=dot', ...tests],
		{ env, stdio: 'inherit' },
	)
	if (status !== 0) failed++
}
console.log(`\n${MOMENTS.length - failed} moments passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
