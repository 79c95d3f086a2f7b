import { meaningOfAnswer } from '../feed/answer-meaning'
import { BackendError, type BackendErrorCode } from './types'

/** Why the auth service said no; a closed set, each with words of its own on the sign-in page. */
export type AuthReason =
	| 'credentials'
	| 'not_confirmed'
	| 'email_taken'
	| 'email_invalid'
	| 'email_refused'
	| 'password_short'
	| 'password_weak'
	| 'password_long'
	| 'password_same'
	| 'code_wrong'
	| 'code_needed'
	| 'link_elsewhere'
	| 'link_over'
	| 'banned'
	| 'sign_ups_off'
	| 'email_off'
	| 'captcha'
	| 'wait_seconds'
	| 'emails_spent'
	| 'requests_spent'
	| 'email_not_sent'
	| 'session_over'

/** What a call about an account rejects with when the auth service answered. */
export class AuthRefusal extends BackendError {
	override name = 'AuthRefusal'
	constructor(
		code: BackendErrorCode,
		detail: string,
		field: string | null,
		readonly reason: AuthReason | null,
		/** Seconds to wait, or the least number of characters. */
		readonly amount: number | null = null,
	) {
		super(code, detail, field)
	}
}

type Meaning = readonly [BackendErrorCode, 'email' | 'password' | 'code' | null, AuthReason]

const meanings: Record<string, Meaning> = {
	// Which of the two is wrong, nobody is told.
	invalid_credentials: ['invalid_credentials', 'password', 'credentials'],
	email_not_confirmed: ['email_not_confirmed', 'email', 'not_confirmed'],
	user_already_exists: ['duplicate', 'email', 'email_taken'],
	email_exists: ['duplicate', 'email', 'email_taken'],
	email_address_invalid: ['invalid_input', 'email', 'email_refused'],
	email_address_not_authorized: ['invalid_input', 'email', 'email_refused'],
	weak_password: ['invalid_input', 'password', 'password_weak'],
	same_password: ['invalid_input', 'password', 'password_same'],
	otp_expired: ['invalid_input', 'code', 'code_wrong'],
	reauthentication_needed: ['invalid_input', 'code', 'code_needed'],
	reauthentication_not_valid: ['invalid_input', 'code', 'code_wrong'],
	bad_code_verifier: ['invalid_input', null, 'link_elsewhere'],
	flow_state_not_found: ['invalid_input', null, 'link_over'],
	flow_state_expired: ['invalid_input', null, 'link_over'],
	user_banned: ['not_allowed', null, 'banned'],
	signup_disabled: ['not_allowed', null, 'sign_ups_off'],
	otp_disabled: ['not_allowed', null, 'sign_ups_off'],
	email_provider_disabled: ['not_allowed', null, 'email_off'],
	captcha_failed: ['not_allowed', null, 'captcha'],
	over_request_rate_limit: ['rate_limited', null, 'requests_spent'],
	over_email_send_rate_limit: ['rate_limited', null, 'emails_spent'],
	session_not_found: ['session_expired', null, 'session_over'],
	session_expired: ['session_expired', null, 'session_over'],
	user_not_found: ['session_expired', null, 'session_over'],
	bad_jwt: ['session_expired', null, 'session_over'],
	no_authorization: ['session_expired', null, 'session_over'],
}

/** What the auth service answered, in the page's words' names. */
export function authRefusal(status: number, body: unknown): AuthRefusal {
	const { code, error_code: older, message, msg } = (body ?? {}) as Record<string, unknown>
	const name = String(older ?? code ?? '')
	const detail = String(message ?? msg ?? '')
	const special = bySentence(name, detail)
	if (special) return special
	const known = meanings[name]
	if (known) return new AuthRefusal(known[0], detail, known[1], known[2])
	const meaning = meaningOfAnswer({ status, code: name, message: detail })
	return new AuthRefusal(meaning ?? codeOfStatus(status, name), detail, null, null)
}

function codeOfStatus(status: number, name: string): BackendErrorCode {
	// Without a code it is not the auth service that speaks.
	if (status === 403 && name === '') return 'blocked'
	return status === 400 || status === 422 ? 'invalid_input' : 'server'
}

/** Codes that stand for several things, which only the sentence tells apart. */
function bySentence(name: string, detail: string): AuthRefusal | null {
	const refusal = (...[code, field, reason]: Meaning) =>
		new AuthRefusal(code, detail, field, reason, Number(/\d+/.exec(detail)?.[0] ?? Number.NaN) || null)
	if (name === 'over_email_send_rate_limit' && /after \d+ second/.test(detail))
		return refusal('rate_limited', null, 'wait_seconds')
	if (name === 'weak_password' && /at least \d+ char/.test(detail))
		return refusal('invalid_input', 'password', 'password_short')
	if (name === 'validation_failed' && /password/i.test(detail))
		return refusal('invalid_input', 'password', 'password_long')
	if (name === 'validation_failed' && /email/i.test(detail))
		return refusal('invalid_input', 'email', 'email_invalid')
	if (name === 'unexpected_failure' && /sending .*email/i.test(detail))
		return refusal('server', null, 'email_not_sent')
	return null
}
