import type { Profile } from './profile'

export const splitwise: Profile = {
	name: 'Splitwise',
	evidence: 'The spreadsheet export of a Splitwise group, as public importers read it.',
	type: 'app',
	header: ['date', 'description', 'category', 'cost', 'currency'],
	columns: { amount: 'cost' },
	positive: 'expense',
}
