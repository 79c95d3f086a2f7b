import type { Profile } from './profile'

export const santanderCard: Profile = {
	name: 'Santander, fatura',
	evidence: 'fixtures/import/14-santander-card.csv',
	type: 'card',
	header: ['data', 'descricao', 'valor (us$)', 'valor (r$)'],
	positive: 'expense',
	bank: 'Santander',
}
