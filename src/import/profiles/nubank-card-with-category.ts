import type { Profile } from './profile'

export const nubankCardWithCategory: Profile = {
	name: 'Nubank, fatura com categoria',
	evidence: 'Several public importers read the header date,category,title,amount as Nubank’s older form.',
	type: 'card',
	header: ['date', 'category', 'title', 'amount'],
	positive: 'expense',
	bank: 'Nubank',
}
