import type { Profile } from './profile'

export const nubankCard: Profile = {
	name: 'Nubank, fatura',
	evidence: 'fixtures/import/01-nubank-card.csv',
	type: 'card',
	header: ['date', 'title', 'amount'],
	positive: 'expense',
	bank: 'Nubank',
}
