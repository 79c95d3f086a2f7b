import type { Profile } from './profile'

export const interCard: Profile = {
	name: 'Inter, fatura',
	evidence:
		'github.com/rafaelvasco/dindinho, README.md: the header of a card’s bill with a line, "COMPRAS","Compra à vista","R$ 119,90", beside Inter’s account.',
	type: 'card',
	header: ['data', 'lancamento', 'categoria', 'tipo', 'valor'],
	positive: 'expense',
	bank: 'Inter',
}
