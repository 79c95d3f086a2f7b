import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { TestSpecification, Vitest } from 'vitest/node'
import { LONGEST, LongestFirst } from './longest-first'

const root = join('/', 'project')
const fileOf = (path: string) =>
	({ moduleId: join(root, path), project: { name: 'unit' } }) as unknown as TestSpecification
const others = Array.from({ length: 30 }, (_, n) => `src/${n}.test.ts`)
const files = [...others.slice(0, 20), ...LONGEST, ...others.slice(20)].map(fileOf)

const sequencer = (seed: number, shard?: { index: number; count: number }) =>
	new LongestFirst({ config: { root, sequence: { seed }, shard } } as unknown as Vitest)
const sorted = async (seed: number) =>
	(await sequencer(seed).sort(files)).map(({ moduleId }) => moduleId.slice(root.length + 1))

it('has the longest files first, and each seed its own order of both kinds', async () => {
	const [one, two] = [await sorted(1), await sorted(2)]
	for (const order of [one, two]) {
		expect(new Set(order.slice(0, LONGEST.length))).toEqual(new Set(LONGEST))
		expect(new Set(order.slice(LONGEST.length))).toEqual(new Set(others))
	}
	expect(one.slice(0, LONGEST.length)).not.toEqual(two.slice(0, LONGEST.length))
	expect(one.slice(LONGEST.length)).not.toEqual(two.slice(LONGEST.length))
	expect(await sorted(1)).toEqual(one)
})

it('gives every file to one share', async () => {
	const shares = [1, 2, 3].map((index) => sequencer(index, { index, count: 3 }).shard(files))
	const paths = (of: TestSpecification[]) => of.map(({ moduleId }) => moduleId).sort()
	expect(paths((await Promise.all(shares)).flat())).toEqual(paths(files))
})

it('names files that there are', () => {
	expect(LONGEST.filter((path) => !existsSync(path))).toEqual([])
})
