import type { Profile } from './profile'

export const ynab: Profile = {
	name: 'YNAB',
	evidence:
		'No source by name: a search of public code on 2026-11-30 finds importers that read this header as the register that YNAB exports.',
	type: 'app',
	header: ['account', 'date', 'payee', 'category group/category', 'category', 'memo', 'outflow', 'inflow'],
	columns: { description: 'payee', details: 'memo', credit: 'inflow', debit: 'outflow' },
}
