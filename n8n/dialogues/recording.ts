import { bought, type Dialogue, record } from './dialogue.ts'

/** What people buy, and in which words. */
export const recording: Dialogue[] = [
	{
		name: 'a purchase is named with its source, category and who',
		turns: [
			{
				says: 'mercado 52,90 no pix',
				model: record(bought('mercado', '52,90', { source: 'pix', category: 'super' })),
				reply: ['✅ mercado: R$ 52,90 (Pix, Mercado)', /\*Fatura de .+: R\$ 52,90\*/],
				never: ['ontem', 'Ana'],
			},
		],
		ledger: ['mercado 52,90 Pix Mercado Ana'],
	},
	{
		name: 'two purchases in one message are two lines',
		turns: [
			{
				says: 'mercado 52,90 e uber 23',
				model: record(bought('mercado', '52,90'), bought('uber', '23')),
				reply: ['✅ mercado: R$ 52,90', '✅ uber: R$ 23,00', 'R$ 75,90*'],
			},
		],
		ledger: ['mercado 52,90 Ana', 'uber 23,00 Ana'],
	},
	...(['R$ 89,90', '89.90', '89,90 reais', 'R$89,90', '89,90', 89.9] as const).map(
		(amount): Dialogue => ({
			name: `ten parts of ${amount} are 899,00 in all`,
			turns: [
				{
					says: `tênis 10x de ${amount}`,
					model: record(bought('tênis', String(amount), { amount, installments: 10, per_installment: true })),
					reply: ['✅ tênis: R$ 899,00 (10x)'],
				},
			],
			ledger: ['tênis 899,00 Ana 10x'],
		}),
	),
	{
		name: 'ten parts of 1.089,90 are 10.899,00 in all',
		turns: [
			{
				says: 'tv 10x 1.089,90',
				model: record(bought('tv', '1.089,90', { installments: 10, per_installment: true })),
				reply: ['R$ 10.899,00 (10x)'],
			},
		],
		ledger: ['tv 10899,00 Ana 10x'],
	},
	{
		name: 'yesterday is counted by code, and told',
		turns: [
			{
				says: 'farmácia 31,40 ontem',
				model: record(bought('farmácia', '31,40', { date: 'ontem' })),
				reply: [/✅ farmácia: R\$ 31,40 \(ontem, \d\d\/\d\d/],
			},
		],
		ledger: ['farmácia 31,40 Ana'],
	},
	{
		name: 'a day that nobody can read is asked, and never today in silence',
		turns: [
			{
				says: 'padaria 12 no feriado',
				model: record(bought('padaria', '12', { date: 'no feriado' })),
				reply: ['❓ De que dia é "padaria"?', '"no feriado"'],
				never: ['✅'],
			},
		],
		ledger: [],
		waiting: 1,
	},
	{
		name: 'beside a purchase with a day that cannot be read, the others are recorded',
		turns: [
			{
				says: 'uber 23 e padaria 12 no feriado',
				model: record(bought('uber', '23'), bought('padaria', '12', { date: 'no feriado' })),
				reply: ['✅ uber: R$ 23,00', '❓ De que dia é "padaria"?'],
			},
		],
		ledger: ['uber 23,00 Ana'],
		waiting: 1,
	},
	{
		name: 'dollars are asked, never converted, and the answer completes them',
		turns: [
			{
				says: 'netflix 20 dólares',
				model: record(bought('netflix', '20', { currency: 'USD' })),
				reply: ['❓ Quanto veio em reais "netflix" (USD 20)?'],
				never: ['✅'],
			},
			{
				says: '112,50',
				model: record({ action: 'amend', amount: '112,50' }),
				reply: ['netflix: R$ 112,50'],
			},
		],
		ledger: ['netflix 112,50 Ana'],
		waiting: 0,
	},
	{
		name: 'an amount alone waits for its name',
		turns: [
			{ says: '50', model: record({ amount: '50', kind: 'expense' }), reply: ['⚠️ faltou dizer o que foi'] },
			{
				says: 'mercado',
				model: record({ action: 'amend', description: 'mercado' }),
				reply: ['mercado: R$ 50,00'],
			},
		],
		ledger: ['mercado 50,00 Ana'],
		waiting: 0,
	},
	{
		name: 'who bought is who the message says',
		turns: [
			{
				from: 'bruno',
				says: 'a Ana gastou 50 na padaria',
				model: record(bought('padaria', '50', { person: 'Ana' })),
				reply: ['✅ padaria: R$ 50,00 (Ana)'],
			},
		],
		ledger: ['padaria 50,00 Ana'],
	},
	{
		name: 'of three things one cannot be read: two are recorded, and the answer to them tells the model of all',
		turns: [
			{
				says: 'três coisas',
				model: record(
					bought('feira', '52,90', { category: 'mercado', source: 'pix' }),
					bought('tênis', '89,90', { installments: 10, per_installment: true }),
					bought('balas', 'uns trocados'),
				),
				told: [
					'Categorias: Mercado (ou super); Lazer; Transporte',
					'Fontes: Pix; Nubank; Itaú',
					'Pessoas: Ana; Bruno',
					'<<<três coisas>>>',
				],
				reply: [
					'✅ feira: R$ 52,90 (Pix, Mercado)',
					'✅ tênis: R$ 899,00 (10x)',
					'⚠️ "balas": não entendi o valor',
					'R$ 142,80*',
				],
			},
			{
				says: 'balas foi 5',
				answers: { reply: 0 },
				told: ['0: feira, R$ 52,90\n1: tênis, R$ 899,00\n2: balas, sem valor'],
				model: record({ action: 'amend', target: 2, amount: '5' }),
				reply: ['✅ balas: R$ 5,00'],
			},
		],
		ledger: ['balas 5,00 Ana', 'feira 52,90 Pix Mercado Ana', 'tênis 899,00 Ana 10x'],
		waiting: 0,
	},
	{
		name: 'an income, a refund and a transfer are told as such',
		turns: [
			{
				says: 'salário 3500',
				model: record(bought('salário', '3500', { kind: 'income' })),
				reply: ['✅ salário: R$ 3.500,00 (receita)'],
			},
			{
				says: 'paguei a fatura do nubank 1500 pelo itaú',
				model: record(
					bought('fatura nubank', '1500', { kind: 'transfer', source: 'itaú', to_source: 'nubank' }),
				),
				reply: ['✅ fatura nubank: R$ 1.500,00 (transferência, Itaú → Nubank)'],
			},
			{
				says: 'saquei 200',
				model: record(bought('saque', '200', { kind: 'transfer', source: 'itaú', to_source: 'dinheiro' })),
				reply: ['Itaú → dinheiro'],
			},
			{
				says: 'apliquei 500 na poupança',
				model: record(
					bought('aplicação', '500', { kind: 'transfer', source: 'itaú', to_source: 'poupança' }),
				),
				reply: ['✅ aplicação: R$ 500,00 (transferência, Itaú → poupança)'],
			},
			{
				says: 'transferi 50 do itaú para o itaú',
				model: record(bought('transferência', '50', { kind: 'transfer', source: 'itaú', to_source: 'itaú' })),
				reply: ['⚠️ "transferência": a transferência sai e chega no mesmo lugar'],
			},
			{
				says: 'estornaram 98 da amazon',
				model: record(bought('amazon', '98', { kind: 'refund' })),
				reply: ['✅ amazon: R$ 98,00 (estorno)', '-R$ 98,00*'],
			},
		],
		ledger: [
			'amazon 98,00 refund Ana',
			'aplicação 500,00 transfer Itaú > poupança Ana',
			'fatura nubank 1500,00 transfer Itaú > nubank Ana',
			'salário 3500,00 income Ana',
			'saque 200,00 transfer Itaú > dinheiro Ana',
		],
	},
	{
		name: 'a recording is written down first',
		turns: [
			{
				kind: 'audio',
				says: 'padaria doze reais',
				model: record(bought('padaria', '12')),
				reply: ['✅ padaria: R$ 12,00'],
			},
		],
		ledger: ['padaria 12,00 Ana'],
	},
	{
		name: 'the photo of a receipt and a PDF are looked at',
		turns: [
			{
				kind: 'image',
				says: 'no pix',
				model: record(bought('Mercado Bom', '52,90', { source: 'pix' })),
				reply: ['✅ Mercado Bom: R$ 52,90 (Pix)'],
			},
			{
				kind: 'document',
				model: record(bought('Luz', '150,00')),
				reply: ['✅ Luz: R$ 150,00'],
			},
		],
		ledger: ['Luz 150,00 Ana', 'Mercado Bom 52,90 Pix Ana'],
	},
	{
		name: 'a forwarded message only records',
		turns: [
			{ says: 'uber 23', model: record(bought('uber', '23')), reply: ['✅ uber'] },
			{
				says: 'Desfaz',
				forwarded: true,
				model: record({ action: 'void' }),
				reply: ['encaminhada eu só lanço'],
			},
			{
				says: 'Pix enviado R$ 80,00',
				forwarded: true,
				model: record(bought('Pix enviado', 'R$ 80,00')),
				reply: ['✅ Pix enviado: R$ 80,00'],
			},
		],
		ledger: ['Pix enviado 80,00 Ana', 'uber 23,00 Ana'],
	},
	{
		name: 'the same purchase told by two people is marked, and undone by one tap',
		turns: [
			{
				says: 'mercado 52,90 pix',
				model: record(bought('mercado', '52,90', { source: 'pix' })),
				reply: ['✅ mercado'],
				never: ['repetida'],
			},
			{
				from: 'bruno',
				says: 'super 52,90 pix',
				model: record(bought('super', '52,90', { source: 'pix' })),
				reply: ['✅ super: R$ 52,90', '🔁 Talvez repetida: já havia mercado, R$ 52,90, Ana, hoje'],
			},
			{ from: 'bruno', presses: { of: 1, title: 'desfazer' }, reply: ['↩️ Desfeito: super: R$ 52,90'] },
		],
		ledger: ['mercado 52,90 Pix Ana'],
	},
	{
		name: 'two coffees of one person are two',
		turns: [
			{ says: 'café 8', model: record(bought('café', '8')), reply: ['✅ café'] },
			{ says: 'café 8', model: record(bought('café', '8')), reply: ['✅ café'], never: ['repetida'] },
		],
		ledger: ['café 8,00 Ana', 'café 8,00 Ana'],
	},
]
