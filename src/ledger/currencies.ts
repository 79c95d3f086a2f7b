/** What a new ledger may be kept in: currencies with two decimals, as amounts are integer cents; the likely ones first. */
export const CURRENCIES = [
	'BRL',
	'EUR',
	'USD',
	'GBP',
	'ARS',
	'MXN',
	'COP',
	'PEN',
	'UYU',
	'BOB',
	'AOA',
	'MZN',
	'CHF',
	'CAD',
	'AUD',
] as const
