import type { Profile } from './profile'

export const xpCard: Profile = {
	name: 'XP, fatura',
	evidence:
		'Several public importers read the header Data;Estabelecimento;Portador;Valor;Parcela as XP’s, with "R$ 1.590,00", "3 de 10", and payments as "R$ -19.213,62" and " de 1".',
	type: 'card',
	header: ['data', 'estabelecimento', 'portador', 'valor', 'parcela'],
	positive: 'expense',
	bank: 'XP',
}
