import { expect, it } from 'vitest'
import { probe } from './probe'

const config = { supabaseUrl: 'https://abcd.supabase.co', publishableKey: 'sb_publishable_abc' }

it('asks the project with the public key', async () => {
	const asked: unknown[] = []
	const request = async (...args: unknown[]) => {
		asked.push(...args)
		return new Response('{}')
	}
	expect(await probe(config, request as typeof fetch)).toBe('ok')
	expect(asked).toEqual([
		'https://abcd.supabase.co/auth/v1/settings',
		{ headers: { apikey: 'sb_publishable_abc' } },
	])
})

it.each([
	[401, 'refused'],
	[403, 'refused'],
	[404, 'unreachable'],
	[540, 'unreachable'],
])('reads the answer %i as %s', async (status, answer) => {
	expect(await probe(config, async () => new Response(null, { status }))).toBe(answer)
})

it('reads silence as unreachable', async () => {
	expect(await probe(config, async () => Promise.reject(new TypeError('Failed to fetch')))).toBe(
		'unreachable',
	)
})
