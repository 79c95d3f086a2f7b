import type { Profile } from './profile'

export const mobills: Profile = {
	name: 'Mobills',
	evidence:
		'A public converter writes this header for Mobills: "Data";"Descrição";"Valor";"Conta";"Categoria".',
	type: 'app',
	header: ['data', 'descricao', 'valor', 'conta', 'categoria'],
	positive: 'income',
}
