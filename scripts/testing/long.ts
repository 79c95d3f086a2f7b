/**
 * What takes too long for `npm test`, one after the other: `npm run test:long`, or some of it by name
 * (`npm run test:long -- schedules soak`). Goes on after a failure; the last line counts: `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'

interface Step {
	name: string
	what: string
	command: string[]
	env?: Record<string, string>
}

const vitest = (...more: string[]) => [
	'npx',
	'--no-install',
	'vitest',
	'run',
	'--silent=passed-only',
	...more,
]
const random = (runs: number) => ({ PAINEL_SEED: 'random', PAINEL_RUNS: String(runs) })

const STEPS: Step[] = [
	{
		name: 'schedules',
		what: 'the feed against its oracle, 5,000 schedules that nobody has tried',
		command: vitest('--project', 'unit', 'src/feed/oracle.test.ts'),
		env: random(5000),
	},
	{
		name: 'histories',
		what: 'the metrics against their oracle, 2,500 histories that nobody has tried',
		command: vitest('--project', 'unit', 'src/metrics'),
		env: random(2500),
	},
	{
		name: 'ledger',
		what: 'database, page and a model of the rules, 10,000 histories that nobody has tried, many ledgers at once',
		command: vitest('--project', 'sql', 'supabase/tests/histories/together.test.ts'),
		env: random(10_000),
	},
	{
		name: 'ledger-steps',
		what: 'the database against the model, a step at a time, 1,000 histories that nobody has tried',
		command: vitest('--project', 'sql', 'supabase/tests/histories/histories.test.ts'),
		env: random(1000),
	},
	{
		name: 'rules',
		what: 'the rules in SQL and TypeScript, on 200 cases that nobody has tried',
		command: vitest('--project', 'sql', 'supabase/tests/same-rules.test.ts'),
		env: random(200),
	},
	{
		name: 'dates',
		what: 'unit and SQL tests on the edges of months and years, in four zones (needs libfaketime)',
		command: [
			'npm',
			'run',
			'--silent',
			'test:dates',
			'--',
			'--project=unit',
			'--project=tools',
			'--project=sql',
		],
	},
	{
		name: 'contract',
		what: 'API, policies, Auth and Realtime of the embedded stack over a real PostgreSQL',
		command: vitest('--project', 'contract'),
		env: { PAINEL_CONTRACT_POSTGRES: '1' },
	},
	{
		name: 'attack',
		what: 'what nobody may, tried as everybody who might',
		command: ['npm', 'run', '--silent', 'attack'],
	},
	{
		name: 'mutate',
		what: 'a fifth of the rules, changed one place at a time: 95 of 100 changes are noticed (installs Stryker once)',
		command: ['npm', 'run', '--silent', 'mutate', '--', 'ledger', '--share', '0.2'],
	},
	{
		name: 'mutate-sql',
		what: 'twenty wrong changes of the migrations',
		command: ['npm', 'run', '--silent', 'mutate', '--', 'sql', '--count', '20'],
	},
	{
		name: 'soak',
		what: 'real pages, writes and faults at random for twenty minutes',
		command: ['npm', 'run', '--silent', 'soak', '--', '--minutes', '20'],
	},
	{
		name: 'n8n',
		what: 'the workflows on a real n8n (installs 1.7 GB once)',
		command: ['npm', 'run', '--silent', 'test:n8n'],
	},
]

/** The steps asked for, in the order above; all of them when none is. A name that is none ends the program. */
function chosen(names: string[]): Step[] {
	const known = STEPS.map(({ name }) => name)
	const unknown = names.filter((name) => !known.includes(name))
	if (unknown.length > 0) {
		console.error(`There is no step ${unknown.join(', ')}. There are: ${known.join(', ')}.`)
		process.exit(2)
	}
	return names.length === 0 ? STEPS : STEPS.filter(({ name }) => names.includes(name))
}

/** Runs one step with its output shown; true when it succeeded. */
function run({ name, what, command, env }: Step): boolean {
	console.log(`\n== ${name}: ${what}`)
	const start = performance.now()
	const [program, ...args] = command as [string, ...string[]]
	const { status, error } = spawnSync(program, args, {
		stdio: 'inherit',
		shell: process.platform === 'win32',
		env: { ...process.env, ...env },
	})
	const minutes = ((performance.now() - start) / 60_000).toFixed(1)
	const passed = status === 0
	console.log(
		`== ${name} ${passed ? 'passed' : `failed${error ? `: ${error.message}` : ''}`}, ${minutes} min`,
	)
	return passed
}

const results = chosen(process.argv.slice(2)).map((step) => ({ name: step.name, passed: run(step) }))
const failed = results.filter(({ passed }) => !passed).map(({ name }) => name)
if (failed.length > 0) console.log(`\nfailed: ${failed.join(', ')}`)
console.log(`${results.length - failed.length} passed, ${failed.length} failed`)
process.exitCode = failed.length > 0 ? 1 : 0
