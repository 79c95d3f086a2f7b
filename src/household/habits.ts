import type { Cents } from '../ledger/types'

/** Something bought now and then. */
export interface Habit {
	category: string
	what: readonly string[]
	perMonth: number
	cents: readonly [Cents, Cents]
	/** Local hours between which it happens. */
	hours: readonly [number, number]
	sources: readonly string[]
	people: readonly string[]
}

/** Something that comes every month on a day. */
export interface Monthly {
	day: number
	kind?: 'income'
	category: string | null
	what: string
	/** Lowest and highest; equal when fixed. */
	cents: readonly [Cents, Cents]
	source: string
	person: string
}

/** Something dear, paid in parts. */
export interface Splurge {
	category: string
	what: string
	cents: readonly [Cents, Cents]
	installments: readonly number[]
}

const everyone = ['Ana', 'Ana', 'Marcos', 'Marcos', 'Júlia']
const parents = ['Ana', 'Marcos']
const cards = ['Nubank', 'Nubank', 'Visa 4417', 'Débito']

export const habits: readonly Habit[] = [
	{
		category: 'Mercado',
		what: ['Mercado São José', 'Pão de Açúcar', 'Atacadão', 'Mercado da vila'],
		perMonth: 6,
		cents: [6800, 26500],
		hours: [9, 20],
		sources: cards,
		people: parents,
	},
	{
		category: 'Mercado',
		what: ['Padaria Bela Vista', 'Pão e leite', 'Padaria da esquina'],
		perMonth: 12,
		cents: [890, 3480],
		hours: [7, 19],
		sources: ['Pix', 'Dinheiro', 'Débito', 'Nubank'],
		people: everyone,
	},
	{
		category: 'Mercado',
		what: ['Feira de sábado', 'Hortifruti', 'Açougue do Zé', 'Sacolão'],
		perMonth: 4,
		cents: [2400, 9800],
		hours: [8, 13],
		sources: ['Pix', 'Dinheiro', 'Débito'],
		people: parents,
	},
	{
		category: 'Restaurantes',
		what: ['Almoço no Quilo da Praça', 'Almoço executivo', 'Marmita da Cida', 'Lanche da tarde'],
		perMonth: 13,
		cents: [2190, 4690],
		hours: [11, 15],
		sources: ['Vale-refeição', 'Vale-refeição', 'Nubank', 'Pix'],
		people: parents,
	},
	{
		category: 'Restaurantes',
		what: ['iFood', 'Pizza de sexta', 'Bar do Alemão', 'Temakeria', 'Jantar fora', 'Hambúrguer'],
		perMonth: 4,
		cents: [4200, 16800],
		hours: [18, 22],
		sources: cards,
		people: everyone,
	},
	{
		category: 'Transporte',
		what: ['Uber até o trabalho', 'Uber para casa', '99 para o metrô', 'Uber da Ju'],
		perMonth: 11,
		cents: [1190, 4290],
		hours: [7, 22],
		sources: ['Nubank', 'Visa 4417'],
		people: everyone,
	},
	{
		category: 'Transporte',
		what: ['Posto Ipê', 'Gasolina', 'Posto da marginal'],
		perMonth: 2,
		cents: [14000, 23000],
		hours: [7, 19],
		sources: ['Visa 4417', 'Nubank'],
		people: parents,
	},
	{
		category: 'Transporte',
		what: ['Estacionamento', 'Bilhete Único', 'Pedágio'],
		perMonth: 3,
		cents: [600, 4000],
		hours: [8, 19],
		sources: ['Pix', 'Dinheiro', 'Débito'],
		people: everyone,
	},
	{
		category: 'Saúde',
		what: ['Farmácia do Bairro', 'Drogaria São Paulo', 'Remédio da pressão'],
		perMonth: 3,
		cents: [1890, 12800],
		hours: [9, 21],
		sources: ['Débito', 'Nubank', 'Pix'],
		people: everyone,
	},
	{
		category: 'Saúde',
		what: ['Dentista', 'Consulta', 'Fisioterapia'],
		perMonth: 0.7,
		cents: [18000, 32000],
		hours: [9, 18],
		sources: ['Pix', 'Visa 4417'],
		people: everyone,
	},
	{
		category: 'Educação',
		what: ['Livraria Cultura', 'Papelaria', 'Material da escola'],
		perMonth: 1.2,
		cents: [2900, 14800],
		hours: [10, 19],
		sources: ['Nubank', 'Pix'],
		people: ['Ana', 'Júlia'],
	},
	{
		category: 'Lazer',
		what: ['Cinema', 'Parque', 'Show no Sesc', 'Jogo do Steam', 'Boliche', 'Museu'],
		perMonth: 3.5,
		cents: [2400, 16000],
		hours: [14, 22],
		sources: ['Pix', 'Nubank', 'Visa 4417'],
		people: everyone,
	},
	{
		category: 'Pets',
		what: ['Ração da Mel', 'Banho e tosa', 'Veterinária', 'Brinquedo da Mel'],
		perMonth: 1.8,
		cents: [4500, 15900],
		hours: [9, 18],
		sources: ['Pix', 'Nubank'],
		people: parents,
	},
	{
		category: 'Casa',
		what: ['Leroy Merlin', 'Lâmpadas', 'Produtos de limpeza', 'Chaveiro', 'Panela nova'],
		perMonth: 1.6,
		cents: [1900, 14900],
		hours: [9, 19],
		sources: ['Nubank', 'Pix', 'Dinheiro'],
		people: parents,
	},
]

export const monthlies: readonly Monthly[] = [
	{
		day: 5,
		kind: 'income',
		category: null,
		what: 'Salário da Ana',
		cents: [742000, 742000],
		source: 'Pix',
		person: 'Ana',
	},
	{
		day: 1,
		kind: 'income',
		category: null,
		what: 'Salário do Marcos',
		cents: [538000, 538000],
		source: 'Pix',
		person: 'Marcos',
	},
	{ day: 6, category: 'Moradia', what: 'Aluguel', cents: [165000, 165000], source: 'Pix', person: 'Ana' },
	{ day: 8, category: 'Moradia', what: 'Condomínio', cents: [33000, 33000], source: 'Pix', person: 'Ana' },
	{
		day: 15,
		category: 'Casa',
		what: 'Conta de luz',
		cents: [13800, 24600],
		source: 'Débito',
		person: 'Marcos',
	},
	{
		day: 18,
		category: 'Casa',
		what: 'Conta de água',
		cents: [7900, 11800],
		source: 'Débito',
		person: 'Marcos',
	},
	{ day: 10, category: 'Casa', what: 'Internet', cents: [10990, 10990], source: 'Nubank', person: 'Marcos' },
	{
		day: 7,
		category: 'Educação',
		what: 'Curso de inglês',
		cents: [34000, 34000],
		source: 'Visa 4417',
		person: 'Júlia',
	},
	{ day: 3, category: 'Assinaturas', what: 'iCloud', cents: [1490, 1490], source: 'Nubank', person: 'Ana' },
	{ day: 9, category: 'Assinaturas', what: 'Netflix', cents: [4490, 4490], source: 'Nubank', person: 'Ana' },
	{
		day: 12,
		category: 'Assinaturas',
		what: 'Spotify família',
		cents: [3490, 3490],
		source: 'Nubank',
		person: 'Júlia',
	},
	{
		day: 11,
		category: 'Assinaturas',
		what: 'Academia',
		cents: [11990, 11990],
		source: 'Visa 4417',
		person: 'Marcos',
	},
]

export const splurges: readonly Splurge[] = [
	{ category: 'Casa', what: 'Geladeira', cents: [289900, 349900], installments: [10, 12] },
	{ category: 'Casa', what: 'Sofá da sala', cents: [189000, 289000], installments: [10, 12] },
	{ category: 'Casa', what: 'Colchão', cents: [199000, 319000], installments: [12, 18] },
	{ category: 'Educação', what: 'Notebook da Júlia', cents: [329900, 419900], installments: [12] },
	{ category: 'Lazer', what: 'Passagens para Recife', cents: [138000, 214000], installments: [4, 6] },
	{ category: 'Lazer', what: 'Pousada em Paraty', cents: [78000, 126000], installments: [3, 5] },
	{ category: 'Casa', what: 'Celular do Marcos', cents: [219900, 319900], installments: [12, 24] },
	{ category: 'Saúde', what: 'Óculos da Ana', cents: [58000, 98000], installments: [4, 6] },
	{ category: 'Lazer', what: 'Tênis de corrida', cents: [34900, 59900], installments: [2, 3] },
	{ category: 'Transporte', what: 'Pneus', cents: [98000, 148000], installments: [4, 5] },
	{ category: 'Transporte', what: 'Revisão do carro', cents: [68000, 112000], installments: [2, 3] },
	{ category: 'Saúde', what: 'Tratamento do dente', cents: [88000, 148000], installments: [3, 6] },
	{ category: 'Casa', what: 'Air fryer', cents: [39900, 64900], installments: [2, 5] },
]
