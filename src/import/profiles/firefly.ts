import type { Profile } from './profile'

export const firefly: Profile = {
	name: 'Firefly III',
	evidence:
		'github.com/firefly-iii/firefly-iii, app/Support/Export/ExportDataGenerator.php: what the app itself writes; amounts have twelve decimals, a withdrawal is negative.',
	type: 'app',
	header: [
		'journal_id',
		'type',
		'amount',
		'currency_code',
		'description',
		'date',
		'source_name',
		'destination_name',
		'category',
	],
	columns: {
		source: 'source_name',
		to_source: 'destination_name',
		currency: 'currency_code',
		id: 'journal_id',
		details: null,
	},
	positive: 'income',
	places: 'both',
	ownIds: 'unique',
}
