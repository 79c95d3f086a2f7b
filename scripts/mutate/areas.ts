/** What can be mutated, and the tests that should notice. */
export interface Area {
	/** Folders whose plain TypeScript or JavaScript is changed. */
	code: string[]
	/** Parts of `code` that are left alone: folders, or files. */
	except?: string[]
	/** Folders whose tests run. */
	tests: string[]
}

const RULES = ['src/ledger', 'src/metrics', 'src/feed', 'src/import']

/**
 * Plain TypeScript whose only meaning is what a browser makes of it: no value comes back that a test without one could look at. The
 * browser tests look at what is drawn; where a rule is in there, it belongs into a file of its own.
 */
export const DRAWN = [
	// The chart library's options, and its canvas.
	'src/dashboard/charts/apex/ApexDrawing.ts',
	'src/dashboard/charts/apex/options.ts',
	// Which rows lie near the window, by the layout of the page.
	'src/dashboard/purchases/window-rows.ts',
	// The screen's lock, its pixels, and a picture that moves against burn-in.
	'src/dashboard/Wall/screen.ts',
	// Text nodes that a translator replaced.
	'src/app/translated.ts',
	// Runs in a worker that the browser starts.
	'src/app/service-worker.ts',
]

/** By the name that `npm run mutate -- NAME` takes; `sql` is the migrations. */
export const AREAS: Record<string, Area> = {
	ledger: { code: ['src/ledger'], tests: ['src/ledger'] },
	metrics: { code: ['src/metrics'], tests: ['src/metrics'] },
	feed: { code: ['src/feed'], tests: ['src/feed'] },
	// What the page writes into a file is read again there.
	import: {
		code: ['src/import', 'scripts/import'],
		tests: ['src/import', 'scripts/import', 'src/dashboard/purchases'],
	},
	page: {
		code: ['src'],
		except: [...RULES, ...DRAWN, 'src/words', 'src/gallery', 'src/demo', 'src/household'],
		// Those of the rules know no page, and take longest; the feed's run on the page's own client.
		tests: [
			...['app', 'backend', 'budgets', 'corrections', 'dashboard', 'feed', 'import-page', 'onboarding'],
			...['review', 'settings', 'ui'],
		].map((folder) => `src/${folder}`),
	},
	n8n: { code: ['n8n/code'], tests: ['n8n'] },
}

const isWithin = (path: string, folders: readonly string[]) =>
	folders.some((folder) => path === folder || path.startsWith(`${folder}/`))

/** The files of an area that are mutated: no tests, nothing that only serves tests, no markup, no types alone. */
export function filesOf({ code, except = [] }: Area, files: readonly string[]): string[] {
	return files.filter(
		(path) =>
			/\.(ts|js)$/.test(path) &&
			!/(\.test|\.d|\/types|\.types)\.(ts|js)$|\/(testing|simulation|real|dialogues)\//.test(path) &&
			isWithin(path, code) &&
			!isWithin(path, except),
	)
}
