import type { Profile } from './profile'

export const interAccount: Profile = {
	name: 'Inter, conta',
	evidence:
		'No source by name: a search of public code on 2026-11-30 finds importers that read this header as Inter’s, after the lines Extrato Conta Corrente, Conta, Período and Saldo.',
	type: 'account',
	header: ['data lancamento', 'historico', 'descricao', 'valor', 'saldo'],
	columns: { description: 'historico', details: 'descricao' },
	positive: 'income',
	bank: 'Conta Inter',
}
