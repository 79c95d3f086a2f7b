import type { Profile } from './profile'

export const ezBookkeeping: Profile = {
	name: 'ezBookkeeping',
	evidence: 'ezBookkeeping’s documentation of its export, and a public writer of the same header.',
	type: 'app',
	header: [
		'time',
		'timezone',
		'type',
		'category',
		'sub category',
		'account',
		'amount',
		'account2',
		'description',
	],
	columns: {
		date: 'time',
		source: 'account',
		to_source: 'account2',
		category: 'sub category',
		currency: 'account currency',
		details: null,
	},
	unnamed: 'category',
}
