import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { projectFiles } from '../project-files'
import { sampleOf } from './sample'
import { mutantsOf, type SqlMutant } from './sql-mutants'
import type { Outcome } from './stryker'

const MIGRATIONS = 'supabase/migrations/'
/** Compares the text of each function with a copy of it: it notices every change, of whatever effect. */
const BY_TEXT = 'supabase/tests/platform.test.ts'
/** Takes most of the time, and notices little that the others don't: only for what those let pass. */
const SLOW = [
	'broadcasts/broadcasts',
	'concurrency',
	'export-import',
	'histories/histories',
	'histories/together',
	'import-by-member',
	'large-ledgers',
	'personas',
].map((name) => `supabase/tests/${name}.test.ts`)

/** Every mutant of every migration. */
const allMutants = (): SqlMutant[] =>
	projectFiles('supabase/migrations')
		.filter((path) => path.endsWith('.sql'))
		.flatMap((path) => mutantsOf(path, readFileSync(path, 'utf8')))

/** A copy of the project that may be changed, sharing its packages. */
function copyOfProject(): string {
	const folder = mkdtempSync(join(tmpdir(), 'painel-mutate-'))
	for (const path of projectFiles()) cpSync(path, join(folder, path), { recursive: true })
	symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
	return folder
}

/** Changes the migrations, one place at a time, and runs the SQL tests against each change until the first one fails. */
export function mutateSql(count: number, seed: number): Outcome {
	const all = allMutants()
	const outcome: Outcome = { noticed: [], endless: [], survivors: [] }
	const folder = copyOfProject()
	try {
		for (const mutant of sampleOf(all, count, seed)) {
			const { path, line, was, becomes } = mutant
			const status = tryMutant(folder, mutant)
			const change = `${short(was)} → ${short(becomes)}`
			process.stdout.write(`${status.padEnd(8)} ${path.slice(MIGRATIONS.length)}:${line}  ${change}\n`)
			const text = readFileSync(path, 'utf8').split('\n')[line - 1]!.trim()
			if (status !== 'invalid')
				outcome[status === 'noticed' ? 'noticed' : 'survivors'].push({ path, line, text, change })
		}
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
	return outcome
}

type Status = 'noticed' | 'survived' | 'invalid'

/** `invalid`: the migrations don't apply with it. */
function tryMutant(folder: string, { path, text }: SqlMutant): Status {
	const file = join(folder, path)
	const whole = readFileSync(file, 'utf8')
	try {
		writeFileSync(file, text)
		const quick = runTests(folder, [
			'supabase/tests',
			...[BY_TEXT, ...SLOW].flatMap((one) => ['--exclude', one]),
		])
		return quick === 'survived' ? runTests(folder, SLOW) : quick
	} finally {
		writeFileSync(file, whole)
	}
}

function runTests(folder: string, which: readonly string[]): Status {
	const { status, stdout, stderr } = spawnSync(
		'npx',
		[
			'--no-install',
			'vitest',
			'run',
			'--project',
			'sql',
			...which,
			'--bail=1',
			'--reporter=dot',
			'--no-isolate',
			'--maxWorkers=2',
		],
		{ cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', PAINEL_MUTATED_TESTS: 'sql' } },
	)
	if (status === 0) return 'survived'
	return /\.sql failed|_\w+ failed: /.test(stdout + stderr) ? 'invalid' : 'noticed'
}

const short = (text: string) => text.replace(/\s+/g, ' ').slice(0, 60)
