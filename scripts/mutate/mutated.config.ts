import { statSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type Reporter, type TestSpecification, type Vitest } from 'vitest/node'
import { pagePlugins } from '../build/page-plugins.ts'
import { CI_TAG } from '../testing/left-to-ci.ts'

let vitest: Vitest | null = null
/** Stryker asks which tests failed. Of a file that cannot be loaded there are none: it has to be told of the error. */
const loading: Reporter = {
	onInit(of) {
		vitest = of
	},
	onTestModuleEnd(file) {
		// What vitest reports is no `Error`, and Stryker cannot print it.
		for (const { message } of file.errors()) vitest?.state.catchError(new Error(message), 'Loading error')
	},
}

/** Random cases take longest, and are seldom the only ones that notice: they come last, the smallest files first. */
class QuickFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]) {
		const weight = ({ moduleId }: TestSpecification) =>
			statSync(moduleId).size + (/(oracle|histories|parity|large|dialogues)\.test/.test(moduleId) ? 1e9 : 0)
		return files.toSorted((a, b) => weight(a) - weight(b))
	}
}

const folders = (process.env.PAINEL_MUTATED_TESTS ?? 'src').split(',')
const isPage = folders.some((folder) => folder.startsWith('src'))

/**
 * The tests of the area that is mutated, as `scripts/mutate/run.ts` names it, without those that need a browser. The workflows' run on
 * the embedded stack, which is server code: without the page's plugins.
 */
export default defineConfig({
	...(isPage && { plugins: pagePlugins(), resolve: { conditions: ['browser', 'development'] } }),
	test: {
		environment: 'node',
		reporters: [loading],
		tags: [CI_TAG],
		sequence: { sequencer: QuickFirst },
		include: folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
		exclude: ['n8n/real/**'],
		// Changed code is slow code; what never ends, Stryker ends.
		testTimeout: 60_000,
		hookTimeout: 60_000,
		server: { deps: { inline: [/solid-js/, /@solid-primitives/] } },
	},
})
