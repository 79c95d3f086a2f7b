import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../words'
import { allWords } from '../words/all'
import { AuthRefusal, authRefusal } from './auth-errors'

interface Recorded {
	status: number
	body?: { code?: string | number; error_code?: string }
}

const recorded = JSON.parse(
	readFileSync(new URL('../../fixtures/auth/answers.json', import.meta.url), 'utf8'),
) as Record<string, Recorded>

/** Steps of flows that a page never takes. */
const NOT_ASKED = /^(14-rest|00-settings)|: (bad_json|GET no token|admin)/

describe('each refusal of the real service', () => {
	const refusals = Object.entries(recorded).filter(
		([step, { status, body }]) =>
			status >= 400 &&
			body &&
			!NOT_ASKED.test(step) &&
			!/refresh|reuse|grandparent|parent|active/i.test(step),
	)
	test.each(refusals)('%s has a reason', (step, { status, body }) => {
		const refusal = authRefusal(status, body)
		// Nonsense for a refresh token is the keeper's matter; an unknown code of a database that is down says 500.
		if (/nonsense|empty/.test(step)) return
		expect(refusal.reason, JSON.stringify(body)).not.toBeNull()
	})
})

test.each([
	[
		422,
		{ code: 'weak_password', message: 'Password should be at least 12 characters.' },
		'password_short',
		'password',
		12,
	],
	[
		422,
		{ code: 'weak_password', message: 'Password is known to be weak' },
		'password_weak',
		'password',
		null,
	],
	[
		400,
		{ code: 'validation_failed', message: 'Password cannot be longer than 72 characters' },
		'password_long',
		'password',
		72,
	],
	[
		400,
		{ code: 'validation_failed', message: 'Unable to validate email address: invalid format' },
		'email_invalid',
		'email',
		null,
	],
	[
		400,
		{ code: 'email_address_invalid', message: 'Email address "a@b" is invalid' },
		'email_refused',
		'email',
		null,
	],
	[
		429,
		{
			code: 'over_email_send_rate_limit',
			message: 'For security purposes, you can only request this after 58 seconds.',
		},
		'wait_seconds',
		null,
		58,
	],
	[
		429,
		{ code: 'over_email_send_rate_limit', message: 'email rate limit exceeded' },
		'emails_spent',
		null,
		null,
	],
	[
		500,
		{ code: 'unexpected_failure', message: 'Error sending magic link email' },
		'email_not_sent',
		null,
		null,
	],
	[
		400,
		{ code: 400, error_code: 'invalid_credentials', msg: 'Invalid login credentials' },
		'credentials',
		null,
		null,
	],
	[500, null, null, null, null],
	[503, { message: 'upstream' }, null, null, null],
])('%i %o', (status, body, reason, field, amount) => {
	expect(authRefusal(status, body)).toMatchObject({ reason, field, amount })
})

test('what nobody knows is still a trouble of a known kind', () => {
	expect(authRefusal(500, null).code).toBe('server')
	expect(authRefusal(429, {}).code).toBe('rate_limited')
	expect(authRefusal(540, {}).code).toBe('project_paused')
	expect(authRefusal(422, { code: 'something_new' }).code).toBe('invalid_input')
	expect(authRefusal(400, {})).toBeInstanceOf(AuthRefusal)
})

test.each(LANGUAGES)('each reason has its words in %s', (language) => {
	const { reason } = allWords[language].start.way
	for (const text of Object.values(reason)) expect(text.length).toBeGreaterThan(10)
})
