import { expect, it } from 'vitest'
import type { InboxRow } from './rows'
import { ImportStopped, sendRows } from './send'

const config = { supabaseUrl: 'https://abcd.supabase.co', publishableKey: 'sb_publishable_abc' }
const row = (line: number): InboxRow => ({
	message_id: `import.${line}.0`,
	kind: 'expense',
	occurred_at: '2026-04-03 12:00:00 America/Sao_Paulo',
	description: `d${line}`,
	amount: '1,00',
	category: null,
	source: null,
	person: null,
	installments: 1,
	payload: { message: '', via: 'import', line },
})
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(index))

/** An inbox that answers each request in turn, and keeps what it was asked. Of what it keeps it tells `kept`. */
function inbox(...answers: (Response | Error | ((batch: InboxRow[]) => object[]))[]) {
	const asked: { url: string; headers: Record<string, string>; batch: InboxRow[] }[] = []
	const lookups: string[][] = []
	const kept = new Map<string, object>()
	const request = async (url: string, init: RequestInit) => {
		if (init.method === 'GET') {
			expect(init.headers).toMatchObject({ 'x-agent-token': expect.any(String) })
			expect(url).toContain('&status=eq.rejected&transaction_id=is.null&')
			const ids = /message_id=in\.\(([^)]+)\)/.exec(url)![1]!.split(',')
			lookups.push(ids)
			return new Response(JSON.stringify(ids.flatMap((id) => kept.get(id) ?? [])))
		}
		const batch = JSON.parse(init.body as string) as InboxRow[]
		asked.push({ url, headers: init.headers as Record<string, string>, batch })
		const answer = answers[Math.min(asked.length, answers.length) - 1]!
		if (answer instanceof Error) throw answer
		return answer instanceof Response ? answer : new Response(JSON.stringify(answer(batch)), { status: 201 })
	}
	const pauses: number[] = []
	const sender = {
		request: request as unknown as typeof fetch,
		pause: async (ms: number) => void pauses.push(ms),
	}
	return { asked, lookups, kept, pauses, sender }
}
const accepted = (batch: InboxRow[]) =>
	batch.map(({ message_id }) => ({ message_id, status: 'accepted', reason: null }))

it('sends in batches that fit an agent’s time, with the token in its header', async () => {
	const { asked, lookups, sender } = inbox(accepted)
	const done: number[] = []
	const sent = await sendRows(config, 'painel_token', rows(450), {
		...sender,
		onProgress: (n) => done.push(n),
	})
	expect(sent).toEqual({ accepted: 450, repeated: 0, refused: [] })
	expect(asked.map(({ batch }) => batch.length)).toEqual([200, 200, 50])
	expect(done).toEqual([200, 400, 450])
	expect(lookups).toEqual([])
	expect(asked[0]!.url).toContain('on_conflict=ledger_id,message_id,item')
	expect(asked[0]!.headers).toMatchObject({ apikey: config.publishableKey, 'x-agent-token': 'painel_token' })
	expect(asked[0]!.headers.prefer).toContain('resolution=ignore-duplicates')
})

it('counts what was there before and what was refused', async () => {
	const { sender } = inbox((batch) => [
		{ message_id: batch[0]!.message_id, status: 'accepted', reason: null },
		{ message_id: batch[1]!.message_id, status: 'rejected', reason: 'description_too_long' },
	])
	expect(await sendRows(config, 't', rows(5), sender)).toEqual({
		accepted: 1,
		repeated: 3,
		refused: [{ line: 1, reason: 'description_too_long', record: ['2026-04-03', 'd1', '1,00'] }],
	})
})

it('tells the rows whose id a refused item has from those recorded before', async () => {
	const { sender, kept, lookups } = inbox(() => [])
	kept.set('import.1.0', { message_id: 'import.1.0', status: 'rejected', reason: 'description_too_long' })
	expect(await sendRows(config, 't', rows(250), sender)).toEqual({
		accepted: 0,
		repeated: 249,
		refused: [
			{
				line: 1,
				reason: 'description_too_long',
				record: ['2026-04-03', 'd1', '1,00'],
				taken: 'import.1.0',
			},
		],
	})
	expect(lookups.map((ids) => ids.length)).toEqual([100, 100, 50])
})

it('sends a batch again when there is no answer, waiting longer each time', async () => {
	const { asked, pauses, sender } = inbox(
		new TypeError('offline'),
		new Response('', { status: 503 }),
		accepted,
	)
	expect((await sendRows(config, 't', rows(1), sender)).accepted).toBe(1)
	expect(asked).toHaveLength(3)
	expect(pauses).toEqual([1000, 2000])
})

it('gives up with the remedy', async () => {
	const unauthorised = new Response(JSON.stringify({ message: 'this agent token is unknown' }), {
		status: 401,
	})
	const { asked, sender } = inbox(unauthorised)
	await expect(sendRows(config, 't', rows(1), sender)).rejects.toThrow(
		/token was refused.*this agent token is unknown/,
	)
	expect(asked).toHaveLength(1)
	await expect(
		sendRows(config, 't', rows(1), inbox(new Response('', { status: 404 })).sender),
	).rejects.toThrow(/migrations/)
	await expect(sendRows(config, 't', rows(1), inbox(new TypeError('offline')).sender)).rejects.toThrow(
		ImportStopped,
	)
})
