import type { Attack } from './attack'
import { type Answer, type Persona, SECRET, type World } from './world'

// Attacks by somebody who did not build it, and looks for what its makers did not think of: what people do with their own accounts and roles.

const seen = ({ status, text }: Answer) => (text.includes(SECRET) ? `${status} ${text.slice(0, 160)}` : null)

const done = ({ status, text }: Answer) => (status < 300 ? `${status} ${text.slice(0, 160)}` : null)

/** What even an owner may not: the counters, the past and the proofs are the database's. */
const OWNERS: [what: string, table: string, by: string, body: object][] = [
	['turn the counter back', 'ledgers', 'id', { revision: 0 }],
	['move the epoch', 'ledgers', 'id', { epoch: 99 }],
	['change the currency', 'ledgers', 'id', { currency: 'USD' }],
	['another id', 'ledgers', 'id', { id: '5f0c3b1e-0000-4000-8000-00000000a0a0' }],
	['bring a revoked agent back', 'agents', 'ledger_id', { revoked_at: null }],
	['give an agent abilities', 'agents', 'ledger_id', { abilities: ['record', 'converse', 'correct'] }],
	['rewrite a message', 'inbox', 'ledger_id', { description: 'outra' }],
	['rewrite a purchase', 'transactions', 'ledger_id', { amount_cents: 1 }],
	['make a member an owner', 'members', 'ledger_id', { role: 'owner' }],
	['lend an invitation', 'invitations', 'ledger_id', { email: 'bia@example.com' }],
	['move categories to another ledger', 'categories', 'ledger_id', { ledger_id: 'OTHER' }],
	['move sources to another ledger', 'sources', 'ledger_id', { ledger_id: 'OTHER' }],
]

const asOwner: Attack[] = (['owner', 'editor'] as const).flatMap((who) =>
	OWNERS.map(
		([what, table, by, body]): Attack => ({
			who,
			door: 'beyond what anybody may',
			what,
			run: async (world) => {
				const given = Object.fromEntries(
					Object.entries(body).map(([name, value]) => [
						name,
						value === 'OTHER' ? world.strangersLedgerId : value,
					]),
				)
				// What it changed is compared afterwards.
				const answer = await world.ask(world.people[who], `/rest/v1/${table}?${by}=eq.${world.ledgerId}`, {
					method: 'PATCH',
					body: given,
				})
				// Counters go on by themselves, so those are not compared: a ledger takes none of these at all.
				const isTaken = table === 'ledgers' && answer.status < 300
				return answer.status >= 500 || isTaken ? `${answer.status} ${answer.text}` : null
			},
		}),
	),
)

const owner: Attack[] = [
	{
		who: 'owner',
		door: 'beyond what anybody may',
		what: 'leave as the last one',
		run: async (world) => {
			const { owner } = world.people
			return done(
				await world.ask(owner, '/rest/v1/rpc/remove_member', {
					body: { ledger_id: world.ledgerId, user_id: owner.userId },
				}),
			)
		},
	},
	{
		who: 'owner',
		door: 'beyond what anybody may',
		what: 'step down as the last one',
		run: async (world) => {
			const { owner } = world.people
			return done(
				await world.ask(owner, '/rest/v1/rpc/set_member_role', {
					body: { ledger_id: world.ledgerId, user_id: owner.userId, role: 'viewer' },
				}),
			)
		},
	},
	{
		who: 'owner',
		door: 'asking who has an account',
		what: 'by an invitation',
		run: async (world) => {
			const invite = async (email: string) => {
				const { status, text } = await world.ask(world.people.stranger, '/rest/v1/rpc/invite_member', {
					body: { ledger_id: world.strangersLedgerId, email, role: 'viewer' },
				})
				return `${status} ${text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'ID')}`
			}
			const [known, unknown] = [await invite('vera@example.com'), await invite('ninguem@example.com')]
			return known === unknown ? null : `${known} / ${unknown}`
		},
	},
]

/** Who one is: by the account's own settings, which one may change oneself. */
const ACCOUNT: [what: string, body: object][] = [
	['to the invited address', { email: 'convidada@example.com' }],
	['to be an owner in its data', { data: { role: 'owner', ledger_id: 'LEDGER' } }],
	['to be the service in its data', { app_metadata: { role: 'service_role' } }],
	['to be the service', { role: 'service_role' }],
	['to be confirmed', { email_confirm: true, email_confirmed_at: '2026-01-01T00:00:00Z' }],
	['to be somebody else', { id: 'OWNER', sub: 'OWNER' }],
]

/** An invitation of somebody else, and what a call that accepts it would send. */
async function invite(world: World): Promise<{ invitation_id: string }> {
	const made = await world.ask(world.people.owner, '/rest/v1/rpc/invite_member', {
		body: { ledger_id: world.ledgerId, email: 'convidada@example.com', role: 'viewer' },
	})
	return { invitation_id: JSON.parse(made.text) as string }
}

const account: Attack[] = ACCOUNT.map(([what, body]) => ({
	who: 'stranger',
	door: 'changing one’s own account',
	what,
	run: async (world) => {
		const { stranger, owner } = world.people
		const text = JSON.stringify(body).replaceAll('OWNER', owner.userId!).replaceAll('LEDGER', world.ledgerId)
		const invitation = await invite(world)
		await world.settle()
		await world.ask(stranger, '/auth/v1/user', { method: 'PUT', body: text })
		const asked = await world.ask(stranger, '/rest/v1/rpc/my_invitations', { body: {} })
		const joined = await world.ask(stranger, '/rest/v1/rpc/accept_invitation', { body: invitation })
		const read = await world.ask(stranger, '/rest/v1/ledgers?select=name')
		return joined.status < 300 || asked.text !== '[]' ? `joined: ${asked.text} ${joined.text}` : seen(read)
	},
}))

const SPELLINGS = [
	'CONVIDADA@EXAMPLE.COM',
	' convidada@example.com',
	'convidada@example.com\u200b',
	'convıdada@example.com',
	'convidada@exаmple.com',
	'"convidada"@example.com',
	'convidada+x@example.com',
]

const spellings: Attack[] = SPELLINGS.map((email, k) => ({
	who: 'anybody',
	door: 'signing up near an invited address',
	what: `${k}: ${email.replace(/[^ -~]/g, (letter) => `U+${letter.codePointAt(0)!.toString(16)}`)}`,
	run: async (world) => {
		const { anon } = world.people
		const invitation = await invite(world)
		await world.settle()
		await world.ask(anon, '/auth/v1/signup', { body: { email, password: 'senha-qualquer-73' } })
		// The very address may join, and an e-mail to it goes to the one who was invited.
		const address = email.trim().toLowerCase()
		const letter = world.stack.postOffice.lastTo(email) ?? world.stack.postOffice.lastTo(address)
		if (!letter?.code || address === 'convidada@example.com') return null
		const proved = await world.ask(anon, '/auth/v1/verify', {
			body: { type: 'email', email: letter.to, token: letter.code },
		})
		const { access_token: token } = JSON.parse(proved.text) as { access_token?: string }
		if (!token) return `not signed in: ${proved.status} ${proved.text}`
		const me: Persona = { name: 'near', headers: { ...anon.headers, authorization: `Bearer ${token}` } }
		const asked = await world.ask(me, '/rest/v1/rpc/my_invitations', { body: {} })
		const joined = await world.ask(me, '/rest/v1/rpc/accept_invitation', { body: invitation })
		return joined.status >= 400 && asked.text === '[]' ? null : `joined: ${asked.text} ${joined.text}`
	},
}))

export const peopleAttacks: Attack[] = [...asOwner, ...owner, ...account, ...spellings]
