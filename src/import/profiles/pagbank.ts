import type { Profile } from './profile'

export const pagBankAccount: Profile = {
	name: 'PagBank, conta',
	evidence:
		'A public importer’s guide gives the header CODIGO DA TRANSACAO, DATA, TIPO, DESCRICAO, VALOR with a line of each.',
	type: 'account',
	header: ['codigo da transacao', 'data', 'tipo', 'descricao', 'valor'],
	columns: { description: 'tipo', details: 'descricao' },
	positive: 'income',
	bank: 'Conta PagBank',
	ownIds: true,
}
