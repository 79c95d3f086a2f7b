import { expect, test } from 'vitest'
import { REJECT_REASONS } from '../ledger/inbox'
import { allWords } from '../words/all'
import { likelyLabels, likeness } from './likely-labels'

test('labels that sound like the text come first, also by an alias', () => {
	const labels = [
		{ id: 1, name: 'Moradia', aliases: ['aluguel'] },
		{ id: 2, name: 'Mercado', aliases: ['supermercado'] },
		{ id: 3, name: 'Saúde', aliases: ['farmácia'] },
	]
	expect(likelyLabels(labels, 'super mercado', 2).map(({ id }) => id)).toEqual([2, 1])
	expect(likelyLabels(labels, 'Farmacia popular', 1)[0]!.id).toBe(3)
	expect(likelyLabels(labels, '🎁', 2).map(({ id }) => id)).toEqual([1, 2])
	expect(likeness('Ração', 'racao')).toBe(1)
})

test('every reason has words and a remedy in both languages', () => {
	for (const language of ['pt-BR', 'en'] as const)
		expect(Object.keys(allWords[language].settings.review.reasons).sort()).toEqual([...REJECT_REASONS].sort())
})

test('likeness counts each pair of letters as often as both have it', () => {
	expect(likeness('aaa', 'aa')).toBeCloseTo(2 / 3)
	expect(likeness('ab', 'cd')).toBe(0)
	expect([likeness('', ''), likeness('a', 'b')]).toEqual([0, 0])
	expect(likeness('abc', 'abd')).toBe(0.5)
})

test('what is as like by chance stays as it stands', () => {
	// Three pairs of ten are no chance, less is.
	const near = [
		{ id: 1, name: 'wxyz', aliases: [] },
		{ id: 2, name: 'abcdefghijk', aliases: [] },
	]
	expect(likeness('abcdefghijk', 'abcd12345678')).toBeCloseTo(6 / 21)
	expect(likeness('abcdefghijk', 'abcd1234567')).toBe(0.3)
	expect(likelyLabels(near, 'abcd1234567', 1)[0]?.id).toBe(2)
	expect(likelyLabels(near, 'abcd12345678', 1)[0]?.id).toBe(1)
})
