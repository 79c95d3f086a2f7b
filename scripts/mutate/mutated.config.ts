import { statSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type Reporter, type TestSpecification, type Vitest } from 'vitest/node'
import { pagePlugins } from '../build/page-plugins.ts'

let vitest: Vitest | null = null
/** Stryker asks which tests failed. Of a file that cannot be loaded there are none: it has to be told of the error. */
const loading: Reporter = {
	onInit(of) {
		vitest = of
	},
	onTestModuleEnd(file) {
		for (const error of file.errors()) vitest?.state.catchError(error, 'Loading error')
	},
}

/** Random cases take longest, and are seldom the only ones that notice: they come last, the smallest files first. */
class QuickFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]) {
		const weight = ({ moduleId }: TestSpecification) =>
			statSync(moduleId).size + (/(oracle|histories|parity|large)\.test/.test(moduleId) ? 1e9 : 0)
		return files.toSorted((a, b) => weight(a) - weight(b))
	}
}

/** The tests of the area that is mutated, as `scripts/mutate/run.ts` names it, without the projects that need a stack or a browser. */
export default defineConfig({
	plugins: pagePlugins(),
	resolve: { conditions: ['browser', 'development'] },
	test: {
		environment: 'node',
		reporters: [loading],
		sequence: { sequencer: QuickFirst },
		include: (process.env.PAINEL_MUTATED_TESTS ?? 'src')
			.split(',')
			.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
		exclude: ['n8n/dialogues/**', 'n8n/real/**'],
		// Changed code is slow code; what never ends, Stryker ends.
		testTimeout: 60_000,
		hookTimeout: 60_000,
		server: { deps: { inline: [/solid-js/, /@solid-primitives/] } },
	},
})
