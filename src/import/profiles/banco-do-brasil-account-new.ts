import type { Profile } from './profile'

export const bancoDoBrasilAccountNew: Profile = {
	name: 'Banco do Brasil, conta com tipo de lançamento',
	evidence:
		'github.com/efas-dev/conta-de-gastos-v2, src/parsers/extrato_bb.ts, and github.com/JhusNeto/rav4-finance-control, CHANGELOG.md, with three lines: Entrada and Saída; lines of balances have no type, some the day 00/00/0000.',
	type: 'account',
	header: ['data', 'lancamento', 'detalhes', 'valor', 'tipo lancamento'],
	telling: true,
	positive: 'income',
	bank: 'Conta Banco do Brasil',
}
