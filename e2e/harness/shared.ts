import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { serveSite } from '../../local/site'
import { ARGUMENTS, browserEnvironment, findBrowser, SHORT_LIVED } from './browser'
import { buildPage } from './build'
import { type RunningStack, runStack, type StackLine } from './stack'

declare module 'vitest' {
	interface ProvidedContext {
		/** The folder of the production build all browser tests share. */
		dist: string
		stack: StackLine
		/** Address of the build, configured for the stack and served with its real headers. */
		site: string
		/** Where to connect to a browser: one for each file that runs at a time, as a clipboard is all of a browser's. */
		browsers: string[]
	}
}

/** Once for all browser tests: one build, one stack with the demo household, one site, a browser for each worker. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const undo: (() => unknown)[] = []
	const stop = async () => {
		for (const step of undo.reverse()) await step()
	}
	try {
		const started = runStack()
		const dist = await buildPage()
		undo.push(dist.remove)
		const stack: RunningStack = await started
		undo.push(stack.stop)
		const site = await serveSite(dist.folder, {
			supabaseUrl: stack.url,
			publishableKey: stack.publishable_key,
			demo: stack.demo,
		})
		undo.push(site.close)
		const browsers: string[] = []
		for (let worker = 0; worker < project.vitest.config.maxWorkers; worker++) {
			const browser = await chromium.launchServer({
				executablePath: findBrowser(),
				args: [...ARGUMENTS, ...SHORT_LIVED],
				env: browserEnvironment(),
			})
			undo.push(() => browser.close())
			browsers.push(browser.wsEndpoint())
		}
		project.provide('dist', dist.folder)
		const { stop: _, ...line } = stack
		project.provide('stack', line)
		project.provide('site', site.url)
		project.provide('browsers', browsers)
	} catch (error) {
		await stop()
		throw error
	}
	return stop
}
