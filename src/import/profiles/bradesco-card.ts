import type { Profile } from './profile'

export const bradescoCard: Profile = {
	name: 'Bradesco, fatura',
	evidence: 'fixtures/import/08-bradesco-card.csv',
	type: 'card',
	header: ['data', 'historico', 'valor(us$)', 'valor(r$)'],
	positive: 'expense',
	bank: 'Bradesco',
}
