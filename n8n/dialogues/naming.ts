import { amend, asks, bought, type Dialogue, type DoorName, other, record } from './dialogue.ts'

const market = {
	says: 'mercado 52,90',
	model: record(bought('mercado', '52,90')),
	reply: ['✅ mercado: R$ 52,90'],
}
const ride = { says: 'uber 23', model: record(bought('uber', '23')), reply: ['✅ uber: R$ 23,00'] }
const sofa = (more: object = {}) => ({
	says: 'sofá 10x de 100 no nubank',
	model: record(
		bought('sofá', '100', { installments: 10, per_installment: true, source: 'nubank', ...more }),
	),
	reply: ['✅ sofá: R$ 1.000,00'],
})

/** Corrections that say by its name which purchase they are about. */
export const naming: Dialogue[] = [
	{
		name: '"apaga o uber" undoes the ride, not what was said last',
		turns: [
			ride,
			market,
			{
				says: 'apaga o uber',
				model: record({ action: 'void', of: 'uber' }),
				reply: ['↩️ Desfeito: uber: R$ 23,00'],
				never: ['mercado'],
			},
		],
		ledger: ['mercado 52,90 Ana'],
	},
	{
		name: 'a purchase of yesterday is found by its name',
		turns: [
			{ ...ride, ago: 1440 },
			{ ...market, ago: 1400 },
			{
				says: 'o uber era 20',
				model: record(amend({ of: 'uber', amount: '20' })),
				reply: [/✏️ uber \(ontem, \d\d\/\d\d\): R\$ 23,00 → R\$ 20,00/],
			},
		],
		ledger: ['mercado 52,90 Ana', 'uber 20,00 Ana'],
	},
	{
		name: 'of two rides it asks which, and the number answers',
		turns: [
			{ ...ride, ago: 3000 },
			{ says: 'uber 31', ago: 2000, model: record(bought('uber', '31')), reply: ['✅ uber'] },
			{
				says: 'o uber era 20',
				model: record(amend({ of: 'uber', amount: '20' })),
				reply: ['❓ Qual delas devo corrigir?', '1) uber, R$ 31,00', '2) uber, R$ 23,00'],
			},
			{ says: '2', reply: ['→ R$ 20,00'] },
		],
		ledger: ['uber 20,00 Ana', 'uber 31,00 Ana'],
		waiting: 0,
	},
	{
		name: 'a name that nobody recorded corrects nothing',
		turns: [
			market,
			{
				says: 'apaga a farmácia',
				model: record({ action: 'void', of: 'farmácia' }),
				reply: ['⚠️ não achei o que corrigir'],
				never: ['mercado'],
			},
		],
		ledger: ['mercado 52,90 Ana'],
	},
	{
		name: 'what another person recorded is asked about first',
		turns: [
			{ ...ride, from: 'bruno' },
			market,
			{
				says: 'apaga o uber',
				model: record({ action: 'void', of: 'uber' }),
				reply: ['❓ Qual delas devo desfazer?', '1) uber, R$ 23,00'],
			},
			{ says: '1', reply: ['↩️ Desfeito: uber: R$ 23,00 (Bruno)'] },
		],
		ledger: ['mercado 52,90 Ana'],
		waiting: 0,
	},
	{
		name: 'two corrections by name in one message are two',
		turns: [
			ride,
			market,
			{
				says: 'o uber era 20 e o mercado 50',
				model: record(amend({ of: 'uber', amount: '20' }), amend({ of: 'mercado', amount: '50' })),
				reply: ['✏️ uber: R$ 23,00 → R$ 20,00', '✏️ mercado: R$ 52,90 → R$ 50,00'],
			},
		],
		ledger: ['mercado 50,00 Ana', 'uber 20,00 Ana'],
	},
	{
		name: 'a name picks one of the answered message’s purchases',
		turns: [
			{
				says: 'mercado 52,90 e uber 23',
				model: record(bought('mercado', '52,90'), bought('uber', '23')),
				reply: ['✅ mercado', '✅ uber'],
			},
			{
				says: 'apaga o uber',
				answers: { reply: 0 },
				model: record({ action: 'void', of: 'uber' }),
				reply: ['↩️ Desfeito: uber'],
			},
		],
		ledger: ['mercado 52,90 Ana'],
	},
	{
		name: 'a second correction that names nothing is said to be left out',
		turns: [
			market,
			{
				says: 'era 45, e no pix foi 40',
				model: record(amend({ amount: '45' }), amend({ amount: '40' })),
				reply: ['R$ 52,90 → R$ 45,00', 'ℹ️ Fiz só a primeira correção'],
			},
		],
		ledger: ['mercado 45,00 Ana'],
	},
	{
		name: 'a refund that names its purchase is of that one, and says so',
		turns: [
			{
				says: 'amazon 300 no pix',
				model: record(bought('amazon', '300', { source: 'Pix', category: 'lazer' })),
				reply: ['✅'],
			},
			market,
			{
				says: 'estornaram 98 da amazon',
				model: record(bought('amazon', '98', { kind: 'refund', of: 'amazon' })),
				reply: [
					'✅ amazon: R$ 98,00 (estorno, Pix, Lazer)',
					'↪️ Dinheiro de volta de: amazon, R$ 300,00, hoje.',
				],
			},
		],
		ledger: ['amazon 300,00 Pix Lazer Ana', 'amazon 98,00 refund Pix Lazer Ana', 'mercado 52,90 Ana'],
	},
	{
		name: 'of two of that name it is of the one that is large enough, and of none where both are',
		turns: [
			{ says: 'amazon 300', model: record(bought('amazon', '300', { category: 'lazer' })), reply: ['✅'] },
			{ says: 'amazon 40', model: record(bought('amazon', '40')), reply: ['✅'] },
			{
				says: 'estornaram 98 da amazon',
				model: record(bought('amazon', '98', { kind: 'refund', of: 'amazon' })),
				reply: ['↪️ Dinheiro de volta de: amazon, R$ 300,00, hoje.'],
			},
			{
				says: 'estornaram 5 da amazon',
				model: record(bought('amazon', '5', { kind: 'refund', of: 'amazon' })),
				reply: ['✅ amazon: R$ 5,00 (estorno)'],
				never: ['↪️'],
			},
		],
		ledger: [
			'amazon 300,00 Lazer Ana',
			'amazon 40,00 Ana',
			'amazon 5,00 refund Ana',
			'amazon 98,00 refund Lazer Ana',
		],
	},
	{
		name: 'a refund without an amount is asked, and its answer is still of the purchase that was named',
		turns: [
			{ says: 'tênis 300', model: record(bought('tênis', '300', { category: 'lazer' })), reply: ['✅'] },
			{
				says: 'devolveram o tênis',
				model: record({ kind: 'refund', of: 'tênis', description: 'tênis' }),
				reply: ['faltou o valor'],
			},
			{
				says: '300',
				model: record(amend({ amount: '300' })),
				reply: ['✅ tênis: R$ 300,00 (estorno, Lazer)', '↪️'],
			},
		],
		ledger: ['tênis 300,00 Lazer Ana', 'tênis 300,00 refund Lazer Ana'],
		waiting: 0,
	},
	{
		name: 'a refund under the bubble of a question stands alone',
		turns: [
			{ says: 'quanto gastei?', model: asks({ about: 'spending' }), reply: ['R$ 0,00'] },
			{
				says: 'estornaram 98',
				answers: { reply: 0 },
				model: record(bought('estorno', '98', { kind: 'refund' })),
				reply: ['✅ estorno: R$ 98,00 (estorno)'],
			},
		],
		ledger: ['estorno 98,00 refund Ana'],
	},
	{
		name: 'a refund that names another thing leaves the newest purchase alone',
		turns: [
			market,
			{
				says: 'estornaram 98 da amazon',
				model: record(bought('amazon', '98', { kind: 'refund' })),
				reply: ['✅ amazon: R$ 98,00 (estorno)'],
			},
		],
		ledger: ['amazon 98,00 refund Ana', 'mercado 52,90 Ana'],
	},
]

/** Numbers as answers: for doors without buttons, and for who types. */
export const numbers: Dialogue[] = [
	...(['evolution', 'waha', 'plain'] as DoorName[]).map(
		(door): Dialogue => ({
			name: `"1" after a purchase undoes it through ${door}, which has no buttons`,
			turns: [
				{ ...market, door, reply: ['✅ mercado: R$ 52,90', '1) Desfazer'] },
				{ says: '1', door, reply: ['↩️ Desfeito: mercado: R$ 52,90'] },
			],
			ledger: [],
		}),
	),
	{
		name: '"2" after two purchases undoes the second',
		turns: [
			{
				says: 'mercado 52,90 e uber 23',
				model: record(bought('mercado', '52,90'), bought('uber', '23')),
				reply: ['1) Desfazer mercado', '2) Desfazer uber'],
			},
			{ says: '2', reply: ['↩️ Desfeito: uber: R$ 23,00'] },
		],
		ledger: ['mercado 52,90 Ana'],
	},
	{
		name: 'a number that was not offered is an amount like any other',
		turns: [
			market,
			{ says: '8', model: record({ amount: '8', kind: 'expense' }), reply: ['⚠️ faltou dizer o que foi'] },
			{ says: 'café', model: record(amend({ description: 'café' })), reply: ['✅ café: R$ 8,00'] },
		],
		ledger: ['café 8,00 Ana', 'mercado 52,90 Ana'],
	},
	{
		name: 'the amount that was asked for is no choice, even where it is small',
		turns: [
			{ says: 'pão', model: record({ description: 'pão' }), reply: ['⚠️ "pão": faltou o valor'] },
			{ says: '2', model: record(amend({ amount: '2' })), reply: ['✅ pão: R$ 2,00'] },
		],
		ledger: ['pão 2,00 Ana'],
	},
	{
		name: 'twenty minutes after "Qual?" its number answers nothing, and the question waits on the page',
		turns: [
			{ ...ride, ago: 3000 },
			{ says: 'uber 31', ago: 2900, model: record(bought('uber', '31')), reply: ['✅ uber'] },
			{
				says: 'o uber era 20',
				ago: 20,
				model: record(amend({ of: 'uber', amount: '20' })),
				reply: ['❓ Qual delas devo corrigir?'],
			},
			{ says: '2', model: other, reply: ['Não entendi'] },
		],
		ledger: ['uber 23,00 Ana', 'uber 31,00 Ana'],
		waiting: 1,
	},
	{
		name: 'ten minutes after it, it does',
		turns: [
			{ ...ride, ago: 3000 },
			{ says: 'uber 31', ago: 2900, model: record(bought('uber', '31')), reply: ['✅ uber'] },
			{
				says: 'o uber era 20',
				ago: 10,
				model: record(amend({ of: 'uber', amount: '20' })),
				reply: ['❓ Qual delas devo corrigir?'],
			},
			{ says: '2', reply: ['uber', 'R$ 23,00 → R$ 20,00'] },
		],
		ledger: ['uber 20,00 Ana', 'uber 31,00 Ana'],
		waiting: 0,
	},
	{
		name: 'ids of over 300 letters are looked up by the answered bubble, not carried by the buttons',
		turns: [
			{
				says: 'mercado 52,90 e uber 23',
				longId: true,
				model: record(bought('mercado', '52,90'), bought('uber', '23')),
				reply: ['✅ mercado', '✅ uber'],
			},
			{
				says: 'era 45',
				longId: true,
				model: record(amend({ amount: '45' })),
				reply: ['❓ Qual delas devo corrigir?'],
			},
			{ presses: { of: 1, title: 'mercado' }, reply: ['✏️ mercado: R$ 52,90 → R$ 45,00'] },
			{ presses: { of: 0, title: 'Desfazer uber' }, reply: ['↩️ Desfeito: uber: R$ 23,00'] },
		],
		ledger: ['mercado 45,00 Ana'],
		waiting: 0,
	},
	{
		name: 'after an hour "1" undoes nothing',
		turns: [
			{ ...market, ago: 60 },
			{ says: '1', model: other, reply: ['Não entendi'] },
		],
		ledger: ['mercado 52,90 Ana'],
	},
	{
		name: 'another person’s "1" is not about mine',
		turns: [market, { from: 'bruno', says: '1', model: other, reply: ['Não entendi'] }],
		ledger: ['mercado 52,90 Ana'],
	},
	...(['meta', 'evolution'] as DoorName[]).map(
		(door): Dialogue => ({
			name: `told twice and kept by its number, through ${door}: both stay, and it is not asked again`,
			turns: [
				{ ...market, door },
				{
					...market,
					door,
					from: 'bruno',
					reply: ['🔁 Talvez repetida: já havia mercado', '1) É a mesma: desfazer', '2) São duas: manter'],
				},
				{
					says: '2',
					door,
					from: 'bruno',
					reply: ['Certo, ficam as duas:\n• mercado: R$ 52,90', '\n• mercado: R$ 52,90'],
				},
				{ door, kind: 'text', from: 'bruno', says: 'x', model: other, reply: ['Não entendi'] },
			],
			ledger: ['mercado 52,90 Ana', 'mercado 52,90 Bruno'],
		}),
	),
	{
		name: 'told twice by one person through two doors, undone by its number',
		turns: [
			market,
			{ ...market, door: 'telegram', reply: ['🔁 Talvez repetida'] },
			{ says: '1', door: 'telegram', reply: ['↩️ Desfeito: mercado'] },
		],
		ledger: ['mercado 52,90 Ana'],
	},
]

/** Parts and bills of a purchase, put right by chat. */
export const parts: Dialogue[] = [
	{
		name: '"antecipei" brings the parts that are not billed yet into the open bill',
		turns: [
			sofa(),
			{
				says: 'antecipei o sofá',
				model: record(amend({ of: 'sofá', parts: 'forward' })),
				reply: [/✏️ sofá: parcelas 1 a 10 na fatura de \p{L}+/u],
			},
		],
		ledger: ['sofá 1000,00 Nubank Ana 10x'],
	},
	{
		name: 'the last three parts are brought forward, or cancelled',
		turns: [
			sofa(),
			{
				says: 'antecipei as 3 últimas',
				answers: { reply: 0 },
				model: record(amend({ parts: 'forward', last_parts: 3 })),
				reply: [/✏️ sofá: parcelas 8 a 10 na fatura de /],
			},
			{
				says: 'cancelaram da 9 em diante',
				answers: { reply: 0 },
				model: record(amend({ parts: 'cancel', from_part: 9 })),
				reply: ['parcelas 9 a 10 canceladas'],
			},
		],
		ledger: ['sofá 1000,00 Nubank Ana 10x'],
	},
	{
		name: 'all parts cancelled would be no purchase: it says how to undo it',
		turns: [
			sofa(),
			{
				says: 'cancelaram o sofá',
				model: record(amend({ of: 'sofá', parts: 'cancel' })),
				reply: ['⚠️ essas parcelas não dá para mudar', '"desfaz"'],
			},
		],
		ledger: ['sofá 1000,00 Nubank Ana 10x'],
	},
	{
		name: 'a purchase is moved to the next bill',
		turns: [
			{
				...market,
				says: 'mercado 52,90 no nubank',
				model: record(bought('mercado', '52,90', { source: 'nubank' })),
			},
			{
				says: 'joga para a próxima fatura',
				model: record(amend({ bill: 'próxima fatura' })),
				reply: [/✏️ mercado: fatura \p{L}+( de \d{4})? → \p{L}+/u],
			},
		],
		ledger: ['mercado 52,90 Nubank Ana'],
	},
	{
		name: 'a bill that cannot be read is asked, and the answer completes it',
		turns: [
			{
				says: 'mercado 52,90 na fatura do carnaval',
				model: record(bought('mercado', '52,90', { bill: 'carnaval' })),
				reply: ['❓ De que mês é a fatura de "mercado"?'],
				never: ['✅'],
			},
			{ says: 'este mês', model: record(amend({ bill: 'este mês' })), reply: ['✅ mercado: R$ 52,90'] },
		],
		ledger: ['mercado 52,90 Ana'],
		waiting: 0,
	},
	{
		name: 'a day that cannot be read is asked, and the answer completes it',
		turns: [
			{
				says: 'padaria 12 no feriado',
				model: record(bought('padaria', '12', { date: 'no feriado' })),
				reply: ['❓ De que dia é "padaria"? Não entendi "no feriado".'],
				never: ['⚠️', '✅'],
			},
			{
				says: 'ontem',
				model: record(amend({ date: 'ontem' })),
				reply: [/✅ padaria: R\$ 12,00 \(ontem, \d\d\/\d\d/],
			},
		],
		ledger: ['padaria 12,00 Ana'],
		waiting: 0,
	},
	{
		name: 'a day to come is asked, and never a year ago in silence',
		turns: [
			{
				says: 'aluguel 2000 na sexta que vem',
				model: record(bought('aluguel', '2000', { date: 'sexta que vem' })),
				reply: [/❓ "aluguel" é de (amanhã, )?\d\d\/\d\d/],
				never: ['✅'],
			},
		],
		ledger: [],
		waiting: 1,
	},
]

/** Edits whose number of purchases is another one are asked about, and done as said. */
export const edits: Dialogue[] = [
	...(
		[
			['by its button', { presses: { of: 1, title: 'Aplicar' } }],
			['by its number', { says: '1' }],
		] as const
	).map(
		([how, answer]): Dialogue => ({
			name: `an edit with one purchase fewer, applied ${how}`,
			turns: [
				{
					says: 'mercado 52,90 e uber 23',
					model: record(bought('mercado', '52,90'), bought('uber', '23')),
					reply: ['✅ mercado', '✅ uber'],
				},
				{
					kind: 'edit',
					of: 0,
					says: 'mercado 50',
					model: record(bought('mercado', '50')),
					reply: ['❓ Você editou', '1) Aplicar a edição', '2) Deixar como estava'],
				},
				{
					...answer,
					told: ['<<<mercado 50>>>'],
					model: record(bought('mercado', '50')),
					reply: ['✏️ mercado: R$ 52,90 → R$ 50,00', '↩️ Desfeito: uber: R$ 23,00'],
					never: ['Descartado'],
				},
			],
			ledger: ['mercado 50,00 Ana'],
			waiting: 0,
		}),
	),
	{
		name: 'an edit with one purchase more, through WAHA, by its number',
		turns: [
			{ ...market, door: 'waha' },
			{
				door: 'waha',
				kind: 'edit',
				of: 0,
				says: 'mercado 52,90 e uber 23',
				model: record(bought('mercado', '52,90'), bought('uber', '23')),
				reply: ['e agora diz 2 (mercado R$ 52,90, uber R$ 23,00)'],
			},
			{
				door: 'waha',
				says: '1',
				model: record(bought('mercado', '52,90'), bought('uber', '23')),
				reply: ['mercado: já estava assim', '✅ uber: R$ 23,00'],
			},
		],
		ledger: ['mercado 52,90 Ana', 'uber 23,00 Ana'],
		waiting: 0,
	},
	{
		name: 'an edit left as it was',
		turns: [
			market,
			{
				kind: 'edit',
				of: 0,
				says: 'mercado 52,90 e uber 23',
				model: record(bought('mercado', '52,90'), bought('uber', '23')),
				reply: ['❓ Você editou'],
			},
			{ says: '2', reply: ['Certo: fica como estava.'] },
		],
		ledger: ['mercado 52,90 Ana'],
		waiting: 0,
	},
	{
		name: 'an edit that the door cannot read is asked for in words',
		turns: [market, { kind: 'unreadable edit', reply: ['não consigo ler a edição'] }],
		ledger: ['mercado 52,90 Ana'],
	},
]

/** Who and where: groups, people without a number, reminders off and on. */
export const places: Dialogue[] = [
	...(['meta', 'evolution', 'waha', 'telegram'] as DoorName[]).map(
		(door): Dialogue => ({
			name: `a group’s message through ${door} is met with silence`,
			turns: [{ door, inGroup: true, says: 'mercado 52,90', reply: null }],
			ledger: [],
			waiting: 0,
		}),
	),
	{
		name: 'reminders end and come back by a word',
		turns: [
			{ says: 'silenciar', reply: ['não mando mais lembretes', '"voltar lembretes"'] },
			{ says: 'Voltar lembretes', reply: ['Certo: volto a mandar lembretes.'] },
		],
		ledger: [],
	},
	{
		name: 'a photo’s correction is refused aloud, and its purchase recorded',
		turns: [
			market,
			{
				kind: 'image',
				says: 'e o mercado era 45',
				model: record(bought('padaria', '12'), amend({ of: 'mercado', amount: '45' })),
				reply: ['✅ padaria: R$ 12,00', 'ℹ️ Correções eu só faço por texto ou áudio seus'],
			},
		],
		ledger: ['mercado 52,90 Ana', 'padaria 12,00 Ana'],
	},
	{
		name: 'more than twenty purchases: it says how many it read',
		turns: [
			{
				says: 'lista enorme',
				model: record(...Array.from({ length: 23 }, (_, k) => bought(`item ${k}`, '1'))),
				reply: ['ℹ️ Li só as 20 primeiras compras de 23'],
			},
		],
		ledger: Array.from({ length: 20 }, (_, k) => `item ${k} 1,00 Ana`),
	},
	{
		name: 'a question about a person’s spending in a range of months',
		turns: [
			market,
			{
				says: 'quanto a Ana gastou do mês passado até agora?',
				model: asks({ about: 'spending', from: 'mês passado', to: 'este mês', person: 'Ana' }),
				reply: [/^\*Ana em .+ a .+: R\$ 52,90\*/, '1 compra'],
			},
		],
		ledger: ['mercado 52,90 Ana'],
	},
]
