import { asks, bought, type Dialogue, type DoorName, record } from './dialogue.ts'

const market = {
	says: 'mercado 52,90',
	model: record(bought('mercado', '52,90')),
	reply: ['✅ mercado: R$ 52,90'],
}

/** Every door brings the same conversation. */
export const doorways: Dialogue[] = (['meta', 'evolution', 'waha', 'telegram', 'plain'] as DoorName[]).map(
	(door): Dialogue => ({
		name: `through ${door}: a purchase, its correction by answer, a repeat, and undone`,
		turns: [
			{ ...market, door },
			{
				door,
				says: 'era 45',
				answers: { message: 0 },
				model: record({ action: 'amend', amount: '45' }),
				reply: ['✏️ mercado: R$ 52,90 → R$ 45,00'],
			},
			{ door, again: 0, reply: null },
			{ door, says: 'desfaz', answers: { message: 0 }, reply: ['↩️ Desfeito: mercado: R$ 45,00'] },
		],
		ledger: [],
	}),
)

/** Who may write. */
export const people: Dialogue[] = [
	{
		name: 'a stranger is told how to join, once a day, and costs nothing',
		turns: [
			{ from: 'zé', says: 'oi', reply: ['ainda não conheço você'] },
			{ from: 'zé', says: 'mercado 52,90', reply: null },
			{ from: 'zé', kind: 'image', reply: null },
		],
		ledger: [],
		waiting: 0,
	},
	{
		name: 'two people at once are two senders',
		turns: [
			market,
			{ from: 'bruno', says: 'uber 23', model: record(bought('uber', '23')), reply: ['✅ uber'] },
			{ says: 'desfaz', reply: ['↩️ Desfeito: mercado'] },
			{ from: 'bruno', says: 'desfaz', reply: ['↩️ Desfeito: uber'] },
		],
		ledger: [],
	},
	{
		name: 'a button under another person’s purchase is theirs to press too',
		turns: [market, { from: 'bruno', presses: { of: 0, title: 'Desfazer' }, reply: ['↩️ Desfeito: mercado'] }],
		ledger: [],
	},
	{
		name: 'buttons on Telegram',
		turns: [
			{ ...market, door: 'telegram' },
			{ door: 'telegram', presses: { of: 0, title: 'Desfazer' }, reply: ['↩️ Desfeito: mercado'] },
		],
		ledger: [],
	},
]

/** What people ask. */
export const questions: Dialogue[] = [
	{
		name: 'how much this month, by category',
		turns: [
			{
				says: 'mercado 52,90',
				model: record(bought('mercado', '52,90', { category: 'mercado' })),
				reply: ['✅'],
			},
			{
				says: 'quanto gastei este mês?',
				model: asks({ about: 'spending' }),
				reply: [/^\*\S+ de \d{4}: R\$ 52,90\*/, '• Mercado: R$ 52,90'],
			},
		],
		ledger: ['mercado 52,90 Mercado Ana'],
	},
	{
		name: 'how much is left of a budget',
		turns: [
			{ says: 'cinema 60', model: record(bought('cinema', '60', { category: 'lazer' })), reply: ['✅'] },
			{
				says: 'quanto falta no orçamento de lazer?',
				model: asks({ about: 'budget', category: 'lazer' }),
				reply: ['*Lazer: faltam R$ 240,00* de R$ 300,00'],
			},
			{
				says: 'e de mercado?',
				model: asks({ about: 'budget', category: 'mercado' }),
				reply: ['Não há orçamento de mercado'],
			},
		],
		ledger: ['cinema 60,00 Lazer Ana'],
	},
	{
		name: 'how much of a category in a month, beside the month before; an unknown one is asked about',
		turns: [
			{
				says: 'mercado 52,90',
				model: record(bought('mercado', '52,90', { category: 'mercado' })),
				reply: ['✅'],
			},
			{
				says: 'quanto gastei no super?',
				model: asks({ about: 'spending', category: 'super' }),
				reply: [/^\*super em .+: R\$ 52,90\*\n1 compra\n/],
			},
			{
				says: 'e com viagens?',
				model: asks({ about: 'spending', category: 'viagens' }),
				reply: ['Não achei esse nome', 'Lazer'],
				never: ['R$ 0,00'],
			},
		],
		ledger: ['mercado 52,90 Mercado Ana'],
	},
	{
		name: 'how much a card’s bill is',
		turns: [
			{ says: 'loja 120', model: record(bought('loja', '120', { source: 'nubank' })), reply: ['✅'] },
			{
				says: 'quanto é a fatura do nubank?',
				model: asks({ about: 'bill', source: 'nubank' }),
				reply: [/\*Nubank, .+: R\$ 120,00\* \(aberta, vence \d\d\/\d\d/],
			},
			{
				says: 'e do itaú?',
				model: asks({ about: 'bill', source: 'itaú' }),
				reply: ['Não sei de uma fatura de itaú'],
			},
		],
		ledger: ['loja 120,00 Nubank Ana'],
	},
	{
		name: 'a month that cannot be read is asked',
		turns: [
			{
				says: 'quanto gastei naquela época?',
				model: asks({ about: 'spending', from: 'naquela época' }),
				reply: ['De que mês?'],
			},
		],
		ledger: [],
	},
]
