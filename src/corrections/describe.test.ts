import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createFormats } from '../app/formats'
import { LEDGER, purchase, SETTINGS } from '../app/testing/open-session'
import type { TransactionRow } from '../ledger/columns'
import { clearToasts, currentToast } from '../ui/toasts'
import { setLanguage } from '../words'
import '../words/all'
import type { LedgerSession } from '../app/session'
import { changesOf, differencesOf, fieldName, fieldText, summaryOf } from './describe'
import type { Corrections, Taken } from './index'
import type { CorrectedField } from './queued'
import { mayCorrect, replyText, sayTaken, takeBack } from './say'

// What a correction is in words.

const formats = createFormats('pt-BR', 'BRL', 'America/Sao_Paulo')
const writing = { formats, settings: SETTINGS }
const row = (given: Partial<TransactionRow> = {}) =>
	purchase(1, '2026-11-05', 52.9, { description: 'mercado', ...given })

beforeEach(() => {
	setLanguage('pt-BR')
	clearToasts()
})

describe('a value', () => {
	test.each<[CorrectedField, Partial<TransactionRow>, string]>([
		['kind', { kind: 'refund' }, 'Estorno'],
		['description', { description: 'feira' }, 'feira'],
		['amount', { amount_cents: 123_456 }, 'R$ 1.234,56'],
		['category', { category_id: 1 }, 'Mercado'],
		['category', { category_text: 'Escrito' }, 'Escrito'],
		['category', {}, '–'],
		['source', { source_id: 2, source_text: 'outro' }, 'Pix'],
		['source', { source_text: 'Vale' }, 'Vale'],
		['person', { person_id: 1 }, 'Ana'],
		['person', { person_text: 'Zé' }, 'Zé'],
		['to_source', { to_source_id: 1 }, 'Nubank'],
		['to_source', { to_source_text: 'Poupança' }, 'Poupança'],
		// In the evening, when it is the next day in Greenwich.
		['occurred_at', { occurred_at: Date.parse('2026-11-06T01:00:00Z') }, '5 nov 2026'],
		['bill_month', { bill_month: '2026-12' }, 'dez 2026'],
		['bill_month', { kind: 'transfer', bill_month: '2026-12', pays_month: '2027-01' }, 'jan 2027'],
		['bill_month', { kind: 'transfer', bill_month: '2026-12', pays_month: null }, '–'],
		['installments', { installments: 3 }, '3×'],
		['from_part', { moves: null }, 'Ficam como estão'],
		['from_part', { moves: [] }, 'Ficam como estão'],
		[
			'from_part',
			{
				moves: [
					[2, '2026-12'],
					[4, null],
				],
			},
			'parcelas da 2ª em diante: dez 2026; parcelas da 4ª em diante: canceladas',
		],
	])('of %s, %j, reads %s', (field, given, text) => {
		expect(fieldText(row(given), field, writing).replaceAll('\u00a0', ' ')).toBe(text)
	})

	test('of a label is what was written while no names are known', () => {
		const unnamed = { formats, settings: null }
		expect(fieldText(row({ source_id: 2, source_text: 'pix' }), 'source', unnamed)).toBe('pix')
		expect(fieldText(row({ category_id: 1 }), 'category', unnamed)).toBe('–')
	})
})

test.each<[CorrectedField, string]>([
	['kind', 'Tipo'],
	['description', 'Descrição'],
	['amount', 'Valor'],
	['category', 'Categoria'],
	['source', 'Fonte'],
	['person', 'Pessoa'],
	['to_source', 'Para'],
	['occurred_at', 'Dia'],
	['bill_month', 'Fatura'],
	['installments', 'Parcelas'],
	['from_part', 'Parcelas'],
	['parts_to', 'Parcelas'],
])('%s is called %s', (field, name) => {
	expect(fieldName(field, { kind: 'expense' })).toBe(name)
})

test('the bill of a transfer is the one that it pays', () => {
	expect(fieldName('bill_month', { kind: 'transfer' })).toBe('Fatura paga')
})

describe('a correction', () => {
	const item = { action: 'amend', description: 'feira', category: 'Lazer' } as const
	const made = row({ description: 'feira', category_id: 2 })

	test('says each field that it changes, from what was seen', () => {
		expect(changesOf({ item, saw: row({ category_id: 1 }) }, made, writing)).toEqual([
			{ field: 'Descrição', from: 'mercado', to: 'feira' },
			{ field: 'Categoria', from: 'Mercado', to: 'Lazer' },
		])
		expect(summaryOf({ item, saw: row({ category_id: 1 }) }, made, writing)).toBe(
			'Descrição: mercado → feira · Categoria: Mercado → Lazer',
		)
	})

	test('of what nobody saw says only what it makes', () => {
		expect(changesOf({ item, saw: null }, made, writing)[0]?.from).toBe('–')
		expect(summaryOf({ item, saw: null }, made, writing)).toBe('Descrição: feira · Categoria: Lazer')
	})

	test('of parts is said once', () => {
		const parts = { action: 'amend', from_part: 2, parts_to: '2026-12' } as const
		const moved = row({ moves: [[2, '2026-12']] })
		expect(summaryOf({ item: parts, saw: row() }, moved, writing)).toBe(
			'Parcelas: Ficam como estão → parcelas da 2ª em diante: dez 2026',
		)
		expect(differencesOf(row(), moved, writing)).toBe(
			'Parcelas: Ficam como estão → parcelas da 2ª em diante: dez 2026',
		)
	})

	test('may undo or bring back', () => {
		expect(summaryOf({ item: { action: 'void' }, saw: row() }, row(), writing)).toBe('Desfazer a compra')
		expect(summaryOf({ item: { action: 'restore' }, saw: row() }, row(), writing)).toBe('Restaurar a compra')
	})
})

test('what became of a purchase since somebody saw it is told field by field', () => {
	expect(differencesOf(row(), row(), writing)).toBe('')
	expect(differencesOf(row(), row({ installments: 2, person_id: 1 }), writing)).toBe(
		'Pessoa: – → Ana · Parcelas: 1× → 2×',
	)
})

describe('a correction that was taken', () => {
	const session = {
		formats: () => formats,
		directory: () => SETTINGS,
		ledger: () => LEDGER,
		money: (cents: number) => formats.money(cents),
	} as unknown as LedgerSession

	function taken(how: Partial<Taken> = {}, action: 'amend' | 'void' = 'amend') {
		const undo = vi.fn(() => true)
		const corrections = {
			list: () => [
				{
					id: 'c1',
					name: 'mercado',
					transaction: 't',
					saw: row(),
					item: { action, description: 'feira' },
				},
			],
			rowOf: () => row({ description: 'feira' }),
			undo,
		} as unknown as Corrections
		sayTaken(session, corrections, { id: 'c1', isKept: true, waits: false, ...how }, 'Corrigida')
		return { undo, corrections }
	}

	test('is said with what it changes, and can be taken back for ten seconds', () => {
		const { undo } = taken()
		expect(currentToast()).toMatchObject({
			kind: 'ok',
			text: 'Corrigida',
			detail: 'Descrição: mercado → feira',
			about: 'c1',
			stays: 10_000,
			action: { label: 'Desfazer' },
		})
		currentToast()?.action?.run()
		expect(undo).toHaveBeenCalledWith('c1')
		expect(currentToast()).toMatchObject({ kind: 'info', text: 'Voltou a ser como era' })
	})

	test('that undoes is said by the purchase’s name', () => {
		taken({}, 'void')
		expect(currentToast()?.detail).toBe('mercado')
	})

	test('that waits for the connection says so first, and warns where the device keeps nothing', () => {
		taken({ waits: true })
		expect(currentToast()).toMatchObject({ kind: 'ok', detail: expect.stringMatching(/^Sem conexão agora/) })
		expect(currentToast()?.detail).toMatch(/\. Descrição: mercado → feira$/)
		taken({ waits: true, isKept: false })
		expect(currentToast()).toMatchObject({
			kind: 'warn',
			detail: expect.stringMatching(/^Este aparelho não deixou guardar/),
		})
		taken({ isKept: false })
		expect(currentToast()?.kind).toBe('ok')
	})

	test('that nobody knows any more is said without a summary', () => {
		const { corrections } = taken()
		sayTaken(session, corrections, { id: 'other', isKept: true, waits: false }, 'Corrigida')
		expect(currentToast()?.detail).toBe('')
	})

	test('that was sent already is too late to take back', () => {
		takeBack({ undo: () => false } as unknown as Corrections, 'c1')
		expect(currentToast()).toMatchObject({
			kind: 'warn',
			text: 'Já tinha sido enviada. Corrija de novo.',
		})
	})

	test('a purchase is named to an agent by what it is found by', () => {
		expect(replyText(session, row()).replaceAll('\u00a0', ' ')).toBe('Corrige “mercado” de 5 nov, R$ 52,90: ')
	})
})

test.each([
	['owner', true, true],
	['editor', true, true],
	['viewer', true, false],
	['owner', false, false],
] as const)('an %s where corrections are allowed: %s, may correct: %s', (role, corrections, may) => {
	expect(mayCorrect({ ledger: () => ({ ...LEDGER, role, corrections }) })).toBe(may)
})
