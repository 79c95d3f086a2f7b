import type { Profile } from './profile'

export const c6Account: Profile = {
	name: 'C6, conta',
	evidence:
		'No source by name: a search of public code on 2026-11-30 finds importers that read this header as C6’s, after the lines EXTRATO DE CONTA CORRENTE C6 BANK and Agência: 1 / Conta: …',
	type: 'account',
	header: [
		'data lancamento',
		'data contabil',
		'titulo',
		'descricao',
		'entrada(r$)',
		'saida(r$)',
		'saldo do dia(r$)',
	],
	columns: { description: 'titulo', details: 'descricao' },
	bank: 'Conta C6',
}
