import { defineConfig } from 'vitest/config'
import type { Reporter, Vitest } from 'vitest/node'
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

/** The tests of the area that is mutated, as `scripts/mutate/run.ts` names it, without the projects that need a stack or a browser. */
export default defineConfig({
	plugins: pagePlugins(),
	resolve: { conditions: ['browser', 'development'] },
	test: {
		environment: 'node',
		reporters: [loading],
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
