import postgres, { type Sql } from 'postgres'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { addCard, type Item, insertStatement, makeLedger, type TestLedger } from './support/ledger.ts'

// Many writers and readers at once, on a real PostgreSQL: PGlite has one session and cannot tell.

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

const open: Sql[] = []
/** A session of its own, as the API opens one. */
async function session(settings: Record<string, string>, role: string): Promise<Sql> {
	const sql = postgres(database.url, { max: 1, onnotice: () => {}, fetch_types: false })
	open.push(sql)
	for (const [name, value] of Object.entries(settings)) await sql`select set_config(${name}, ${value}, false)`
	await sql.unsafe(`set role ${role}`)
	return sql
}
afterEach(() => Promise.all(open.splice(0).map((sql) => sql.end({ timeout: 1 }))))

const agentOf = (ledger: TestLedger) =>
	session({ 'request.headers': JSON.stringify({ 'x-agent-token': ledger.token }) }, 'anon')
const ownerOf = (ledger: TestLedger) => session({ 'request.jwt.claim.sub': ledger.owner }, 'authenticated')

function post(sql: Sql, items: Item[], tail = '') {
	const { text, parameters } = insertStatement(items, tail)
	return sql.unsafe(text, parameters as never[])
}

interface Page {
	head: number
	upto: number
	rows: {
		id: string[]
		revision: number[]
		amount_cents: number[]
		voided: boolean[]
		category_id: (number | null)[]
	}
}

/** Reads page after page until `done`, and proves at every step that nothing was skipped. Answers what it holds at the end. */
async function follow(sql: Sql, ledger: TestLedger, done: () => boolean) {
	const held = new Map<
		string,
		{ revision: number; amount: number; voided: boolean; category: number | null }
	>()
	let applied = 0
	let head = 0
	for (let last = false; ; ) {
		last = done()
		const [row] = await sql<
			{ page: Page }[]
		>`select public.ledger_changes(${ledger.id}, ${applied}, 50) as page`
		const page = row!.page
		expect(page.head).toBeGreaterThanOrEqual(head)
		expect(page.upto).toBeGreaterThanOrEqual(applied)
		expect(page.rows.revision).toEqual([...page.rows.revision].sort((a, b) => a - b))
		page.rows.id.forEach((id, k) => {
			const revision = page.rows.revision[k]!
			// Commit order: nothing ever shows up behind what was read already.
			expect(revision).toBeGreaterThan(applied)
			held.set(id, {
				revision,
				amount: page.rows.amount_cents[k]!,
				voided: page.rows.voided[k]!,
				category: page.rows.category_id[k]!,
			})
		})
		head = page.head
		applied = page.upto
		if (last && applied === head) return held
	}
}

async function expectWhole(ledger: TestLedger, held: Awaited<ReturnType<typeof follow>>) {
	const stored = await database.query<{
		id: string
		revision: number
		amount_cents: number
		voided: boolean
		category_id: number | null
	}>('select id, revision, amount_cents, voided, category_id from public.transactions where ledger_id = $1', [
		ledger.id,
	])
	expect(held.size).toBe(stored.length)
	for (const row of stored)
		expect(held.get(row.id)).toEqual({
			revision: row.revision,
			amount: row.amount_cents,
			voided: row.voided,
			category: row.category_id,
		})
	// Each number was given once: those of the newest changes are in transactions, the others are in the broadcasts' chain.
	const chain = await ledger.broadcasts<{ from: number; to: number }>('changes')
	let at = 0
	for (const { from, to } of chain) {
		expect(from).toBe(at)
		at = to
	}
	const [counter] = await database.query<{ revision: number }>(
		'select revision from public.ledgers where id = $1',
		[ledger.id],
	)
	expect(at).toBe(counter!.revision)
	// What the dropped foreign keys would say.
	const [astray] = await database.query<{ count: number }>(
		`select count(*) from public.transactions t
		left join public.inbox i on i.id = t.id
		left join public.categories c on c.ledger_id = t.ledger_id and c.id = t.category_id
		left join public.sources s on s.ledger_id = t.ledger_id and s.id = t.source_id
		left join public.agents a on a.id = i.agent_id and a.id = t.agent_id and a.ledger_id = t.ledger_id
		where t.ledger_id = $1
			and (i.id is null or a.id is null
				or (t.category_id is not null and c.id is null) or (t.source_id is not null and s.id is null))`,
		[ledger.id],
	)
	expect(astray!.count).toBe(0)
	expect(await misfiled(ledger)).toEqual([])
}

/** Transactions that are not where the settings of this moment would put them, whoever came first. */
function misfiled(ledger: TestLedger) {
	return database.query(
		`select t.message_id, t.category_id, c.label_id, t.source_id, s.id, t.person_id, p.label_id, t.bill_month, b.bill_month
		from public.transactions t
		join public.ledgers l on l.id = t.ledger_id
		left join private.labels c on c.ledger_id = l.id and c.what = 'category' and c.key = private.normalise(t.category_text)
		left join private.labels k on k.ledger_id = l.id and k.what = 'source' and k.key = private.normalise(t.source_text)
		left join public.sources s on s.ledger_id = l.id and s.id = k.label_id
		left join private.labels p on p.ledger_id = l.id and p.what = 'person' and p.key = private.normalise(t.person_text)
		cross join lateral (
			select private.bill_month_of(
				l.id, s.id, (t.occurred_at at time zone l.timezone)::date
			) as bill_month
		) b
		where l.id = $1 and (t.category_id, t.source_id, t.person_id, t.bill_month)
			is distinct from (c.label_id, s.id, p.label_id, b.bill_month)`,
		[ledger.id],
	)
}

/** Resolves when that many sessions wait for somebody's lock. */
async function waiters(count: number) {
	await expect
		.poll(
			async () =>
				(
					await database.query<{ count: number }>(
						`select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
					)
				)[0]!.count,
			{ interval: 10 },
		)
		.toBe(count)
}

test('16 writers on one ledger: amends race voids race alias changes, readers page all the while', async () => {
	const ledger = await makeLedger(database)
	await ledger.asOwner(
		`insert into public.categories (ledger_id, name) values ($1, 'Mercado'), ($1, 'Lazer')`,
		[ledger.id],
	)
	await ledger.asOwner(addCard('Nubank', 10, 17), [ledger.id])
	await ledger.asOwner(`insert into public.sources (ledger_id, name) values ($1, 'Pix')`, [ledger.id])
	let writing = 16
	let posted = 0
	const failures: unknown[] = []
	const writer = async (k: number) => {
		const sql = await agentOf(ledger)
		try {
			for (let n = 0; n < 12; n++) {
				const id = `w${k}-${n}`
				const items: Item[] = [
					{
						message_id: id,
						item: 0,
						description: 'Compra',
						amount: n + 1,
						category: n % 2 ? 'feira' : 'mercado',
						source: 'nubank',
					},
					{ message_id: id, item: 1, description: 'Outra', amount: 'x' },
					{ message_id: id, item: 2, description: 'Parcelada', amount: '90', installments: 3, source: 'pix' },
				]
				if (n > 0)
					items.push({
						message_id: id,
						item: 3,
						action: n % 3 ? 'amend' : 'void',
						target_message_id: `w${(k + 1) % 16}-${n - 1}`,
						amount: 500 + k,
					})
				posted += items.length
				await post(sql, items)
				// The whole batch once more, as a retry would send it.
				if (n % 4 === 0)
					expect(await post(sql, items, 'on conflict (ledger_id, message_id, item) do nothing')).toHaveLength(
						0,
					)
			}
		} catch (error) {
			failures.push(error)
		} finally {
			writing--
		}
	}
	const settler = async () => {
		const sql = await ownerOf(ledger)
		try {
			for (let n = 0; writing > 0; n++) {
				const aliases = n % 2 ? '{feira}' : '{}'
				await sql`update public.categories set aliases = ${aliases}::text[] where ledger_id = ${ledger.id} and id = 1`
				await sql`update public.cycles set closing_day = ${(n % 27) + 1} where ledger_id = ${ledger.id} and source_id = 1`
				await sql`insert into public.categories (ledger_id, name) values (${ledger.id}, 'Passageira') on conflict do nothing`
				await sql`delete from public.categories where ledger_id = ${ledger.id} and name = 'Passageira'`
			}
		} catch (error) {
			failures.push(error)
		}
	}
	const done = () => writing === 0 && settled
	let settled = false
	const readers = await Promise.all([ownerOf(ledger), ownerOf(ledger)])
	const [, held] = await Promise.all([
		Promise.all([...Array.from({ length: 16 }, (_, k) => writer(k)), settler()]).then(() => {
			settled = true
		}),
		...readers.map((sql) => follow(sql, ledger, done)),
	])
	expect(failures).toEqual([])
	const [count] = await database.query<{ count: number }>(
		'select count(*) from public.inbox where ledger_id = $1',
		[ledger.id],
	)
	expect(count!.count).toBe(posted)
	await expectWhole(ledger, held!)
})

test('16 writers on many ledgers, a settings change across all of them meanwhile', async () => {
	const ledgers = [
		await makeLedger(database),
		await makeLedger(database),
		await makeLedger(database),
		await makeLedger(database),
	]
	for (const ledger of ledgers)
		await ledger.asOwner(`insert into public.categories (ledger_id, name) values ($1, 'Mercado')`, [
			ledger.id,
		])
	const failures: unknown[] = []
	let writing = 16
	const writer = async (k: number) => {
		const sql = await agentOf(ledgers[k % 4]!)
		try {
			for (let n = 0; n < 15; n++)
				await post(sql, [
					{
						message_id: `w${k}-${n}`,
						description: 'Compra',
						amount: 1,
						category: n % 2 ? 'feira' : 'mercado',
					},
				])
		} catch (error) {
			failures.push(error)
		} finally {
			writing--
		}
	}
	const settler = async () => {
		const sql = await session({}, 'postgres')
		try {
			for (let n = 0; writing > 0; n++)
				await sql`update public.categories set aliases = ${n % 2 ? '{feira}' : '{}'}::text[] where id = 1 and ledger_id = any (${`{${ledgers.map((ledger) => ledger.id).join()}}`}::uuid[])`
		} catch (error) {
			failures.push(error)
		}
	}
	await Promise.all([...Array.from({ length: 16 }, (_, k) => writer(k)), settler(), settler()])
	expect(failures).toEqual([])
	for (const ledger of ledgers)
		await expectWhole(ledger, await follow(await ownerOf(ledger), ledger, () => true))
})

test('a killed client leaves no trace, and nobody waits for it', async () => {
	const ledger = await makeLedger(database)
	await ledger.postOne({ message_id: 'before', description: 'Antes', amount: 1 })
	const doomed = await agentOf(ledger)
	const [row] = await doomed<{ pid: number }[]>`select pg_backend_pid() as pid`
	await doomed.unsafe('begin')
	await post(doomed, [
		{ message_id: 'lost', description: 'Perdida', amount: 1 },
		{ message_id: 'lost-too', action: 'void', target_message_id: 'before' },
	])
	const waiting = ledger.postOne({ message_id: 'after', description: 'Depois', amount: 1 })
	await database.query('select pg_terminate_backend($1)', [row!.pid])
	expect(await waiting).toMatchObject({ status: 'accepted', revision: 2 })
	expect(await ledger.postOne({ message_id: 'lost', description: 'Perdida', amount: 1 })).toMatchObject({
		revision: 3,
	})
	await expectWhole(ledger, await follow(await ownerOf(ledger), ledger, () => true))
})

test('what waits for a settings change files by the new settings', async () => {
	const ledger = await makeLedger(database)
	await ledger.asOwner(addCard('Nubank', 10, 17), [ledger.id])
	await ledger.asOwner(
		`insert into public.categories (ledger_id, name, aliases) values ($1, 'Mercado', '{feira}'), ($1, 'Lazer', '{}')`,
		[ledger.id],
	)
	await ledger.asOwner(`insert into public.people (ledger_id, name) values ($1, 'Ana')`, [ledger.id])
	const changes: ((sql: Sql) => Promise<unknown>)[] = [
		(sql) =>
			sql`update public.cycles set closing_day = 28, due_day = 5 where ledger_id = ${ledger.id} and source_id = 1`,
		(sql) =>
			sql`insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date) values (${ledger.id}, 1, '2026-02-01', '2026-01-02')`,
		(sql) => sql`update public.ledgers set timezone = 'Asia/Tokyo' where id = ${ledger.id}`,
		async (sql) => {
			await sql`update public.categories set aliases = '{}' where ledger_id = ${ledger.id} and id = 1`
			await sql`update public.categories set aliases = '{feira}' where ledger_id = ${ledger.id} and id = 2`
		},
		(sql) => sql`update public.people set name = 'Beto' where ledger_id = ${ledger.id} and id = 1`,
		(sql) => sql`delete from public.sources where ledger_id = ${ledger.id} and id = 1`,
	]
	const owner = await ownerOf(ledger)
	const writers = [await agentOf(ledger), await agentOf(ledger)]
	const purchase = (message_id: string, item = 0): Item => ({
		message_id,
		item,
		description: 'Compra',
		amount: 1,
		category: 'feira',
		source: 'nubank',
		person: 'ana',
		// The last evening of a month here is the first day of the next in Tokyo.
		occurred_at: item % 2 ? '2026-01-31T22:30:00-03:00' : '2026-01-15T12:00:00-03:00',
	})
	for (const [k, change] of changes.entries()) {
		await owner`begin`
		await change(owner)
		const written = Promise.all([
			post(writers[0]!, [purchase(`one-${k}`)]),
			post(writers[1]!, [purchase(`many-${k}`), purchase(`many-${k}`, 1), purchase(`many-${k}`, 2)]),
		])
		await waiters(2)
		await owner`commit`
		await written
		expect(await misfiled(ledger)).toEqual([])
	}
	await expectWhole(ledger, await follow(owner, ledger, () => true))
})

test('a token revoked while its insert waits is refused', async () => {
	const ledger = await makeLedger(database)
	await ledger.postOne({ message_id: 'before', description: 'Antes', amount: 1 })
	const owner = await ownerOf(ledger)
	const sql = await agentOf(ledger)
	await owner`begin`
	await owner`select public.revoke_agent(${ledger.agentId})`
	const writing = expect(
		post(sql, [
			{ message_id: 'late', description: 'Tarde', amount: 1 },
			{ message_id: 'late-too', action: 'void', target_message_id: 'before' },
		]),
	).rejects.toMatchObject({ code: '42501' })
	await waiters(1)
	await owner`commit`
	await writing
	expect((await ledger.changes()).rows).toMatchObject({ revision: [1], voided: [false] })
})

test('one item posted by many at once is stored once, and costs one number', async () => {
	const ledger = await makeLedger(database)
	const sessions = await Promise.all(Array.from({ length: 8 }, () => agentOf(ledger)))
	const item = { message_id: 'same', description: 'Compra', amount: 1 }
	const answers = await Promise.all(
		sessions.map((sql) => post(sql, [item], 'on conflict (ledger_id, message_id, item) do nothing')),
	)
	expect(answers.flat()).toMatchObject([{ revision: '1' }])
	const plain = await Promise.allSettled(sessions.map((sql) => post(sql, [{ ...item, message_id: 'plain' }])))
	expect(plain.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1)
	for (const answer of plain)
		if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: '23505' })
	await expectWhole(ledger, await follow(await ownerOf(ledger), ledger, () => true))
	expect((await ledger.changes(0, 0)).head).toBe(2)
})

test('two owners cannot leave at the same moment', async () => {
	const ledger = await makeLedger(database)
	const other = await makeLedger(database)
	await database.query(`insert into public.members (ledger_id, user_id, role) values ($1, $2, 'owner')`, [
		ledger.id,
		other.owner,
	])
	const leave = async (user: string) => {
		const sql = await session({ 'request.jwt.claim.sub': user }, 'authenticated')
		return sql`select public.remove_member(${ledger.id}, ${user})`
	}
	const answers = await Promise.allSettled([leave(ledger.owner), leave(other.owner)])
	expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected'])
	expect(
		(answers.find((answer) => answer.status === 'rejected') as PromiseRejectedResult).reason,
	).toMatchObject({ code: 'PT409' })
})

test('functions about members wait for each other in one order, and never in a circle', async () => {
	const ledger = await makeLedger(database)
	const other = await makeLedger(database)
	const [guest] = await database.query<{ email: string }>('select email from auth.users where id = $1', [
		other.owner,
	])
	const pairs: [(owner: Sql) => Promise<unknown>, (owner: Sql, guest: Sql) => Promise<unknown>][] = [
		[
			(sql) => sql`select public.remove_member(${ledger.id}, ${other.owner})`,
			(sql) => sql`select public.set_member_role(${ledger.id}, ${other.owner}, 'owner')`,
		],
		[
			(sql) => sql`select public.invite_member(${ledger.id}, ${guest!.email}, 'editor')`,
			(_, sql) => sql`select public.accept_invitation(id) from public.my_invitations()`,
		],
	]
	for (const [first, second] of pairs) {
		await database.query(
			`insert into public.members (ledger_id, user_id, role) values ($1, $2, 'viewer') on conflict do nothing`,
			[ledger.id, other.owner],
		)
		const owners = [await ownerOf(ledger), await ownerOf(ledger)]
		const theirs = await ownerOf(other)
		if (first === pairs[1]![0]) {
			await owners[0]!`select public.remove_member(${ledger.id}, ${other.owner})`
			await first(owners[0]!)
		}
		// Both are held at the ledger's row: the first to get it would wait for what the second holds already.
		const holder = await session({}, 'postgres')
		await holder`begin`
		await holder`select from public.ledgers where id = ${ledger.id} for no key update`
		const one = Promise.allSettled([first(owners[0]!)])
		await waiters(1)
		const two = Promise.allSettled([second(owners[1]!, theirs)])
		await waiters(2)
		await holder`commit`
		for (const answer of [...(await one), ...(await two)])
			if (answer.status === 'rejected') expect(answer.reason).not.toMatchObject({ code: '40P01' })
	}
})

test('1,000 rows in one array fit in the 3 seconds that anon has', async () => {
	const ledger = await makeLedger(database)
	const sql = await agentOf(ledger)
	await sql`set statement_timeout = '3s'`
	await post(
		sql,
		Array.from({ length: 1000 }, (_, k) => ({ message_id: `m${k}`, description: 'Compra', amount: k + 1 })),
	)
	expect((await ledger.changes(0, 0)).head).toBe(1000)
})
