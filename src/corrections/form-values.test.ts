import { describe, expect, test } from 'vitest'
import { makeCalendar } from '../ledger/calendar'
import type { TransactionRow } from '../ledger/columns'
import { blankRow } from '../ledger/columns'
import type { LedgerSettings } from '../ledger/types'
import {
	type FormContext,
	type FormValues,
	formValues,
	movableParts,
	readAmount,
	readForm,
} from './form-values'
import { SETTINGS } from './testing/stage'

const calendar = makeCalendar('America/Sao_Paulo')
const settings = { bill_closings: [], ...SETTINGS } as unknown as LedgerSettings
const row: TransactionRow = {
	...blankRow('6f1f4a34-7a43-4b56-9e0c-2f5a35f5a001', Date.UTC(2026, 10, 20, 2, 30)),
	revision: 3,
	description: 'mercado',
	amount_cents: 5290,
	category_id: 1,
	source_id: 2,
	person_text: 'vizinha',
	bill_month: '2026-12',
}
const initial = formValues(row, settings, calendar, '52,90')
const context: FormContext = { row, initial, calendar, today: '2026-11-23', hasDecimalPoint: false }
const read = (change: Partial<FormValues>, more: Partial<FormContext> = {}) =>
	readForm({ ...initial, ...change }, { ...context, ...more })

describe('a form', () => {
	test('begins with what the purchase says, in the ledger’s zone', () => {
		expect(initial).toMatchObject({
			day: '2026-11-19',
			category: 'Mercado',
			source: 'Nubank',
			person: 'vizinha',
			bill: '',
		})
	})

	test.each([
		['nothing', {}, {}],
		['the same amount written otherwise', { amount: 'R$ 52,9' }, {}],
		['amount', { amount: '1.234,5' }, { amount: 1234.5 }],
		['description', { description: ' feira ' }, { description: 'feira' }],
		['no category', { category: '' }, { category: '' }],
		['day, at the same time of day', { day: '2026-11-10' }, { occurred_at: '2026-11-11T02:30:00.000Z' }],
		['bill', { bill: '2027-01' }, { bill_month: '2027-01' }],
		['kind', { kind: 'income' }, { kind: 'income' }],
		['installments', { installments: ' 3x' }, { installments: 3 }],
		['the same installments written otherwise', { installments: '1×' }, {}],
		['of a transfer no installments', { kind: 'transfer', installments: 'x' }, { kind: 'transfer' }],
	] as const)('gives only what was changed: %s', (_, change, fields) => {
		expect(read(change)).toEqual({ fields })
	})

	test.each([
		['description', { description: ' \u200b' }, 'descriptionMissing'],
		['description', { description: 'x'.repeat(281) }, 'descriptionLong'],
		['amount', { amount: '' }, 'amountMissing'],
		['amount', { amount: '1,234' }, 'amountWrong'],
		['amount', { amount: '0' }, 'amountLow'],
		['amount', { amount: '-5' }, 'amountLow'],
		['amount', { amount: '1.000.000.000,00' }, 'amountHigh'],
		['day', { day: '' }, 'dayWrong'],
		['day', { day: '2026-11-25' }, 'dayRange'],
		['day', { day: '2016-11-22' }, 'dayRange'],
		['bill', { bill: '2026-09' }, 'billRange'],
		['to_source', { kind: 'transfer', to_source: 'Nubank' }, 'samePlace'],
		['installments', { installments: '' }, 'installmentsWrong'],
		['installments', { installments: '0' }, 'installmentsWrong'],
		['installments', { installments: '121' }, 'installmentsWrong'],
		['installments', { installments: '2,5' }, 'installmentsWrong'],
	] as const)('names %s and its remedy', (field, change, problem) => {
		expect(read(change)).toEqual({ problems: { [field]: problem } })
	})

	test('names all that is wrong at once', () => {
		expect(read({ description: '', amount: 'x', day: '' })).toEqual({
			problems: { description: 'descriptionMissing', amount: 'amountWrong', day: 'dayWrong' },
		})
	})

	test('of a refused message gives all that it says', () => {
		expect(read({}, { initial: null })).toEqual({
			fields: {
				kind: 'expense',
				description: 'mercado',
				amount: 52.9,
				category: 'Mercado',
				source: 'Nubank',
				person: 'vizinha',
				occurred_at: '2026-11-20T02:30:00.000Z',
			},
		})
	})

	test('moves parts only where there are some that were not billed', () => {
		const parts = { ...row, installments: 4 }
		expect(movableParts(parts, settings, '2026-11-23', 'bring')).toEqual([1, 2, 3, 4])
		expect(movableParts(parts, settings, '2026-11-23', 'cancel')).toEqual([2, 3, 4])
		expect(movableParts(parts, settings, '2026-12-26', 'bring')).toEqual([3, 4])
		expect(movableParts(row, settings, '2026-11-23', 'bring')).toEqual([])
		const whole = { ...initial, installments: '4' }
		const inParts = { row: parts, initial: whole }
		const read = (change: Partial<FormValues>, more: Partial<FormContext>) =>
			readForm({ ...whole, ...change }, { ...context, ...more })
		expect(read({ parts: 'bring', fromPart: '2', partsTo: '2026-12' }, inParts)).toEqual({
			fields: { from_part: 2, parts_to: '2026-12' },
		})
		expect(read({ parts: 'cancel', fromPart: '3' }, inParts)).toEqual({
			fields: { from_part: 3, parts_to: 'cancel' },
		})
		expect(read({ parts: 'bring' }, inParts)).toEqual({
			problems: { fromPart: 'partsWhich', partsTo: 'partsBill' },
		})
	})
})

test('an amount means what its reader writes', () => {
	expect(readAmount('1.234', false)).toEqual({ cents: 123400 })
	expect(readAmount('1.234', true)).toEqual({ problem: 'amountWrong' })
	expect(readAmount('1,234', true)).toEqual({ cents: 123400 })
	expect(readAmount('1,234', false)).toEqual({ problem: 'amountWrong' })
	for (const hasDecimalPoint of [true, false]) {
		expect(readAmount('52.90', hasDecimalPoint)).toEqual({ cents: 5290 })
		expect(readAmount('52,90', hasDecimalPoint)).toEqual({ cents: 5290 })
	}
})

describe('of a purchase in parts', () => {
	const inParts = { ...row, installments: 4, amount_cents: 40000 }
	const whole = formValues(inParts, settings, calendar, '400,00')
	const say = (change: Partial<FormValues>) =>
		readForm({ ...whole, ...change }, { ...context, row: inParts, initial: whole })

	test('another number goes alone: the parts that are moved are those of before', () => {
		expect(say({ parts: 'cancel', fromPart: '3' })).toEqual({ fields: { from_part: 3, parts_to: 'cancel' } })
		expect(say({ installments: '3', parts: 'cancel', fromPart: '3' })).toEqual({
			fields: { installments: 3 },
		})
		expect(say({ installments: '1' })).toEqual({ fields: { installments: 1 } })
	})

	test('a transfer has none', () => {
		expect(say({ kind: 'transfer' })).toEqual({ fields: { kind: 'transfer', installments: 1 } })
	})

	test('one part that is known by its number has none of its own', () => {
		const part = { ...row, part: 2, parts: 5 }
		const values = { ...formValues(part, settings, calendar, '52,90'), installments: 'x' }
		expect(readForm(values, { ...context, row: part, initial: values })).toEqual({ fields: {} })
	})

	test('of a refused message it is said where it is more than one', () => {
		const values = { ...initial, installments: '6' }
		expect(readForm(values, { ...context, initial: null })).toMatchObject({ fields: { installments: 6 } })
		expect(readForm(initial, { ...context, initial: null })).not.toHaveProperty('fields.installments')
	})
})
