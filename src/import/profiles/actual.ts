import type { Profile } from './profile'

export const actual: Profile = {
	name: 'Actual Budget',
	evidence: 'The export of an account in Actual Budget, as public importers read it.',
	type: 'app',
	header: ['account', 'date', 'payee', 'notes', 'category', 'amount'],
	columns: { description: 'payee', details: 'notes', source: 'account' },
	positive: 'income',
}
