import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { spoken } from '../../source/conversation.ts'
import { runCode } from '../run-code.ts'

const nodes = {
	Mensagem: { message_id: 'm' },
	Contexto: { statusCode: 200, body: { timezone: 'America/Sao_Paulo', currency: 'BRL' } },
	Configuração: { idioma: 'en' },
}

/** Each word as its path and what it is: "reasons.amount_missing string", "total function of 3". */
const shapes = () =>
	runCode<Record<string, string[]>>(
		spoken('recorded', 'asked', 'summary', 'fixed'),
		{ nodes },
		`const shapeOf = (words, path = '') =>
			Object.entries(words).flatMap(([key, value]) =>
				value !== null && typeof value === 'object'
					? shapeOf(value, path + key + '.')
					: [path + key + ' ' + (typeof value === 'function' ? 'function of ' + value.length : typeof value)])
		return Object.fromEntries(Object.entries(catalogue).map(([language, words]) => [language, shapeOf(words).sort()]))`,
	)

test('both languages say the same things', () => {
	const { 'pt-BR': portuguese, en } = shapes()
	expect(en).toEqual(portuguese)
	expect(portuguese!.length).toBeGreaterThan(90)
})

/** What is written for the model stays in one language. */
const forTheModel = 'ask.js'
const folder = new URL('../conversation/', import.meta.url)

test.each(readdirSync(folder).filter((file) => file.endsWith('.js') && file !== forTheModel))(
	'%s words no reply by itself',
	(file) => {
		const program = readFileSync(new URL(file, folder), 'utf8')
			.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '')
			.replace(/\$\((?:'[^']+')\)|answered\('[^']+'\)/g, '')
		const texts = [...program.matchAll(/'[^'\n]*'|`[^`]*`/g)].map(([text]) => text)
		expect(texts.filter((text) => /[À-ÿ]/.test(text))).toEqual([])
	},
)
