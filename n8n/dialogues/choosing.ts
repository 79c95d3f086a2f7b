import { amend, bought, type Dialogue, type DoorName, record, type Turn } from './dialogue.ts'

/** Two purchases in one message, of which the second button undoes the second. */
const undoesTheSecond = (
	name: string,
	door: DoorName,
	told: Turn,
	undone: string,
	left: string,
): Dialogue => ({
	name: `${name}, each undone by its own button through ${door}`,
	turns: [
		{ ...told, door },
		{ door, presses: { of: 0, title: '2. ' }, reply: [undone] },
		{ door, presses: { of: 0, title: '2. ' }, reply: [/^Isso já estava|^That was undone/] },
	],
	ledger: [left],
})

const withButtons: DoorName[] = ['meta', 'telegram']

/** What a reply offers to press: a number before each name, since WhatsApp refuses two buttons that are called the same. */
export const choosing: Dialogue[] = [
	...withButtons.flatMap((door) => [
		undoesTheSecond(
			'two rides of one name',
			door,
			{
				says: 'uber 23 e uber 31',
				model: record(bought('uber', '23'), bought('uber', '31')),
				reply: ['1) Desfazer uber', '2) Desfazer uber'],
				offers: { form: 'button', titles: ['1. Desfazer uber', '2. Desfazer uber'] },
			},
			'↩️ Desfeito: uber: R$ 31,00',
			'uber 23,00 Ana',
		),
		undoesTheSecond(
			'two shops that begin alike',
			door,
			{
				says: 'supermercado Extra 80 e supermercado Dia 45',
				model: record(bought('supermercado Extra', '80'), bought('supermercado Dia', '45')),
				reply: ['1) Desfazer supermercado Extra', '2) Desfazer supermercado Dia'],
				offers: {
					form: 'button',
					titles:
						door === 'meta'
							? ['1. Desfazer supermer', '2. Desfazer supermer']
							: ['1. Desfazer supermercado Extra', '2. Desfazer supermercado Dia'],
				},
			},
			'↩️ Desfeito: supermercado Dia: R$ 45,00',
			'supermercado Extra 80,00 Ana',
		),
	]),
	{
		name: 'four purchases are offered in a list, and a row of it undoes its own',
		turns: [
			{
				says: 'pão 5, pão 6, supermercado Extra da esquina 7 e supermercado Extra do centro 8',
				model: record(
					bought('pão', '5'),
					bought('pão', '6'),
					bought('supermercado Extra da esquina', '7'),
					bought('supermercado Extra do centro', '8'),
				),
				reply: ['4) Desfazer supermercado Extra do centro'],
				offers: {
					form: 'list',
					titles: [
						'1. Desfazer pão',
						'2. Desfazer pão',
						'3. Desfazer supermercado',
						'4. Desfazer supermercado',
					],
				},
			},
			{
				presses: { of: 0, title: '4. ' },
				reply: ['↩️ Desfeito: supermercado Extra do centro: R$ 8,00'],
			},
			{ presses: { of: 0, title: '2. ' }, reply: ['↩️ Desfeito: pão: R$ 6,00'] },
		],
		ledger: ['pão 5,00 Ana', 'supermercado Extra da esquina 7,00 Ana'],
	},
	{
		name: 'of two corrections that are unclear the last is asked by buttons, and then the other by its number',
		turns: [
			{ says: 'uber 23', ago: 3000, model: record(bought('uber', '23')), reply: ['✅ uber'] },
			{ says: 'uber 31', ago: 2900, model: record(bought('uber', '31')), reply: ['✅ uber'] },
			{ says: 'feira 40', ago: 2800, model: record(bought('feira', '40')), reply: ['✅ feira'] },
			{ says: 'feira 50', ago: 2700, model: record(bought('feira', '50')), reply: ['✅ feira'] },
			{
				says: 'o uber era 20 e a feira 45',
				model: record(amend({ of: 'uber', amount: '20' }), amend({ of: 'feira', amount: '45' })),
				reply: [/uber[\s\S]*feira/],
				offers: { form: 'button', titles: ['1. feira', '2. feira'] },
			},
			{ presses: { of: 4, title: '2. ' }, reply: ['✏️ feira', 'R$ 40,00 → R$ 45,00'] },
			{ says: '1', reply: ['✏️ uber', 'R$ 31,00 → R$ 20,00'] },
		],
		ledger: ['feira 45,00 Ana', 'feira 50,00 Ana', 'uber 20,00 Ana', 'uber 23,00 Ana'],
		waiting: 0,
	},
	...withButtons.flatMap((door) =>
		[
			undoesTheSecond(
				'in English: two rides of one name',
				door,
				{
					says: 'uber 23 and uber 31',
					model: record(bought('uber', '23'), bought('uber', '31')),
					reply: ['1) Undo uber', '2) Undo uber'],
					offers: { form: 'button', titles: ['1. Undo uber', '2. Undo uber'] },
				},
				'↩️ Undone: uber: R$31.00',
				'uber 23,00 Ana',
			),
			undoesTheSecond(
				'in English: two shops that begin alike',
				door,
				{
					says: 'pharmacy on the corner 80 and pharmacy on the square 45',
					model: record(bought('pharmacy on the corner', '80'), bought('pharmacy on the square', '45')),
					reply: ['1) Undo pharmacy on the corner', '2) Undo pharmacy on the square'],
					offers: {
						form: 'button',
						titles:
							door === 'meta'
								? ['1. Undo pharmacy on ', '2. Undo pharmacy on ']
								: ['1. Undo pharmacy on the corner', '2. Undo pharmacy on the square'],
					},
				},
				'↩️ Undone: pharmacy on the square: R$45.00',
				'pharmacy on the corner 80,00 Ana',
			),
		].map((dialogue): Dialogue => ({ ...dialogue, language: 'en' })),
	),
]
