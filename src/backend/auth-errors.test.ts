import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../words'
import { allWords } from '../words/all'
import { type AuthReason, AuthRefusal, authRefusal } from './auth-errors'

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
		'password',
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
	expect(authRefusal(403, null).code).toBe('blocked')
	expect(authRefusal(422, { code: 'something_new' }).code).toBe('invalid_input')
	expect(authRefusal(400, {})).toBeInstanceOf(AuthRefusal)
})

/** Each code of the auth service that a page can meet: its reason, and the field that the words stand at. */
const CODES: readonly [string, number, string, AuthReason, string | null][] = [
	['invalid_credentials', 400, 'Invalid login credentials', 'credentials', 'password'],
	['email_not_confirmed', 400, 'Email not confirmed', 'not_confirmed', 'email'],
	['user_already_exists', 422, 'User already registered', 'email_taken', 'email'],
	['email_exists', 422, 'A user with this email address has already been registered', 'email_taken', 'email'],
	['email_address_invalid', 400, 'Email address "a@b" is invalid', 'email_refused', 'email'],
	['email_address_not_authorized', 400, 'Email address not authorized', 'email_refused', 'email'],
	['validation_failed', 400, 'Unable to validate email address: invalid format', 'email_invalid', 'email'],
	['validation_failed', 400, 'Password cannot be longer than 72 characters', 'password_long', 'password'],
	['weak_password', 422, 'Password should be at least 8 characters.', 'password_short', 'password'],
	['weak_password', 422, 'Password is known to be weak', 'password_weak', 'password'],
	[
		'same_password',
		422,
		'New password should be different from the old password.',
		'password_same',
		'password',
	],
	['otp_expired', 403, 'Token has expired or is invalid', 'code_wrong', 'code'],
	['reauthentication_needed', 400, 'Password update requires reauthentication', 'code_needed', 'code'],
	['reauthentication_not_valid', 422, 'Nonce has expired or is invalid', 'code_wrong', 'code'],
	['bad_code_verifier', 400, 'code challenge does not match', 'link_elsewhere', null],
	['flow_state_not_found', 404, 'invalid flow state, no valid flow state found', 'link_over', null],
	['flow_state_expired', 403, 'invalid flow state, flow state has expired', 'link_over', null],
	['user_banned', 400, 'User is banned', 'banned', null],
	['signup_disabled', 422, 'Signups not allowed for this instance', 'sign_ups_off', null],
	['otp_disabled', 422, 'Signups not allowed for otp', 'sign_ups_off', null],
	['email_provider_disabled', 422, 'Email logins are disabled', 'email_off', null],
	['captcha_failed', 400, 'captcha protection: request disallowed', 'captcha', null],
	['over_request_rate_limit', 429, 'Request rate limit reached', 'requests_spent', null],
	['over_email_send_rate_limit', 429, 'email rate limit exceeded', 'emails_spent', null],
	['over_email_send_rate_limit', 429, 'you can only request this after 58 seconds.', 'wait_seconds', null],
	['unexpected_failure', 500, 'Error sending confirmation email', 'email_not_sent', null],
	['session_not_found', 403, 'Session from session_id claim in JWT does not exist', 'session_over', null],
	['session_expired', 400, 'Invalid Refresh Token: Session Expired', 'session_over', null],
	['user_not_found', 403, 'User from sub claim in JWT does not exist', 'session_over', null],
	['bad_jwt', 403, 'invalid JWT', 'session_over', null],
	['no_authorization', 401, 'This endpoint requires a valid Bearer token', 'session_over', null],
]

/** What the page's own code is to the auth service, or what no page asks for. */
const NOT_FOR_PEOPLE = new Set([
	...['bad_json', 'not_admin', 'refresh_token_not_found', 'refresh_token_already_used'],
	...['22023', '42501', 'PGRST202', 'PGRST301', 'PGRST303', 'undefined'],
])

describe.each(LANGUAGES)('in %s', (language) => {
	const { reason: words } = allWords[language].start.way

	test.each(CODES)('%s (%i, %s) is said at its place', (code, status, message, reason, field) => {
		const refusal = authRefusal(status, { code, message })
		expect(refusal).toMatchObject({ reason, field })
		const text = words[reason]
		expect(text.length).toBeGreaterThan(10)
		// A number that is said is one that came.
		expect(text.includes('{{ n }}')).toBe(reason === 'password_short' || reason === 'wait_seconds')
		if (text.includes('{{ n }}')) expect(refusal.amount).toBeGreaterThan(0)
	})

	test('no reason is without a code, and no word without a reason', () => {
		const reasons = new Set<string>(CODES.map(([, , , reason]) => reason))
		expect(new Set(Object.keys(words))).toEqual(reasons)
	})
})

test('each code that was recorded is in the table', () => {
	const known = new Set(CODES.map(([code]) => code))
	const codes = Object.values(recorded).flatMap(({ status, body }) =>
		status >= 400 && body ? [String(body.error_code ?? body.code)] : [],
	)
	for (const code of new Set(codes)) if (!NOT_FOR_PEOPLE.has(code)) expect([...known]).toContain(code)
})
