import { expect, test } from 'vitest'
import { type AnswerMeaning, isFromTheFuture, isKnownCode, meaningOfAnswer, waitOf } from './answer-meaning'

const CODES: Partial<Record<AnswerMeaning, string[]>> = {
	duplicate: ['23505'],
	invalid_input: ['23514', '23502', '23503', '22001', '22003', '22007', '22023', '22P02', 'PT400'],
	not_allowed: ['42501', 'PT403'],
	not_found: ['PT404', 'PGRST116'],
	last_owner: ['PT409'],
	rate_limited: ['PT429'],
	schema_outdated: ['PGRST200', 'PGRST202', 'PGRST204', 'PGRST205', '42883', '42P01', '42703'],
	session_expired: ['PGRST301', 'PGRST303'],
	server: ['57014'],
}

test.each(Object.entries(CODES))('%s: by the code, whatever the status', (meaning, codes) => {
	for (const code of codes) {
		for (const status of [undefined, 400, 402, 403, 404, 409, 429, 500, 540])
			expect([code, status, meaningOfAnswer({ status, code, message: 'project is paused' })]).toEqual([
				code,
				status,
				meaning,
			])
		expect(isKnownCode(code)).toBe(true)
		// As nobody: the token comes first.
		expect(meaningOfAnswer({ status: 401, code })).toBe('session_expired')
	}
})

test.each<[answer: Parameters<typeof meaningOfAnswer>[0], meaning: AnswerMeaning | null]>([
	[{}, null],
	[{ status: 500 }, null],
	[{ status: 403, code: 'XX000' }, null],
	[{ status: 401 }, 'session_expired'],
	[{ status: 401, message: 'JWT expired' }, 'session_expired'],
	[{ status: 401, message: 'JWT issued at future' }, 'clocks_differ'],
	[{ status: 401, code: 'PGRST303', message: 'JWT not yet valid' }, 'clocks_differ'],
	[{ status: 403, message: 'JWT issued at future' }, null],
	[{ status: 402 }, 'plan_limit'],
	[{ status: 540 }, 'project_paused'],
	[{ status: 503, message: 'This Project is PAUSED' }, 'project_paused'],
	[{ status: 503, message: `project ${'x'.repeat(18)} paused` }, 'project_paused'],
	[{ status: 503, message: `project ${'x'.repeat(19)} paused` }, null],
	[{ status: 503, message: 'projectpaused' }, 'project_paused'],
	[{ status: 503, message: 'paused' }, null],
	[{ status: 429 }, 'rate_limited'],
])('%j: %s', (answer, meaning) => {
	expect(meaningOfAnswer(answer)).toBe(meaning)
})

test('a code that is none of ours says nothing, nor does a token that is not from the future', () => {
	expect([isKnownCode(), isKnownCode('XX000')]).toEqual([false, false])
	expect([isFromTheFuture({ status: 401 }), isFromTheFuture({ message: 'issued at future' })]).toEqual([
		false,
		false,
	])
	expect(isFromTheFuture({ status: 401, message: 'issued at future' })).toBe(true)
})

test.each<[header: string | null, ms: number | null]>([
	[null, null],
	['', null],
	['0', null],
	['-5', null],
	['soon', null],
	['0.5', 500],
	['300', 300_000],
	['600', 600_000],
	['601', 600_000],
	['Infinity', 600_000],
	['Mon, 23 Nov 2026 15:00:00 GMT', null],
	['Mon, 23 Nov 2026 14:59:00 GMT', null],
	['Mon, 23 Nov 2026 15:01:30 GMT', 90_000],
	['Tue, 24 Nov 2026 15:00:00 GMT', 600_000],
])('Retry-After: %s', (header, ms) => {
	expect(waitOf(header, Date.UTC(2026, 10, 23, 15))).toBe(ms)
})
