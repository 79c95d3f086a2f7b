import { FROM_TO, type Profile } from './profile'

/** The app's export. Its sheet for importing, Data;Descrição;Valor;Conta;Categoria, has names that any sheet may have: general rules read it. */
export const mobills: Profile = {
	name: 'Mobills',
	evidence:
		'github.com/nck974/mobills-to-money-manager, src/lib/reader.py, reads the app’s export: UTF-16, semicolons, days first, and a value above nought is an income.',
	type: 'app',
	header: ['date', 'description', 'value', 'account', 'category', 'subcategory', 'tags'],
	columns: { amount: 'value', source: 'account' },
	positive: 'income',
	transfers: { category: /^transferencias?$/, description: FROM_TO },
	order: 'dmy',
}
