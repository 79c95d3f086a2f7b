import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type FormerName, formerFiles, formerIdentifiers, formerStyleNames } from './former-names'
import { type ParsedFile, parseFile, walk } from './parsed-file'
import { projectFiles } from './project-files'

/** `later-words` of `src/app/later-words.test.ts`. */
const stem = (path: string) => basename(path).replace(/\..*$/, '')

function isWithin(path: string, { within = '' }: FormerName): boolean {
	return path.startsWith(within)
}

/** Former names of files, as `path: now …`. */
function formerFilesAmong(paths: readonly string[]): string[] {
	return paths.flatMap((path) =>
		formerFiles
			.filter((name) => name.former === stem(path) && isWithin(path, name))
			.map(({ now }) => `${path}: now ${now}`),
	)
}

/** Former names among the identifiers of a file: declared or used, members and JSX included; never in texts or comments. */
function formerIdentifiersIn(file: ParsedFile): string[] {
	const here = new Map(
		formerIdentifiers.filter((name) => isWithin(file.path, name)).map((name) => [name.former, name.now]),
	)
	const found = new Set<string>()
	if (here.size > 0)
		walk(file.program, ({ type, name, start }) => {
			if (!/^(Identifier|JSXIdentifier|PrivateIdentifier)$/.test(type)) return
			const now = here.get(String(name))
			if (now) found.add(`${file.path}:${file.lineOf(start)}: ${name} is now ${now}`)
		})
	return [...found]
}

function formerStyleNamesIn(path: string, text: string): string[] {
	return formerStyleNames
		.filter((name) => isWithin(path, name) && new RegExp(`(?<![\\w-])${name.former}(?![\\w-])`).test(text))
		.map(({ former, now }) => `${path}: ${former} is now ${now}`)
}

describe('finding a former name', () => {
	it('among files, whatever their ending', () => {
		expect(formerFilesAmong(['src/app/turns.test.ts', 'src/app/turn.ts', 'e2e/turns.ts'])).toEqual([
			'src/app/turns.test.ts: now schedule',
		])
	})

	it('among identifiers, not in texts', () => {
		const text = "// happen\nexport const happen = 'happen'\nthing.standing()\nconst other = happening"
		expect(formerIdentifiersIn(parseFile('src/feed/x.ts', text))).toEqual([
			'src/feed/x.ts:2: happen is now dispatch',
			'src/feed/x.ts:3: standing is now statusOf',
		])
		expect(formerIdentifiersIn(parseFile('src/app/x.ts', text))).toEqual([])
	})

	it('among the names of styles', () => {
		expect(formerStyleNamesIn('src/app/x.css', '.a-ale { order: 1 } .a-alegre {}')).toEqual([
			'src/app/x.css: a-ale is now area-budgets',
		])
	})
})

describe('former names', () => {
	const paths = projectFiles()

	it('of files do not come back', () => {
		expect(formerFilesAmong(paths)).toEqual([])
	})

	it('of identifiers do not come back', () => {
		const findings = paths
			.filter((path) => /\.(ts|tsx|js)$/.test(path) && !path.endsWith('.d.ts'))
			.flatMap((path) => formerIdentifiersIn(parseFile(path)))
		expect(findings).toEqual([])
	}, 60_000)

	it('of styles do not come back', () => {
		const findings = paths
			.filter((path) => /\.(css|tsx|html)$/.test(path))
			.flatMap((path) => formerStyleNamesIn(path, readFileSync(path, 'utf8')))
		expect(findings).toEqual([])
	})
})
