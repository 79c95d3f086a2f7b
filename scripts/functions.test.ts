import { describe, expect, it } from 'vitest'
import { functionsOf, isTooLong, LONGEST_COMPONENT, LONGEST_FUNCTION } from './functions'
import { importCircles, importGraph } from './import-circles'
import { parseFile } from './parsed-file'
import { projectFiles } from './project-files'

const files = projectFiles()
	.filter((path) => /\.(ts|tsx|js)$/.test(path) && !path.endsWith('.d.ts'))
	.map((path) => parseFile(path))

/** The suites of a test file are as long as they are. */
const isTest = (path: string) => /\.(test|real)\.tsx?$/.test(path)

const lines = (count: number) => Array.from({ length: count }, (_, i) => `\tcall(${i})`).join('\n')

describe('the length of a function', () => {
	const measure = (path: string, source: string) =>
		functionsOf(parseFile(path, source)).map(({ name, lines, component }) => [name, lines, component])

	it('counts its lines with all that lies inside', () => {
		const source = `function outer() {\n\tconst inner = () => {\n${lines(3)}\n\t}\n\treturn inner\n}`
		expect(measure('x.ts', source)).toEqual([
			['outer', 8, false],
			['inner', 5, false],
		])
	})

	it('names methods, properties and what is handed to a call', () => {
		const source =
			'class Feed {\n\tprivate run = () => 1\n\tstart() {}\n}\nconst x = { go() {} }\nsetTimeout(() => 2)'
		expect(measure('x.ts', source).map(([name]) => name)).toEqual([
			'Feed.run',
			'Feed.start',
			'go',
			'setTimeout(…)',
		])
	})

	it('allows a component its markup', () => {
		const [component] = functionsOf(
			parseFile('x.tsx', `export function Page() {\n${lines(LONGEST_FUNCTION)}\n\treturn <main />\n}`),
		)
		expect(component).toMatchObject({ name: 'Page', component: true, lines: LONGEST_FUNCTION + 3 })
		expect(isTooLong(component!)).toBe(false)
		expect(isTooLong({ ...component!, component: false })).toBe(true)
		expect(isTooLong({ ...component!, lines: LONGEST_COMPONENT + 1 })).toBe(true)
	})
})

describe('circles of imports', () => {
	const circlesOf = (sources: Record<string, string>) =>
		importCircles(importGraph(Object.entries(sources).map(([path, text]) => parseFile(path, text))))

	it('are found through types, exports, dynamic imports and index files', () => {
		expect(
			circlesOf({
				'a/index.ts': "import type { B } from '../b'",
				'b.ts': "export * from './c.ts'",
				'c.ts': "const x = import('./a')",
				'd.ts': "import './b'",
			}),
		).toEqual([['a/index.ts', 'b.ts', 'c.ts']])
	})

	it('are none where imports only go down', () => {
		expect(circlesOf({ 'a.ts': "import './b'\nimport './c'", 'b.ts': "import './c'", 'c.ts': '' })).toEqual(
			[],
		)
	})
})

describe('the project', () => {
	it('has no function that is too long', () => {
		const found = files
			.filter(({ path }) => !isTest(path))
			.flatMap(functionsOf)
			.filter(isTooLong)
			.map(({ name, path, line, lines }) => `${path}:${line} ${name}: ${lines} lines`)
		expect(found).toEqual([])
	})

	it('has no circle of imports', () => {
		expect(importCircles(importGraph(files))).toEqual([])
	})
})
