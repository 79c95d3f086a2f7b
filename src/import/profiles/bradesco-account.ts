import type { Profile } from './profile'

export const bradescoAccount: Profile = {
	name: 'Bradesco, conta',
	evidence: 'fixtures/import/07-bradesco-account.csv',
	type: 'account',
	header: ['data', 'historico', 'docto.', 'credito (r$)', 'debito (r$)', 'saldo (r$)'],
	bank: 'Conta Bradesco',
}
