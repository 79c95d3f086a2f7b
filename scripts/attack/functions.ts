import type { Attack } from './attack'
import { tellsOfExistence } from './tables'
import { type Answer, nowhere, SECRET, type World } from './world'

interface Door {
	name: string
	/** Which of several ways of calling it. */
	how?: string
	/** What it is called with about a ledger; ids of things in it are those of `things`. */
	body(ledgerId: string, things: Things): object
	/** For a viewer's eyes too. */
	reads?: boolean
}

/** Ids of things in the household, as somebody might have kept them. */
interface Things {
	transaction: string
	inbox: string
	agent: string
	member: string
	/** Of somebody else. */
	invitation: string
}

const ofLedger = (name: string, more: object = {}, reads = false, how = ''): Door => ({
	name,
	how,
	reads,
	body: (ledger_id) => ({ ledger_id, ...more }),
})

/** Every function of the API that people call about a ledger. */
const DOORS: Door[] = [
	ofLedger('ledger_changes', { after: 0 }, true),
	ofLedger('unknown_texts', {}, true),
	ofLedger('map_text', { what: 'category', label: 'feira', id: 1 }),
	ofLedger('delete_ledger', { name: `Casa ${SECRET}` }),
	ofLedger('export_ledger'),
	ofLedger('export_ledger', { with_rows: false }, false, ', without rows'),
	ofLedger('export_rows', { what: 'inbox' }, false, ' of the inbox'),
	ofLedger('export_rows', { what: 'transactions', after: [0], max_rows: 5_000 }, false, ' of purchases'),
	ofLedger('import_token'),
	ofLedger('erase_texts', { person_id: 1 }),
	ofLedger('erase_remains', {}, true),
	ofLedger('invite_member', { email: 'bia@example.com', role: 'owner' }),
	ofLedger('list_members', {}, true),
	ofLedger('create_agent', { name: 'Meu' }),
	ofLedger('create_join_code', { person_id: 1 }),
	ofLedger('delete_label', { what: 'category', id: 1 }),
	ofLedger('undo_label', { undo: '00000000-0000-4000-8000-000000000000' }),
	ofLedger('unmap_text', { what: 'category', label: 'feira', id: 1 }),
	ofLedger('label_uses', { what: 'category', id: 1 }, true),
	ofLedger('rename_member', { name: 'Eu' }, true),
	ofLedger('merge_labels', { what: 'category', from_id: 1, into_id: 1 }),
	ofLedger('told_twice', {}, true),
	ofLedger('quiet_agents', {}, true),
	ofLedger('undelivered_replies', {}, true),
	ofLedger('preview_cycle', { source_id: 1, from_month: '2026-12', closing_day: 9, due_day: 10 }),
	ofLedger('correct', {
		items: [{ message_id: 'attack.correct', action: 'void', target_message_id: 'wamid.1' }],
	}),
	{
		name: 'set_member_role',
		body: (ledger_id, { member }) => ({ ledger_id, user_id: member, role: 'owner' }),
	},
	{ name: 'remove_member', body: (ledger_id, { member }) => ({ ledger_id, user_id: member }) },
]

/** Functions that take the id of a thing, or nothing: what a stranger gets by them of another's. */
const BY_ID: { name: string; body(things: Things): object }[] = [
	{ name: 'transaction_history', body: ({ transaction }) => ({ transaction_id: transaction }) },
	{ name: 'dismiss_inbox', body: ({ inbox }) => ({ inbox_id: inbox }) },
	{ name: 'keep_repeat', body: ({ transaction }) => ({ transaction_id: transaction }) },
	{ name: 'dismiss_undelivered', body: ({ inbox }) => ({ undelivered_id: inbox }) },
	{ name: 'revoke_agent', body: ({ agent }) => ({ agent_id: agent }) },
	{ name: 'undismiss_inbox', body: ({ inbox }) => ({ inbox_id: inbox }) },
	{ name: 'accept_invitation', body: ({ invitation }) => ({ invitation_id: invitation }) },
	{ name: 'decline_invitation', body: ({ invitation }) => ({ invitation_id: invitation }) },
	{ name: 'my_invitations', body: () => ({}) },
	{ name: 'delete_account', body: () => ({ email: 'ana@example.com' }) },
]

/** Functions of an agent's token. */
export const AGENT_DOORS: { name: string; body: object }[] = [
	{ name: 'agent_summary', body: {} },
	{ name: 'agent_context', body: {} },
	{ name: 'agent_join', body: { code: 'AAAAAAAA', contact: 'tel:5511999990000' } },
	{ name: 'agent_received', body: { message_id: 'x', contacts: ['tel:5511999990000'] } },
	{ name: 'agent_answered', body: { message_id: 'wamid.1' } },
	{ name: 'agent_undelivered', body: { message_id: 'wamid.1' } },
	{ name: 'agent_reminders', body: {} },
	{ name: 'agent_reminded', body: { ids: [] } },
	{ name: 'agent_recorded', body: { ids: ['00000000-0000-4000-8000-000000000000'] } },
	{ name: 'agent_sources', body: {} },
	{ name: 'agent_mute', body: { contact: 'tel:5511999990000' } },
	{ name: 'agent_keep', body: { message_id: 'wamid.1', item: 0 } },
	{ name: 'agent_thread', body: { message_id: 'x', about: 'wamid.1' } },
	{ name: 'agent_replied', body: { message_id: 'wamid.1', reply_ids: ['attack.reply'] } },
]

const INTERNAL = [
	'require_role',
	'my_invitations',
	'accept_invitation',
	'confirmed_address',
	'undo_label',
	'keep_an_owner',
	'locked_revision',
	'agent_of_token',
	'file_items',
	'wipe_ledger',
]

async function thingsOf(world: World): Promise<Things> {
	const { stack, ledgerId, agents, people } = world
	await world.ask(people.owner, '/rest/v1/rpc/invite_member', {
		body: { ledger_id: ledgerId, email: 'convidada@example.com', role: 'viewer' },
	})
	// Asked again it is another moment's: what the owner did is no harm.
	await world.settle()
	const [row] = await stack.database.exclusive(() =>
		stack.database.query<{ transaction: string; inbox: string; invitation: string }>(
			`select (select id::text from public.transactions where ledger_id = $1 limit 1) as transaction,
				(select id::text from public.invitations where ledger_id = $1 limit 1) as invitation,
				(select id::text from public.inbox where ledger_id = $1 and status = 'rejected' limit 1) as inbox`,
			[ledgerId],
		),
	)
	return { ...row!, agent: agents.victim.userId!, member: people.viewer.userId! }
}

const call = (world: World, who: keyof World['people'], name: string, body: object) =>
	world.ask(world.people[who], `/rest/v1/rpc/${name}`, { body })

const gave = ({ status, text }: Answer) =>
	text.includes(SECRET) || (status < 300 && !['', 'null', '[]', '0', '{}', 'false'].includes(text))
		? `${status} ${text.slice(0, 160)}`
		: null

const called: Attack[] = (['anon', 'stranger', 'removed'] as const).flatMap((who) => [
	...DOORS.map(
		(door): Attack => ({
			who,
			door: 'calling a function',
			what: `${door.name}${door.how ?? ''}`,
			run: async (world) => {
				const things = await thingsOf(world)
				return (
					gave(await call(world, who, door.name, door.body(world.ledgerId, things))) ??
					(await tellsOfExistence((id) => call(world, who, door.name, door.body(id, things)), world.ledgerId))
				)
			},
		}),
	),
	...BY_ID.map(
		(door): Attack => ({
			who,
			door: 'calling a function by an id',
			what: door.name,
			run: async (world) => {
				const things = await thingsOf(world)
				const none: Things = {
					transaction: nowhere(),
					inbox: nowhere(),
					agent: nowhere(),
					member: nowhere(),
					invitation: nowhere(),
				}
				const answers = [things, none].map((of) => call(world, who, door.name, door.body(of)))
				const [there, not] = await Promise.all(answers)
				if (there!.text.includes(SECRET)) return there!.text.slice(0, 160)
				const plain = ({ status, text }: Answer) =>
					`${status} ${text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')}`
				return plain(there!) === plain(not!) ? null : `tells it from none: ${plain(there!)} / ${plain(not!)}`
			},
		}),
	),
	...AGENT_DOORS.map(
		(door): Attack => ({
			who,
			door: 'calling an agent’s function without a token',
			what: door.name,
			run: async (world) => gave(await call(world, who, door.name, door.body)),
		}),
	),
	...INTERNAL.map(
		(name): Attack => ({
			who,
			door: 'calling what the API does not show',
			what: name,
			run: async (world) => {
				const answer = await world.ask(world.people[who], `/rest/v1/rpc/${name}`, {
					body: /invitations|address/.test(name) ? {} : { ledger_id: world.ledgerId },
					headers: { 'content-profile': 'private' },
				})
				return answer.status < 300 && !['0', '[]', 'null'].includes(answer.text)
					? `${answer.status} ${answer.text.slice(0, 160)}`
					: null
			},
		}),
	),
])

/** What an editor is for. */
const EDITORS = [
	'import_token',
	'map_text',
	'create_join_code',
	'correct',
	'delete_label',
	'merge_labels',
	'undo_label',
	'unmap_text',
	'preview_cycle',
]

const beyondTheirRole: Attack[] = (['viewer', 'editor'] as const).flatMap((who) =>
	DOORS.filter(({ name, reads }) => !reads && !(who === 'editor' && EDITORS.includes(name))).map(
		(door): Attack => ({
			who,
			door: 'calling a function beyond their role',
			what: `${door.name}${door.how ?? ''}`,
			run: async (world) => {
				const things = await thingsOf(world)
				const body = door.body(world.ledgerId, { ...things, member: world.people.owner.userId! })
				const answer = await call(world, who, door.name, body)
				return answer.status < 300 ? `${answer.status} ${answer.text.slice(0, 160)}` : null
			},
		}),
	),
)

const complete: Attack = {
	who: 'anybody',
	door: 'calling a function',
	what: 'one that no attack here knows',
	run: async ({ stack }) => {
		const rows = await stack.database.exclusive(() =>
			stack.database.query<{ name: string }>(
				`select distinct p.proname as name from pg_proc p
				where p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype
					and (has_function_privilege('anon', p.oid, 'execute') or has_function_privilege('authenticated', p.oid, 'execute'))`,
			),
		)
		const known = [...DOORS, ...BY_ID, ...AGENT_DOORS]
			.map(({ name }) => name)
			.concat('create_ledger', 'agents')
		const unknown = rows.map(({ name }) => name).filter((name) => !known.includes(name))
		return unknown.length > 0 ? `add them: ${unknown.join(', ')}` : null
	},
}

export const functionAttacks: Attack[] = [...called, ...beyondTheirRole, complete]
