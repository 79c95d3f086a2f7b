/** What can be mutated, and the tests that should notice. */
export interface Area {
	/** Folders whose plain TypeScript or JavaScript is changed. */
	code: string[]
	/** Parts of `code` that are left alone. */
	except?: string[]
	/** Folders whose tests run. */
	tests: string[]
}

const RULES = ['src/ledger', 'src/metrics', 'src/feed', 'src/import']

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
		except: [...RULES, 'src/words', 'src/gallery', 'src/demo', 'src/household'],
		tests: ['src'],
	},
	n8n: { code: ['n8n/code'], tests: ['n8n'] },
}

const isWithin = (path: string, folders: readonly string[]) =>
	folders.some((folder) => path.startsWith(`${folder}/`))

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
