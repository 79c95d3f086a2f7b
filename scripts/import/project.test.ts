import { expect, test } from 'vitest'
import { MemberApi } from './project'

/** A project that answers each request in turn, the last for ever. */
function project(...answers: (Response | Error)[]) {
	const asked: string[] = []
	const pauses: number[] = []
	const member = new MemberApi({
		url: 'https://abcd.supabase.co',
		key: 'sb_publishable_a',
		request: (async (url: string) => {
			asked.push(url)
			const next = answers[Math.min(asked.length, answers.length) - 1]!
			if (next instanceof Error) throw next
			return next.clone()
		}) as unknown as typeof fetch,
		pause: async (ms) => void pauses.push(ms),
	})
	return { asked, pauses, member }
}
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })

test('a member asks again while the project is busy, down or away, as the inbox does', async () => {
	const { asked, pauses, member } = project(
		new TypeError('offline'),
		new Response('<html>bad gateway', { status: 502 }),
		json({ message: 'too many requests' }, 429),
		json([{ id: 'a' }]),
	)
	expect(await member.get('rest/v1/ledgers')).toEqual([{ id: 'a' }])
	expect([asked.length, pauses]).toEqual([4, [1000, 2000, 4000]])
})

test('what is refused is not asked again, and no answer at all ends it', async () => {
	const refused = project(json({ msg: 'Invalid login credentials' }, 400))
	await expect(refused.member.signIn('a@b.c', 'x')).rejects.toThrow('Invalid login credentials (400).')
	expect(refused.pauses).toEqual([])
	const away = project(new TypeError('offline'))
	await expect(away.member.get('rest/v1/ledgers')).rejects.toThrow(/does not answer/)
	expect(away.asked).toHaveLength(6)
})
