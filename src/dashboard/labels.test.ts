import { createRoot, createSignal } from 'solid-js'
import { beforeEach, expect, test } from 'vitest'
import { SETTINGS } from '../app/testing/open-session'
import type { LedgerSettings } from '../ledger/types'
import type { BillItem } from '../metrics/types'
import { setLanguage } from '../words'
import '../words/all'
import { cardsOf, Labels } from './labels'

beforeEach(() => setLanguage('pt-BR'))

function labelsOf(settings: LedgerSettings | null = SETTINGS) {
	const [directory, setDirectory] = createSignal(settings)
	return { labels: createRoot(() => new Labels(directory)), setDirectory }
}

const item = (given: Partial<BillItem> = {}) =>
	({
		kind: 'expense',
		bill: '2026-11',
		category_id: null,
		category_text: null,
		source_id: null,
		source_text: null,
		person_id: null,
		person_text: null,
		to_source_id: null,
		to_source_text: null,
		...given,
	}) as BillItem

test('an id has its list’s name', () => {
	const { labels } = labelsOf()
	expect(labels.nameOf('category', 2)).toBe('Lazer')
	expect(labels.nameOf('source', 2)).toBe('Pix')
	expect(labels.nameOf('person', 1, 'Aninha')).toBe('Ana')
})

test('without an id the words that were written count, or that there are none', () => {
	const { labels } = labelsOf()
	expect(labels.nameOf('category', null, 'Feira')).toBe('Feira')
	expect(labels.nameOf('category', null)).toBe('Sem categoria')
	expect(labels.nameOf('source', null)).toBe('Sem fonte')
	expect(labels.nameOf('person', null, null)).toBe('Sem pessoa')
})

test('an id that nothing has any more is unknown, once names are known', () => {
	const { labels, setDirectory } = labelsOf(null)
	expect(labels.nameOf('category', 9)).toBe('Sem categoria')
	setDirectory(SETTINGS)
	const unknown = (['category', 'source', 'person'] as const).map((what) => labels.nameOf(what, 9))
	expect(new Set(unknown).size).toBe(3)
	for (const name of unknown) expect(name).not.toMatch(/^Sem /)
})

test('an item is described by category, place and person, as far as they are known', () => {
	const { labels } = labelsOf()
	expect(labels.describe(item({ category_id: 1, source_id: 2, person_id: 1 }))).toEqual([
		'Mercado',
		'Pix',
		'Ana',
	])
	expect(labels.describe(item())).toEqual(['Sem categoria'])
	expect(labels.describe(item({ category_text: 'Feira', source_text: 'Vale', person_text: 'Zé' }))).toEqual([
		'Feira',
		'Vale',
		'Zé',
	])
	expect(labels.labelOf(item(), 'person')).toBeNull()
	expect(labels.labelOf(item({ person_text: '' }), 'person')).toBeNull()
})

test('a transfer says where from and where to, and no category that it has not', () => {
	const { labels } = labelsOf()
	const transfer = { kind: 'transfer' } as const
	expect(labels.describe(item({ ...transfer, source_id: 2, to_source_id: 1 }))).toEqual(['Pix → Nubank'])
	expect(labels.describe(item({ ...transfer, to_source_text: 'Poupança' }))).toEqual(['Sem fonte → Poupança'])
	expect(labels.describe(item({ ...transfer, source_id: 2 }))).toEqual(['Pix'])
	expect(labels.categoryOf(item({ ...transfer, category_id: 1 }))).toBe('Mercado')
	expect(labels.destinationOf(item({ ...transfer, to_source_text: '' }))).toBeNull()
})

test('an item is in another bill where a card says so, and no transfer is', () => {
	const { labels } = labelsOf()
	const onCard = { source_id: 1, bill: '2026-12' }
	expect(labels.isInOtherBill(item(onCard), '2026-11')).toBe(true)
	expect(labels.isInOtherBill(item(onCard), '2026-12')).toBe(false)
	expect(labels.isInOtherBill(item({ ...onCard, source_id: 2 }), '2026-11')).toBe(false)
	expect(labels.isInOtherBill(item({ ...onCard, source_id: null }), '2026-11')).toBe(false)
	expect(labels.isInOtherBill(item({ ...onCard, kind: 'transfer' }), '2026-11')).toBe(false)
})

test('cards are the sources that have bills of their own', () => {
	const { labels, setDirectory } = labelsOf()
	expect(cardsOf(SETTINGS).map(({ name }) => name)).toEqual(['Nubank'])
	expect(cardsOf(null)).toEqual([])
	expect([labels.isCard(1), labels.isCard(2), labels.isCard(null)]).toEqual([true, false, false])
	setDirectory(null)
	expect(labels.isCard(1)).toBe(false)
})

test('a category has its colour, one that nobody knows the rest’s, and none has its own', () => {
	const { labels, setDirectory } = labelsOf()
	expect(labels.colorOf(null)).toBe('var(--c-none)')
	expect(labels.colorOf(1)).toBe('var(--c3)')
	expect(labels.colorOf(9)).toBe('var(--c-rest)')
	setDirectory(null)
	expect(labels.colorOf(1)).toBe('var(--c-rest)')
})
