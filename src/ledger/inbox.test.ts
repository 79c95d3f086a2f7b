import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { DAY_MS } from './day'
import { fitsGivenMonth, type InboxRow, isRejectReason, mergeRows, REJECT_REASONS, readRecord } from './inbox'

const now = Date.UTC(2026, 10, 23, 15)
const row: InboxRow = { message_id: 'm', description: 'mercado', amount: '52,90' }
const read = (more: Partial<InboxRow>) => readRecord({ ...row, ...more }, now)
const at = (instant: number) => new Date(instant).toISOString()
const tenYearsAgo = Date.UTC(2016, 10, 23, 15)

const LEAST = {
	kind: 'expense',
	amount_cents: 5290,
	installments: 1,
	occurred_at: now,
	description: 'mercado',
	category_text: null,
	source_text: null,
	person_text: null,
	to_source_text: null,
	part: null,
	parts: null,
	given_month: null,
}

describe('what is recorded', () => {
	test.each<[said: Partial<InboxRow>, read: object]>([
		[{}, {}],
		[
			{ kind: null, occurred_at: null, installments: null, part: null, bill_month: null, to_source: null },
			{},
		],
		[{ kind: 'expense' }, {}],
		[{ kind: 'income' }, { kind: 'income' }],
		[{ kind: 'refund' }, { kind: 'refund' }],
		[
			{ kind: 'transfer', to_source: ' conta ' },
			{ kind: 'transfer', to_source_text: 'conta' },
		],
		[{ to_source: ' ' }, {}],
		[{ description: ' feira\n' }, { description: 'feira' }],
		[{ description: '😀'.repeat(280) }, { description: '😀'.repeat(280) }],
		[{ amount: 0.01 }, { amount_cents: 1 }],
		[{ category: ' casa ' }, { category_text: 'casa' }],
		[{ source: ' pix ' }, { source_text: 'pix' }],
		[{ person: ' ana ' }, { person_text: 'ana' }],
		[{ occurred_at: '2026-11-20T12:00:00-03:00' }, { occurred_at: Date.UTC(2026, 10, 20, 15) }],
		[{ occurred_at: at(now + DAY_MS) }, { occurred_at: now + DAY_MS }],
		[{ occurred_at: at(tenYearsAgo) }, { occurred_at: tenYearsAgo }],
		[{ installments: 120 }, { installments: 120 }],
		[
			{ part: 1, parts: 1 },
			{ part: 1, parts: 1 },
		],
		[
			{ part: 120, parts: 120 },
			{ part: 120, parts: 120 },
		],
		[
			{ part: 3, parts: 10, installments: 1 },
			{ part: 3, parts: 10 },
		],
		[{ kind: 'transfer', installments: 1 }, { kind: 'transfer' }],
		[{ bill_month: '2026-12' }, { given_month: '2026-12' }],
		[{ bill_month: '' }, {}],
	])('%j', (said, more) => {
		expect(read(said)).toEqual({ ...LEAST, ...more })
	})
})

describe('what is refused', () => {
	test.each<[reason: string, detail: string | null, said: Partial<InboxRow>]>([
		['unknown_kind', 'loan', { kind: 'loan' }],
		['unknown_kind', '', { kind: '' }],
		['description_missing', null, { description: null }],
		['description_missing', null, { description: ' \u200b' }],
		['description_too_long', '281', { description: '😀'.repeat(281) }],
		['amount_missing', null, { amount: null }],
		['amount_missing', null, { amount: undefined }],
		['amount_missing', ' ', { amount: ' ' }],
		['amount_unreadable', '1,234', { amount: '1,234' }],
		['amount_not_positive', '0', { amount: 0 }],
		['amount_too_large', '1000000000', { amount: 1_000_000_000 }],
		['occurred_at_out_of_range', at(now + DAY_MS + 1), { occurred_at: at(now + DAY_MS + 1) }],
		['occurred_at_out_of_range', at(tenYearsAgo - 1), { occurred_at: at(tenYearsAgo - 1) }],
		['installments_out_of_range', '0', { installments: 0 }],
		['installments_out_of_range', '121', { installments: 121 }],
		['installments_out_of_range', '1.5', { installments: 1.5 }],
		['parts_out_of_range', '3/–, 1x', { part: 3 }],
		['parts_out_of_range', '–/3, 1x', { parts: 3 }],
		['parts_out_of_range', '0/3, 1x', { part: 0, parts: 3 }],
		['parts_out_of_range', '0/0, 1x', { part: 0, parts: 0 }],
		['parts_out_of_range', '4/3, 1x', { part: 4, parts: 3 }],
		['parts_out_of_range', '1/121, 1x', { part: 1, parts: 121 }],
		['parts_out_of_range', '121/121, 1x', { part: 121, parts: 121 }],
		['parts_out_of_range', '1.5/3, 1x', { part: 1.5, parts: 3 }],
		['parts_out_of_range', '1/2.5, 1x', { part: 1, parts: 2.5 }],
		['parts_out_of_range', '1/3, 2x', { part: 1, parts: 3, installments: 2 }],
		['parts_out_of_range', '–/–, 2x', { kind: 'transfer', installments: 2 }],
		['bill_month_unreadable', '2026-13', { bill_month: '2026-13' }],
		['to_source_unexpected', 'conta', { to_source: ' conta ' }],
		['to_source_unexpected', 'conta', { kind: 'income', to_source: 'conta' }],
	])('%s, %s', (reason, detail, said) => {
		expect(read(said)).toEqual({ reason, detail })
	})

	it('for the first reason of the list, where there are several', () => {
		const wrong: Partial<InboxRow> = {
			kind: 'loan',
			description: null,
			amount: null,
			occurred_at: at(now + 2 * DAY_MS),
			installments: 0,
			part: 7,
			bill_month: 'soon',
			to_source: 'conta',
		}
		const mended: Partial<InboxRow>[] = [
			{ kind: 'expense' },
			{ description: 'x'.repeat(281) },
			{ description: 'mercado' },
			{ amount: 'much' },
			{ amount: -1 },
			{ amount: 1e10 },
			{ amount: 10 },
			{ occurred_at: at(now) },
			{ installments: 1 },
			{ part: null },
			{ bill_month: null },
			{ to_source: null },
		]
		const said = { ...row, ...wrong }
		const reasons: string[] = []
		for (const mend of [{}, ...mended]) {
			const answer = readRecord(Object.assign(said, mend), now)
			if ('reason' in answer) reasons.push(answer.reason)
		}
		expect(reasons).toHaveLength(mended.length)
		expect(reasons).toEqual(REJECT_REASONS.filter((reason) => reasons.includes(reason)))
	})
})

test('every reason stands in docs/ERRORS.md, and no other text is one', () => {
	const documented = readFileSync(new URL('../../docs/ERRORS.md', import.meta.url), 'utf8')
		.split('\n## ')
		.find((part) => part.startsWith('Reasons of a rejected item'))!
		.matchAll(/^\| `(\w+)` \|/gm)
	expect(
		[...documented]
			.map(([, reason]) => reason!)
			.filter((reason) => reason !== 'reason')
			.sort(),
	).toEqual([...REJECT_REASONS].sort())
	expect(REJECT_REASONS.every(isRejectReason)).toBe(true)
	expect(['', 'soon', null, undefined, 3].some(isRejectReason)).toBe(false)
})

test('a bill may be named from one month before the day (of a transfer 24) to 120 after', () => {
	const fits = (kind: 'expense' | 'transfer', months: string[]) =>
		months.filter((month) => fitsGivenMonth(kind, month, '2026-11-30'))
	const months = ['2024-10', '2024-11', '2026-09', '2026-10', '2026-11', '2036-11', '2036-12']
	expect(fits('expense', months)).toEqual(['2026-10', '2026-11', '2036-11'])
	expect(fits('transfer', months)).toEqual(['2024-11', '2026-09', '2026-10', '2026-11', '2036-11'])
})

describe('a correction of a refused message', () => {
	const said: Required<Omit<InboxRow, 'payload'>> = {
		message_id: 'm',
		item: 1,
		action: 'record',
		target_message_id: 't',
		target_item: 2,
		target_text: 'feira',
		kind: 'expense',
		occurred_at: '2026-11-20T12:00:00-03:00',
		description: 'mercado',
		amount: '52,90',
		category: 'casa',
		source: 'pix',
		person: 'ana',
		to_source: 'conta',
		sender: 's',
		sent_at: '2026-11-20T12:00:00Z',
		part: 1,
		parts: 3,
		bill_month: '2026-12',
		from_part: 1,
		parts_to: 'open',
		completes_message_id: 'c',
		completes_item: 0,
		installments: 1,
	}
	const FIELDS = [
		'kind',
		'occurred_at',
		'description',
		'amount',
		'category',
		'source',
		'person',
		'installments',
		'to_source',
		'part',
		'parts',
		'bill_month',
	]
	test.each(Object.keys(said) as (keyof typeof said)[])('%s', (field) => {
		const given = { message_id: 'later', [field]: 'new' }
		const after = FIELDS.includes(field) ? { ...said, [field]: 'new' } : said
		expect(mergeRows(said, given)).toEqual(after)
		for (const nothing of [null, undefined])
			expect(mergeRows(said, { message_id: 'later', [field]: nothing })).toEqual(said)
	})
})
