import type { Attack } from './attack'
import { type Answer, nowhere, type Persona, SECRET, type World } from './world'

const TABLES = [
	'ledgers',
	'members',
	'invitations',
	'categories',
	'sources',
	'cycles',
	'senders',
	'monthly_totals_by_day',
	'people',
	'bill_closings',
	'budgets',
	'recurring',
	'reminder_settings',
	'agents',
	'transactions',
	'inbox',
	'contacts',
	'bill_items',
	'current_month_bill',
	'previous_month_bill',
	'monthly_totals',
]
const HIDDEN = [
	'agent_tokens',
	'labels',
	'label_counters',
	'users',
	'messages',
	'pg_authid',
	'pg_stat_activity',
]

type Outsider = 'anon' | 'stranger' | 'removed'
const OUTSIDERS: Outsider[] = ['anon', 'stranger', 'removed']

const seen = ({ text, status }: Answer) => (text.includes(SECRET) ? `${status} ${text.slice(0, 120)}` : null)

/** What the household's own rows are attacked with; each a change that would show. */
const ROWS: Record<string, object> = {
	ledgers: { name: 'Tomado' },
	members: { role: 'owner' },
	invitations: { email: 'bia@example.com', role: 'owner' },
	categories: { name: 'Meu', color: 2 },
	sources: { name: 'Meu' },
	cycles: { source_id: 1, closing_day: 9, due_day: 10 },
	people: { name: 'Eu' },
	bill_closings: { source_id: 1, bill_month: '2026-12-01', closing_date: '2026-12-02' },
	budgets: { month: '2026-12-01', amount_cents: 1 },
	reminder_settings: { quiet_from: 1 },
	recurring: { name: 'Meu', day: 5, amount_cents: 1 },
	agents: { name: 'Meu' },
	transactions: { description: 'x', amount_cents: 1 },
	inbox: { message_id: 'mine', description: 'x', amount: '1' },
	contacts: { person_id: 1, address: 'tel:5511999990000' },
}

const read = (who: Outsider, what: string, path: (world: World) => string, headers = {}): Attack => ({
	who,
	door: 'reading a table',
	what,
	run: async (world) => seen(await world.ask(world.people[who], `/rest/v1/${path(world)}`, { headers })),
})

const reads: Attack[] = OUTSIDERS.flatMap((who) => [
	...TABLES.map((table) => read(who, table, () => `${table}?select=*`)),
	...HIDDEN.map((table) => read(who, table, () => `${table}?select=*`)),
	...HIDDEN.map((table) =>
		read(who, `${table} by its schema`, () => `${table}?select=*`, { 'accept-profile': 'private' }),
	),
	read(who, 'through a row of one’s own', () => 'members?select=*,ledgers(*,categories(*),inbox(*))'),
	read(who, 'through a join', () => 'agents?select=*,inbox(description),ledgers(name)'),
	read(who, 'by an id', ({ ledgerId }) => `ledgers?id=eq.${ledgerId}&select=*`),
	read(who, 'by a sum', () => 'transactions?select=description.max()'),
	read(who, 'as CSV', () => 'transactions?select=*', { accept: 'text/csv' }),
	read(who, 'by an error of a cast', () => 'transactions?select=description::int'),
	read(
		who,
		'by an error of a filter',
		({ ledgerId }) => `transactions?ledger_id=eq.${ledgerId}&description=gt.{1`,
	),
])

/** Whether there is something, by a count that the planner guesses. */
const counts: Attack[] = OUTSIDERS.flatMap((who) =>
	['planned', 'estimated'].map((count) => ({
		who,
		door: 'counting',
		what: `count=${count}`,
		run: async (world) => {
			const filter = `transactions?select=id&ledger_id=eq.${world.ledgerId}`
			const answer = await world.ask(world.people[who], `/rest/v1/${filter}`, {
				headers: { prefer: `count=${count}` },
			})
			// The guess would stand in a header, beside rows that nobody is shown: any answer is one too many.
			return answer.status < 300 ? `${answer.status} ${answer.text}` : null
		},
	})),
)

const writes: Attack[] = (['anon', 'stranger', 'removed', 'viewer'] as const).flatMap((who) =>
	Object.entries(ROWS).flatMap(([table, row]): Attack[] => {
		const by = table === 'ledgers' ? 'id' : 'ledger_id'
		const mine = (world: World) => ({
			...row,
			[by]: world.ledgerId,
			...(table === 'members' ? { user_id: world.people[who].userId } : {}),
		})
		// The household itself is compared after each.
		const held = async (asked: Promise<Answer>) => {
			const { status, text } = await asked
			return status === 201 ? `${status} ${text}` : null
		}
		const attack = (what: string, run: Attack['run']): Attack => ({
			who,
			door: 'writing a table',
			what: `${what} ${table}`,
			run,
		})
		return [
			attack('insert into', (world) =>
				held(world.ask(world.people[who], `/rest/v1/${table}`, { body: mine(world) })),
			),
			attack('upsert', (world) =>
				held(
					world.ask(world.people[who], `/rest/v1/${table}`, {
						body: mine(world),
						headers: { prefer: 'resolution=merge-duplicates' },
					}),
				),
			),
			attack('update', (world) =>
				held(
					world.ask(world.people[who], `/rest/v1/${table}?${by}=eq.${world.ledgerId}`, {
						method: 'PATCH',
						body: row,
					}),
				),
			),
			attack('delete from', (world) =>
				held(
					world.ask(world.people[who], `/rest/v1/${table}?${by}=eq.${world.ledgerId}`, { method: 'DELETE' }),
				),
			),
		]
	}),
)

/** An answer without what was asked for: the same for a ledger that is there and one that is not. */
const said = ({ status, text }: Answer, id: string) => `${status} ${text.replaceAll(id, 'ID')}`

export const tellsOfExistence = async (
	ask: (ledgerId: string) => Promise<Answer>,
	ledgerId: string,
): Promise<string | null> => {
	const other = nowhere()
	const [there, not] = [said(await ask(ledgerId), ledgerId), said(await ask(other), other)]
	return there === not ? null : `there: ${there.slice(0, 120)} — not there: ${not.slice(0, 120)}`
}

const existence: Attack[] = (['stranger', 'removed'] as const).flatMap((who) =>
	Object.entries(ROWS)
		.filter(([table]) => table !== 'ledgers')
		.map(([table, row]) => ({
			who,
			door: 'asking whether a ledger exists',
			what: `insert into ${table}`,
			run: (world) => {
				const me: Persona = world.people[who]
				return tellsOfExistence(
					(ledger_id) =>
						world.ask(me, `/rest/v1/${table}`, {
							body: { ...row, ledger_id, ...(table === 'members' ? { user_id: me.userId } : {}) },
						}),
					world.ledgerId,
				)
			},
		})),
)

const complete: Attack = {
	who: 'anybody',
	door: 'reading a table',
	what: 'one that no attack here knows',
	run: async ({ stack }) => {
		const rows = await stack.database.exclusive(() =>
			stack.database.query<{ name: string }>(
				`select c.relname as name from pg_class c
				where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')`,
			),
		)
		const unknown = rows.map(({ name }) => name).filter((name) => !TABLES.includes(name))
		return unknown.length > 0 ? `add them: ${unknown.join(', ')}` : null
	},
}

export const tableAttacks: Attack[] = [...reads, ...counts, ...writes, ...existence, complete]
