import type { Profile } from './profile'

/** The account's file has no header. Not only this bank's cards may have these names, so the signs are asked. */
export const itauCard: Profile = {
	name: 'Itaú, fatura',
	evidence:
		'github.com/Leotrmo/Site-moreno-arquitetura, financas-app/test/itau.test.js, and github.com/matiasbreunig/brecontas, test-data/itau-fatura.csv: days with the year first, purchases without a minus, payments with one.',
	type: 'card',
	header: ['data', 'lancamento', 'valor'],
	common: true,
	bank: 'Itaú',
}
