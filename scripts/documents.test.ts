import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const documents = [
	...readdirSync('.').filter((file) => file.endsWith('.md')),
	...readdirSync('docs')
		.filter((file) => file.endsWith('.md'))
		.map((file) => join('docs', file)),
]
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

/** Commands as a reader would type them: indented lines, fenced lines and inline code. */
function commandsIn(text: string): string[] {
	const blocks = [...text.matchAll(/^ {4,}(\S.*)$/gm)].map((match) => match[1]!)
	const fenced = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].flatMap((match) => match[1]!.split('\n'))
	const inline = [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!)
	return [...blocks, ...fenced, ...inline].map((line) => line.trim())
}

describe.each(documents)('%s', (path) => {
	const text = readFileSync(path, 'utf8')

	it('links only to what is there', () => {
		const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1]!)
		const local = links.filter((target) => !/^[a-z]+:/.test(target))
		expect(local.filter((target) => !existsSync(join(dirname(path), target)))).toEqual([])
	})

	it('names only commands and files that exist', () => {
		const commands = commandsIn(text)
		const npm = commands.flatMap((command) =>
			[...command.matchAll(/\bnpm run ([\w:-]+)/g)].map((match) => match[1]!),
		)
		expect(npm.filter((name) => !(name in scripts))).toEqual([])
		const files = commands.filter(
			(command) =>
				/^(?:[\w.-]+\/)+[\w.-]*$/.test(command) &&
				!command.startsWith('dist/') &&
				!command.startsWith('.painel/'),
		)
		const known = files.filter((file) =>
			/^(?:src|supabase|scripts|docs|docker|n8n|local|e2e|bench|fixtures|public|\.ci|\.github)\//.test(file),
		)
		expect(known.filter((file) => !existsSync(file) && !existsSync(join(dirname(path), file)))).toEqual([])
	})

	it('gives the flags that the programs take', () => {
		const programs: Record<string, string> = {
			doctor: 'scripts/doctor/run.ts',
			import: 'scripts/import/options.ts',
			configure: 'scripts/configure.ts',
		}
		for (const command of commandsIn(text)) {
			const match = /\bnpm run (doctor|import|configure) -- (.*)$/.exec(command)
			if (!match) continue
			const source = readFileSync(programs[match[1]!]!, 'utf8')
			for (const [, flag] of match[2]!.matchAll(/(?:^|\s)--([\w-]+)/g))
				expect(source, `${match[1]} --${flag}`).toMatch(
					new RegExp(`['\\s]${flag}'?: (?:\\{ type:|texts?,|flag,)`),
				)
		}
	})
})

it('says how to host in both languages: the same sections, commands and things to tick off', () => {
	const [english, portuguese] = ['docs/HOSTING.md', 'docs/HOSTING.pt-BR.md'].map((path) => {
		const text = readFileSync(path, 'utf8')
		return {
			levels: [...text.matchAll(/^(#+) (?:\d+\.)?/gm)].map((match) => match[0].trim()),
			commands: [...text.matchAll(/^ {4,}(\S.*)$/gm)].map((match) => match[1]),
			boxes: text.match(/^- \[ \]/gm)?.length,
			rows: text.match(/^ *\|/gm)?.length,
		}
	})
	expect(portuguese).toEqual(english)
})

it('says what other browsers may do in both languages: the same rows, with the same features and versions', () => {
	const [english, portuguese] = ['docs/BROWSERS.md', 'docs/BROWSERS.pt-BR.md'].map((path) => {
		const text = readFileSync(path, 'utf8')
		return {
			levels: text.match(/^#+ /gm),
			rows: text.match(/^\|.*/gm)?.map((row) => ({
				cells: row.split('|').length,
				features: row.match(/`[^`]+`/g),
				versions: row.match(/\d[\d.]*/g),
			})),
			oldest: text.match(/(?:Chromium|Firefox|Safari) \d[\d.]*/g),
		}
	})
	expect(portuguese).toEqual(english)
})

it('says how to set up n8n in both languages: the same sections, steps, commands, tables, credentials, settings and sources', () => {
	const [english, portuguese] = ['docs/N8N.md', 'docs/N8N.pt-BR.md'].map((path) => {
		const text = readFileSync(path, 'utf8')
		const named = (pattern: RegExp) => [...new Set(text.match(pattern))].sort()
		return {
			levels: [...text.matchAll(/^(#+) (?:\d+\.)?/gm)].map((match) => match[0].trim()),
			commands: [...text.matchAll(/^ {4,}(\S.*)$/gm)].map((match) => match[1]),
			steps: text.match(/^\d+\. /gm),
			points: text.match(/^- /gm)?.length,
			rows: text.match(/^ *\|/gm)?.length,
			credentials: named(/Painel: \p{L}+(?: \([^)]*\))?/gu),
			settings: named(/\b(?:[A-Z]+_[A-Z_]+|[a-z]+_[a-z_]+)\b/g),
			files: named(/\b[\w-]+\.(?:json|yaml|txt)\b/g),
			sources: named(/\b(?:[a-z-]+\.)+(?:com|ai|io|co)\b/g),
			dates: text.match(/\b2026\b/g)?.length,
		}
	})
	expect(portuguese).toEqual(english)
})

it('is looking at something', () => {
	expect(documents).toContain(join('docs', 'HOSTING.md'))
	expect(
		commandsIn(readFileSync('docs/HOSTING.md', 'utf8')).filter((command) => command.startsWith('npm run')),
	).not.toEqual([])
})
