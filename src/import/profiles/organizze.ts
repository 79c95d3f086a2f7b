import { FROM_TO, type Profile } from './profile'

export const organizze: Profile = {
	name: 'Organizze',
	evidence: 'fixtures/import/18-organizze.csv',
	type: 'app',
	header: ['tipo de conta', 'conta/cartao', 'data', 'descricao', 'categoria', 'valor', 'parcela'],
	columns: { purchase_day: 'data primeira parcela', installments: 'parcela', type: 'tipo de conta' },
	positive: 'income',
	transfers: { category: /^transferencias?$/, description: FROM_TO },
}
