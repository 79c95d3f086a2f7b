import type { Profile } from './profile'

export const c6Account: Profile = {
	name: 'C6, conta',
	evidence:
		'github.com/paulosales/fintrack-import-service, importers/c6_checking.py: the header, which stands below lines about the account; Entrada and Saída are two columns.',
	type: 'account',
	header: [
		'data lancamento',
		'data contabil',
		'titulo',
		'descricao',
		'entrada(r$)',
		'saida(r$)',
		'saldo do dia(r$)',
	],
	columns: { description: 'titulo', details: 'descricao' },
	bank: 'Conta C6',
}
