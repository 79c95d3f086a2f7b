import type { Profile } from './profile'

export const nubankAccount: Profile = {
	name: 'Nubank, conta',
	evidence: 'fixtures/import/02-nubank-account.csv',
	type: 'account',
	header: ['data', 'valor', 'identificador', 'descricao'],
	positive: 'income',
	bank: 'Conta Nubank',
	ownIds: 'shared',
}
