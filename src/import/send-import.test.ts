import { expect, test } from 'vitest'
import type { ImportInbox, InboxAnswer } from './inbox'
import type { CorrectionRow, ImportRow } from './inbox-rows'
import type { RecordedPurchase } from './matching'
import { sendImport, type ToSend } from './send-import'
import type { PlanItem } from './types'

// What is sent of files, row by row and in which order, what is told of it, and what takes it back.

const ZONE = 'America/Sao_Paulo'
const FILE = {
	file: 'a.csv',
	bytes: 'b1',
	form: 'Nubank, fatura',
	account: 'Nubank',
	order: null,
	until: null,
}
const line = (at: number, more: Partial<PlanItem> = {}): PlanItem => ({
	line: at,
	text: `line ${at}`,
	message_id: `import:${at}`,
	kind: 'expense',
	amount_cents: 5290,
	day: '2026-10-20',
	description: `d${at}`,
	source: null,
	category: null,
	person: null,
	to_source: null,
	installments: 1,
	part: null,
	parts: null,
	bill_month: null,
	...more,
})
const chat = (id: string, more: Partial<RecordedPurchase> = {}): RecordedPurchase => ({
	transaction_id: id,
	message_id: `wamid.${id}`,
	item: 2,
	kind: 'expense',
	amount_cents: 5290,
	occurred_at: Date.parse('2026-10-20T22:30:00-03:00'),
	description: 'mercado',
	source: null,
	to_source: null,
	person: null,
	installments: 1,
	part: null,
	parts: null,
	bill_month: '2026-11',
	given_month: null,
	moves: null,
	taken: [],
	...more,
})

/** Takes everything, but refuses and does not answer what it is told. */
function inboxOf({ refused = [], unanswered = [] }: { refused?: string[]; unanswered?: string[] } = {}) {
	const sent: (ImportRow | CorrectionRow)[] = []
	const take = async (rows: (ImportRow | CorrectionRow)[]): Promise<InboxAnswer[]> => {
		sent.push(...rows)
		return rows.flatMap(({ message_id }) =>
			unanswered.includes(message_id)
				? []
				: {
						message_id,
						status: refused.includes(message_id) ? ('rejected' as const) : ('accepted' as const),
						reason: refused.includes(message_id) ? 'target_changed' : null,
						transaction_id: null,
						person: null,
						bytes: null,
					},
		)
	}
	return { inbox: { post: take, correct: take } as unknown as ImportInbox, sent }
}
const toSend = (more: Partial<ToSend>): ToSend => ({
	file: FILE,
	fresh: [],
	undone: [],
	matches: [],
	...more,
})
const ids = (rows: { message_id: string }[]) => rows.map(({ message_id }) => message_id)

const ALL = toSend({
	fresh: [line(1), line(2)],
	undone: [{ item: line(3), revision: 7 }],
	matches: [
		{ item: line(4, { source: 'Nubank' }), purchase: chat('t4') },
		{ item: line(5), purchase: chat('t5') },
	],
})

test('what was told by chat goes first, then what comes back, then what is new', async () => {
	const { inbox, sent } = inboxOf()
	const done: number[] = []
	const result = await sendImport([ALL], inbox, ZONE, { onProgress: (count) => done.push(count) })
	expect(ids(sent)).toEqual(['import:4', 'import:5', 'import:3:restore:7', 'import:1', 'import:2'])
	expect(done).toEqual([2, 3, 5])
	const { undo, ...counts } = result
	expect(counts).toEqual({
		recorded: 2,
		restored: 1,
		matched: 2,
		hereBefore: 0,
		refused: [],
		isUndoable: true,
	})
	expect(undo(99)).toEqual([
		{
			message_id: 'import:4:undo:99',
			action: 'amend',
			target_message_id: 'wamid.t4',
			target_item: 2,
			source: '',
		},
		{ message_id: 'import:3:undo:99', action: 'void', target_message_id: 'import:3' },
		{ message_id: 'import:1:undo:99', action: 'void', target_message_id: 'import:1' },
		{ message_id: 'import:2:undo:99', action: 'void', target_message_id: 'import:2' },
	])
})

test('what was refused is told by its line, and what had no answer was here before', async () => {
	const { inbox } = inboxOf({
		refused: ['import:1', 'import:3:restore:7', 'import:4'],
		unanswered: ['import:2'],
	})
	const sent = await sendImport([ALL], inbox, ZONE)
	expect(sent).toMatchObject({ recorded: 0, restored: 0, matched: 1, hereBefore: 1, isUndoable: false })
	expect(sent.refused).toEqual(
		[4, 3, 1].map((at) => ({ file: 'a.csv', line: at, description: `d${at}`, reason: 'target_changed' })),
	)
	expect(sent.undo(1)).toEqual([])
})

test.each<[string, Partial<ToSend>, boolean]>([
	['nothing', {}, false],
	['a new purchase', { fresh: [line(1)] }, true],
	['one that comes back', { undone: [{ item: line(1), revision: 7 }] }, true],
	[
		'a match that adds something',
		{ matches: [{ item: line(1, { source: 'Itaú' }), purchase: chat('t') }] },
		true,
	],
	['a match that adds nothing', { matches: [{ item: line(1), purchase: chat('t') }] }, false],
	[
		'one match beside as many of each',
		{
			fresh: [line(2)],
			undone: [{ item: line(3), revision: 7 }],
			matches: [{ item: line(1, { source: 'Itaú' }), purchase: chat('t') }],
		},
		true,
	],
])('%s can be taken back: %#', async (_, more, isUndoable) => {
	expect((await sendImport([toSend(more)], inboxOf().inbox, ZONE)).isUndoable).toBe(isUndoable)
})

const OWN = [
	line(1, { refund_of: 'import:2', kind: 'refund', category: 'Casa' }),
	line(2, {
		installments: 3,
		moves: [
			[2, '2027-01'],
			[3, null],
		],
	}),
	line(3),
]
const MOVE = {
	action: 'amend',
	kind: null,
	occurred_at: null,
	description: null,
	amount: null,
	category: null,
	source: null,
	person: null,
	to_source: null,
	installments: null,
	part: null,
	parts: null,
	bill_month: null,
	payload: null,
	sent_at: '1970-01-01T00:00:00Z',
}

test('Painel’s own file: refunds behind their purchases, moved parts behind theirs, all rows with the same columns', async () => {
	const { inbox, sent } = inboxOf()
	const result = await sendImport([toSend({ fresh: OWN })], inbox, ZONE)
	expect(ids(sent)).toEqual(['import:2', 'import:2:parts:2', 'import:2:parts:3', 'import:3', 'import:1'])
	expect(sent[1]).toEqual({
		...MOVE,
		message_id: 'import:2:parts:2',
		target_message_id: 'import:2',
		from_part: 2,
		parts_to: '2027-01',
	})
	expect(sent[2]).toMatchObject({ from_part: 3, parts_to: 'cancel' })
	// A refund takes nothing from its purchase that its line does not say; another line says nothing.
	expect(sent[4]).toMatchObject({ category: 'Casa', source: '', person: '', target_message_id: 'import:2' })
	expect(sent[3]).toMatchObject({ category: null, source: null, person: null, target_message_id: null })
	const columns = sent.map((row) => Object.keys(row).sort())
	for (const some of columns) expect(some).toEqual(columns[0])
	expect(result).toMatchObject({ recorded: 3, hereBefore: 0 })
	expect(ids(result.undo(1))).toEqual(['import:2:undo:1', 'import:3:undo:1', 'import:1:undo:1'])
})

test('parts of a line of before are moved again, in case a cut left them, and count as nothing', async () => {
	const { inbox, sent } = inboxOf({ unanswered: ['import:2:parts:2'] })
	const result = await sendImport([toSend({ fresh: [line(3)], hereBefore: [OWN[1]!] })], inbox, ZONE)
	expect(ids(sent)).toEqual(['import:3', 'import:2:parts:2', 'import:2:parts:3'])
	expect(result).toMatchObject({ recorded: 1, hereBefore: 0, refused: [] })
	expect(ids(result.undo(1))).toEqual(['import:3:undo:1'])
})

test('a refused move of parts is no line, and is not told as one', async () => {
	const { inbox } = inboxOf({ refused: ['import:2:parts:2'] })
	expect((await sendImport([toSend({ fresh: OWN })], inbox, ZONE)).refused).toEqual([])
})
