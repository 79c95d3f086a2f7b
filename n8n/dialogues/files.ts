import { bought, type Dialogue, type DoorName, record } from './dialogue.ts'

const doors: DoorName[] = ['meta', 'evolution', 'waha', 'telegram', 'plain']
const withGroups = doors.filter((door) => door !== 'plain')

/** Photos, documents and recordings through every door; what cannot be fetched or read is kept. */
export const files: Dialogue[] = [
	...doors.map(
		(door): Dialogue => ({
			name: `through ${door}: a photo and a PDF are looked at, with what is said beside them`,
			turns: [
				{
					door,
					kind: 'image',
					says: 'no pix',
					told: ['Mensagem (foto, com a legenda):\n<<<no pix>>>', '[file]'],
					model: record(bought('Mercado Bom', '52,90', { source: 'pix' })),
					reply: ['✅ Mercado Bom: R$ 52,90 (Pix)'],
				},
				{
					door,
					kind: 'document',
					says: 'a luz',
					told: ['Mensagem (documento, com a legenda):\n<<<a luz>>>', '[file]'],
					model: record(bought('Luz', '150,00')),
					reply: ['✅ Luz: R$ 150,00'],
				},
			],
			ledger: ['Luz 150,00 Ana', 'Mercado Bom 52,90 Pix Ana'],
			waiting: 0,
		}),
	),
	...doors.map(
		(door): Dialogue => ({
			name: `through ${door}: a recording is written down, and a correction said aloud counts`,
			turns: [
				{
					door,
					kind: 'audio',
					says: 'padaria doze reais',
					told: ['Mensagem (áudio transcrito):\n<<<padaria doze reais>>>'],
					model: record(bought('padaria', '12')),
					reply: ['✅ padaria: R$ 12,00'],
				},
				{
					door,
					kind: 'audio',
					says: 'não, foi treze',
					model: record({ action: 'amend', amount: '13' }),
					reply: ['✏️ padaria: R$ 12,00 → R$ 13,00'],
				},
			],
			ledger: ['padaria 13,00 Ana'],
		}),
	),
	...doors
		// What comes through the plain door brings its file along.
		.filter((door) => door !== 'plain')
		.map(
			(door): Dialogue => ({
				name: `through ${door}: a photo, a PDF and a recording that cannot be fetched are kept, and put right by an answer`,
				turns: [
					{
						door,
						kind: 'image',
						says: 'almoço',
						breaks: 'download',
						reply: ['📌 Guardei', 'baixar o arquivo'],
					},
					{ door, kind: 'document', breaks: 'download', reply: ['📌 Guardei', 'baixar o arquivo'] },
					{ door, kind: 'audio', breaks: 'download', reply: ['📌 Guardei', 'baixar o arquivo'] },
					{
						door,
						says: 'foi 30',
						answers: { reply: 0 },
						model: record({ action: 'amend', amount: '30' }),
						reply: ['✅ almoço: R$ 30,00'],
					},
				],
				ledger: ['almoço 30,00 Ana'],
				waiting: 2,
			}),
		),
	...doors.map(
		(door): Dialogue => ({
			name: `through ${door}: a document that is no PDF is kept, and so is a PDF where the model reads none`,
			settings: { modelo_le_pdf: 'nao' },
			turns: [
				{
					door,
					kind: 'document',
					says: 'planilha',
					mime: 'application/vnd.ms-excel',
					reply: ['📌 Guardei em "a conferir": não sei ler esse tipo de arquivo'],
				},
				{ door, kind: 'document', says: 'nota', reply: ['📌 Guardei em "a conferir"'] },
				{ door, kind: 'image', says: 'pão', model: record(bought('pão', '5')), reply: ['✅ pão: R$ 5,00'] },
			],
			ledger: ['pão 5,00 Ana'],
			waiting: 2,
		}),
	),
	...withGroups.map(
		(door): Dialogue => ({
			name: `through ${door}: a sticker is answered with what can be read`,
			turns: [{ door, kind: 'sticker', reply: ['Só leio texto, áudio, foto e PDF.'] }],
			ledger: [],
			waiting: 0,
		}),
	),
]

const market = {
	says: 'mercado 52,90',
	model: record(bought('mercado', '52,90')),
	reply: ['✅ mercado: R$ 52,90'],
}

/** Whatever is written in a group is met with silence, and touches nothing that was said to the agent. */
export const groups: Dialogue[] = withGroups.map(
	(door): Dialogue => ({
		name: `a group’s files, answers, edits and deletions through ${door}`,
		turns: [
			{ ...market, door },
			...(['text', 'image', 'document', 'audio', 'sticker'] as const).map((kind) => ({
				door,
				kind,
				inGroup: true,
				says: 'uber 23',
				reply: null,
			})),
			{ door, inGroup: true, says: 'era 45', answers: { message: 0 }, reply: null },
			{ door, inGroup: true, kind: 'edit', of: 0, says: 'mercado 45', reply: null },
			...(door === 'telegram' ? [] : [{ door, inGroup: true, kind: 'revoke' as const, of: 0, reply: null }]),
			{ door, inGroup: true, from: 'zé' as const, says: 'oi', reply: null },
		],
		ledger: ['mercado 52,90 Ana'],
		waiting: 0,
	}),
)
