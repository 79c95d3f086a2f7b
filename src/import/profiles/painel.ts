import type { Profile } from './profile'

/** Painel's own file of purchases, in both languages: a line is a part of a purchase in its bill, or a whole one where months are counted so. */
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
		'destino',
		'parcela',
		'parcelas',
		'valor da compra',
		'painel',
	],
	columns: { amount: 'valor', to_source: 'destino' },
	isOurs: true,
	ownIds: 'unique',
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
		'destination',
		'installment',
		'installments',
		'purchase amount',
		'painel',
	],
	columns: { amount: 'amount', to_source: 'destination' },
	isOurs: true,
	ownIds: 'unique',
}
