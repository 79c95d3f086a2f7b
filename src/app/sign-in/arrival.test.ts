import { expect, test } from 'vitest'
import { type Arrival, readArrival } from './arrival'

const PAGE = 'https://painel.example/'
const FAILURE =
	'error=access_denied&error_code=otp_expired&error_description=Email+link+is+invalid+or+has+expired'

/** What the real auth service leads back with, from recordings. */
test.each<[string, string, Arrival, string]>([
	['a link that was good', `${PAGE}?code=4d1e`, { kind: 'code', code: '4d1e' }, PAGE],
	['the same into a route', `${PAGE}?code=4d1e#/ajustes`, { kind: 'code', code: '4d1e' }, `${PAGE}#/ajustes`],
	['the same in wall mode', `${PAGE}?code=4d1e&tv=1`, { kind: 'code', code: '4d1e' }, `${PAGE}?tv=1`],
	['a used one, in query and hash', `${PAGE}?${FAILURE}#${FAILURE}&sb=`, { kind: 'over' }, PAGE],
	['a used one, in the hash only', `${PAGE}#${FAILURE}&sb=`, { kind: 'over' }, PAGE],
	[
		'another failure',
		`${PAGE}?error=server_error&error_code=unexpected_failure&error_description=Boom`,
		{ kind: 'failed', detail: 'Boom' },
		PAGE,
	],
	[
		'the first of two addresses',
		`${PAGE}?message=Confirmation+link+accepted#message=Confirmation+link+accepted&sb=`,
		{ kind: 'one_of_two' },
		PAGE,
	],
	[
		'a link of our own',
		`${PAGE}?token_hash=pkce_ab12&type=email`,
		{ kind: 'tap', tokenHash: 'pkce_ab12', purpose: 'email' },
		PAGE,
	],
	[
		'one for a forgotten password',
		`${PAGE}?token_hash=ab12&type=recovery#/ajustes`,
		{ kind: 'tap', tokenHash: 'ab12', purpose: 'recovery' },
		`${PAGE}#/ajustes`,
	],
	[
		'tokens in the hash',
		`${PAGE}#access_token=x&expires_in=3600&refresh_token=y&token_type=bearer&type=magiclink`,
		{ kind: 'unusable' },
		PAGE,
	],
])('%s', (_, address, arrival, left) => {
	expect(readArrival(address)).toEqual({ arrival, address: left })
})

test.each([PAGE, `${PAGE}?tv=1#/ajustes`, `${PAGE}#/?categoria=Mercado`, `${PAGE}?token_hash=x&type=sms`])(
	'%s brings nothing, and stays as it is',
	(address) => {
		expect(readArrival(address)).toBeNull()
	},
)
