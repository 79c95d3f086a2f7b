/**
 * Changes the code, one place at a time, and says which changes no test noticed.
 *
 *     npm run mutate -- ledger            rules, figures and so on: see areas.ts
 *     npm run mutate -- sql --count 40    the migrations, against the SQL tests
 *     npm run mutate -- page --share 0.2  a fifth of the code, by chance; the seed is printed, --seed N repeats it
 *     npm run mutate -- import --no-constants   not what is made once when a module is loaded: each such change runs all tests
 *
 * Changes that equal.ts lists as the same in effect are not counted. Ends with status 1 where fewer than 95 of 100 of the others
 * were noticed, or one of its list was.
 */
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { projectFiles } from '../project-files'
import { AREAS, filesOf } from './areas'
import { isEqual } from './equal'
import { sampleOf, spansOf } from './sample'
import { mutateSql } from './sql'
import { mutateCode, type Outcome } from './stryker'

/** Of 100 changes that many must be noticed. */
const ENOUGH = 95

const { values, positionals } = parseArgs({
	allowPositionals: true,
	allowNegative: true,
	options: {
		seed: { type: 'string' },
		share: { type: 'string' },
		count: { type: 'string' },
		constants: { type: 'boolean', default: true },
	},
})
const [name = ''] = positionals
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const names = [...Object.keys(AREAS), 'sql']
if (!names.includes(name) || positionals.length > 1 || !Number.isInteger(seed)) {
	console.error(`npm run mutate -- AREA [--seed N]. AREA is one of: ${names.join(', ')}.`)
	process.exit(2)
}

function mutateArea(): Outcome {
	const area = AREAS[name]!
	const spans = filesOf(area, projectFiles()).flatMap((path) =>
		spansOf(path, readFileSync(path, 'utf8').split('\n').length - 1),
	)
	const share = Number(values.share ?? 1)
	if (!(share > 0 && share <= 1))
		throw new Error('--share is a number above 0, up to 1: 0.2 is a fifth of the code.')
	return mutateCode(area, sampleOf(spans, Math.ceil(spans.length * share), seed), {
		concurrency: Math.max(1, availableParallelism() - 1),
		ignoreStatic: !values.constants,
	})
}

console.log(`Seed ${seed}`)
const outcome = name === 'sql' ? mutateSql(Number(values.count ?? 40), seed) : mutateArea()
const equal = outcome.survivors.filter((change) => isEqual(change))
const missed = outcome.survivors.filter((change) => !isEqual(change))
const untrue = outcome.noticed.filter((change) => isEqual(change))
for (const { path, line, change } of missed) console.log(`survived  ${path}:${line}  ${change}`)
for (const { path, line, change } of outcome.endless)
	console.log(`never came back  ${path}:${line}  ${change}`)
for (const { path, line, change } of untrue)
	console.log(`noticed, though equal.ts has it  ${path}:${line}  ${change}`)
const noticed = outcome.noticed.length + outcome.endless.length
const all = noticed + missed.length
const score = all === 0 ? 0 : (100 * noticed) / all
console.log(
	`${name}: ${noticed} of ${all} changes noticed, ${score.toFixed(1)} %; ${equal.length} more change nothing`,
)
process.exitCode = score >= ENOUGH && untrue.length === 0 ? 0 : 1
