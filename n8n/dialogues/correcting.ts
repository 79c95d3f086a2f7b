import { amend, bought, type Dialogue, record } from './dialogue.ts'

const market = {
	says: 'mercado 52,90',
	model: record(bought('mercado', '52,90')),
	reply: ['✅ mercado: R$ 52,90'],
}
const ride = { says: 'uber 23', model: record(bought('uber', '23')), reply: ['✅ uber: R$ 23,00'] }
const both = {
	says: 'mercado 52,90 e uber 23',
	model: record(bought('mercado', '52,90'), bought('uber', '23')),
	reply: ['✅ mercado', '✅ uber'],
}

/** A correction hits what was meant, and its reply says what was and is. */
export const correcting: Dialogue[] = [
	{
		name: 'answering the agent’s bubble means the purchase that it told of',
		turns: [
			market,
			ride,
			{
				says: 'era 45',
				answers: { reply: 0 },
				model: record(amend({ amount: '45' })),
				reply: ['✏️ mercado: R$ 52,90 → R$ 45,00'],
				never: ['uber'],
			},
		],
		ledger: ['mercado 45,00 Ana', 'uber 23,00 Ana'],
	},
	{
		name: 'answering one’s own message means its purchase',
		turns: [
			market,
			ride,
			{
				says: 'foi no pix',
				answers: { message: 0 },
				model: record(amend({ source: 'pix' })),
				reply: ['✏️ mercado: fonte nada → Pix'],
			},
		],
		ledger: ['mercado 52,90 Pix Ana', 'uber 23,00 Ana'],
	},
	{
		name: 'without an answer it is about what the same person said last',
		turns: [
			market,
			{ ...ride, from: 'bruno' },
			{ says: 'era 45', model: record(amend({ amount: '45' })), reply: ['✏️ mercado: R$ 52,90 → R$ 45,00'] },
		],
		ledger: ['mercado 45,00 Ana', 'uber 23,00 Bruno'],
	},
	{
		name: 'after 15 minutes it asks which, and a bare number answers',
		turns: [
			{ ...market, ago: 40 },
			{ ...ride, ago: 30 },
			{
				says: 'era 45',
				model: record(amend({ amount: '45' })),
				reply: [
					'❓ Qual delas devo corrigir? Responda com o número.',
					'1) uber, R$ 23,00',
					'2) mercado, R$ 52,90',
				],
			},
			// Soon after midnight it was yesterday.
			{ says: '2', reply: [/✏️ mercado( \(ontem, \d\d\/\d\d\))?: R\$ 52,90 → R\$ 45,00/] },
		],
		ledger: ['mercado 45,00 Ana', 'uber 23,00 Ana'],
		waiting: 0,
	},
	{
		name: 'messages that arrive late and swapped go by their own time',
		turns: [
			{ ...ride, ago: 30 },
			{ ...market, ago: 40 },
			{
				says: 'era 20',
				ago: 29,
				model: record(amend({ amount: '20' })),
				reply: [/✏️ uber( \(ontem, \d\d\/\d\d\))?: R\$ 23,00 → R\$ 20,00/],
			},
		],
		ledger: ['mercado 52,90 Ana', 'uber 20,00 Ana'],
	},
	{
		name: 'of a message with several purchases it asks which, by button too',
		turns: [
			both,
			{
				says: 'era 45',
				model: record(amend({ amount: '45' })),
				reply: ['❓ Qual delas devo corrigir?', '1) ', '2) '],
			},
			{ presses: { of: 1, title: 'mercado' }, reply: ['✏️ mercado: R$ 52,90 → R$ 45,00'] },
		],
		ledger: ['mercado 45,00 Ana', 'uber 23,00 Ana'],
		waiting: 0,
	},
	{
		name: 'the model may say which purchase of the answered message, if there is one',
		turns: [
			both,
			{
				says: 'o uber era 20',
				answers: { reply: 0 },
				model: record(amend({ amount: '20', target: 1 })),
				reply: ['✏️ uber: R$ 23,00 → R$ 20,00'],
			},
			{
				says: 'o segundo era 20',
				answers: { reply: 0 },
				model: record(amend({ amount: '9', target: 7 })),
				reply: ['❓ Qual delas'],
			},
		],
		ledger: ['mercado 52,90 Ana', 'uber 20,00 Ana'],
	},
	{
		name: 'two corrections of the answered message are two',
		turns: [
			both,
			{
				says: 'mercado era 50 e uber 20',
				answers: { reply: 0 },
				model: record(amend({ amount: '50', target: 0 }), amend({ amount: '20', target: 1 })),
				reply: ['mercado: R$ 52,90 → R$ 50,00', 'uber: R$ 23,00 → R$ 20,00'],
			},
		],
		ledger: ['mercado 50,00 Ana', 'uber 20,00 Ana'],
	},
	{
		name: 'at most one correction of a message names nothing',
		turns: [
			market,
			{
				says: 'era 45, não, 40',
				model: record(amend({ amount: '45' }), amend({ amount: '40' })),
				reply: ['R$ 52,90 → R$ 45,00'],
				never: ['40,00'],
			},
		],
		ledger: ['mercado 45,00 Ana'],
	},
	{
		name: '"desfaz" needs no model, and a second one never hits the purchase before',
		turns: [
			market,
			ride,
			{ says: 'Desfaz!', reply: ['↩️ Desfeito: uber: R$ 23,00'] },
			{ says: 'desfaz', reply: ['⚠️ não achei o que corrigir'] },
		],
		ledger: ['mercado 52,90 Ana'],
	},
	{
		name: '"desfaz" under a bubble undoes what it told of',
		turns: [market, ride, { says: 'apaga', answers: { reply: 0 }, reply: ['↩️ Desfeito: mercado: R$ 52,90'] }],
		ledger: ['uber 23,00 Ana'],
	},
	{
		name: '"desfaz" after two purchases asks which',
		turns: [
			both,
			{ says: 'desfaz', reply: ['❓ Qual delas devo desfazer?'] },
			{ says: '9', reply: ['Não sei mais a que essa escolha responde'] },
			{ presses: { of: 1, title: 'uber' }, reply: ['↩️ Desfeito: uber: R$ 23,00'] },
		],
		ledger: ['mercado 52,90 Ana'],
	},
	{
		name: 'the button "Desfazer" undoes its own purchase, once',
		turns: [
			market,
			ride,
			{ presses: { of: 0, title: 'Desfazer' }, reply: ['↩️ Desfeito: mercado: R$ 52,90'] },
			{ presses: { of: 0, title: 'Desfazer' }, reply: ['Isso já estava desfeito.'] },
		],
		ledger: ['uber 23,00 Ana'],
	},
	{
		name: 'what was undone comes back',
		turns: [
			market,
			{ says: 'desfaz', reply: ['↩️ Desfeito: mercado'] },
			{
				says: 'não, deixa',
				answers: { message: 0 },
				model: record({ action: 'restore' }),
				reply: ['♻️ De volta: mercado: R$ 52,90'],
			},
		],
		ledger: ['mercado 52,90 Ana'],
	},
	{
		name: 'a correction of a correction is of the purchase',
		turns: [
			market,
			{ says: 'era 45', model: record(amend({ amount: '45' })), reply: ['→ R$ 45,00'] },
			{
				says: 'não, 46',
				answers: { reply: 1 },
				model: record(amend({ amount: '46' })),
				reply: ['✏️ mercado: R$ 45,00 → R$ 46,00'],
			},
		],
		ledger: ['mercado 46,00 Ana'],
	},
	{
		name: 'a correction that cannot be read changes nothing, and is put right',
		turns: [
			market,
			{
				says: 'era quarenta e picos',
				model: record(amend({ amount: 'quarenta e picos' })),
				reply: ['⚠️ não entendi o valor'],
			},
			{ says: '45', model: record(amend({ amount: '45' })), reply: ['✏️ mercado: R$ 52,90 → R$ 45,00'] },
		],
		ledger: ['mercado 45,00 Ana'],
		waiting: 0,
	},
	{
		name: 'a correction that changes nothing says so',
		turns: [
			market,
			{
				says: 'era 52,90',
				model: record(amend({ amount: '52,90' })),
				reply: ['✏️ mercado: já estava assim, R$ 52,90'],
			},
		],
		ledger: ['mercado 52,90 Ana'],
	},
	{
		name: 'a correction of something else than the amount says only that',
		turns: [
			market,
			{
				says: 'foi ontem, na feira',
				model: record(amend({ description: 'feira', date: 'ontem' })),
				reply: [/✏️ mercado: "mercado" → "feira"; dia hoje → ontem, \d\d\/\d\d/],
				never: ['R$ 52,90 →'],
			},
		],
		ledger: ['feira 52,90 Ana'],
	},
	{
		name: 'a refund under a purchase’s bubble is of that purchase',
		turns: [
			{
				says: 'mercado 52,90 no pix',
				model: record(bought('mercado', '52,90', { source: 'pix', category: 'mercado' })),
				reply: ['✅ mercado'],
			},
			{
				says: 'devolveram 10',
				answers: { reply: 0 },
				model: record({ kind: 'refund', description: 'devolução', amount: '10' }),
				reply: ['✅ devolução: R$ 10,00 (estorno, Pix, Mercado)', 'R$ 42,90*'],
			},
		],
		ledger: ['devolução 10,00 refund Pix Mercado Ana', 'mercado 52,90 Pix Mercado Ana'],
	},
	{
		name: 'a refused purchase is put right under its own bubble',
		turns: [
			{
				says: 'padaria dez',
				model: record(bought('padaria', 'dez')),
				reply: ['⚠️ "padaria": não entendi o valor'],
			},
			ride,
			{
				says: 'era 10',
				answers: { reply: 0 },
				model: record(amend({ amount: '10' })),
				reply: ['✅ padaria: R$ 10,00'],
			},
		],
		ledger: ['padaria 10,00 Ana', 'uber 23,00 Ana'],
		waiting: 0,
	},
	{
		name: 'an answer to something that is no purchase corrects nothing',
		turns: [
			market,
			{ kind: 'sticker', reply: ['Só leio texto'] },
			{
				says: 'era 45',
				answers: { reply: 1 },
				model: record(amend({ amount: '45' })),
				reply: ['⚠️ não achei o que corrigir'],
			},
		],
		ledger: ['mercado 52,90 Ana'],
	},
	{
		name: 'a photo never corrects',
		turns: [
			market,
			{
				kind: 'image',
				says: 'era 45',
				answers: { reply: 0 },
				model: record(amend({ amount: '45' })),
				reply: ['eu só lanço compras'],
			},
		],
		ledger: ['mercado 52,90 Ana'],
	},
]

/** Messages that are edited or deleted, at the doors that tell so. */
export const editing: Dialogue[] = [
	{
		name: 'an edited message amends what it recorded',
		turns: [
			market,
			{
				kind: 'edit',
				of: 0,
				says: 'mercado 45,90',
				model: record(bought('mercado', '45,90')),
				reply: ['✏️ mercado: R$ 52,90 → R$ 45,90'],
			},
		],
		ledger: ['mercado 45,90 Ana'],
	},
	{
		name: 'item by item',
		turns: [
			both,
			{
				kind: 'edit',
				of: 0,
				says: 'mercado 52,90 e uber 25',
				model: record(bought('mercado', '52,90'), bought('uber', '25')),
				reply: ['mercado: já estava assim', 'uber: R$ 23,00 → R$ 25,00'],
			},
		],
		ledger: ['mercado 52,90 Ana', 'uber 25,00 Ana'],
	},
	{
		name: 'where the number of purchases is another one it asks first',
		turns: [
			both,
			{
				kind: 'edit',
				of: 0,
				says: 'mercado 52,90',
				model: record(bought('mercado', '52,90')),
				reply: [
					'lançou 2 (mercado R$ 52,90, uber R$ 23,00) e agora diz 1 (mercado R$ 52,90). Ainda não mudei nada.',
					'1) Aplicar a edição',
					'2) Deixar como estava',
				],
			},
		],
		ledger: ['mercado 52,90 Ana', 'uber 23,00 Ana'],
		waiting: 1,
	},
	{
		name: 'an edit of what was refused makes it a purchase',
		turns: [
			{ says: 'padaria dez', model: record(bought('padaria', 'dez')), reply: ['⚠️'] },
			{
				kind: 'edit',
				of: 0,
				says: 'padaria 10',
				model: record(bought('padaria', '10')),
				reply: ['✅ padaria: R$ 10,00'],
			},
		],
		ledger: ['padaria 10,00 Ana'],
		waiting: 0,
	},
	{
		name: 'a deleted message undoes all that it recorded',
		turns: [both, ride, { kind: 'revoke', of: 0, reply: ['↩️ Desfeito: mercado', '↩️ Desfeito: uber'] }],
		ledger: ['uber 23,00 Ana'],
	},
	{
		name: 'a deleted message that recorded nothing is met with silence',
		turns: [
			{ kind: 'sticker', reply: ['Só leio'] },
			{ kind: 'revoke', of: 0, reply: null },
		],
		ledger: [],
	},
	{
		name: 'WAHA’s edits and deletions',
		turns: [
			{ ...market, door: 'waha' },
			{
				door: 'waha',
				kind: 'edit',
				of: 0,
				says: 'mercado 45,90',
				model: record(bought('mercado', '45,90')),
				reply: ['R$ 52,90 → R$ 45,90'],
			},
			{ door: 'waha', kind: 'revoke', of: 0, reply: ['↩️ Desfeito: mercado'] },
		],
		ledger: [],
	},
	{
		name: 'Telegram’s edits',
		turns: [
			{ ...market, door: 'telegram' },
			{
				door: 'telegram',
				kind: 'edit',
				of: 0,
				says: 'mercado 45,90',
				model: record(bought('mercado', '45,90')),
				reply: ['R$ 52,90 → R$ 45,90'],
			},
		],
		ledger: ['mercado 45,90 Ana'],
	},
	{
		name: 'Evolution’s edits say nothing of whom they are, and count and are answered all the same',
		turns: [
			{ ...market, door: 'evolution' },
			{
				door: 'evolution',
				kind: 'edit',
				of: 0,
				says: 'mercado 45,90',
				model: record(bought('mercado', '45,90')),
				reply: ['✏️ mercado: R$ 52,90 → R$ 45,90'],
			},
			{ door: 'evolution', kind: 'revoke', of: 0, reply: ['↩️ Desfeito: mercado'] },
		],
		ledger: [],
	},
]
