import type { Profile } from './profile'

export const ynab: Profile = {
	name: 'YNAB',
	evidence: 'The register export of YNAB, as public importers read it.',
	type: 'app',
	header: ['account', 'date', 'payee', 'category group/category', 'category', 'memo', 'outflow', 'inflow'],
	columns: { description: 'payee', details: 'memo', credit: 'inflow', debit: 'outflow' },
}
