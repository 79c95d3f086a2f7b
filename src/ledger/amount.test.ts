import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import fc from '../../fixtures/property'
import { parseAmount } from './amount'
import { MAX_AMOUNT_CENTS } from './limits'

interface Vector {
	amount: unknown
	cents?: number
	reason?: string
}

const vectors: Vector[] = readFileSync(new URL('../../fixtures/amounts.jsonl', import.meta.url), 'utf8')
	.trim()
	.split('\n')
	.map((line) => JSON.parse(line))

describe('parseAmount', () => {
	it.each(vectors)('golden: $amount', ({ amount, cents, reason }) => {
		expect(parseAmount(amount)).toEqual(reason ? { reason } : { cents })
	})

	it('reads back what the platform prints in each form', () => {
		const brazilian = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' })
		const american = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 })
		fc.assert(
			fc.property(fc.integer({ min: 1, max: MAX_AMOUNT_CENTS }), (cents) => {
				expect(parseAmount(cents / 100)).toEqual({ cents })
				expect(parseAmount(brazilian.format(cents / 100))).toEqual({ cents })
				expect(parseAmount(american.format(cents / 100))).toEqual({ cents })
				expect(parseAmount(`${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`)).toEqual({
					cents,
				})
			}),
		)
	})

	it('holds a number to two decimals, however it was written', () => {
		expect(parseAmount(JSON.parse('1e3'))).toEqual({ cents: 100_000 })
		expect(parseAmount(JSON.parse('12.340'))).toEqual({ cents: 1234 })
		expect(parseAmount(0.1 + 0.2)).toEqual({ reason: 'amount_unreadable' })
		expect(parseAmount(1e-7)).toEqual({ reason: 'amount_unreadable' })
		expect(parseAmount(-1.234)).toEqual({ reason: 'amount_unreadable' })
		expect(parseAmount(-0)).toEqual({ reason: 'amount_not_positive' })
		expect(parseAmount(JSON.parse('1e400'))).toEqual({ reason: 'amount_too_large' })
		expect(parseAmount(1e300)).toEqual({ reason: 'amount_too_large' })
		expect(parseAmount(1_000_000_000.123)).toEqual({ reason: 'amount_unreadable' })
		expect(parseAmount(Number.NaN)).toEqual({ reason: 'amount_unreadable' })
	})

	it('refuses what could mean two amounts, and never throws', () => {
		for (const amount of [
			'0.500',
			'0,123.00',
			'01,234.56',
			'01.234,56',
			'1,234.567',
			'1.234,567',
			'1.2345',
			'1234.567',
			'1,234',
			'1.23,4',
			',50',
			'5.',
			'-R$ -5',
			'--5',
			'R$ R$ 5',
			'x5',
			'5x',
			'5 reais x',
		])
			expect(parseAmount(amount)).toEqual({ reason: 'amount_unreadable' })
		fc.assert(fc.property(fc.anything(), (value) => void parseAmount(value)))
	})
})
