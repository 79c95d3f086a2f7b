import { PostgrestClient } from '@supabase/postgrest-js'
import { expect, test, vi } from 'vitest'
import { USUAL_REMINDERS } from '../../ledger/reminders'
import type { Ledger } from '../../ledger/types'
import type { Client } from './client'
import { SupabaseInvitations } from './invitations'
import { makeSupabaseReview } from './review'
import { SupabaseSettings } from './settings'

// What each method of the ports asks of the API, to the letter, and what it makes of the answer.

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, removeItem: () => {} })

const LEDGER = { id: 'L' } as Ledger

/** All ports over an API that gives these answers in turn. */
function ports(answers: unknown[]) {
	const asked: string[] = []
	const bodies: unknown[] = []
	const client = new PostgrestClient('https://x', {
		fetch: (async (url: string | URL, { method, body, headers }: RequestInit) => {
			asked.push(`${method} ${decodeURIComponent(String(url).slice('https://x/'.length))}`)
			const prefer = new Headers(headers).get('prefer')
			bodies.push(body ? { ...JSON.parse(String(body)), ...(prefer ? { prefer } : {}) } : prefer)
			return Response.json(answers[asked.length - 1] ?? null)
		}) as unknown as typeof fetch,
	}) as unknown as Client
	return {
		asked,
		bodies,
		settings: new SupabaseSettings(client, LEDGER),
		review: makeSupabaseReview(client, LEDGER),
		invitations: new SupabaseInvitations(client),
	}
}
type Ports = ReturnType<typeof ports>

const RPC = { ledger_id: 'L' }
const UPSERT = { prefer: 'resolution=merge-duplicates' }
const BACK = { prefer: 'return=representation' }
const AT = '2026-11-30T12:00:00+00:00'
const MS = Date.UTC(2026, 10, 30, 12)

const calls: [
	name: string,
	call: (ports: Ports) => Promise<unknown>,
	asked: string,
	body: unknown,
	answer: unknown,
	result: unknown,
][] = [
	[
		'rename the ledger',
		({ settings }) => settings.renameLedger('Casa'),
		'PATCH ledgers?id=eq.L&select=id',
		{ name: 'Casa', ...BACK },
		[{ id: 'L' }],
		undefined,
	],
	[
		'set its zone',
		({ settings }) => settings.setTimezone('Asia/Tokyo'),
		'PATCH ledgers?id=eq.L&select=id',
		{ timezone: 'Asia/Tokyo', ...BACK },
		[{ id: 'L' }],
		undefined,
	],
	[
		'set its basis',
		({ settings }) => settings.setBasis('bill'),
		'PATCH ledgers?id=eq.L&select=id',
		{ basis: 'bill', ...BACK },
		[{ id: 'L' }],
		undefined,
	],
	[
		'allow corrections',
		({ settings }) => settings.setCorrections(true),
		'PATCH ledgers?id=eq.L&select=id',
		{ corrections: true, ...BACK },
		[{ id: 'L' }],
		undefined,
	],
	[
		'add a category',
		({ settings }) => settings.saveCategory({ name: 'Casa', aliases: ['lar'], color: 3 }),
		'POST categories?select=id',
		{ name: 'Casa', aliases: ['lar'], color: 3, ledger_id: 'L', ...BACK },
		{ id: 9 },
		9,
	],
	[
		'change a category',
		({ settings }) => settings.saveCategory({ id: 2, name: 'Casa', aliases: [], color: 3 }),
		'PATCH categories?ledger_id=eq.L&id=eq.2&select=id',
		{ name: 'Casa', aliases: [], color: 3, ...BACK },
		[{ id: 2 }],
		2,
	],
	[
		'add a source',
		({ settings }) => settings.saveSource({ name: 'Itaú', aliases: [], archived: false }),
		'POST sources?select=id',
		{ name: 'Itaú', aliases: [], archived: false, ledger_id: 'L', ...BACK },
		{ id: 4 },
		4,
	],
	[
		'add a person',
		({ settings }) => settings.savePerson({ name: 'Ana', aliases: [] }),
		'POST people?select=id',
		{ name: 'Ana', aliases: [], ledger_id: 'L', ...BACK },
		{ id: 5 },
		5,
	],
	[
		'set a cycle',
		({ settings }) => settings.setCycle({ source_id: 1, from_month: '2026-11', closing_day: 25, due_day: 5 }),
		'POST cycles?on_conflict=ledger_id,source_id,from_month',
		{ ledger_id: 'L', source_id: 1, from_month: '2026-11-01', closing_day: 25, due_day: 5, ...UPSERT },
		null,
		undefined,
	],
	[
		'set a cycle of always',
		({ settings }) => settings.setCycle({ source_id: 1, from_month: null, closing_day: 25, due_day: null }),
		'POST cycles?on_conflict=ledger_id,source_id,from_month',
		{ ledger_id: 'L', source_id: 1, from_month: null, closing_day: 25, due_day: null, ...UPSERT },
		null,
		undefined,
	],
	[
		'remove a cycle',
		({ settings }) => settings.removeCycle({ source_id: 1, from_month: '2026-11' }),
		'DELETE cycles?ledger_id=eq.L&source_id=eq.1&from_month=eq.2026-11-01&select=source_id',
		BACK.prefer,
		[{}],
		undefined,
	],
	[
		'remove a cycle of always',
		({ settings }) => settings.removeCycle({ source_id: 1, from_month: null }),
		'DELETE cycles?ledger_id=eq.L&source_id=eq.1&from_month=is.null&select=source_id',
		BACK.prefer,
		[{}],
		undefined,
	],
	[
		'uses of a label',
		({ settings }) => settings.labelUses('category', 2),
		'POST rpc/label_uses',
		{ ...RPC, what: 'category', id: 2 },
		7,
		7,
	],
	[
		'make one of two',
		({ settings }) => settings.mergeLabels('source', 1, 2),
		'POST rpc/merge_labels',
		{ ...RPC, what: 'source', from_id: 1, into_id: 2 },
		{ changed: 3 },
		{ changed: 3 },
	],
	[
		'remove a label',
		({ settings }) => settings.removeLabel('person', 1, null),
		'POST rpc/delete_label',
		{ ...RPC, what: 'person', id: 1 },
		{ changed: 0 },
		{ changed: 0 },
	],
	[
		'remove a label, its purchases moved',
		({ settings }) => settings.removeLabel('person', 1, 2),
		'POST rpc/delete_label',
		{ ...RPC, what: 'person', id: 1, move_to: 2 },
		{ changed: 1 },
		{ changed: 1 },
	],
	[
		'undo that',
		({ settings }) => settings.undoLabelChange('U'),
		'POST rpc/undo_label',
		{ ...RPC, undo: 'U' },
		null,
		undefined,
	],
	[
		'read contacts',
		({ settings }) => settings.contacts(1),
		'GET contacts?select=address&ledger_id=eq.L&person_id=eq.1&order=created_at.asc,address.asc',
		null,
		[{ address: 'tg:1' }],
		['tg:1'],
	],
	[
		'add a contact',
		({ settings }) => settings.addContact(1, 'tg:1'),
		'POST contacts',
		{ ledger_id: 'L', person_id: 1, address: 'tg:1' },
		null,
		undefined,
	],
	[
		'remove a contact',
		({ settings }) => settings.removeContact('tg:1'),
		'DELETE contacts?ledger_id=eq.L&address=eq.tg:1',
		null,
		null,
		undefined,
	],
	[
		'make a code',
		({ settings }) => settings.createJoinCode(1),
		'POST rpc/create_join_code',
		{ ...RPC, person_id: 1 },
		{ code: 'ABCD' },
		{ code: 'ABCD' },
	],
	[
		'close a bill',
		({ settings }) =>
			settings.setBillClosing({ source_id: 1, bill_month: '2026-11', closing_date: '2026-10-24' }),
		'POST bill_closings?on_conflict=ledger_id,source_id,bill_month',
		{ ledger_id: 'L', source_id: 1, bill_month: '2026-11-01', closing_date: '2026-10-24', ...UPSERT },
		null,
		undefined,
	],
	[
		'close it as always',
		({ settings }) => settings.setBillClosing({ source_id: 1, bill_month: '2026-11', closing_date: null }),
		'DELETE bill_closings?ledger_id=eq.L&source_id=eq.1&bill_month=eq.2026-11-01',
		null,
		null,
		undefined,
	],
	[
		'set a budget',
		({ settings }) => settings.setBudget({ category_id: 1, month: '2026-11', amount_cents: 5 }),
		'POST budgets?on_conflict=ledger_id,category_id,month',
		{ ledger_id: 'L', category_id: 1, month: '2026-11-01', amount_cents: 5, ...UPSERT },
		null,
		undefined,
	],
	[
		'remove what comes again',
		({ settings }) => settings.removeRecurring('R'),
		'DELETE recurring?id=eq.R&ledger_id=eq.L&select=id',
		BACK.prefer,
		[{}],
		undefined,
	],
	[
		'map a text',
		({ settings }) => settings.mapText('category', 'cine', 2),
		'POST rpc/map_text',
		{ ...RPC, what: 'category', label: 'cine', id: 2 },
		3,
		3,
	],
	[
		'unmap it',
		({ settings }) => settings.unmapText('category', 'cine', 2),
		'POST rpc/unmap_text',
		{ ...RPC, what: 'category', label: 'cine', id: 2 },
		null,
		undefined,
	],
	[
		'invite',
		({ settings }) => settings.invite('a@b.c', 'viewer'),
		'POST rpc/invite_member',
		{ ...RPC, email: 'a@b.c', role: 'viewer' },
		'I',
		'I',
	],
	[
		'rename oneself',
		({ settings }) => settings.renameMember('Ana'),
		'POST rpc/rename_member',
		{ ...RPC, name: 'Ana' },
		null,
		undefined,
	],
	[
		'take an invitation back',
		({ settings }) => settings.revokeInvitation('I'),
		'DELETE invitations?id=eq.I&select=id',
		BACK.prefer,
		[{}],
		undefined,
	],
	[
		'set a role',
		({ settings }) => settings.setRole('U', 'owner'),
		'POST rpc/set_member_role',
		{ ...RPC, user_id: 'U', role: 'owner' },
		null,
		undefined,
	],
	[
		'remove a member',
		({ settings }) => settings.removeMember('U'),
		'POST rpc/remove_member',
		{ ...RPC, user_id: 'U' },
		null,
		undefined,
	],
	[
		'read reminders',
		({ settings }) => settings.reminders(),
		'GET reminder_settings?select=kinds,quiet_from,quiet_to&ledger_id=eq.L',
		null,
		[{ kinds: ['due'], quiet_from: 1, quiet_to: 2 }],
		{ kinds: ['due'], quiet_from: 1, quiet_to: 2 },
	],
	[
		'read the usual reminders',
		({ settings }) => settings.reminders(),
		'GET reminder_settings?select=kinds,quiet_from,quiet_to&ledger_id=eq.L',
		null,
		[],
		USUAL_REMINDERS,
	],
	[
		'set reminders',
		({ settings }) => settings.saveReminders({ kinds: ['due'], quiet_from: 1, quiet_to: 2 }),
		'POST reminder_settings?select=ledger_id',
		{
			ledger_id: 'L',
			kinds: ['due'],
			quiet_from: 1,
			quiet_to: 2,
			prefer: `${UPSERT.prefer}, ${BACK.prefer}`,
		},
		[{}],
		undefined,
	],
	[
		'read agents',
		({ settings }) => settings.agents(),
		'GET agents?select=id,name,created_at,last_used_at,revoked_at&ledger_id=eq.L&order=created_at.asc',
		null,
		[{ id: 'A', created_at: AT, last_used_at: AT, revoked_at: null }],
		[{ id: 'A', created_at: MS, last_used_at: MS, revoked_at: null }],
	],
	[
		'make an agent',
		({ settings }) => settings.createAgent('zap'),
		'POST rpc/create_agent',
		{ ...RPC, name: 'zap' },
		{ id: 'A', name: 'zap', token: 'T' },
		{
			agent: { id: 'A', name: 'zap', created_at: expect.any(Number), last_used_at: null, revoked_at: null },
			token: 'T',
		},
	],
	[
		'revoke an agent',
		({ settings }) => settings.revokeAgent('A'),
		'POST rpc/revoke_agent',
		{ agent_id: 'A' },
		null,
		undefined,
	],
	[
		'dismiss',
		({ review }) => review.dismiss('I'),
		'POST rpc/dismiss_inbox',
		{ inbox_id: 'I' },
		null,
		undefined,
	],
	[
		'take that back',
		({ review }) => review.undismiss('I'),
		'POST rpc/undismiss_inbox',
		{ inbox_id: 'I' },
		null,
		undefined,
	],
	[
		'unknown texts',
		({ review }) => review.unknownTexts(),
		'POST rpc/unknown_texts',
		RPC,
		[{ what: 'category', text: 'cine', count: 2 }],
		[{ what: 'category', text: 'cine', count: 2 }],
	],
	['told twice', ({ review }) => review.toldTwice(), 'POST rpc/told_twice', RPC, [{ a: 1 }], [{ a: 1 }]],
	[
		'keep a repeat',
		({ review }) => review.keepRepeat('T'),
		'POST rpc/keep_repeat',
		{ transaction_id: 'T' },
		null,
		undefined,
	],
	[
		'replies that did not arrive',
		({ review }) => review.undelivered(),
		'POST rpc/undelivered_replies',
		RPC,
		[{ id: 'U', failed_at: AT }],
		[{ id: 'U', failed_at: MS }],
	],
	[
		'put one away',
		({ review }) => review.dismissUndelivered('U', true),
		'POST rpc/dismiss_undelivered',
		{ undelivered_id: 'U', dismissed: true },
		null,
		undefined,
	],
	[
		'quiet agents',
		({ review }) => review.quietAgents(),
		'POST rpc/quiet_agents',
		RPC,
		[{ id: 'A' }],
		[{ id: 'A' }],
	],
	[
		'correct',
		({ review }) => review.correct({ message_id: 'C' } as never),
		'POST rpc/correct?select=id,status,reason,revision',
		{ ...RPC, items: [{ message_id: 'C' }], ...BACK },
		[{ id: 'C', status: 'accepted' }],
		{ id: 'C', status: 'accepted' },
	],
	[
		'my invitations',
		({ invitations }) => invitations.mine(),
		'POST rpc/my_invitations',
		{},
		[{ id: 'I', ledger: 'Casa', invited_by: 'Ana', role: 'viewer', extra: 1 }],
		[{ id: 'I', ledger: 'Casa', invited_by: 'Ana', role: 'viewer' }],
	],
	[
		'accept one',
		({ invitations }) => invitations.accept('I', 'Bia'),
		'POST rpc/accept_invitation',
		{ invitation_id: 'I', name: 'Bia' },
		'L',
		'L',
	],
	[
		'decline one',
		({ invitations }) => invitations.decline('I'),
		'POST rpc/decline_invitation',
		{ invitation_id: 'I' },
		null,
		undefined,
	],
]

test.each(calls)('%s', async (_, call, asked, body, answer, result) => {
	const all = ports([answer])
	expect(await call(all)).toEqual(result)
	expect(
		all.asked.map((one) =>
			one
				.replaceAll('"', '')
				.replace(/[?&]columns=[^&]*/, (cut) => (cut[0] === '?' ? '?' : ''))
				.replace('?&', '?')
				.replace(/\?$/, ''),
		),
	).toEqual([asked])
	expect(all.bodies).toEqual([body])
})

const CHANGES: [string, (ports: Ports) => Promise<unknown>][] = calls.flatMap(([name, call, asked]) =>
	/^(PATCH|DELETE|POST reminder).*select=/.test(asked) ? [[name, call]] : [],
)
test.each(CHANGES)('%s: no row in the answer means that nobody may', async (_, call) => {
	await expect(call(ports([[]]))).rejects.toMatchObject({ code: 'not_allowed' })
})

const COLUMNS =
	'id,message_id,item,action,received_at,status,reason,reason_detail,transaction_id,revision,dismissed_at,member_id,description,amount,category,source,person,kind,occurred_at,installments,to_source,bill_month,payload,candidates,before,after,agents(name)'
const item = {
	id: 'I',
	received_at: AT,
	dismissed_at: null,
	occurred_at: null,
	status: 'rejected',
	agents: { name: 'zap' },
}
const read = {
	id: 'I',
	received_at: MS,
	dismissed_at: null,
	occurred_at: null,
	status: 'rejected',
	agent_name: 'zap',
}

test('what waits: refused, neither dismissed nor put right, the newest 200', async () => {
	const { review, asked } = ports([
		[item, { ...item, agents: null, dismissed_at: AT, occurred_at: AT, status: 'accepted' }],
	])
	expect(await review.pending()).toEqual([
		read,
		{ ...read, agent_name: null, dismissed_at: MS, occurred_at: MS, status: 'accepted' },
	])
	expect(asked).toEqual([
		`GET inbox?select=${COLUMNS}&ledger_id=eq.L&status=eq.rejected&dismissed_at=is.null&transaction_id=is.null&order=received_at.desc&limit=200`,
	])
})

test('the history of a purchase', async () => {
	const { review, asked, bodies } = ports([[item]])
	expect(await review.history('T')).toEqual([read])
	expect(asked).toEqual([`POST rpc/transaction_history?select=${COLUMNS}`])
	expect(bodies).toMatchObject([{ transaction_id: 'T' }])
})

test('a correction without an answer is the server’s fault', async () => {
	await expect(ports([[]]).review.correct({} as never)).rejects.toMatchObject({ code: 'server' })
})

test('members, and who is invited, in the order in which they came', async () => {
	const { settings, asked } = ports([
		[{ user_id: 'U', role: 'owner' }],
		[{ id: 'I', email: 'a@b.c', role: 'viewer', created_at: AT }],
	])
	expect(await settings.members()).toEqual({
		members: [{ user_id: 'U', role: 'owner' }],
		invitations: [{ id: 'I', email: 'a@b.c', role: 'viewer', created_at: MS }],
	})
	expect(asked).toEqual([
		'POST rpc/list_members',
		'GET invitations?select=id,email,role,created_at&ledger_id=eq.L&order=created_at.asc',
	])
})

test('what comes again is added, and changed where it is one of the ledger’s', async () => {
	const values = { name: 'Aluguel', day: 5 } as never
	const added = ports([null])
	await added.settings.saveRecurring(values)
	expect(added.asked[0]).toMatch(/^POST recurring/)
	expect(added.bodies).toEqual([{ name: 'Aluguel', day: 5, ledger_id: 'L' }])
	const changed = ports([[{ id: 'R' }]])
	await changed.settings.saveRecurring({ ...(values as object), id: 'R' } as never)
	expect(changed.asked).toEqual(['PATCH recurring?id=eq.R&ledger_id=eq.L&select=id'])
	await expect(ports([[]]).settings.saveRecurring({ id: 'R' } as never)).rejects.toMatchObject({
		code: 'not_allowed',
	})
})
