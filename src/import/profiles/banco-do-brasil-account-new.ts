import type { Profile } from './profile'

export const bancoDoBrasilAccountNew: Profile = {
	name: 'Banco do Brasil, conta com tipo de lançamento',
	evidence:
		'No source by name: a search of public code on 2026-11-30 finds importers that read the header Data,Lançamento,Detalhes,Nº documento,Valor,Tipo Lançamento as Banco do Brasil’s, with Entrada and Saída, and lines of balances on 00/00/0000.',
	type: 'account',
	header: ['data', 'lancamento', 'detalhes', 'valor', 'tipo lancamento'],
	telling: true,
	positive: 'income',
	bank: 'Conta Banco do Brasil',
}
