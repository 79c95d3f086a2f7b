import { expect, test, vi } from 'vitest'
import { SupabaseAccount } from './account'
import type { Client } from './client'

/** A client whose stored session can't be renewed for now, and what it asked the auth service. */
function withoutToken() {
	const asked: string[] = []
	const client = {
		auth: {
			send: vi.fn(async (method: string, path: string, { token }: { token?: string | null }) => {
				asked.push(`${method} ${path.split('?')[0]} ${token ?? 'nobody'}`)
				return Response.json({})
			}),
		},
		keeper: {
			token: async () => null,
			session: () => ({ user: { id: 'u1' } }),
			reason: () => 'rate_limited',
		},
		sessions: { setVerifier: vi.fn() },
		enter: vi.fn(),
	}
	return { account: new SupabaseAccount(client as unknown as Client), asked, client }
}

test.each<[string, (account: SupabaseAccount) => Promise<unknown>]>([
	['a new password', (account) => account.setPassword('uma-senha-boa')],
	['a code for it', (account) => account.sendNonce()],
	['a new e-mail', (account) => account.setEmail('ana@casa.example')],
])('%s is not asked for in nobody’s name while the session can’t be renewed: it says why', async (_, ask) => {
	const { account, asked, client } = withoutToken()
	await expect(ask(account)).rejects.toMatchObject({ code: 'rate_limited' })
	expect(asked).toEqual([])
	expect(client.sessions.setVerifier).not.toHaveBeenCalled()
})

test('what proves itself needs no session, and uses none', async () => {
	const { account, asked, client } = withoutToken()
	client.keeper.token = async () => {
		throw new Error('nobody needs a token here')
	}
	await account.signUp('ana@casa.example', 'uma-senha-boa')
	await account.recover('ana@casa.example')
	await account.useLink('hash', 'email')
	expect(asked).toEqual(['POST /signup nobody', 'POST /recover nobody', 'POST /verify nobody'])
})
