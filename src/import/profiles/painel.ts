import type { Profile } from './profile'

/** Painel's own file of purchases, in both languages: a line is a part of a purchase in its bill. */
export const painelPortuguese: Profile = {
	name: 'Painel',
	evidence: 'src/dashboard/purchases/csv.ts',
	type: 'app',
	header: [
		'data',
		'fatura',
		'tipo',
		'descricao',
		'categoria',
		'fonte',
		'parcela',
		'parcelas',
		'valor da compra',
	],
	columns: { amount: 'valor' },
}

export const painelEnglish: Profile = {
	name: 'Painel',
	evidence: 'src/dashboard/purchases/csv.ts',
	type: 'app',
	header: [
		'date',
		'bill',
		'kind',
		'description',
		'category',
		'source',
		'installment',
		'installments',
		'purchase amount',
	],
	columns: { amount: 'amount' },
}
