import type { Category, Cents, Person, Source } from '../ledger/types'

/** The household's settings. Ids count from 1 in the given order. */
export interface HouseholdSetup {
	ledger: { name: string; currency: string; timezone: string }
	categories: Category[]
	sources: Source[]
	people: Person[]
	/** The cards among the sources, with their days. */
	cards: { source: string; closing_day: number; due_day: number }[]
	/** `category` null: the whole bill. `monthsAgo`: the budget starts that many months before the month of today. */
	budgets: { category: string | null; monthsAgo: number; amount_cents: Cents }[]
	/** What the household confirmed to come again every month. */
	recurring: { name: string; day: number; amount_cents: Cents; category: string; source: string }[]
}

const named = <T extends object>(rows: T[]): (T & { id: number })[] =>
	rows.map((row, index) => ({ id: index + 1, ...row }))

export const householdSetup: HouseholdSetup = {
	ledger: { name: 'Casa Ferreira', currency: 'BRL', timezone: 'America/Sao_Paulo' },
	categories: named([
		{ name: 'Moradia', aliases: ['aluguel', 'condomínio'], color: 1 },
		{ name: 'Mercado', aliases: ['supermercado', 'feira', 'padaria'], color: 2 },
		{ name: 'Restaurantes', aliases: ['restaurante', 'almoço', 'ifood'], color: 3 },
		{ name: 'Transporte', aliases: ['uber', 'combustível', 'gasolina'], color: 4 },
		{ name: 'Saúde', aliases: ['farmácia', 'remédio'], color: 5 },
		{ name: 'Educação', aliases: ['escola', 'curso', 'livros'], color: 6 },
		{ name: 'Lazer', aliases: ['diversão', 'viagem'], color: 7 },
		{ name: 'Assinaturas', aliases: ['assinatura', 'streaming'], color: 8 },
		{ name: 'Pets', aliases: ['pet', 'cachorro'], color: 9 },
		{ name: 'Casa', aliases: ['utilidades', 'móveis', 'contas da casa'], color: 10 },
	]),
	sources: named([
		{ name: 'Nubank', aliases: ['nu', 'roxinho'] },
		{ name: 'Visa 4417', aliases: ['visa', 'itaú'] },
		{ name: 'Pix', aliases: ['transferência'] },
		{ name: 'Débito', aliases: ['cartão de débito'] },
		{ name: 'Vale-refeição', aliases: ['vr', 'vale'] },
		{ name: 'Dinheiro', aliases: ['espécie'] },
	]).map((source) => ({ ...source, archived: false })),
	cards: [
		{ source: 'Nubank', closing_day: 26, due_day: 3 },
		{ source: 'Visa 4417', closing_day: 14, due_day: 21 },
	],
	people: named([
		{ name: 'Ana', aliases: ['Ana Ferreira', 'ana f.'] },
		{ name: 'Marcos', aliases: ['Marcos Ferreira'] },
		{ name: 'Júlia', aliases: ['Ju'] },
	]),
	budgets: [
		{ category: null, monthsAgo: 23, amount_cents: 950000 },
		{ category: null, monthsAgo: 8, amount_cents: 1000000 },
		{ category: 'Mercado', monthsAgo: 23, amount_cents: 140000 },
		{ category: 'Restaurantes', monthsAgo: 23, amount_cents: 90000 },
		{ category: 'Transporte', monthsAgo: 23, amount_cents: 160000 },
		{ category: 'Saúde', monthsAgo: 12, amount_cents: 70000 },
		{ category: 'Educação', monthsAgo: 12, amount_cents: 100000 },
		{ category: 'Lazer', monthsAgo: 12, amount_cents: 100000 },
		{ category: 'Assinaturas', monthsAgo: 6, amount_cents: 24000 },
		{ category: 'Pets', monthsAgo: 6, amount_cents: 25000 },
		{ category: 'Casa', monthsAgo: 6, amount_cents: 210000 },
	],
	recurring: [
		{ name: 'Aluguel', day: 6, amount_cents: 165000, category: 'Moradia', source: 'Pix' },
		{ name: 'Condomínio', day: 8, amount_cents: 33000, category: 'Moradia', source: 'Pix' },
		{ name: 'Curso de inglês', day: 7, amount_cents: 34000, category: 'Educação', source: 'Visa 4417' },
		{ name: 'Internet', day: 10, amount_cents: 10990, category: 'Casa', source: 'Nubank' },
		// It has become dearer since.
		{ name: 'Netflix', day: 9, amount_cents: 3990, category: 'Assinaturas', source: 'Nubank' },
		{ name: 'Conta de luz', day: 15, amount_cents: 18500, category: 'Casa', source: 'Débito' },
	],
}
