import type { Profile } from './profile'

export const interCard: Profile = {
	name: 'Inter, fatura',
	evidence:
		'A public comparison of banks’ files gives the header and the line "01/10/2025","…","COMPRAS","Compra à vista","R$ 29,90".',
	type: 'card',
	header: ['data', 'lancamento', 'categoria', 'tipo', 'valor'],
	positive: 'expense',
	bank: 'Inter',
}
