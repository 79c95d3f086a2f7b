import { expect, test } from 'vitest'
import { CURRENCIES } from './currencies'

test('every currency that is offered is known, and offered once, the likeliest first', () => {
	const known = Intl.supportedValuesOf('currency')
	expect(CURRENCIES.filter((currency) => !known.includes(currency))).toEqual([])
	expect(new Set(CURRENCIES).size).toBe(CURRENCIES.length)
	expect(CURRENCIES[0]).toBe('BRL')
})
