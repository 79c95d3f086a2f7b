import { performance } from 'node:perf_hooks'
import postgres, { type Sql } from 'postgres'
import { startPostgres } from '../../local/database/embedded-postgres.ts'
import { agentSession, type BenchLedger, INSERT, makeItem, prepareBench, request } from './subject.ts'

// npm run bench:sql -- [--seconds 4] [--stored 0,100000,1000000]
//
// Rows per second of the inbox against a bare table with the same columns and keys, and against the floor: the same four
// tables filled with no rule at all. On one real PostgreSQL with fsync on, in alternating turns. "as the API": each insert
// in a transaction of its own behind PostgREST's settings; "bare statement": nothing but the INSERT, which is the hardest
// comparison.

const argument = (name: string, fallback: string) => {
	const at = process.argv.indexOf(`--${name}`)
	return at < 0 ? fallback : process.argv[at + 1]!
}
const SECONDS = Number(argument('seconds', '4'))
const STORED = argument('stored', '0,100000,1000000').split(',').map(Number)
const TURNS = 4

type Target = keyof typeof INSERT

interface Load {
	sessions: Sql[]
	ledgers: BenchLedger[]
	/** Items in one statement. */
	size: number
	asTheApi: boolean
}

/** Rows per second that all sessions reach together. */
async function rate(
	{ sessions, ledgers, size, asTheApi }: Load,
	target: Target,
	seconds: number,
): Promise<number> {
	const started = performance.now()
	const until = started + seconds * 1000
	let rows = 0
	await Promise.all(
		sessions.map(async (sql, k) => {
			const ledger = ledgers[k % ledgers.length]!
			while (performance.now() < until) {
				const json = JSON.stringify(Array.from({ length: size }, makeItem))
				if (asTheApi) await request(sql, ledger, target, json)
				else
					await sql.unsafe(INSERT[target], target === 'inbox' ? [json] : [json, ledger.id], { prepare: true })
				rows += size
			}
		}),
	)
	return rows / ((performance.now() - started) / 1000)
}

type Result = Record<Target, number>
const TARGETS: Target[] = ['bare', 'floor', 'inbox']

/** Alternates short turns of the targets, so that a busy machine disturbs them alike; the median turn of each counts. */
async function compare(label: string, load: Load): Promise<Result> {
	const turns: Record<Target, number[]> = { bare: [], floor: [], inbox: [] }
	for (const target of TARGETS) await rate(load, target, 0.3)
	for (let k = 0; k < TURNS; k++)
		for (const target of TARGETS) turns[target].push(await rate(load, target, SECONDS / TURNS))
	const middle = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
	const result = { bare: middle(turns.bare), floor: middle(turns.floor), inbox: middle(turns.inbox) }
	const figure = (value: number) => value.toFixed(0).padStart(7)
	const share = (value: number) => (result.inbox / value).toFixed(2)
	console.log(
		`${label.padEnd(44)} bare ${figure(result.bare)}/s   floor ${figure(result.floor)}/s   inbox ${figure(result.inbox)}/s   ` +
			`of bare ${share(result.bare)}   of the floor ${share(result.floor)}`,
	)
	return result
}

const server = await startPostgres({
	settings: { fsync: 'on', shared_buffers: '512MB', max_wal_size: '4GB' },
})
try {
	const url = await server.createDatabase('bench')
	const ledgers = await prepareBench(url, 100)
	const one = ledgers.slice(0, 1)
	const many = Array.from({ length: 8 }, (_, k) => ledgers[1 + k * 12]!)
	const onOne = await Promise.all(Array.from({ length: 8 }, () => agentSession(url, one[0]!)))
	const onMany = await Promise.all(many.map((ledger) => agentSession(url, ledger)))
	const admin = postgres(url, { max: 1, onnotice: () => {} })
	// The hosted server reads the write-ahead log; this trigger exists for the embedded endpoint only.
	await admin.unsafe('drop trigger notify_message on realtime.messages')

	const count = async () => (await admin`select count(*)::int as n from public.inbox`)[0]!.n as number
	const grown: Result[] = []
	for (const goal of STORED) {
		for (let stored = await count(); stored < goal; stored += 1000)
			await onOne[0]!.unsafe(INSERT.inbox, [JSON.stringify(Array.from({ length: 1000 }, makeItem))], {
				prepare: true,
			})
		for (const table of ['inbox', 'transactions', 'ledgers', 'bare'])
			await admin.unsafe(`vacuum analyze public.${table}`).catch(() => {})
		console.log(`\n${await count()} items stored`)
		grown.push(
			await compare('single as the API, 1 ledger, 8 connections', {
				sessions: onOne,
				ledgers: one,
				size: 1,
				asTheApi: true,
			}),
		)
		await compare('single as the API, 8 of 100 ledgers', {
			sessions: onMany,
			ledgers: many,
			size: 1,
			asTheApi: true,
		})
		await compare('single bare statement, 1 ledger, 8 conn.', {
			sessions: onOne,
			ledgers: one,
			size: 1,
			asTheApi: false,
		})
		await compare('single bare statement, 8 of 100 ledgers', {
			sessions: onMany,
			ledgers: many,
			size: 1,
			asTheApi: false,
		})
		await compare('bulk of 1,000, 1 connection', {
			sessions: onOne.slice(0, 1),
			ledgers: one,
			size: 1000,
			asTheApi: false,
		})
	}
	if (grown.length > 1) {
		const change = grown.at(-1)!.inbox / grown.at(-1)!.bare / (grown[0]!.inbox / grown[0]!.bare)
		console.log(
			`\nsingle inserts at ${STORED.at(-1)} stored beside ${STORED[0]}, each against the bare table: ${change.toFixed(2)}`,
		)
	}

	await admin`select set_config('request.jwt.claim.sub', '00000000-0000-4000-8000-00000000b0b0', false)`
	await admin`set role authenticated`
	const [page] = await admin`select public.ledger_changes(${one[0]!.id}, 0, 0) ->> 'head' as head`
	const times: number[] = []
	for (let k = 0; k < 20; k++) {
		const started = performance.now()
		await admin`select public.ledger_changes(${one[0]!.id}, ${Math.max(0, Number(page!.head) - 20_000)}, 10000)::text`
		times.push(performance.now() - started)
	}
	times.sort((a, b) => a - b)
	console.log(
		`ledger_changes of 10,000 rows: p50 ${times[10]!.toFixed(0)} ms, p95 ${times[18]!.toFixed(0)} ms`,
	)
	await Promise.all([...onOne, ...onMany, admin].map((sql) => sql.end()))
} finally {
	await server.stop()
}
