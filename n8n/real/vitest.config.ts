import { defineConfig } from 'vitest/config'

/** `npm run test:n8n`: out of `npm test`, since it installs 1.7 GB the first time. */
export default defineConfig({
	test: {
		include: ['n8n/real/*.real.ts'],
		testTimeout: 60_000,
		hookTimeout: 900_000,
		fileParallelism: false,
	},
})
