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
