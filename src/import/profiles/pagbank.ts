import type { Profile } from './profile'

export const pagBankAccount: Profile = {
	name: 'PagBank, conta',
	evidence:
		'github.com/JulianoSaroba123/erp_OBPC, GUIA_IMPORTACAO_EXTRATOS.md: the header with two lines below it.',
	type: 'account',
	header: ['codigo da transacao', 'data', 'tipo', 'descricao', 'valor'],
	columns: { description: 'tipo', details: 'descricao' },
	positive: 'income',
	bank: 'Conta PagBank',
	ownIds: 'shared',
}
