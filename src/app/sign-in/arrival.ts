import { createSignal } from 'solid-js'
import type { LinkPurpose } from '../../backend/types'

/** What a link in an e-mail brought back to the page, by its address. */
export type Arrival =
	/** The platform's own link was followed: the account is confirmed; `code` signs in where it was asked for. */
	| { kind: 'code'; code: string }
	/** A link of our own: used by a tap on the page, since programs that look through mail load it too. */
	| { kind: 'tap'; tokenHash: string; purpose: LinkPurpose }
	/** The link was used, ended, or replaced by a newer one. */
	| { kind: 'over' }
	| { kind: 'failed'; detail: string }
	/** One of two addresses agreed to a change. */
	| { kind: 'one_of_two' }
	/** Tokens in the address: nobody can tell who put them there. */
	| { kind: 'unusable' }

/** What the auth service adds to the page's address. None of it may stay: a stale code kills the next link. */
const NAMES = [
	...[
		'code',
		'error',
		'error_code',
		'error_description',
		'message',
		'token_hash',
		'type',
		'sb_flow_id',
		'sb',
	],
	...['access_token', 'refresh_token', 'expires_in', 'expires_at', 'token_type', 'provider_token'],
]

const PURPOSES: readonly string[] = ['email', 'signup', 'magiclink', 'recovery', 'invite', 'email_change']

/** What an address brings, and the address without it; null: nothing. */
export function readArrival(address: string): { arrival: Arrival; address: string } | null {
	const url = new URL(address)
	const hash = url.hash.startsWith('#/') ? new URLSearchParams() : new URLSearchParams(url.hash.slice(1))
	const find = (name: string) => url.searchParams.get(name) ?? hash.get(name)
	const arrival = arrivalOf(find)
	if (!arrival) return null
	for (const name of NAMES) url.searchParams.delete(name)
	if (!url.hash.startsWith('#/')) url.hash = ''
	return { arrival, address: url.href }
}

function arrivalOf(find: (name: string) => string | null): Arrival | null {
	const code = find('code')
	const tokenHash = find('token_hash')
	const purpose = find('type') ?? 'email'
	if (tokenHash && PURPOSES.includes(purpose))
		return { kind: 'tap', tokenHash, purpose: purpose as LinkPurpose }
	if (find('error') || find('error_code')) {
		if (find('error_code') === 'otp_expired') return { kind: 'over' }
		return { kind: 'failed', detail: find('error_description') ?? find('error') ?? '' }
	}
	if (find('access_token')) return { kind: 'unusable' }
	if (code) return { kind: 'code', code }
	return find('message') ? { kind: 'one_of_two' } : null
}

function takeArrival(): Arrival | null {
	if (typeof location === 'undefined') return null
	const found = readArrival(location.href)
	if (found) history.replaceState(history.state, '', found.address)
	return found?.arrival ?? null
}

/** What brought the reader here, until it was dealt with. */
export const [arrival, setArrival] = createSignal(takeArrival())

/** Somebody who came in by way of a forgotten password chooses a new one before anything else. */
export const [choosesPassword, setChoosesPassword] = createSignal(false)
