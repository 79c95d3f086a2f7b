import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { seededRandom } from '../../src/household/random'
import config from '../../vite.config'
import { projectFiles } from '../project-files'
import { AREAS, DRAWN, filesOf } from './areas'
import { EQUAL, isEqual } from './equal'
import mutated from './mutated.config'
import { sampleOf, spansOf } from './sample'
import { mutantsOf } from './sql-mutants'

it('finds code to change in every area, and tests that may notice', () => {
	const files = projectFiles()
	for (const [name, area] of Object.entries(AREAS)) {
		const found = filesOf(area, files)
		expect([name, found.length > 5]).toEqual([name, true])
		expect(found.filter((path) => /\.test\.|\.tsx$|\/testing\//.test(path))).toEqual([])
		for (const folder of area.tests)
			expect(files.some((path) => path.startsWith(`${folder}/`) && path.includes('.test.'))).toBe(true)
	}
	const page = filesOf(AREAS.page!, files)
	expect(page.some((path) => path.startsWith('src/feed/'))).toBe(false)
	// Every folder that is mutated has its tests among those that run.
	const { tests } = AREAS.page!
	expect(page.filter((path) => !tests.some((folder) => path.startsWith(`${folder}/`)))).toEqual([])
	// What is left out is there to be left out.
	expect(DRAWN.filter((path) => !files.includes(path) || page.includes(path))).toEqual([])
})

it('knows the tags that tests have: a file with another one would not be loaded', () => {
	expect(mutated.test?.tags).toEqual(config.test?.tags)
})

it('samples the same things for the same seed, others for another', () => {
	const items = Array.from({ length: 100 }, (_, place) => place)
	const sample = sampleOf(items, 10, 7)
	expect(sample).toHaveLength(10)
	expect(new Set(sample).size).toBe(10)
	expect(sample).toEqual([...sample].sort((a, b) => a - b))
	expect(sampleOf(items, 10, 7)).toEqual(sample)
	expect(sampleOf(items, 10, 8)).not.toEqual(sample)
	expect(sampleOf(items, 200, 7)).toEqual(items)
	const random = seededRandom(1)
	const mean = Array.from({ length: 10_000 }, random).reduce((sum, value) => sum + value, 0) / 10_000
	expect(mean).toBeCloseTo(0.5, 1)
})

it('cuts a file into spans that cover it once', () => {
	expect(spansOf('a.ts', 30)).toEqual([
		{ path: 'a.ts', from: 1, to: 12 },
		{ path: 'a.ts', from: 13, to: 24 },
		{ path: 'a.ts', from: 25, to: 30 },
	])
	expect(spansOf('a.ts', 0)).toEqual([])
})

it('changes the code of a migration, never a comment or a text', () => {
	const sql = `-- a = b and c
comment on table a is 'b = c';
select 'x = y' where a = 1 and b is not null;
`
	expect(mutantsOf('m.sql', sql).map(({ line, was, becomes }) => [line, was, becomes])).toEqual([
		[3, '=', '<>'],
		[3, '1', '2'],
		[3, 'and', 'or'],
		[3, 'is not null', 'is null'],
	])
	expect(mutantsOf('m.sql', sql)[0]!.text).toContain("select 'x = y' where a <> 1 and b is not null;")
})

it('takes away policies, triggers, revocations and checks', () => {
	const sql = `create policy p on t for select using (true);
create trigger g after insert on t execute function f();
revoke all on t from anon;
alter table t add check (n > 0);
`
	const made = mutantsOf('m.sql', sql).map(({ text }) => text)
	expect(made.some((text) => !text.includes('create policy'))).toBe(true)
	expect(made.some((text) => !text.includes('create trigger'))).toBe(true)
	expect(made.some((text) => !text.includes('revoke'))).toBe(true)
	expect(made.some((text) => text.includes('check (true or n > 0)'))).toBe(true)
})

it('lists as equal only changes of lines that stand there, each with its reason', () => {
	for (const { path, line, changes, why } of EQUAL) {
		const found = readFileSync(path, 'utf8')
			.split('\n')
			.filter((one) => one.trim() === line)
		expect([path, line, found.length > 0]).toEqual([path, line, true])
		const collapsed = line.replace(/\s+/g, ' ')
		for (const change of changes)
			expect([change, collapsed.includes(change.split(' → ')[0]!)]).toEqual([change, true])
		expect(why.length).toBeGreaterThan(10)
	}
	const all = EQUAL.flatMap(({ path, line, changes }) =>
		changes.map((change) => `${path}: ${line}: ${change}`),
	)
	expect(all.filter((one, place) => all.indexOf(one) !== place)).toEqual([])
})

it('takes for equal what is listed to the letter, and nothing else', () => {
	const list = [
		{ path: 'a.ts', line: 'if (a < b) return', changes: ['a < b → a <= b'], why: 'they never meet' },
	]
	const change = { path: 'a.ts', line: 7, text: 'if (a < b) return', change: 'a < b → a <= b' }
	expect(isEqual(change, list)).toBe(true)
	for (const other of [{ path: 'b.ts' }, { text: 'while (a < b)' }, { change: 'a < b → a >= b' }])
		expect(isEqual({ ...change, ...other }, list)).toBe(false)
})
