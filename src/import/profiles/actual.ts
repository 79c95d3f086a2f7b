import type { Profile } from './profile'

export const actual: Profile = {
	name: 'Actual Budget',
	evidence:
		'github.com/actualbudget/actual, packages/loot-core/src/server/transactions/export/export-to-csv.ts: what the app itself writes.',
	type: 'app',
	header: ['account', 'date', 'payee', 'notes', 'category', 'amount'],
	columns: { description: 'payee', details: 'notes', source: 'account' },
	positive: 'income',
}
