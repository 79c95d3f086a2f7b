import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
	latencyBlock,
	METRICS_DOCUMENT,
	READMES,
	replaceBlock,
	withFigures,
	withMetricsFigures,
} from './readme-figures'

describe('a block of figures', () => {
	it('replaces what stands between its markers and nothing else', () => {
		const before = 'a\n<!-- bench:x:start -->\nold\n<!-- bench:x:end -->\nb'
		expect(replaceBlock(before, 'x', 'new')).toBe('a\n<!-- bench:x:start -->\nnew\n<!-- bench:x:end -->\nb')
		expect(() => replaceBlock(before, 'y', 'new')).toThrow(/bench:y/)
	})

	it('writes numbers as its language does', () => {
		const result = {
			circumstances: { date: '2026-01-02', cores: 2, cpu: 'x', node: 'v22.0.0', browser: 'Chromium 1' },
			figures: {
				inserts: 200,
				shown: { p50: 31.5, p90: 40, p99: 62.25, max: 70 },
				answered: { p50: 9, p99: 20 },
			},
		}
		expect(latencyBlock('pt-BR', result)).toContain('31,5 ms / 62,25 ms')
		expect(latencyBlock('en', result)).toContain('31.5 ms / 62.25 ms')
	})
})

it('docs/METRICS.md gives the costs of the store as last measured', () => {
	const document = readFileSync(METRICS_DOCUMENT, 'utf8')
	expect(withMetricsFigures(document)).toBe(document)
})

/** Every local file that a document links to or shows. */
function linked(document: string): string[] {
	const links = [...document.matchAll(/\]\(([^)#\s]+)/g), ...document.matchAll(/(?:src|srcset)="([^"]+)"/g)]
	return links.map(([, target]) => target!).filter((target) => !/^[a-z]+:/.test(target))
}

describe.each(Object.entries(READMES))('the README in %s', (language, path) => {
	const document = readFileSync(path, 'utf8')

	it('gives the figures of the last benches', () => {
		expect(withFigures(language as keyof typeof READMES, document)).toBe(document)
	})

	it('links only to what is there', () => {
		expect(linked(document).length).toBeGreaterThan(5)
		expect(linked(document).filter((target) => !existsSync(join(dirname(path), target)))).toEqual([])
	})

	it('names only npm scripts that exist', () => {
		const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
			scripts: Record<string, string>
		}
		const named = [...document.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!)
		expect(named.filter((name) => !(name in scripts))).toEqual([])
	})

	it('shows pictures of reasonable weight', () => {
		const pictures = new Set(linked(document).filter((target) => target.endsWith('.png')))
		for (const picture of pictures)
			if (existsSync(picture)) expect(statSync(picture).size, picture).toBeLessThan(700_000)
	})
})
