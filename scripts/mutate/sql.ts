import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { projectFiles } from '../project-files'
import { sampleOf } from './sample'
import { mutantsOf, type SqlMutant } from './sql-mutants'
import type { Outcome } from './stryker'

const MIGRATIONS = 'supabase/migrations/'
/** Compares the text of each function with a copy of it: it notices every change, of whatever effect. */
const BY_TEXT = 'supabase/tests/platform.test.ts'
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
		const callers = findCallers(folder)
		for (const mutant of sampleOf(all, count, seed)) {
			const { path, line, was, becomes } = mutant
			const status = tryMutant(folder, mutant, callers)
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

/** Of each function the files of tests that call it, the least busy one first: no other can notice a change of its body. */
type Callers = Map<string, string[]>

/** Runs all tests without a change, once for each state of the migrations and their tests. */
function findCallers(folder: string): Callers {
	const hash = createHash('sha256')
	for (const path of projectFiles('supabase')) hash.update(path).update(readFileSync(path))
	const kept = resolve(`node_modules/.cache/mutate/calls-${hash.digest('hex').slice(0, 16)}`)
	if (!existsSync(kept)) {
		const calls = join(folder, 'calls')
		mkdirSync(calls)
		if (runTests(folder, ['supabase/tests'], { PAINEL_CALLS: calls }) !== 'survived')
			throw new Error('The SQL tests fail without any change: npm run test:sql says which.')
		cpSync(calls, kept, { recursive: true })
	}
	const files = readdirSync(kept)
		.map((name) => JSON.parse(readFileSync(join(kept, name), 'utf8')) as { file: string; names: string[] })
		.sort((one, other) => one.names.length - other.names.length)
	const callers: Callers = new Map()
	for (const { file, names } of files)
		for (const name of names) callers.set(name, [...new Set([...(callers.get(name) ?? []), file])])
	return callers
}

type Status = 'noticed' | 'survived' | 'invalid'

/** `invalid`: the migrations don't apply with it. */
function tryMutant(folder: string, { path, text, within = '' }: SqlMutant, callers: Callers): Status {
	const file = join(folder, path)
	const whole = readFileSync(file, 'utf8')
	try {
		writeFileSync(file, text)
		return runTests(folder, callers.get(within) ?? ['supabase/tests'])
	} finally {
		writeFileSync(file, whole)
	}
}

function runTests(folder: string, which: readonly string[], environment: NodeJS.ProcessEnv = {}): Status {
	const config = ['--no-isolate', '--maxWorkers=2', '--bail=1', '--reporter=dot', '--exclude', BY_TEXT]
	const { status, stdout, stderr } = spawnSync(
		'npx',
		['--no-install', 'vitest', 'run', '--project', 'sql', ...which, ...config],
		{
			cwd: folder,
			encoding: 'utf8',
			env: { ...process.env, NO_COLOR: '1', PAINEL_MUTATED_TESTS: 'sql', ...environment },
		},
	)
	if (status === 0) return 'survived'
	return /\.sql failed|_\w+ failed: /.test(stdout + stderr) ? 'invalid' : 'noticed'
}

const short = (text: string) => text.replace(/\s+/g, ' ').slice(0, 60)
