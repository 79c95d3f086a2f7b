import type { Profile } from './profile'

export const mercadoPago: Profile = {
	name: 'Mercado Pago, conta',
	evidence: 'fixtures/import/16-mercadopago.csv',
	type: 'account',
	header: ['release_date', 'transaction_type', 'reference_id', 'transaction_net_amount', 'partial_balance'],
	positive: 'income',
	bank: 'Mercado Pago',
	ownIds: 'shared',
}
