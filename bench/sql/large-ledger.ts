import { performance } from 'node:perf_hooks'
import postgres from 'postgres'
import { startPostgres } from '../../local/database/embedded-postgres.ts'
import { agentSession, makeItem, prepareBench } from './subject.ts'

// npm run bench:large -- [--messages 200000]
//
// What takes several requests in a large ledger, on one real PostgreSQL with fsync on, as the API calls it: exported, the
// words of one contact who wrote all of it erased, and the ledger deleted; steps, the slowest of them, and all together. A
// step of a person has 8 seconds on the hosted platform.

const at = process.argv.indexOf('--messages')
const MESSAGES = at < 0 ? 200_000 : Number(process.argv[at + 1])
const SENDER = 'tel:5511999990001'
const OWNER = '00000000-0000-4000-8000-00000000b0b0'

const server = await startPostgres({
	settings: { fsync: 'on', shared_buffers: '512MB', max_wal_size: '4GB' },
})
try {
	const url = await server.createDatabase('bench')
	const [ledger] = await prepareBench(url, 1)
	const { id } = ledger!
	const admin = postgres(url, { max: 1, onnotice: () => {} })
	// The hosted server reads the write-ahead log; this trigger exists for the embedded endpoint only.
	await admin.unsafe('drop trigger notify_message on realtime.messages')
	const agent = await agentSession(url, ledger!)
	for (let stored = 0; stored < MESSAGES; stored += 1000)
		await agent.unsafe(
			`insert into public.inbox (message_id, description, amount, category, source, person, payload, sender)
			select message_id, description, amount, category, source, person, payload, '${SENDER}'
			from json_to_recordset($1::json) as x(
				message_id text, description text, amount jsonb, category text, source text, person text, payload jsonb
			)`,
			[JSON.stringify(Array.from({ length: 1000 }, makeItem))],
			{ prepare: true },
		)
	await admin.unsafe('vacuum analyze public.inbox')
	await admin.unsafe('vacuum analyze public.transactions')

	const owner = postgres(url, { max: 1, onnotice: () => {} })
	await owner`select set_config('request.jwt.claim.sub', ${OWNER}, false)`
	await owner`set role authenticated`
	await owner`set statement_timeout = '8s'`

	/** Asks until `next` answers null, each time with what it answered before. */
	async function measure<T>(what: string, first: T, next: (before: T) => Promise<T | null>): Promise<void> {
		const took: number[] = []
		for (let state: T | null = first; state !== null; ) {
			const started = performance.now()
			state = await next(state)
			took.push((performance.now() - started) / 1000)
		}
		const seconds = (value: number) => `${value.toFixed(2)} s`
		const all = took.reduce((sum, one) => sum + one, 0)
		console.log(
			`${what.padEnd(28)} ${took.length} steps, the first ${seconds(took[0]!)}, the slowest ${seconds(Math.max(...took))}, all ${seconds(all)}`,
		)
	}

	console.log(`${MESSAGES} messages`)
	for (const part of ['transactions', 'inbox'])
		await measure(`exported: ${part}`, '[]', async (after) => {
			const [row] = await owner`
				select public.export_rows(${id}, ${part}, nullif(${after}, '[]')::text::json)->'next' as next`
			return row!.next === null ? null : JSON.stringify(row!.next)
		})
	await measure('words of a contact erased', 1, async () => {
		const [row] = await owner`select public.erase_texts(${id}, contact => ${SENDER}) as n`
		return row!.n === 0 ? null : (row!.n as number)
	})
	await measure('deleted', false, async (isDeleted) => {
		const [row] = isDeleted
			? await owner`select public.erase_remains(${id}) as more`
			: await owner`select public.delete_ledger(${id}, 'Casa 0') as more`
		return row!.more === true ? true : null
	})
	for (const session of [agent, owner, admin]) await session.end()
} finally {
	await server.stop()
}
