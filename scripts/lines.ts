/**
 * Counts the lines kept by hand, by area and kind, with blank ones and comments; tests stand apart.
 *
 *     npm run lines [-- folder]
 *
 * - **code**: TypeScript and JavaScript; **words**: the catalogues of texts; **CSS**; **SQL**: migrations, seed and what
 *   the embedded database needs.
 * - **tests**: test files and whatever only serves them (folders `e2e`, `fixtures`, `real`, `simulation`, `testing`, `tests`).
 * - Not counted: what a program writes (generated types, the schema's snapshot, workflows, lock files), configuration,
 *   documents and recorded data.
 */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectFiles } from './project-files'

export const kinds = ['code', 'words', 'CSS', 'SQL', 'tests'] as const
export type Kind = (typeof kinds)[number]

const GENERATED = /(^|\/)(database\.types\.ts|schema\.snapshot\.sql|[^/]*\.d\.ts)$/
const TEST = /\.(test|real)\.tsx?$|(^|\/)(e2e|fixtures|real|simulation|testing|tests)\//
const WORDS = /(^|\/)words\/|(^|[/-])words\.ts$/

/** What a file counts as; null: not counted. */
export function kindOf(path: string): Kind | null {
	const ending = /\.(tsx?|js|mjs|css|sql)$/.exec(path)?.[1]
	if (!ending || GENERATED.test(path)) return null
	if (TEST.test(path)) return 'tests'
	if (WORDS.test(path)) return 'words'
	if (ending === 'css') return 'CSS'
	return ending === 'sql' ? 'SQL' : 'code'
}

/** `src/feed`, `local`; what lies in no folder is `(root)`, what lies in `src` itself `src`. */
export function areaOf(path: string): string {
	const parts = path.split('/')
	if (parts.length === 1) return '(root)'
	return parts[0] === 'src' && parts.length > 2 ? `src/${parts[1]}` : parts[0]!
}

export interface AreaCount {
	files: number
	lines: Record<Kind, number>
}

const empty = (): AreaCount => ({ files: 0, lines: { code: 0, words: 0, CSS: 0, SQL: 0, tests: 0 } })

/** Areas in the order of their names, `read` giving a file's text. */
export function countLines(paths: readonly string[], read: (path: string) => string): Map<string, AreaCount> {
	const areas = new Map<string, AreaCount>()
	for (const path of [...paths].sort()) {
		const kind = kindOf(path)
		if (!kind) continue
		const area = areas.get(areaOf(path)) ?? empty()
		areas.set(areaOf(path), area)
		area.lines[kind] += read(path).split('\n').length - 1
		if (kind !== 'tests') area.files++
	}
	return areas
}

/** All kinds but the tests. */
export const byHand = ({ lines }: AreaCount) => lines.code + lines.words + lines.CSS + lines.SQL

export function total(areas: Iterable<AreaCount>): AreaCount {
	const sum = empty()
	for (const area of areas) {
		sum.files += area.files
		for (const kind of kinds) sum.lines[kind] += area.lines[kind]
	}
	return sum
}

function table(areas: ReadonlyMap<string, AreaCount>): string {
	const row = (name: string, area: AreaCount) => [
		name,
		...[area.files, ...kinds.slice(0, 4).map((kind) => area.lines[kind]), byHand(area), area.lines.tests].map(
			(count) => (count === 0 ? '' : count.toLocaleString('en')),
		),
	]
	const rows = [
		['area', 'files', ...kinds.slice(0, 4), 'by hand', 'tests apart'],
		...[...areas].map(([name, area]) => row(name, area)),
		row('all', total(areas.values())),
	]
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)))
	return rows
		.map((cells) =>
			cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
		)
		.join('\n')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const folder = process.argv[2] ?? '.'
	const paths = projectFiles(folder).map((path) => relative(folder, path).replaceAll('\\', '/'))
	console.log(table(countLines(paths, (path) => readFileSync(`${folder}/${path}`, 'utf8'))))
}
