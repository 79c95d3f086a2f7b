import solid from 'vite-plugin-solid'
import { defineConfig } from 'vitest/config'
import { compileHints } from './scripts/build/compile-hints.ts'
import { filePage } from './scripts/build/file-page.ts'
import { hostingFiles } from './scripts/build/hosting-files.ts'
import { leanAuth } from './scripts/build/lean-auth.ts'
import { leanCharts } from './scripts/build/lean-charts.ts'
import { leaveOutUnusedParts } from './scripts/build/leave-out.ts'
import { pwa } from './scripts/build/pwa.ts'
import { refuseSecrets } from './scripts/build/refuse-secrets.ts'
import { limits } from './scripts/testing/limits.ts'

/** Modules whose path has one of these, each a part of a regular expression, at the start of a name. */
const any = (...paths: string[]) => new RegExp(`/(${paths.join('|')})`)

/** Of every project: vitest passes none of it on. */
const patience = {
	testTimeout: limits.test,
	hookTimeout: limits.setUp,
	expect: { poll: { timeout: limits.condition } },
}

export default defineConfig({
	base: './',
	plugins: [
		solid(),
		leaveOutUnusedParts(),
		leanAuth(),
		leanCharts(),
		refuseSecrets(),
		hostingFiles(),
		compileHints(),
		pwa(),
		filePage('src/app/main.tsx', () => [
			solid(),
			leaveOutUnusedParts(),
			leanAuth(),
			leanCharts(),
			refuseSecrets(),
		]),
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
					groups: [
						// What every page needs first, in one file: a dozen small ones weigh more and ask more often.
						{ name: 'first', tags: ['$initial'], priority: 3 },
						// What every room has besides: words, icons, keys, drawers.
						{
							name: 'shared',
							test: any(
								'src/app/(ShortcutsDrawer|(later-)?words)',
								'src/ui/(icons|Drawer|words)',
								'src/(settings/(shared/bidi|preferences/notifications)|budgets/words)',
								'node_modules/(lucide-solid|solid-js/store)/',
							),
							priority: 2,
						},
						// What is asked for together after the first figures comes together: the first chart, ...
						{
							name: 'charts',
							test: any('src/dashboard/(charts/|(later-)?words)'),
							priority: 1,
						},
						// ... the panels below it, ...
						{
							name: 'panels',
							test: any(
								'src/dashboard/(panels/|purchases/(?!csv))',
								'src/ui/frozen-list',
								'src/(budgets/notices|ledger/budgets)',
								'node_modules/(@solid-primitives|@tanstack)/',
							),
						},
						// ... and what is opened first.
						{
							name: 'menus',
							test: any(
								'src/app/(header/(AccountItems|LedgerItems|LanguageButton)|UpdateNotice|updates)',
								'src/ui/ToastPlace',
							),
						},
					],
				},
			},
		},
	},
	test: {
		environment: 'node',
		// Files and tests in another order each time; the run begins with its seed, and `--sequence.seed=N` repeats one.
		sequence: { shuffle: { files: true, tests: true } },
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
					environment: 'node',
					...patience,
				},
			},
			{
				// Server code: without the page's plugins, or `ws` would be its browser build, which is none.
				test: {
					name: 'sql',
					include: ['supabase/**/*.test.ts', 'local/**/*.test.ts'],
					environment: 'node',
					...patience,
				},
			},
			{
				test: {
					name: 'e2e',
					include: ['e2e/**/*.test.ts'],
					environment: 'node',
					// One browser at a time, after the others: timings on a small machine stay honest.
					sequence: { groupOrder: 1 },
					fileParallelism: false,
					globalSetup: ['e2e/harness/shared.ts'],
					...patience,
				},
			},
		],
	},
})
