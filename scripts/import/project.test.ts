import { expect, it } from 'vitest'
import { MemberApi } from './project'

// What the command asks the project as a signed-in person, to the letter.

function api(answers: unknown[]) {
	const asked: string[] = []
	const bodies: unknown[] = []
	const member = new MemberApi({
		url: 'https://x',
		key: 'key',
		request: (async (url: string, { method, body }: RequestInit) => {
			asked.push(`${method} ${url.slice('https://x/'.length)}`)
			if (body) bodies.push(JSON.parse(String(body)))
			return Response.json(answers[asked.length - 1])
		}) as unknown as typeof fetch,
		pause: async () => {},
	})
	return { asked, bodies, member }
}

it('signs in by e-mail and password, and keeps the token', async () => {
	const { asked, bodies, member } = api([{ access_token: 'jwt' }])
	expect(member.accessToken).toBe('')
	await member.signIn('a@b.c', 'secret')
	expect(asked).toEqual(['POST auth/v1/token?grant_type=password'])
	expect(bodies).toEqual([{ email: 'a@b.c', password: 'secret' }])
	expect(member.accessToken).toBe('jwt')
})

it('reads sources, each with its own cycles and closings', async () => {
	const cycle = { source_id: 1, from_month: '2026-11-01', closing_day: 25, due_day: 5 }
	const closing = { source_id: 2, bill_month: '2026-11-01', closing_date: '2026-10-24' }
	const { asked, member } = api([
		[
			{ id: 1, name: 'Nubank', aliases: ['roxinho'] },
			{ id: 2, name: 'Itaú', aliases: [] },
		],
		[cycle, { ...cycle, source_id: 2, from_month: null, due_day: null }],
		[closing],
	])
	expect(await member.sources('L')).toEqual([
		{
			name: 'Nubank',
			aliases: ['roxinho'],
			cycles: [{ from_month: '2026-11', closing_day: 25, due_day: 5 }],
			closings: [],
		},
		{
			name: 'Itaú',
			aliases: [],
			cycles: [{ from_month: null, closing_day: 25, due_day: null }],
			closings: [{ bill_month: '2026-11', closing_date: '2026-10-24' }],
		},
	])
	expect(asked).toEqual([
		'GET rest/v1/sources?ledger_id=eq.L&select=id,name,aliases',
		'GET rest/v1/cycles?ledger_id=eq.L&select=source_id,from_month,closing_day,due_day',
		'GET rest/v1/bill_closings?ledger_id=eq.L&select=source_id,bill_month,closing_date',
	])
})

it.each([
	['bill', 'monthly_totals', 'bill_month'],
	['purchase', 'monthly_totals_by_day', 'month'],
] as const)('reads all of what the ledger has by %s, page by page', async (basis, view, column) => {
	const pages = [1000, 1000, 999].map((count, page) =>
		Array.from({ length: count }, (_, at) => ({
			month: '2026-11-01',
			kind: 'expense',
			amount_cents: page * 1000 + at,
		})),
	)
	const { asked, member } = api(pages)
	expect(await member.held({ id: 'L', basis }, '2026-10', '2026-11')).toEqual(pages.flat())
	expect(asked).toEqual(
		[0, 1000, 2000].map(
			(offset) =>
				`GET rest/v1/${view}?ledger_id=eq.L&${column}=gte.2026-10-01&${column}=lte.2026-11-01&select=month:${column},kind,amount_cents&order=${column},kind,category_id,source_id&limit=1000&offset=${offset}`,
		),
	)
})
