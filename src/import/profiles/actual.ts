import type { Profile } from './profile'

export const actual: Profile = {
	name: 'Actual Budget',
	evidence:
		'github.com/actualbudget/actual, packages/loot-core/src/server/transactions/export/export-to-csv.ts: what the app itself writes; the payee of a transfer is named as the other account (v_payees in packages/loot-core/src/server/aql/schema/index.ts), an account begins with "Starting Balance".',
	type: 'app',
	header: ['account', 'date', 'payee', 'notes', 'category', 'amount'],
	columns: { description: 'payee', details: 'notes', source: 'account' },
	positive: 'income',
	transfers: 'payee_is_account',
	opening: /^starting balance$/,
}
