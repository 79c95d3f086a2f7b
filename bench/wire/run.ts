import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import postgres, { type Sql } from 'postgres'
import { startPostgres } from '../../local/database/embedded-postgres.ts'
import { openDatabase } from '../../local/database/index.ts'
import { makeMetrics } from '../../src/metrics/index.ts'
import { TIMEZONE, TODAY } from '../metrics/generate.ts'
import { percentile, writeResult } from '../report/figures.ts'
import { type Form, forms } from './forms.ts'
import type { WireFigures } from './table.ts'

// npm run bench:wire -- [--rows 1000,100000,1000000] [--page 4000]
// From PostgreSQL to the store: what each way of sending a snapshot costs in SQL, bytes and parsing, with RLS in force.

const argument = (name: string, fallback: string) => {
	const at = process.argv.indexOf(`--${name}`)
	return at < 0 ? fallback : process.argv[at + 1]!
}
const SIZES = argument('rows', '1000,100000,1000000').split(',').map(Number)
const PAGE = Number(argument('page', '4000'))
const USER = '00000000-0000-4000-8000-00000000b0b0'

const RESULT = new URL('result.json', import.meta.url).pathname

interface Cost {
	rows: number
	sql: number
	bytes: number
	gzipped: number
	parse: number
	apply: number
	worstPage: number
}

/** Fills a ledger with transactions without the rules' triggers, which are no part of reading. */
async function fill(admin: Sql, rows: number): Promise<string> {
	const [ledger] = await admin`
		insert into public.ledgers (name, revision) values (${`bench ${rows}`}, ${rows}) returning id`
	await admin`insert into public.members (ledger_id, user_id, role) values (${ledger!.id}, ${USER}, 'viewer')`
	await admin.unsafe(
		`insert into public.transactions
			(id, ledger_id, revision, kind, amount_cents, installments, bill_month, first_month, last_month, occurred_at, description,
			 category_id, category_text, source_id, source_text, person_id, person_text, message_id, item, agent_id)
		select gen_random_uuid(), $1::uuid, k, case when k % 25 = 0 then 'income' else 'expense' end, 100 + (k::bigint * 7919) % 50000,
			n, m, m, m + make_interval(months => n - 1), d, 'mercado da esquina ' || k % 5000,
			case when k % 50 > 0 then 1 + k % 12 end, 'categoria ' || k % 12, 1 + k % 6, 'fonte ' || k % 6, 1 + k % 4, 'pessoa',
			'wamid.' || k, 0, gen_random_uuid()
		from generate_series(1, ${rows}) k
		cross join lateral (select case when k % 20 = 0 then 3 else 1 end as n,
			timestamptz '2014-11-23' + make_interval(secs => k * 378432000.0 / ${rows}) as d) x
		cross join lateral (select date_trunc('month', d)::date as m) y`,
		[ledger!.id],
	)
	return ledger!.id
}

/** Reads a whole ledger page by page into a fresh store. */
async function readAll(member: Sql, ledger: string, rows: number, form: Form): Promise<Cost> {
	const metrics = makeMetrics({ timezone: TIMEZONE, today: TODAY })
	const cost: Cost = { rows, sql: 0, bytes: 0, gzipped: 0, parse: 0, apply: 0, worstPage: 0 }
	for (let after = 0; after < rows; ) {
		const asked = performance.now()
		const [answer] = await member.unsafe(form.sql, [ledger, after, PAGE] as never[], { prepare: true })
		const answered = performance.now()
		const body = answer!.body as string
		const { columns, upto } = form.read(body)
		const parsed = performance.now()
		metrics.apply(columns)
		const applied = performance.now()
		after = upto
		cost.sql += answered - asked
		cost.parse += parsed - answered
		cost.apply += applied - parsed
		cost.worstPage = Math.max(cost.worstPage, applied - answered)
		cost.bytes += Buffer.byteLength(body)
		cost.gzipped += gzipSync(body).length
	}
	if (metrics.size() !== rows) throw new Error(`${form.name}: ${metrics.size()} of ${rows} rows arrived`)
	return cost
}

function heldForms(): WireFigures['forms'] {
	return existsSync(RESULT) ? JSON.parse(readFileSync(RESULT, 'utf8')).figures.forms : []
}

const middle = (costs: Cost[], of: keyof Cost) =>
	percentile(
		costs.map((cost) => cost[of]),
		0.5,
	)

const server = await startPostgres()
try {
	const url = await server.createDatabase('wire')
	await (await openDatabase({ data: url })).close()
	const admin = postgres(url, { max: 1, onnotice: () => {} })
	// The guard admits only the inbox; this fills the table as its owner's superuser, in a database made for it.
	await admin.unsafe('alter table public.transactions disable trigger user')
	await admin.unsafe('set session_replication_role = replica')
	const member = postgres(url, { max: 1, onnotice: () => {} })
	await member.unsafe(`select set_config('request.jwt.claims', '{"sub":"${USER}","role":"authenticated"}', false),
		set_config('request.jwt.claim.sub', '${USER}', false)`)
	await member.unsafe('set role authenticated')

	const figures: WireFigures['forms'] = []
	for (const rows of SIZES) {
		const ledger = await fill(admin, rows)
		await admin.unsafe('analyze public.transactions')
		const rounds = rows > 200_000 ? 1 : rows > 20_000 ? 3 : 15
		const costs = new Map<string, Cost[]>(forms.map((form) => [form.name, []]))
		if (rows < 200_000) for (const form of forms) await readAll(member, ledger, rows, form)
		for (let round = 0; round < rounds; round++) {
			for (const form of forms) costs.get(form.name)!.push(await readAll(member, ledger, rows, form))
		}
		for (const [form, taken] of costs) {
			const of = (name: keyof Cost) => Math.round(middle(taken, name) * 10) / 10
			const total =
				Math.round(
					percentile(
						taken.map((cost) => cost.sql + cost.parse + cost.apply),
						0.5,
					) * 10,
				) / 10
			const row = {
				rows,
				form,
				sql_ms: of('sql'),
				parse_ms: of('parse'),
				apply_ms: of('apply'),
				total_ms: total,
				megabytes: Math.round(of('bytes') / 1e4) / 100,
				gzipped_megabytes: Math.round(of('gzipped') / 1e4) / 100,
				worst_page_ms: of('worstPage'),
			}
			figures.push(row)
			console.log(JSON.stringify(row))
		}
	}
	await Promise.all([admin.end(), member.end()])
	// A large size takes minutes: sizes may be taken one at a time, and those not taken now stay.
	const kept = heldForms().filter(({ rows }) => !SIZES.includes(rows))
	writeResult<WireFigures>(RESULT, {
		page: PAGE,
		forms: [...kept, ...figures].sort((a, b) => a.rows - b.rows),
	})
} finally {
	await server.stop()
}
