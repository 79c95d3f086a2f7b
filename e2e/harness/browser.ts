import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

/** The first has no windows and draws pages with three quarters of the others' work. */
const NAMES = [
	'chromium-headless-shell',
	'chromium',
	'chromium-browser',
	'google-chrome',
	'google-chrome-stable',
	'microsoft-edge',
]

const INSTALLED = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/**
 * What Chromium is to do without. Of `--disable-features` the last counts, so the names that Playwright gives (its
 * `disabledFeatures`) are said again here.
 */
const WITHOUT = [
	// A page of Chromium's own behind the address field, drawn for each window: a fifth of what opening ours costs.
	'WebUIOmniboxPopup',
	'WebUIOmniboxAimPopup',
	'AimEnabled',
	'AvoidCorsURLLoaderRestartOnRedirect',
	'AvoidUnnecessaryBeforeUnloadCheckSync',
	'DestroyProfileOnBrowserClose',
	'HttpsFirstBalancedModeAutoEnable',
	'HttpsUpgrades',
	'LensOverlay',
	'MediaRouter',
	'NetworkTimeServiceQuerying',
	'OptimizationHints',
	'PaintHolding',
	'PreconnectToSearch',
	'TcpPortRandomizationWin',
	'ThirdPartyStoragePartitioning',
]

export const ARGUMENTS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	`--disable-features=${WITHOUT.join(',')}`,
]

/**
 * Tests open hundreds of pages for some seconds each, too short for compiled scripts to pay, or for processes of their
 * own: an eighth of the work of opening one. Benchmarks do without these.
 */
export const SHORT_LIVED = ['--in-process-gpu', '--enable-features=NetworkServiceInProcess2']

/**
 * The path of a Chromium to test with: `PAINEL_BROWSER`, else Playwright's own, else one that is installed.
 * Throws with the remedy when there is none.
 */
export function findBrowser(): string {
	const named = process.env.PAINEL_BROWSER
	if (named) return named
	const onPath = (process.env.PATH ?? '')
		.split(delimiter)
		.flatMap((folder) => NAMES.map((name) => join(folder, name)))
	const found = [chromium.executablePath(), ...onPath, ...INSTALLED].find((path) => path && existsSync(path))
	if (!found) {
		throw new Error(
			'No Chromium found. Install one (`apt install chromium`, `npx playwright-core install chromium`, or Google Chrome), or name it in PAINEL_BROWSER.',
		)
	}
	return found
}

/**
 * What `npm run test:dates` sets for every process is not for the browser: with its clock moved from outside it opens no
 * tab. `moveClock` moves the clock that its pages see instead.
 */
export function browserEnvironment(): Record<string, string | undefined> {
	if (!process.env.PAINEL_CLOCK_MOVED) return process.env
	const { LD_PRELOAD: _, DYLD_INSERT_LIBRARIES: __, FAKETIME: ___, ...env } = process.env
	return env
}

/** Moves the clock of all pages of `context` as far as `npm run test:dates` moved the machine's. */
export async function moveClock(context: BrowserContext): Promise<void> {
	const moved = 1000 * Number(process.env.PAINEL_CLOCK_MOVED ?? 0)
	if (moved === 0) return
	await context.addInitScript((ms) => {
		const Real = Date
		class Moved extends Real {
			constructor(...given: []) {
				super(...((given.length ? given : [Real.now() + ms]) as []))
			}
			static override now() {
				return Real.now() + ms
			}
		}
		globalThis.Date = Moved as DateConstructor
	}, moved)
}

/** A headless Chromium that talks to nobody but the pages under test. `extra` arguments come last. */
export function launchBrowser(extra: string[] = []): Promise<Browser> {
	return chromium.launch({
		executablePath: findBrowser(),
		args: [...ARGUMENTS, ...extra],
		env: browserEnvironment(),
	})
}

/**
 * Scripts run by tsx carry a helper into every function with inner functions that `evaluate` ships to the page, where it
 * does not exist. Add this as an init script to pages driven outside of vitest.
 */
export const TSX_HELPER = 'globalThis.__name ??= (named) => named'
