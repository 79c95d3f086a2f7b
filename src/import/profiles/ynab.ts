import type { Profile } from './profile'

export const ynab: Profile = {
	name: 'YNAB',
	evidence:
		'github.com/pgr0ss/ynab_to_ledger, ynab_to_ledger_test.rb: lines of YNAB’s register with $ before amounts; npmjs.com/package/parse-ynab-export shows days first and amounts as €144,36. Programs that read its register or its API name the payees that it keeps for itself: "Transfer : " and the other account, in each of the two lines, "Starting Balance", "Manual Balance Adjustment" and "Reconciliation Balance Adjustment".',
	type: 'app',
	header: ['account', 'date', 'payee', 'category group/category', 'category', 'memo', 'outflow', 'inflow'],
	columns: { description: 'payee', details: 'memo', credit: 'inflow', debit: 'outflow' },
	transfers: { payee: /^transfer ?: ?(.+)$/i },
	opening: /^(?:starting balance|(?:manual|reconciliation) balance adjustment)$/,
}
