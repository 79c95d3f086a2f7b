import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
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

// Solid calls it once for as long as there is something: only markup reads its value again.
test('what a <Show> or <Match> has from a function is markup', () => {
	const plain =
		/<(?:Show|Match)\b(?:(?!<\/?(?:Show|Match|For|Index)\b)[\s\S])*?>\s*\{\(\w+\) =>\s*(?![\s(]*<)[^{]/
	expect(plain.test('<Show when={a()}>{(b) => t(b())}</Show>')).toBe(true)
	expect(plain.test('<Show when={a()} fallback={<A />}>{(b) => t(b())}</Show>')).toBe(true)
	expect(plain.test('<Match when={a()}>{(b) => t(b())}</Match>')).toBe(true)
	expect(plain.test('<Show when={a()}>\n\t{(b) => <>{t(b())}</>}</Show>')).toBe(false)
	expect(plain.test('<Show when={a()}>{(b) => (\n<p>{b()}</p>)}</Show>')).toBe(false)
	const components = readdirSync('src', { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.tsx') && !file.startsWith('gallery'))
		.filter((file) => plain.test(readFileSync(join('src', file), 'utf8')))
	expect(components).toEqual([])
})
