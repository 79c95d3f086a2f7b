import type { Attack } from './attack'
import { type Answer, type Ask, SECRET, type World } from './world'

// Attacks by somebody who did not build it, and looks for what its makers did not think of: questions that the API knows and this project never asks.

/** The slowest that one question may make others wait, in ms, on a busy machine. */
const SLOW = 5_000

type Who = keyof World['people']

const seen = ({ status, text }: Answer) => (text.includes(SECRET) ? `${status} ${text.slice(0, 160)}` : null)

const done = ({ status, text }: Answer) => (status < 300 ? `${status} ${text.slice(0, 160)}` : null)

const broken = ({ status, text, milliseconds }: Answer) =>
	status >= 500
		? `${status} ${text.slice(0, 160)}`
		: milliseconds > SLOW
			? `held others up for ${Math.round(milliseconds)} ms`
			: null

type Verdict = (answer: Answer) => string | null

const one = (
	who: Who,
	door: string,
	what: string,
	path: string | ((world: World) => string),
	options: Ask,
	verdict: Verdict,
): Attack => ({
	who,
	door,
	what,
	run: async (world) =>
		verdict(await world.ask(world.people[who], typeof path === 'string' ? path : path(world), options)),
})

/** Forms of a question that the API knows and this project never uses. */
const FORMS: [what: string, path: string, headers: Record<string, string>][] = [
	[
		'the plan of a query',
		'transactions?select=*',
		{ accept: 'application/vnd.pgrst.plan+json; options=analyze|verbose' },
	],
	['one object', 'transactions?select=*&limit=1', { accept: 'application/vnd.pgrst.object+json' }],
	['without nulls', 'transactions?select=*', { accept: 'application/vnd.pgrst.array+json;nulls=stripped' }],
	['a range', 'transactions?select=*', { range: '0-9', 'range-unit': 'items' }],
	['the schema auth', 'users?select=*', { 'accept-profile': 'auth' }],
	['the schema realtime', 'messages?select=*', { 'accept-profile': 'realtime' }],
	['the catalogue', 'pg_stats?select=*', { 'accept-profile': 'pg_catalog' }],
	['two schemas', 'transactions?select=*', { 'accept-profile': 'public, private' }],
	['a name with its schema', 'private.agent_tokens?select=*', {}],
	['an inner join from outside', 'members?select=ledgers!inner(name,inbox(description))', {}],
	['a spread', 'agents?select=...ledgers(name)', {}],
	['a count of a join', 'ledgers?select=name,transactions(count)', {}],
	['an order by another’s column', 'members?select=role&order=ledgers(name)', {}],
	['JSON out of a column', 'inbox?select=payload->>message', {}],
	['a full text search', 'transactions?select=*&description=fts.SEGREDO', {}],
	['everything but nothing', 'transactions?select=*&not.and=(id.is.null)', {}],
	['twice the slash', '/transactions?select=*', {}],
	['a zero at the end', 'transactions%00?select=*', {}],
	['another method', 'transactions?select=*', { 'x-http-method-override': 'DELETE' }],
	[
		'the owner’s id in a header',
		'transactions?select=*',
		{ 'x-user-id': 'OWNER', 'x-forwarded-user': 'OWNER' },
	],
	[
		'claims in a header',
		'transactions?select=*',
		{ 'request.jwt.claims': '{"role":"service_role"}', 'x-jwt-claims': '{"role":"service_role"}' },
	],
]

const forms: Attack[] = (['anon', 'stranger'] as const).flatMap((who) =>
	FORMS.map(([what, path, headers]) => ({
		who,
		door: 'an unusual question',
		what,
		run: async (world) => {
			const owner = world.people.owner.userId!
			const named = Object.fromEntries(
				Object.entries(headers).map(([name, value]) => [name, value.replace('OWNER', owner)]),
			)
			return seen(await world.ask(world.people[who], `/rest/v1/${path}`, { headers: named }))
		},
	})),
)

/** What PostgreSQL can do for whoever may call it. */
const POWERS = [
	'pg_sleep',
	'pg_read_file',
	'lo_import',
	'set_config',
	'current_setting',
	'query_to_xml',
	'dblink',
	'pg_terminate_backend',
	'pg_notify',
	'http_get',
	'version',
]

const powers: Attack[] = POWERS.flatMap((name) =>
	[undefined, 'pg_catalog', 'extensions'].map((profile) =>
		one(
			'stranger',
			'a function of the database itself',
			`${name}${profile ? ` in ${profile}` : ''}`,
			`/rest/v1/rpc/${name}`,
			{
				body: {},
				...(profile ? { headers: { 'content-profile': profile } } : {}),
			},
			done,
		),
	),
)

/** Questions that cost more than they look. */
const COSTLY: [what: string, path: string][] = [
	[
		'a pattern that goes back',
		`transactions?select=id&description=match.${encodeURIComponent('(a+)+(b+)+$')}`,
	],
	['a pattern of wildcards', `transactions?select=id&description=like.${'*a'.repeat(500)}*`],
	[
		'a thousand conditions',
		`transactions?select=id&or=(${Array.from({ length: 1_000 }, (_, k) => `revision.eq.${k}`).join(',')})`,
	],
	[
		'conditions 200 deep',
		`transactions?select=id&${'and=(or('.slice(0, 5)}${'and('.repeat(200)}revision.eq.1,revision.eq.1${')'.repeat(200)})`,
	],
	['joins 8 deep', `ledgers?select=${'members(ledgers('.repeat(4)}id${'))'.repeat(4)}`],
	['an end that is far', 'transactions?select=id&limit=9223372036854775807&offset=9223372036854775807'],
	['a limit below zero', 'transactions?select=id&limit=-1'],
	['five hundred orders', `transactions?select=id&order=${'revision,'.repeat(500)}id`],
	['a long address', `transactions?select=id&description=eq.${'a'.repeat(12_000)}`],
]

const costly: Attack[] = (['stranger', 'viewer'] as const).flatMap((who) =>
	COSTLY.map(([what, path]) => one(who, 'a question that costs', what, `/rest/v1/${path}`, {}, broken)),
)

const CHANGES: [what: string, body: object][] = [
	['all rows there may be', { after: 0, max_rows: 2_147_483_647 }],
	['fewer than none', { after: 0, max_rows: -1 }],
	['before the beginning', { after: -9_223_372_036_854_775_808n.toString() }],
	['after the end', { after: '9223372036854775807' }],
	['a month that is SQL', { after: 0, from_month: "2026-11' or true --" }],
	['a month that is none', { after: 0, from_month: '2026-99', to_month: '9999-12' }],
	['a range of ten thousand years', { after: 0, from_month: '0001-01', to_month: '9999-12' }],
]

const changes: Attack[] = CHANGES.map(([what, body]) => ({
	who: 'viewer',
	door: 'reading changes',
	what,
	run: async (world) =>
		broken(
			await world.ask(world.people.viewer, '/rest/v1/rpc/ledger_changes', {
				body: { ledger_id: world.ledgerId, ...body },
			}),
		),
}))

export const questionAttacks: Attack[] = [...forms, ...powers, ...costly, ...changes]
