import type { Profile } from './profile'

export const mobills: Profile = {
	name: 'Mobills',
	evidence:
		'No source by name: a search of public code on 2026-11-30 finds a converter that writes this header for Mobills: "Data";"Descrição";"Valor";"Conta";"Categoria".',
	type: 'app',
	header: ['data', 'descricao', 'valor', 'conta', 'categoria'],
	positive: 'income',
}
