import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { compileHints } from './scripts/build/compile-hints.ts'
import { filePage } from './scripts/build/file-page.ts'
import { hostingFiles } from './scripts/build/hosting-files.ts'
import { leanCharts } from './scripts/build/lean-charts.ts'
import { pagePlugins } from './scripts/build/page-plugins.ts'
import { publishedPackages } from './scripts/build/published-packages.ts'
import { refuseSecrets } from './scripts/build/refuse-secrets.ts'
import { serviceWorker } from './scripts/build/service-worker.ts'
import { CI_TAG } from './scripts/testing/left-to-ci.ts'
import { limits } from './scripts/testing/limits.ts'
import { LongestFirst } from './scripts/testing/longest-first.ts'

/** Of every project: vitest passes none of it on. */
const patience = {
	testTimeout: limits.test,
	hookTimeout: limits.setUp,
	expect: { poll: { timeout: limits.condition } },
}

export default defineConfig({
	base: './',
	plugins: [
		...pagePlugins(),
		leanCharts(),
		publishedPackages(),
		refuseSecrets(),
		hostingFiles(),
		compileHints(),
		serviceWorker('src/app/service-worker.ts'),
		filePage('src/app/main.tsx', () => [...pagePlugins(), leanCharts(), refuseSecrets()]),
	],
	build: {
		target: 'es2022',
		// ApexCharts is one chunk of that size, loaded after the figures.
		chunkSizeWarningLimit: 600,
		// All that it does for a browser without modulepreload is to ask sooner.
		modulePreload: { polyfill: false },
		rolldownOptions: {
			output: {
				codeSplitting: {
					includeDependenciesRecursively: false,
					// A folder is loaded as a whole: a dozen small files weigh more and are requested more often.
					groups: [
						// What every page needs first.
						{ name: 'first', tags: ['$initial'], priority: 2 },
						// After the first figure: the figures beside it and the first chart, then the panels below.
						{ name: 'charts', test: /src\/dashboard\/(charts\/|headline\/KeyFigures)/, priority: 1 },
						{
							name: 'panels',
							test: /src\/dashboard\/(panels\/|purchases\/|cards|entry)|src\/metrics\/live\/(card-sums|sorted-items|sorting|import-runs|transfers|held-rows)|node_modules\/@tanstack\//,
						},
						// In an idle moment: the header's menus, and what drawers and pages are made of.
						{ name: 'menus', test: /src\/app\/header\// },
						{ name: 'ui', test: /src\/ui\/|lucide:/ },
						// Rules that panels and pages share.
						{ name: 'ledger', test: /src\/ledger\// },
					],
				},
			},
		},
	},
	test: {
		environment: 'node',
		tags: [CI_TAG],
		// Files and tests in another order each time; the run begins with its seed, and `--sequence.seed=N` repeats one.
		sequence: { sequencer: LongestFirst, shuffle: { files: true, tests: true } },
		// One more than cores, so that none is idle while a test waits. vitest alone would leave one to itself.
		maxWorkers: availableParallelism() + 1,
		projects: [
			{
				extends: true,
				// Solid's browser build, or its signals would not react.
				resolve: { conditions: ['browser', 'development'] },
				test: {
					name: 'unit',
					include: ['src/**/*.test.{ts,tsx}'],
					environment: 'node',
					server: { deps: { inline: [/solid-js/, /@solid-primitives/] } },
					...patience,
				},
			},
			{
				test: {
					name: 'tools',
					include: ['n8n/**/*.test.ts', 'scripts/**/*.test.ts'],
					// Those run on a stack.
					exclude: ['n8n/dialogues/**'],
					environment: 'node',
					...patience,
				},
			},
			{
				// Server code: without the page's plugins, or `ws` would be its browser build, which is none.
				test: {
					name: 'sql',
					include: ['supabase/**/*.test.ts', 'local/**/*.test.ts', 'n8n/dialogues/**/*.test.ts'],
					environment: 'node',
					globalSetup: ['supabase/tests/support/shared.ts'],
					...patience,
				},
			},
			{
				// Against the embedded stack, or any Supabase that the environment names.
				test: {
					name: 'contract',
					include: ['contract/**/*.test.ts'],
					environment: 'node',
					...patience,
				},
			},
			{
				test: {
					name: 'e2e',
					include: ['e2e/**/*.test.ts'],
					environment: 'node',
					globalSetup: ['e2e/harness/shared.ts'],
					...patience,
				},
			},
		],
	},
})
