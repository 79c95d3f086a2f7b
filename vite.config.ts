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
					groups: [
						// What every page needs first, in one file: a dozen small ones weigh more and ask more often.
						{
							name: 'base',
							test: /node_modules\/solid-js\/(dist|web)\/|src\/ledger\/(month|calendar|day)|src\/feed\/(backoff|breathe)|src\/backend\/types|src\/app\/(language|now|turns)\./,
						},
					],
				},
			},
		},
	},
	test: {
		environment: 'node',
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
					testTimeout: 20_000,
				},
			},
			{
				test: {
					name: 'tools',
					include: ['n8n/**/*.test.ts', 'scripts/**/*.test.ts'],
					environment: 'node',
					testTimeout: 20_000,
				},
			},
			{
				// Server code: without the page's plugins, or `ws` would be its browser build, which is none.
				test: {
					name: 'sql',
					include: ['supabase/**/*.test.ts', 'local/**/*.test.ts'],
					environment: 'node',
					testTimeout: 60_000,
					hookTimeout: 120_000,
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
					expect: { poll: { timeout: 20_000 } },
					testTimeout: 90_000,
					hookTimeout: 120_000,
				},
			},
		],
	},
})
