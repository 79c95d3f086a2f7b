import { expect, test } from 'vitest'
import { createFormats } from './formats'

const pt = createFormats('pt-BR', 'BRL', 'America/Sao_Paulo')
const en = createFormats('en', 'BRL', 'America/Sao_Paulo')

test('money is exact, also where a float would round', () => {
	expect(pt.money(123456)).toBe('R$\u00a01.234,56')
	expect(pt.money(-5)).toBe('-R$\u00a00,05')
	expect(pt.amount(9007199254740991)).toBe('90.071.992.547.409,91')
	expect(en.money(123456)).toBe('R$1,234.56')
})

test('a figure is cut for the big type', () => {
	expect(pt.figure(688290)).toEqual({ sign: '', currency: 'R$', whole: '6.882', cents: ',90' })
	expect(pt.figure(-688290).sign).toBe('−')
})

test('axis texts are short', () => {
	const texts = [0, 25_000, 50_000, 100_000, 250_000, 1_000_000].map(pt.axis)
	expect(texts).toEqual(['0', '250', '500', '1\u00a0mil', '2,5\u00a0mil', '10\u00a0mil'])
	expect([0, 250, 500, 750, 1_000].map(pt.axis)).toEqual(['0', '2,5', '5', '7,5', '10'])
})

test('days and months are written as people say them', () => {
	expect(pt.day('2026-11-23')).toBe('23 nov')
	expect(pt.dayLong('2026-11-23')).toBe('23 de novembro')
	expect(pt.month('2026-11')).toBe('novembro de 2026')
	expect(pt.monthShort('2026-11')).toBe('nov 2026')
	expect(pt.monthTick('2026-01')).toBe('jan')
	expect(en.month('2026-11')).toBe('November 2026')
})

test("moments are told in the ledger's timezone", () => {
	const lateInSaoPaulo = Date.parse('2026-12-01T02:30:00Z')
	expect(pt.localDay(lateInSaoPaulo)).toBe('2026-11-30')
	expect(pt.moment(lateInSaoPaulo)).toBe('30 nov, 23:30')
})

test('a share of what is something is never 0%', () => {
	expect([0, 0.001, 0.0049, 0.005, 0.42, 1].map(pt.percent)).toEqual([
		'0%',
		'<1%',
		'<1%',
		'1%',
		'42%',
		'100%',
	])
	expect(en.percent(0.001)).toBe('<1%')
})
