import { expect, test } from 'vitest'
import { assign, byCost, type Edge } from './assignment'

/** `1a` or `1a?`: line 1 may be slot a; `?`: not surely. Costs grow as they are written. */
const edges = (text: string): Edge<string>[] =>
	text.split(' ').map((word, at) => ({
		line: Number(word[0]),
		slot: word[1]!,
		name: word[1]!,
		isSure: !word.endsWith('?'),
		cost: [at],
		lineLook: word[2] && word[2] !== '?' ? word[2] : word[0]!,
		slotLook: word[3] && word[3] !== '?' ? word[3] : word[1]!,
	}))

/** Each line with the slot that it has, `-` for none, and `?` where a person should look. */
const assigned = (text: string) =>
	assign(edges(text))
		.map(({ line, chosen, asked }) => `${line}${chosen?.slot ?? '-'}${asked ? '?' : ''}`)
		.join(' ')

test.each([
	['one line, one slot', '1a', '1a'],
	['not surely: nobody has it', '1a?', '1-?'],
	['two lines of one slot: the likelier has it', '1a 2a', '1a? 2-?'],
	['one line of two slots: the likelier one', '1a 1b', '1a?'],
	['a line gives way where it finds another', '1a 1b 2a', '1b? 2a?'],
	['through two others', '1a 1b 2b 2c 3a', '1b? 2c? 3a?'],
	['nobody gives way to a line that finds nothing', '1a 2b 2a 3b 3a', '1a? 2b? 3-?'],
	['what is sure goes before what is likelier', '1a? 1b 2a', '1b? 2a?'],
	['lines that look alike are no question', '1ax 2ax', '1a 2-'],
	['slots that look alike are none', '1axs 1bxs', '1a'],
	['lines alike, slots not', '1axs 1bxt', '1a?'],
	['what does not touch is no question of another', '1a 2b 2c 3d', '1a 2b? 3d'],
	['nor is what is unsure elsewhere', '1a 2b? 3c', '1a 2-? 3c'],
	['what touches through others is one question', '1a 2a 2b 3b 4c', '1a? 2b? 3-? 4c'],
])('%s', (_, given, expected) => {
	expect(assigned(given)).toBe(expected)
})

test('all edges of a line are offered, in their order', () => {
	const [first] = assign(edges('1c 1a 1b?'))
	expect(first!.edges.map(({ slot }) => slot)).toEqual(['c', 'a', 'b'])
})

test('costs are compared number by number', () => {
	const order = (a: number[], b: number[]) => Math.sign(byCost({ cost: a }, { cost: b }))
	expect([order([1, 9], [2, 0]), order([1, 2], [1, 1]), order([1, 2], [1, 2]), order([], [])]).toEqual([
		-1, 1, 0, 0,
	])
})
