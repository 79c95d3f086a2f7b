import type { Profile } from './profile'

export const interAccount: Profile = {
	name: 'Inter, conta',
	evidence:
		'github.com/efas-dev/conta-de-gastos-v2, src/parsers/extrato_inter.ts: the header, below four lines about the account; what goes out has a minus.',
	type: 'account',
	header: ['data lancamento', 'historico', 'descricao', 'valor', 'saldo'],
	columns: { description: 'historico', details: 'descricao' },
	positive: 'income',
	bank: 'Conta Inter',
}
