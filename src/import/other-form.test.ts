import { expect, test } from 'vitest'
import { type FormLine, pairForms } from './other-form'
import type { PlanItem } from './types'

/** `5 -10 PADARIA BELA`: a line of the fifth, 10 that went out. A word of money behind the amount is its kind. */
const read = (text: string) => {
	const [, day, sign, cents, part, description] = /^(\d+) ([-+>])(\d+)(?:p(\d))? (.*)$/.exec(text)!
	return {
		day: `2026-10-${day!.padStart(2, '0')}`,
		cents: Number(cents),
		part: part ? Number(part) : null,
		kind: sign === '>' ? ('transfer' as const) : sign === '+' ? ('income' as const) : ('expense' as const),
		source: sign === '+' ? null : 'Itaú',
		to_source: null,
		description: description!,
	}
}
const items = (texts: string[]) =>
	texts.map((text, at) => {
		const { cents, ...line } = read(text)
		return { ...line, amount_cents: cents, line: at + 1 } as PlanItem
	})
const lines = (texts: string[], account = 'Itaú'): FormLine[] =>
	texts.map((text, at) => ({ ...read(text), account, key: `${account} ${at}` }))

/** `1=PADARIA`: line 1 is that one; `1?PADARIA`: the same, and a person should look; `1?` may be one, and is taken for none. */
const pairs = async (file: string[], recorded: FormLine[], account = 'Itaú', fresh?: number[]) => {
	const all = items(file)
	const own = fresh ? all.filter(({ line }) => fresh.includes(line)) : all
	const found = await pairForms(own, recorded, { account, all })
	return found
		.filter(({ proposed, asked }) => proposed || asked)
		.map(({ item, proposed, asked }) => `${item.line}${asked ? '?' : '='}${proposed?.description ?? ''}`)
}

const CSV = ['5 -10 Padaria Bela Vista', '6 -20 Pix enviado Ana', '7 +3000 Salário', '8 -80 Luz']
const OFX = ['5 -10 COMPRA CARTAO 0512', '6 -20 TRANSF 0613', '7 +3000 CRED PGTO', '8 -80 DEB AUT']

test('two files that have the same to say, in other words, have the same lines', async () => {
	expect(await pairs(OFX, lines(CSV))).toEqual([
		'1=Padaria Bela Vista',
		'2=Pix enviado Ana',
		'3=Salário',
		'4=Luz',
	])
	// With another month behind, too.
	const more = [...OFX, '20 -10 COMPRA', '21 -20 COMPRA']
	expect(await pairs(more, lines(CSV))).toHaveLength(4)
	expect(await pairs(['5 -10 COMPRA'], lines(CSV.slice(0, 1)))).toEqual(['1=Padaria Bela Vista'])
})

test('of equal purchases in one file as many are one of the other’s as that has', async () => {
	expect(
		await pairs(['5 -10 CAFE', '5 -10 CAFE', '5 -10 CAFE'], lines(['5 -10 Café', '5 -10 Café'])),
	).toEqual(['1=Café', '2=Café'])
	// The words tell which; where they don't, a person does.
	expect(await pairs(['5 -10 PADARIA', '5 -10 CAFE'], lines(['5 -10 Café']))).toEqual(['2=Café'])
	expect(await pairs(['5 -10 DEB 1', '5 -10 DEB 2'], lines(['5 -10 Café']))).toEqual(['1?Café', '2?'])
})

test.each([
	['another day', '6 -10 Padaria'],
	['another amount', '5 -11 Padaria'],
	['the other way', '5 +10 Padaria'],
	['another part', '5 -10p3 Padaria'],
])('%s is another line', async (_, recorded) => {
	expect(await pairs(['5 -10p2 PADARIA'], lines([recorded]))).toEqual([])
})

test('a kind that only one of the files tells keeps no line apart', async () => {
	expect(
		await pairs(['5 >10 PAGTO FATURA', '6 -20 Uber'], lines(['5 -10 Pagto fatura', '6 -20 Uber'])),
	).toHaveLength(2)
})

test('another account’s lines are none of it, nor are nobody’s that it does not have', async () => {
	expect(await pairs(OFX, lines(CSV, 'Nubank'))).toEqual([])
	expect(await pairs(OFX, lines(CSV, ''))).toHaveLength(4)
	expect(await pairs(OFX, lines([CSV[0]!, '5 -1 A', '6 -2 B', '7 -3 C', '8 -4 D'], ''))).toEqual([])
	expect(await pairs(OFX, lines(CSV, ''), '')).toHaveLength(4)
	expect(await pairs(OFX, lines(CSV, 'ITAU'))).toHaveLength(4)
})

test('two lines that only have day and amount in common, of files with different things to say, are asked about, and new', async () => {
	const others = ['5 -1 A', '6 -2 B', '6 -3 C', '7 -4 D', '8 -5 E', '5 -6 F']
	const recorded = lines(['5 -10 Padaria Bela Vista', ...others])
	expect(
		await pairs(['5 -10 COMPRA', '6 -21 X', '6 -22 Y', '7 -23 Z', '7 -24 W', '8 -25 V'], recorded),
	).toEqual(['1?'])
	expect(
		await pairs(['5 -10 PADARIA', '6 -21 X', '6 -22 Y', '7 -23 Z', '7 -24 W', '8 -25 V'], recorded),
	).toEqual(['1=Padaria Bela Vista'])
})

test('two files with some lines in common: what only day and amount tell is asked about', async () => {
	const recorded = lines(['5 -10 Padaria', '6 -20 Feira', '6 -21 Luz', '7 -30 Uber'])
	expect(
		await pairs(['5 -10 COMPRA', '6 -20 FEIRA LIVRE', '6 -99 OUTRA', '7 -98 OUTRA', '8 -1 X'], recorded),
	).toEqual(['1?Padaria', '2=Feira'])
})

test('all of the file’s lines tell whether the two have the same to say, also those that are known already', async () => {
	expect(await pairs(OFX, lines(CSV), 'Itaú', [4])).toEqual(['4=Luz'])
})
