import { signedIn } from '../support/persona.ts'
import {
	type House,
	MONTHS,
	NAMES,
	pick,
	type Statement,
	TABLES,
	TEXTS,
	WHATS,
	type World,
	ZONES,
} from './world.ts'

// Statements of people and of the platform: settings, members, the review list, and the ledger itself.

/** Random numbers, and what is made of them. */
interface Dice {
	a: number
	b: number
	c: number
	d: number
}
interface Chosen extends Dice {
	house: House
	table: (typeof TABLES)[number]
	/** One of the table's ids: they are given from 1, and not many. */
	id: number
}
type Change = (chosen: Chosen, world: World) => Statement

const asOwner = (world: World, text: string, ...parameters: unknown[]): Statement => ({
	persona: signedIn(world.owner),
	text,
	parameters,
})
const bothOf = (world: World) => world.houses.map(({ id }) => id)

const changes = {
	add: ({ house, c, d, table }, world) =>
		asOwner(
			world,
			`insert into public.${table} (ledger_id, name, aliases) select $1, name, $3 from unnest($2::text[]) name`,
			house.id,
			[pick(NAMES, c), ...(d % 3 === 0 ? [pick(NAMES, c + 1)] : [])],
			d % 2 ? [pick(NAMES, d >> 2)] : [],
		),
	alias: ({ house, d, table, id }, world) =>
		asOwner(
			world,
			`update public.${table} set aliases = $2::text[] where ledger_id = $1 and ($3::int = 0 or id = $3)`,
			house.id,
			d % 3 ? [pick(NAMES, d), pick(TEXTS.slice(0, 12), d >> 3)] : [],
			d % 5 ? id : 0,
		),
	rename: ({ house, d, table, id }, world) =>
		asOwner(
			world,
			`update public.${table} set name = $2 where ledger_id = $1 and id = $3`,
			house.id,
			pick(NAMES, d),
			id,
		),
	drop: ({ house, d, table, id }, world) =>
		asOwner(
			world,
			`delete from public.${table} where ledger_id = $1 and ($2::int = 0 or id = $2)`,
			house.id,
			d % 4 ? id : 0,
		),
	map: ({ house, b, d, id }, world) =>
		asOwner(world, 'select public.map_text($1, $2, $3, $4)', house.id, pick(WHATS, b), pick(NAMES, d), id),
	cycle: ({ house, b, c, d, id }, world) =>
		asOwner(
			world,
			`insert into public.cycles (ledger_id, source_id, from_month, closing_day, due_day)
			select $1, s.id, $5::date, $2, $3 from public.sources s where s.ledger_id = $1 and ($4::int = 0 or s.id = $4)
			on conflict (ledger_id, source_id, from_month) do update
			set closing_day = excluded.closing_day, due_day = excluded.due_day`,
			house.id,
			d % 4 ? (c % 31) + 1 : null,
			d % 4 ? (d % 31) + 1 : null,
			b % 3 ? id : 0,
			c % 3 ? pick(MONTHS, c) : null,
		),
	closing: ({ house, b, c, d }, world) =>
		d % 4
			? asOwner(
					world,
					`insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date)
					select $1, s.id, $2::date, $2::date + $3::int from public.sources s where s.ledger_id = $1
					on conflict (ledger_id, source_id, bill_month) do update set closing_date = excluded.closing_date`,
					house.id,
					pick(MONTHS, b),
					(c % 60) - 30,
				)
			: asOwner(world, 'delete from public.bill_closings where ledger_id = $1', house.id),
	both: ({ house, c, d, table }, world) =>
		pick(
			[
				// One statement about two ledgers, and one about several tables.
				asOwner(
					world,
					`update public.${table} set aliases = $2::text[] where ledger_id = any ($1::uuid[])`,
					bothOf(world),
					c % 2 ? [pick(NAMES, c)] : [],
				),
				asOwner(
					world,
					`insert into public.${table} (ledger_id, name) select l, $2 from unnest($1::uuid[]) l`,
					bothOf(world),
					pick(NAMES, c),
				),
				asOwner(
					world,
					'update public.cycles set closing_day = $2, due_day = 5 where ledger_id = any ($1::uuid[])',
					bothOf(world),
					(c % 31) + 1,
				),
				{
					...asOwner(world, `delete from public.${table} where ledger_id = any ($1::uuid[])`, bothOf(world)),
					persona: { role: 'service_role' },
				},
				asOwner(
					world,
					`with named as (
						insert into public.categories (ledger_id, name) values ($1, $2) returning id
					), moved as (
						update public.cycles set closing_day = $3, due_day = 1 where ledger_id = $1 returning source_id
					)
					select count(*) from named, moved`,
					house.id,
					pick(NAMES, c),
					(d % 31) + 1,
				),
			],
			d,
		),
	zone: ({ house, b, c }, world) =>
		asOwner(
			world,
			'update public.ledgers set timezone = $2 where id = any ($1::uuid[])',
			b % 3 ? [house.id] : bothOf(world),
			pick(ZONES, c),
		),
	name: ({ house, c }, world) =>
		asOwner(world, 'update public.ledgers set name = $2 where id = $1', house.id, pick(['Casa', 'Lar'], c)),
	budget: ({ house, b, c }, world) =>
		asOwner(
			world,
			`insert into public.budgets (ledger_id, month, amount_cents) values ($1, $2, $3)
			on conflict (ledger_id, category_id, month) do update set amount_cents = excluded.amount_cents`,
			house.id,
			pick(MONTHS, b),
			c % 1000,
		),
	dismiss: ({ house, b }, world) =>
		asOwner(
			world,
			`select public.dismiss_inbox(i.id) from (
				select i.id from public.inbox i where i.ledger_id = $1 order by i.message_id, i.item offset $2 limit 1
			) i`,
			house.id,
			b % 6,
		),
	join: ({ house, b }, world) => ({
		persona: { role: 'postgres' },
		text: `insert into public.members (ledger_id, user_id, role) values ($1, $2, 'viewer')`,
		parameters: [house.id, pick(world.guests, b)],
	}),
	leave: ({ house, b, c }, world) =>
		b % 2
			? asOwner(world, 'select public.remove_member($1, $2)', house.id, pick(world.guests, c))
			: {
					persona: { role: 'postgres' },
					text: `delete from ${b % 4 ? 'public.members where user_id' : 'auth.users where id'} = $1`,
					parameters: [pick(world.guests, c)],
				},
	// With the wrong name, which changes nothing, more often than with the right one.
	erase: ({ d }, world) =>
		asOwner(
			world,
			'select public.delete_ledger($1, $2)',
			world.houses[1].id,
			d % 8 ? 'errado' : world.houses[1].name,
		),
} satisfies Record<string, Change>

export type ChangeKind = keyof typeof changes

export function settingsStatement(kind: ChangeKind, dice: Dice, world: World): Statement {
	const { a, b, c } = dice
	const chosen = { ...dice, house: pick(world.houses, a), table: pick(TABLES, b), id: (c % 3) + 1 }
	return (changes[kind] as Change)(chosen, world)
}
