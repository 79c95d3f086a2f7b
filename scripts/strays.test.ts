import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { strays } from './strays'

describe('words in components', () => {
	it.each([
		['<p>Olá gente</p>', 'Olá gente'],
		["<p>{'Olá gente'}</p>", 'Olá gente'],
		['<p>{`Total`}</p>', 'Total'],
		["<p>{a ? 'Sim' : b}</p>", 'Sim'],
		['<button aria-label="Fechar" />', 'Fechar'],
		["<Field label={'Nome'} />", 'Nome'],
	])('finds a stray in %s', (jsx, text) => {
		expect(strays('x.tsx', `const a = 1; const b = 2; export const X = () => ${jsx}`)).toEqual([
			`x.tsx:1: ${text}`,
		])
	})

	it.each([
		'<p>{t("a.b")}</p>',
		'<p class="figure">1</p>',
		'<p>·</p>',
		'<p>&nbsp;</p>',
		'<h1>Painel</h1>',
		'<a href="#/conferir" />',
	])('lets %s be', (jsx) => {
		expect(strays('x.tsx', `declare const t: (n: string) => string; export const X = () => ${jsx}`)).toEqual(
			[],
		)
	})

	it('are all in the catalogues', () => {
		const components = readdirSync('src', { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'))
			// The gallery is for developers, in English only.
			.filter((file) => !file.startsWith('gallery'))
			.map((file) => join('src', file))
		expect(components.length).toBeGreaterThan(0)
		expect(components.flatMap((file) => strays(file, readFileSync(file, 'utf8')))).toEqual([])
	})
})
