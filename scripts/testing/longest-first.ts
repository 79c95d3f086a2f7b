import { createHash } from 'node:crypto'
import { relative } from 'node:path'
import type { TestSequencer, TestSpecification, Vitest } from 'vitest/node'

/**
 * The files that take longest, and go first: a long one that comes last keeps one core busy and lets the others rest.
 * What is missing here only ends later; measure by `--reporter=json`.
 */
export const LONGEST = [
	'n8n/dialogues/dialogues.test.ts',
	'src/metrics/testing/large.test.ts',
	'local/stack/command.test.ts',
	'src/feed/oracle.test.ts',
	'scripts/supabase-cli.test.ts',
	'local/database/database.test.ts',
	'local/feed/wire-faults.test.ts',
	'local/start/start.test.ts',
	'e2e/corrections.test.ts',
	'e2e/settings.test.ts',
	'e2e/accessibility.test.ts',
	'e2e/reading.test.ts',
	'e2e/way-in.test.ts',
	'e2e/hosting/documents.test.ts',
	'e2e/states.test.ts',
	'e2e/review.test.ts',
	'e2e/layout.test.ts',
	'e2e/connection.test.ts',
	'e2e/skeletons.test.ts',
	'e2e/demo.test.ts',
]

/** Another order for each seed, with the longest files before all others. */
export class LongestFirst implements TestSequencer {
	constructor(private readonly vitest: Vitest) {}

	async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const { seed } = this.vitest.config.sequence
		const placed = files.map((file) => {
			const path = this.pathOf(file)
			const place = createHash('sha1').update(`${seed} ${file.project.name} ${path}`).digest('hex')
			return { file, place: `${LONGEST.includes(path) ? 'first' : 'later'} ${place}` }
		})
		return placed.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ file }) => file)
	}

	/** The same share of the files whatever the seed. */
	async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
		const { index, count } = this.vitest.config.shard ?? { index: 1, count: 1 }
		const sorted = [...files].sort((a, b) => (this.pathOf(a) < this.pathOf(b) ? -1 : 1))
		return sorted.filter((_, at) => at % count === index - 1)
	}

	private pathOf({ moduleId }: TestSpecification): string {
		return relative(this.vitest.config.root, moduleId).replaceAll('\\', '/')
	}
}
