import type { Profile } from './profile'

export const ezBookkeeping: Profile = {
	name: 'ezBookkeeping',
	evidence:
		'github.com/mayswind/ezbookkeeping, pkg/converters/default/default_transaction_data_plain_text_converter.go: what the app itself writes.',
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
