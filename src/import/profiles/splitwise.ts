import type { Profile } from './profile'

export const splitwise: Profile = {
	name: 'Splitwise',
	evidence:
		'github.com/spliit-app/spliit, issue 342, shows an export of Splitwise beside its own; issue 287 names the columns; who pays back has the category Payment.',
	type: 'app',
	header: ['date', 'description', 'category', 'cost', 'currency'],
	columns: { amount: 'cost' },
	positive: 'expense',
	transfers: { category: /^payment$/, description: null },
}
