import type { Profile } from './profile'

export const nubankCardWithCategory: Profile = {
	name: 'Nubank, fatura com categoria',
	evidence:
		'github.com/impression28/jidice, main.cpp, reads nubank-2020-03.csv by date, category, title, amount: the older form.',
	type: 'card',
	header: ['date', 'category', 'title', 'amount'],
	positive: 'expense',
	bank: 'Nubank',
}
