import { amend, asks, bought, type Dialogue, other, record } from './dialogue.ts'

const groceries = {
	says: 'groceries 52.90',
	model: record(bought('groceries', '52.90')),
	reply: ['✅ groceries: R$52.90', /\*\w+ \d{4} bill: R\$52\.90\*/, '1) Undo'],
}
const ride = { says: 'uber 23', model: record(bought('uber', '23')), reply: ['✅ uber: R$23.00'] }

/** The same for who reads English: `idioma` is `en`. */
const conversations: Omit<Dialogue, 'language'>[] = [
	{
		name: 'a purchase, its correction and its undoing',
		turns: [
			{
				says: 'groceries 52.90 on pix',
				told: ['A família escreve em inglês'],
				model: record(bought('groceries', '52.90', { source: 'pix', category: 'super' })),
				reply: ['✅ groceries: R$52.90 (Pix, Mercado)', '1) Undo'],
			},
			{
				says: 'it was 45, on nubank',
				model: record(amend({ amount: '45', source: 'nubank' })),
				reply: ['✏️ groceries: R$52.90 → R$45.00; source Pix → Nubank'],
			},
			{ says: 'Undo!', reply: ['↩️ Undone: groceries: R$45.00 (Nubank, Mercado'] },
			{ says: 'undo that', reply: ['⚠️ I found nothing to correct'] },
		],
		ledger: [],
	},
	{
		name: 'yesterday is counted by code; a day that cannot be read or has not come is asked',
		turns: [
			{
				says: 'pharmacy 31.40 yesterday',
				model: record(bought('pharmacy', '31.40', { date: 'yesterday' })),
				reply: [/✅ pharmacy: R\$31\.40 \(yesterday, \d{1,2} \w{3}/],
			},
			{
				says: 'bakery 12 on the holiday',
				model: record(bought('bakery', '12', { date: 'on the holiday' })),
				reply: ['❓ Which day was "bakery"? I could not read "on the holiday".'],
			},
			{
				says: 'the day before yesterday',
				model: record(amend({ date: 'the day before yesterday' })),
				reply: [/✅ bakery: R\$12\.00 \(\d{1,2} \w{3}/],
			},
			{
				says: 'rent 2000 next Friday',
				model: record(bought('rent', '2000', { date: 'next Friday' })),
				reply: [/❓ "rent" is of (tomorrow, )?\d{1,2} \w{3}.*, which has not come yet/],
			},
		],
		ledger: ['bakery 12,00 Ana', 'pharmacy 31,40 Ana'],
		waiting: 1,
	},
	{
		name: 'of two rides it asks which, and the number answers',
		turns: [
			{ ...ride, ago: 3000 },
			{ says: 'uber 31', ago: 2900, model: record(bought('uber', '31')), reply: ['✅ uber'] },
			{
				says: 'the uber was 20',
				model: record(amend({ of: 'uber', amount: '20' })),
				reply: [
					'❓ Which one should I correct? Reply with the number.',
					'1) uber, R$31.00',
					'2) uber, R$23.00',
				],
			},
			{ says: '2', reply: ['→ R$20.00'] },
		],
		ledger: ['uber 20,00 Ana', 'uber 31,00 Ana'],
		waiting: 0,
	},
	{
		name: 'what is refused says how to put it right',
		turns: [
			{
				says: 'bread',
				model: record({ description: 'bread' }),
				reply: ['⚠️ "bread": the amount is missing.'],
			},
			{ says: '5', model: record(amend({ amount: '5' })), reply: ['✅ bread: R$5.00'] },
			{
				says: 'netflix 20 dollars',
				model: record(bought('netflix', '20 dollars')),
				reply: ['❓ How much was "netflix" (20 dollars) in reais?'],
			},
		],
		ledger: ['bread 5,00 Ana'],
		waiting: 1,
	},
	{
		name: 'questions about spending, a budget, a bill, and a name that nobody has',
		turns: [
			{
				says: 'cinema 60 and shop 120 on nubank',
				model: record(
					bought('cinema', '60', { category: 'lazer' }),
					bought('shop', '120', { source: 'nubank' }),
				),
				reply: ['✅ cinema: R$60.00', '✅ shop: R$120.00', '1) Undo cinema', '2) Undo shop'],
			},
			{
				says: 'how much did I spend in October 2024?',
				model: asks({ about: 'spending', from: 'October 2024', category: 'lazer' }),
				reply: [/^\*lazer in October 2024: R\$0\.00\*\n0 purchases\nIn the range before: R\$0\.00$/],
			},
			{
				says: 'and last month and this month?',
				model: asks({ follows: true, about: 'spending', from: 'last month', to: 'this month' }),
				reply: [/^\*lazer in \w+ \d{4} to \w+ \d{4}: R\$60\.00\*\n1 purchase\n/],
			},
			{
				says: 'how much is left for leisure?',
				model: asks({ about: 'budget', category: 'lazer' }),
				reply: ['*Lazer: R$240.00 left* of R$300.00'],
			},
			{
				says: 'how much is the nubank bill?',
				model: asks({ about: 'bill', source: 'nubank' }),
				reply: [/\*Nubank, \w+ \d{4}: R\$120\.00\* \(open, due \d{1,2} \w{3}/],
			},
			{
				says: 'and travel?',
				model: asks({ about: 'spending', category: 'travel' }),
				reply: ['I did not find that name. There are: '],
			},
			{
				says: 'how much back then?',
				model: asks({ about: 'spending', from: 'back then' }),
				reply: ['Which month?'],
			},
		],
		ledger: ['cinema 60,00 Lazer Ana', 'shop 120,00 Nubank Ana'],
	},
	{
		name: 'told twice, and kept by its number',
		turns: [
			groceries,
			{
				...groceries,
				from: 'bruno',
				reply: [
					'🔁 Told twice, maybe: there already was groceries, R$52.90, Ana, today.',
					'1) The same: undo',
					'2) They are two: keep',
				],
			},
			{ says: '2', from: 'bruno', reply: ['All right, both stay:\n• groceries: R$52.90'] },
		],
		ledger: ['groceries 52,90 Ana', 'groceries 52,90 Bruno'],
	},
	{
		name: 'an edit with one purchase more waits for a yes',
		turns: [
			groceries,
			{
				kind: 'edit',
				of: 0,
				says: 'groceries 52.90 and uber 23',
				model: record(bought('groceries', '52.90'), bought('uber', '23')),
				reply: [
					'❓ You edited a message that recorded 1 (groceries R$52.90) and now says 2',
					'1) Apply the edit',
					'2) Leave',
				],
			},
			{
				says: '1',
				model: record(bought('groceries', '52.90'), bought('uber', '23')),
				reply: ['groceries: it was like that already, R$52.90', '✅ uber: R$23.00'],
			},
		],
		ledger: ['groceries 52,90 Ana', 'uber 23,00 Ana'],
		waiting: 0,
	},
	{
		name: 'instalments brought forward and cancelled, a bill, and a transfer and a refund',
		turns: [
			{
				says: 'sofa 10x 100 on nubank',
				model: record(bought('sofa', '100', { installments: 10, per_installment: true, source: 'nubank' })),
				reply: ['✅ sofa: R$1,000.00 (Nubank, 10x'],
			},
			{
				says: 'I paid the last 3 early',
				answers: { reply: 0 },
				model: record(amend({ parts: 'forward', last_parts: 3 })),
				reply: [/✏️ sofa: instalments 8 to 10 in the \w+( \d{4})? bill/],
			},
			{
				says: 'cancelled from the 9th on',
				answers: { reply: 0 },
				model: record(amend({ parts: 'cancel', from_part: 9 })),
				reply: ['instalments 9 to 10 cancelled'],
			},
			{
				says: 'move it to the next bill',
				answers: { reply: 0 },
				model: record(amend({ bill: 'the next bill' })),
				reply: [/✏️ sofa: bill \w+( \d{4})? → \w+/],
			},
			{
				says: 'paid the nubank bill 1500',
				model: record(
					bought('nubank bill', '1500', { kind: 'transfer', source: 'itaú', to_source: 'nubank' }),
				),
				reply: ['✅ nubank bill: R$1,500.00 (transfer, Itaú → Nubank'],
			},
			{
				says: 'sofa refund 98',
				model: record(bought('sofa', '98', { kind: 'refund', of: 'sofa' })),
				reply: ['✅ sofa: R$98.00 (refund', '↪️ Money back from: sofa, R$1,000.00, today'],
			},
		],
		ledger: [
			'nubank bill 1500,00 transfer Itaú > nubank Ana',
			'sofa 1000,00 Nubank Ana 10x',
			'sofa 98,00 refund Nubank Ana',
		],
	},
	{
		name: 'what cannot be understood is kept or said, and nothing is corrected by a photo',
		turns: [
			{
				says: 'groceries 52.90',
				breaks: 'model',
				reply: ['📌 I kept it under "To review": I could not understand'],
			},
			{ kind: 'image', breaks: 'download', reply: ['📌', 'I could not download the file'] },
			{ kind: 'sticker', reply: ['I read text, recordings, photos and PDFs only.'] },
			{ says: 'hi', model: other, reply: ['I did not understand. Send a purchase'] },
			{
				kind: 'image',
				says: 'it was 45',
				model: record(amend({ amount: '45' })),
				reply: ['I only record purchases'],
			},
			{ kind: 'unreadable edit', reply: ['I cannot read the edit'] },
		],
		ledger: [],
		waiting: 2,
	},
	{
		name: 'a stranger is told how to join',
		turns: [
			{ from: 'zé', says: 'hello', reply: ['do not know you yet', 'Settings > People'] },
			{ from: 'zé', says: 'ABCD2345', reply: ['I do not know that code'] },
		],
		ledger: [],
	},
	{
		name: 'through the plain door',
		turns: [
			{
				door: 'plain',
				says: 'coffee 4.50',
				model: record(bought('coffee', '4.50')),
				reply: ['✅ coffee: R$4.50', '1) Undo'],
			},
			{
				door: 'plain',
				says: 'it was 5',
				model: record(amend({ amount: '5' })),
				reply: ['coffee: R$4.50 → R$5.00'],
			},
			{ door: 'plain', says: '1', reply: ['I did not understand'], model: other },
			{ door: 'plain', says: 'undo', reply: ['↩️ Undone: coffee: R$5.00'] },
		],
		ledger: [],
	},
	...(
		[
			['mute', 'no more reminders;'],
			['mute budget reminders', 'no more budget reminders;'],
			['stop the bill reminders', 'no more bill reminders;'],
			['mute late reminders for a week', /no late reminders until \d{1,2} \w{3};/],
			['mute today', 'no reminders until the end of today;'],
			['unmute', 'I send reminders again.'],
			['unmute due reminders', 'I send due reminders again.'],
			['silenciar resumo', 'no more summary reminders;'],
		] as const
	).map(([says, part]) => ({ name: says, turns: [{ says, reply: [part] }], ledger: [] })),
	{
		name: 'a reminder goes with the reply',
		turns: [
			{
				says: 'cinema 300',
				model: record(bought('cinema', '300', { category: 'lazer' })),
				reply: ['✅ cinema', '🔔 Budget for Lazer: R$300.00 of R$300.00 (100%).'],
			},
		],
		ledger: ['cinema 300,00 Lazer Ana'],
	},
]

export const english: Dialogue[] = [
	...conversations.map(
		(dialogue): Dialogue => ({ ...dialogue, name: `in English: ${dialogue.name}`, language: 'en' }),
	),
	{
		name: 'words of command are understood in English where the replies are in Portuguese',
		turns: [
			{ says: 'mercado 52,90', model: record(bought('mercado', '52,90')), reply: ['✅ mercado'] },
			{ says: 'undo', reply: ['↩️ Desfeito: mercado: R$ 52,90'] },
			{ says: 'mute', reply: ['não mando mais lembretes'] },
			{ says: 'stop smoking', model: other, reply: ['Não entendi'] },
			{ says: 'mute the neighbour', model: other, reply: ['Não entendi'] },
		],
		ledger: [],
	},
	{
		name: 'and in Portuguese where they are in English',
		language: 'en',
		turns: [groceries, { says: 'desfaz', reply: ['↩️ Undone: groceries: R$52.90'] }],
		ledger: [],
	},
]
