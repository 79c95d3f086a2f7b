import { describe, expect, test } from 'vitest'
import { type DatedAmount, likenessOf } from './likeness'
import type { PlanItem } from './types'
import { type Unnamed, whoseFile } from './whose-file'

/** `5:1000` is a line of the fifth with 10,00; `5:1000p` one part of a purchase. */
const lines = (text: string): DatedAmount[] =>
	text
		.split(' ')
		.filter(Boolean)
		.map((said) => {
			const [, day, cents, part] = /^(\d+):(\d+)(p?)$/.exec(said)!
			return { day: `2026-10-${day!.padStart(2, '0')}`, cents: Number(cents), part: part ? 2 : null }
		})

describe('a file and what is recorded of an account in its days', () => {
	test.each([
		['nothing', '1:10 2:20', '', 'none'],
		['a file that overlaps', '5:10 6:20 7:30 8:40', '1:5 5:10 6:20 7:30', 'same'],
		['days that lie apart, all of them in the file', '1:10 5:20 9:30 20:40', '1:10 9:30 20:40', 'same'],
		['a part of a day at its end', '5:10 6:20 7:30 7:40', '5:10 6:20 7:30', 'same'],
		[
			'what a file with some of the lines has',
			'5:10 7:30 9:50 20:1',
			'5:10 5:11 6:20 7:30 8:40 9:50',
			'same',
		],
		['one line, the only one', '5:10', '5:10', 'same'],
		['one line in common', '2:10 5:30', '2:10 3:20', 'none'],
		['other lines', '1:1 5:1 6:1 7:1 9:1', '5:10 6:20 7:30', 'other'],
		['some of both', '1:1 5:10 6:20 7:1 8:1 9:1', '5:10 6:20 7:30 8:40', 'unclear'],
		['equal lines as often as they are', '1:1 5:10 9:1', '5:10 5:10 5:10', 'none'],
		['parts, which have the day of their purchase', '1:1 5:10p 6:20p 9:1', '5:10p 6:20p 7:10p', 'none'],
	])('%s', (_, file, recorded, likeness) => {
		expect(likenessOf(lines(file), lines(recorded)).likeness).toBe(likeness)
	})

	test('of many lines some tell enough of what the file has, and nothing of what it lacks', () => {
		const file = lines('1:1 5:10 5:11 5:12 5:13 6:20 6:21 6:22 9:1')
		expect(likenessOf(file, lines('5:10 5:12 6:20'), false)).toEqual({ likeness: 'same', found: 3 })
		expect(likenessOf(file, lines('5:99 5:98 5:97 6:20'), false).likeness).toBe('unclear')
	})
})

describe('whose file it is', () => {
	const COMMON = '5:10 6:20 7:30'
	const OTHER = '5:11 6:21 7:31'
	const whose = (
		accounts: (string | [string, string])[],
		recorded: Record<string, string> = {},
		more: Partial<Unnamed> = {},
	) =>
		whoseFile({
			items: lines(`1:1 ${COMMON} 9:1`).map(
				({ day, cents, part }) => ({ day, amount_cents: cents, part }) as PlanItem,
			),
			hasNewNumber: false,
			accounts: accounts.map((one) => {
				const [account, person = null] = [one].flat() as [string, string?]
				return { account, person }
			}),
			earlier: {
				lines: Object.entries(recorded).flatMap(([account, text]) =>
					lines(text).map((line) => ({ account, ...line })),
				),
				isWhole: true,
			},
			person: null,
			bank: null,
			...more,
		})
	const asked = (proposed: string | null, reason: string, choices: string[]) => ({
		proposed,
		reason,
		choices,
	})

	test('of nothing before nothing is known', () => {
		expect(whose([])).toBeNull()
		expect(whose([], { Uma: OTHER })).toBeNull()
		expect(whose(['Uma'], {}, { hasNewNumber: true })).toBeNull()
	})

	test('of another form, or with a number of its own: the account whose lines it has', () => {
		expect(whose([], { Uma: COMMON, Outra: OTHER })).toEqual(
			asked('Uma', 'lines_in_common', ['Uma', 'Outra']),
		)
		expect(whose(['Outra'], { Uma: COMMON }, { hasNewNumber: true })).toEqual(
			asked('Uma', 'lines_in_common', ['Outra', 'Uma']),
		)
		expect(whose([], { '': COMMON })).toEqual(asked(null, 'lines_in_common', []))
	})

	test('the only one of its form, as long as nothing speaks against it', () => {
		expect(whose(['Uma'])).toEqual({ account: 'Uma' })
		expect(whose([''])).toEqual({ account: '' })
		expect(whose(['Uma'], { Uma: COMMON, Outra: COMMON })).toEqual({ account: 'Uma' })
		expect(whose(['Uma'], { Uma: OTHER })).toEqual(asked('Conta 2', 'other_lines', ['Conta 2', 'Uma']))
		expect(whose(['Conta 2'], { 'Conta 2': OTHER }, { bank: 'Conta' })).toMatchObject({ proposed: 'Conta 3' })
		expect(whose(['Uma'], { Uma: OTHER, Outra: COMMON })).toMatchObject({ proposed: 'Outra' })
		expect(whose(['Uma'], { Uma: '5:10 6:20 7:31 8:41' })).toEqual(asked('Uma', 'newest_account', ['Uma']))
	})

	test('of two the one whose lines it has, else the same person’s, else the newest', () => {
		expect(whose(['Uma', 'Outra'])).toEqual(asked('Uma', 'newest_account', ['Uma', 'Outra']))
		expect(whose(['Uma', 'Outra'], { Outra: COMMON })).toMatchObject({ proposed: 'Outra' })
		expect(whose(['Uma', 'Outra'], { Uma: OTHER })).toMatchObject({ proposed: 'Outra' })
		expect(whose(['Uma', 'Outra'], { Uma: OTHER, Outra: OTHER })).toMatchObject({ proposed: 'Conta 2' })
		const both: [string, string][] = [
			['Uma', 'Ana'],
			['Outra', 'Bruno'],
		]
		expect(whose(both, {}, { person: 'bruno' })).toMatchObject({ proposed: 'Outra', reason: 'same_person' })
		expect(whose(both, {}, { person: 'Caio' })).toMatchObject({
			proposed: 'Conta de Caio',
			reason: 'another_person',
			choices: ['Conta de Caio', 'Uma', 'Outra'],
		})
	})

	test('another person’s file is asked about, also where it has the lines', () => {
		const bruno = { person: 'Bruno', bank: 'Nubank' }
		expect(whose(['Nubank'], {}, bruno)).toEqual(
			asked('Nubank de Bruno', 'another_person', ['Nubank de Bruno', 'Nubank']),
		)
		expect(whose([['Nubank', 'Ana']], { Nubank: COMMON }, bruno)).toMatchObject({
			proposed: 'Nubank',
			reason: 'another_person',
		})
		expect(whose(['Nubank'], { Nubank: COMMON }, bruno)).toEqual({ account: 'Nubank' })
		expect(whose([['Nubank', 'Bruno']], {}, bruno)).toEqual({ account: 'Nubank' })
	})
})
