import type { Profile } from './profile'

export const xpCard: Profile = {
	name: 'XP, fatura',
	evidence:
		'No source by name: a search of public code on 2026-11-30 finds importers that read the header Data;Estabelecimento;Portador;Valor;Parcela as XP’s, with "R$ 1.590,00", "3 de 10", and payments as "R$ -19.213,62" and " de 1".',
	type: 'card',
	header: ['data', 'estabelecimento', 'portador', 'valor', 'parcela'],
	positive: 'expense',
	bank: 'XP',
}
