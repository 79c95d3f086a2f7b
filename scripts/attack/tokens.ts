import { createHmac } from 'node:crypto'
import type { Attack } from './attack'
import { type Persona, SECRET, type World } from './world'

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const claimsOf = (token: string) =>
	JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString('utf8')) as object

function signed(header: object, claims: object, secret: string): string {
	const body = `${part(header)}.${part(claims)}`
	return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`
}

const HS256 = { alg: 'HS256', typ: 'JWT' }
const bearer = (who: Persona) => who.headers.authorization!.slice('Bearer '.length)

/** Tokens made by hand out of a stranger's own, to be the owner or the service. */
const FORGERIES: [what: string, make: (mine: string, world: World) => string][] = [
	[
		'without a signature',
		(mine, world) =>
			`${part({ alg: 'none' })}.${part({ ...claimsOf(mine), sub: world.people.owner.userId })}.`,
	],
	[
		'without an algorithm',
		(mine, world) => `${part({})}.${part({ ...claimsOf(mine), sub: world.people.owner.userId })}.`,
	],
	[
		'None in other letters',
		(mine) => `${part({ alg: 'nOnE' })}.${part({ ...claimsOf(mine), role: 'service_role' })}.x`,
	],
	[
		'signed with the public key',
		(mine, world) =>
			signed(HS256, { ...claimsOf(mine), sub: world.people.owner.userId }, world.stack.publishable_key),
	],
	[
		'signed with nothing',
		(mine, world) => signed(HS256, { ...claimsOf(mine), sub: world.people.owner.userId }, ''),
	],
	[
		'signed with a known secret',
		(mine) =>
			signed(
				HS256,
				{ ...claimsOf(mine), role: 'service_role' },
				'super-secret-jwt-token-with-at-least-32-characters-long',
			),
	],
	[
		'its own signature under the owner’s name',
		(mine, world) => {
			const [head, , signature] = mine.split('.')
			return `${head}.${part({ ...claimsOf(mine), sub: world.people.owner.userId })}.${signature}`
		},
	],
	[
		'its own signature as the service',
		(mine) => {
			const [head, , signature] = mine.split('.')
			return `${head}.${part({ ...claimsOf(mine), role: 'service_role' })}.${signature}`
		},
	],
	[
		'a key named by an address',
		(mine, world) =>
			signed(
				{ ...HS256, jku: 'http://localhost:9/keys', kid: '../../dev/null' },
				{ ...claimsOf(mine), sub: world.people.owner.userId },
				'',
			),
	],
	[
		'expired',
		(mine, world) =>
			signed(HS256, { ...claimsOf(mine), sub: world.people.owner.userId, exp: 1 }, world.stack.jwtSecret),
	],
	[
		'rightly signed, of the role postgres',
		(mine, world) => signed(HS256, { ...claimsOf(mine), role: 'postgres' }, world.stack.jwtSecret),
	],
	[
		'rightly signed, of the tables’ own role',
		(mine, world) => signed(HS256, { ...claimsOf(mine), role: 'painel_ledger' }, world.stack.jwtSecret),
	],
	[
		'rightly signed, of a role that is SQL',
		(mine, world) => signed(HS256, { ...claimsOf(mine), role: 'anon; reset role' }, world.stack.jwtSecret),
	],
	[
		'rightly signed, for somebody who is SQL',
		(mine, world) => signed(HS256, { ...claimsOf(mine), sub: "' or true --" }, world.stack.jwtSecret),
	],
	[
		'rightly signed, with the ledger in its metadata',
		(mine, world) =>
			signed(
				HS256,
				{ ...claimsOf(mine), user_metadata: { role: 'owner', ledger_id: world.ledgerId } },
				world.stack.jwtSecret,
			),
	],
	['three dots', () => '..'],
	['the public key itself', (_, world) => world.stack.publishable_key],
]

const forged: Attack[] = FORGERIES.flatMap(([what, make]) =>
	['transactions?select=*', 'ledgers?select=*'].map(
		(path): Attack => ({
			who: 'stranger',
			door: 'a token made by hand',
			what: `${what}: ${path}`,
			run: async (world) => {
				const { headers } = world.people.stranger
				const token = make(bearer(world.people.stranger), world)
				const answer = await world.ask(
					{ name: 'forger', headers: { ...headers, authorization: `Bearer ${token}` } },
					`/rest/v1/${path}`,
				)
				return answer.text.includes(SECRET) ? `${answer.status} ${answer.text.slice(0, 160)}` : null
			},
		}),
	),
)

const adminDoors: Attack[] = (['anon', 'stranger', 'viewer'] as const).flatMap((who) =>
	[
		['GET', '/auth/v1/admin/users'],
		['POST', '/auth/v1/admin/users'],
		['GET', '/auth/v1/admin/users/OWNER'],
		['PUT', '/auth/v1/admin/users/OWNER'],
		['DELETE', '/auth/v1/admin/users/OWNER'],
		['POST', '/auth/v1/admin/generate_link'],
		['POST', '/auth/v1/invite'],
		['GET', '/_system'],
		['GET', '/pg/tables'],
		['GET', '/rest-admin/v1/live'],
	].map(
		([method, path]): Attack => ({
			who,
			door: 'what is the platform’s own',
			what: `${method} ${path}`,
			run: async (world) => {
				const { userId } = world.people.owner
				const body = {
					email: 'neu@example.com',
					password: 'senha-nova-73',
					email_confirm: true,
					type: 'magiclink',
				}
				const answer = await world.ask(world.people[who], path!.replace('OWNER', userId!), {
					method: method!,
					...(method === 'GET' || method === 'DELETE' ? {} : { body }),
				})
				return answer.status < 300 ? `${answer.status} ${answer.text.slice(0, 160)}` : null
			},
		}),
	),
)

export const tokenAttacks: Attack[] = [...forged, ...adminDoors]
