import { asks, bought, type Dialogue, type DoorName, other, record } from './dialogue.ts'

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
	{
		name: 'a press on Telegram that is too old to be acknowledged counts and is answered',
		turns: [
			{ ...market, door: 'telegram' },
			{
				door: 'telegram',
				presses: { of: 0, title: 'Desfazer' },
				breaks: 'acknowledging',
				reply: ['↩️ Desfeito: mercado'],
			},
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
		name: 'a month stands beside the one before, so that "more than in September?" is answered',
		turns: [
			{
				says: 'mercado 100 dia 10 do mês passado',
				model: record(bought('mercado', '100', { category: 'mercado', date: 'dia 10 do mês passado' })),
				reply: [/✅ mercado: R\$ 100,00 \(Mercado, 10\/\d\d/],
			},
			{
				says: 'mercado 40 dia 10 do mês passado no pix',
				model: record(bought('feira', '40', { category: 'mercado', date: 'dia 10 do mês passado' })),
				reply: ['✅ feira: R$ 40,00'],
			},
			{
				says: 'quanto gastei no mercado no mês passado?',
				model: asks({ about: 'spending', category: 'mercado', from: 'mês passado' }),
				reply: [/^\*mercado em .+: R\$ 140,00\*\n2 compras\nNo período anterior: R\$ 0,00$/],
			},
			{
				says: 'mais que este mês?',
				model: asks({ follows: true, about: 'spending', from: 'este mês' }),
				reply: [/^\*mercado em .+: R\$ 0,00\*\n0 compras\nNos mesmos dias anteriores: R\$ (0|140),00$/],
			},
		],
		ledger: ['feira 40,00 Mercado Ana', 'mercado 100,00 Mercado Ana'],
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
	{
		name: 'a question goes on from the one before: another month, another category, a person',
		turns: [
			{
				says: 'mercado 52,90',
				model: record(bought('mercado', '52,90', { category: 'mercado' })),
				reply: ['✅'],
			},
			{ says: 'cinema 60', model: record(bought('cinema', '60', { category: 'lazer' })), reply: ['✅'] },
			{
				says: 'quanto gastei no mercado este mês?',
				model: asks({ about: 'spending', category: 'mercado' }),
				reply: [/^\*mercado em \S+ de \d{4}: R\$ 52,90\*/],
			},
			{
				says: 'e em setembro?',
				told: ['A pergunta anterior da pessoa: gastos, mercado, 20'],
				model: asks({ follows: true, about: 'spending', from: 'setembro' }),
				reply: [/^\*mercado em setembro de \d{4}: R\$ 0,00\*/],
			},
			{
				says: 'e no lazer, este mês?',
				model: asks({ follows: true, about: 'spending', from: 'este mês', category: 'lazer' }),
				reply: [/^\*lazer em \S+ de \d{4}: R\$ 60,00\*/],
			},
			{
				says: 'e o da Ana?',
				model: asks({ follows: true, about: 'spending', person: 'Ana' }),
				reply: [/^\*lazer, Ana em \S+ de \d{4}: R\$ 60,00\*/],
			},
		],
		ledger: ['cinema 60,00 Lazer Ana', 'mercado 52,90 Mercado Ana'],
	},
	{
		name: 'a word searched for gives way to a category, and a name that nobody has is no question to go on from',
		turns: [
			{
				says: 'mercado 52,90',
				model: record(bought('mercado', '52,90', { category: 'mercado' })),
				reply: ['✅'],
			},
			{
				says: 'quanto gastei com uber?',
				model: asks({ about: 'spending', text: 'uber' }),
				reply: [/^\*uber em .+: R\$ 0,00\*/],
			},
			{
				says: 'e no mercado?',
				model: asks({ follows: true, about: 'spending', category: 'mercado' }),
				reply: [/^\*mercado em .+: R\$ 52,90\*/],
			},
			{
				says: 'e com viagens?',
				model: asks({ follows: true, about: 'spending', category: 'viagens' }),
				reply: ['Não achei esse nome'],
			},
			{
				says: 'e em setembro?',
				told: ['gastos, mercado'],
				model: asks({ follows: true, about: 'spending', from: 'setembro' }),
				reply: [/^\*mercado em setembro/],
			},
		],
		ledger: ['mercado 52,90 Mercado Ana'],
	},
	{
		name: 'the month that was asked for completes the question',
		turns: [
			{
				says: 'quanto gastei no lazer naquela época?',
				model: asks({ about: 'spending', category: 'lazer', from: 'naquela época' }),
				reply: ['De que mês?'],
			},
			{
				says: 'setembro',
				told: ['A pergunta anterior da pessoa: gastos, lazer, sem mês.'],
				model: asks({ follows: true, about: 'spending', from: 'setembro' }),
				reply: [/^\*lazer em setembro/],
			},
		],
		ledger: [],
	},
	{
		name: 'an answer to an older question’s bubble goes on from that one; the budget stays a budget',
		turns: [
			{
				says: 'quanto falta no orçamento de lazer?',
				model: asks({ about: 'budget', category: 'lazer' }),
				reply: ['*Lazer: faltam R$ 300,00*'],
			},
			{ says: 'quanto gastei?', model: asks({ about: 'spending' }), reply: ['R$ 0,00'] },
			{
				says: 'e de mercado?',
				answers: { reply: 0 },
				told: ['A pergunta anterior da pessoa: orçamento, lazer'],
				model: asks({ follows: true, about: 'budget', category: 'mercado' }),
				reply: ['Não há orçamento de mercado'],
			},
		],
		ledger: [],
	},
	{
		name: 'another person’s question, or one of an hour ago, is nobody’s to go on from',
		turns: [
			{
				says: 'quanto gastei?',
				ago: 60,
				model: asks({ about: 'spending', category: 'lazer' }),
				reply: ['lazer'],
			},
			{
				from: 'bruno',
				says: 'e em setembro?',
				model: asks({ follows: true, about: 'spending', from: 'setembro' }),
				reply: [/^\*setembro/],
				never: ['lazer'],
			},
			{
				says: 'e em setembro?',
				model: asks({ follows: true, about: 'spending', from: 'setembro' }),
				reply: [/^\*setembro/],
				never: ['lazer'],
			},
		],
		ledger: [],
	},
]

/** "Silenciar", of all or of one kind, for good or for a while. */
export const silences: Dialogue[] = [
	...(
		[
			['silenciar orçamentos', 'não mando mais lembretes de orçamento;'],
			['Silenciar lembretes de fatura', 'não mando mais lembretes de fatura;'],
			['sem lembretes do resumo', 'não mando mais lembretes de resumo;'],
			['parar com os lembretes', 'não mando mais lembretes;'],
			[
				'silenciar contas atrasadas por uma semana',
				/até \d\d\/\d\d não mando lembretes do que está atrasado;/,
			],
			['silenciar hoje', 'até o fim de hoje não mando lembretes;'],
			['voltar lembretes de vencimento', 'volto a mandar lembretes de vencimento.'],
			['quero lembretes', 'volto a mandar lembretes.'],
		] as const
	).map(([says, part]): Dialogue => ({ name: says, turns: [{ says, reply: [part] }], ledger: [] })),
	{
		name: 'what is silenced of one kind leaves the others, and comes back by its name',
		turns: [
			{ says: 'silenciar orçamento', reply: ['lembretes de orçamento'] },
			{
				says: 'cinema 300',
				model: record(bought('cinema', '300', { category: 'lazer' })),
				reply: ['✅'],
				never: ['🔔 Orçamento'],
			},
			{ says: 'voltar lembretes de orçamento', reply: ['volto a mandar lembretes de orçamento.'] },
			{ says: 'bala 1', model: record(bought('bala', '1')), reply: ['🔔 Orçamento de Lazer'] },
		],
		ledger: ['bala 1,00 Ana', 'cinema 300,00 Lazer Ana'],
	},
	{
		name: 'one kind comes back while the others stay silent',
		turns: [
			{ says: 'silenciar', reply: ['não mando mais lembretes;'] },
			{ says: 'voltar lembretes de fatura', reply: ['volto a mandar lembretes de fatura.'] },
			{
				says: 'cinema 300',
				model: record(bought('cinema', '300', { category: 'lazer' })),
				reply: ['✅'],
				never: ['🔔 Orçamento'],
			},
			{ says: 'voltar lembretes', reply: ['volto a mandar lembretes.'] },
			{ says: 'bala 1', model: record(bought('bala', '1')), reply: ['🔔 Orçamento de Lazer'] },
		],
		ledger: ['bala 1,00 Ana', 'cinema 300,00 Lazer Ana'],
	},
	{
		name: 'words that only look like it are a purchase or nothing',
		turns: [
			{ says: 'sem açúcar 5', model: record(bought('sem açúcar', '5')), reply: ['✅ sem açúcar'] },
			{ says: 'silenciar o vizinho', model: other, reply: ['Não entendi'] },
		],
		ledger: ['sem açúcar 5,00 Ana'],
	},
]
