import type { Profile } from './profile'

export const bancoDoBrasilAccount: Profile = {
	name: 'Banco do Brasil, conta',
	evidence: 'fixtures/import/11-bb-account-old.csv',
	type: 'account',
	header: ['data', 'dependencia origem', 'historico', 'data do balancete', 'numero do documento', 'valor'],
	positive: 'income',
	bank: 'Conta Banco do Brasil',
}
