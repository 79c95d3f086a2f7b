import type { Profile } from './profile'

export const c6Card: Profile = {
	name: 'C6, fatura',
	evidence: 'fixtures/import/05-c6-card-oct.csv',
	type: 'card',
	header: [
		'data de compra',
		'nome no cartao',
		'final do cartao',
		'categoria',
		'descricao',
		'parcela',
		'valor (em r$)',
	],
	positive: 'expense',
	bank: 'C6',
}
