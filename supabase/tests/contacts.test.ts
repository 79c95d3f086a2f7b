import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger, type TestLedger } from './support/ledger.ts'
import { agent, as, signedIn, signUp } from './support/persona.ts'

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

interface Joined {
	joined: boolean
	person?: string
	contact?: string
	reason?: string
}

/** A ledger with two people, and what is done about their contacts. */
async function household() {
	const ledger = await makeLedger(database)
	await ledger.asOwner(`insert into public.people (ledger_id, name) values ($1, 'Ana'), ($1, 'Bruno')`, [
		ledger.id,
	])
	return {
		...ledger,
		code: async (person = 1) =>
			(
				await ledger.asOwner<{ made: { code: string } }>('select public.create_join_code($1, $2) as made', [
					ledger.id,
					person,
				])
			)[0]!.made.code,
		join: (code: string, contact: string): Promise<Joined> => join(ledger, code, contact),
		add: (address: string, person = 1) =>
			ledger.asOwner('insert into public.contacts (ledger_id, address, person_id) values ($1, $2, $3)', [
				ledger.id,
				address,
				person,
			]),
		addresses: async () =>
			(
				await ledger.asOwner<{ address: string }>(
					'select address from public.contacts where ledger_id = $1 order by address',
					[ledger.id],
				)
			).map(({ address }) => address),
	}
}

const join = (ledger: TestLedger, code: string, contact: string): Promise<Joined> =>
	as(database, agent(ledger.token), async (query) => {
		const [row] = await query<{ joined: Joined }>('select public.agent_join($1, $2) as joined', [
			code,
			contact,
		])
		return row!.joined
	})

describe('an address has one form', () => {
	test.each([
		['tel:+55 (11) 99999-8888', 'tel:5511999998888'],
		['tel:551199998888', 'tel:5511999998888'],
		// A landline has no ninth digit, and a number of another country neither.
		['tel:551133334444', 'tel:551133334444'],
		['tel:351912345678', 'tel:351912345678'],
		['wa:BR.1502576394655843', 'wa:BR.1502576394655843'],
		['wa:BR.ENT.1502576394655843', 'wa:BR.ENT.1502576394655843'],
		[' lid:100000000000001 ', 'lid:100000000000001'],
		['tg:900000001', 'tg:900000001'],
		['app:Atalho', 'app:Atalho'],
	])('%s', async (given, kept) => {
		const home = await household()
		await home.add(given)
		expect(await home.addresses()).toEqual([kept])
	})

	test.each([
		'',
		'tel:123',
		'5511999998888',
		'wa:<b>',
		'tg:x',
		'mail:a@b',
		'app: ',
		`app:${'x'.repeat(999_999)}`,
	])('%.40s is none', async (given) => {
		const home = await household()
		await expect(home.add(given)).rejects.toMatchObject({ code: '22023', column_name: 'address' })
	})

	test('so a number with and without its ninth digit belongs to one person only', async () => {
		const home = await household()
		await home.add('tel:5511999998888', 1)
		await expect(home.add('tel:551199998888', 2)).rejects.toMatchObject({ code: '23505' })
	})
})

describe('joining', () => {
	test('by a code, in any spelling, and again with the same answer', async () => {
		const home = await household()
		const code = await home.code(2)
		expect(code).toMatch(/^[A-HJ-NP-Z2-9]{8}$/)
		const answer = { joined: true, person: 'Bruno', contact: 'tel:5511999998888' }
		expect(await home.join(`${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase(), 'tel:551199998888')).toEqual(
			answer,
		)
		expect(await home.join(code, 'tel:5511999998888')).toEqual(answer)
		expect(await home.addresses()).toEqual(['tel:5511999998888'])
	})

	test('a code serves one contact', async () => {
		const home = await household()
		const code = await home.code()
		await home.join(code, 'tg:1')
		expect(await home.join(code, 'tg:2')).toEqual({ joined: false, reason: 'code_used' })
	})

	test('a contact stays with its person', async () => {
		const home = await household()
		await home.add('tg:1', 1)
		expect(await home.join(await home.code(2), 'tg:1')).toEqual({
			joined: false,
			reason: 'contact_of_another',
		})
	})

	test('a code of yesterday, and one of another ledger, is unknown', async () => {
		const home = await household()
		const other = await household()
		expect(await home.join(await other.code(), 'tg:1')).toMatchObject({ reason: 'code_unknown' })
		const code = await home.code()
		await database.query(
			`update private.join_codes set created_at = now() - interval '25 hours' where ledger_id = $1`,
			[home.id],
		)
		expect(await home.join(code, 'tg:1')).toMatchObject({ reason: 'code_unknown' })
	})

	test('five wrong tries of a contact, then tomorrow, also with the right code', async () => {
		const home = await household()
		const code = await home.code()
		for (let n = 0; n < 5; n++)
			expect(await home.join('WRONG234', 'tel:551199998888')).toMatchObject({ reason: 'code_unknown' })
		expect(await home.join(code, 'tel:5511999998888')).toMatchObject({ reason: 'try_tomorrow' })
		expect(await home.join(code, 'tg:1')).toMatchObject({ joined: true })
	})

	test('fifty wrong tries of a ledger, then tomorrow for everybody in it', async () => {
		const home = await household()
		const other = await household()
		for (let n = 0; n < 50; n++) await home.join('WRONG234', `tg:${n}`)
		expect(await home.join(await home.code(), 'tg:99')).toMatchObject({ reason: 'try_tomorrow' })
		expect(await other.join(await other.code(), 'tg:99')).toMatchObject({ joined: true })
	})

	test('two contacts with one code at once: one joins', async () => {
		const home = await household()
		const code = await home.code()
		const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => home.join(code, `tg:${n}`)))
		expect(answers.filter(({ joined }) => joined)).toHaveLength(1)
		expect(await home.addresses()).toHaveLength(1)
	})
})

describe('who may', () => {
	test('only agents that converse join, and only editors see contacts and make codes', async () => {
		const home = await household()
		const viewer = await signUp(database, `viewer-${home.id}@example.com`)
		await home.asOwner('select public.invite_member($1, $2, $3)', [
			home.id,
			`viewer-${home.id}@example.com`,
			'viewer',
		])
		await home.add('tg:1')
		await as(database, signedIn(viewer), async (query) => {
			await query('select public.accept_invitation(id) from public.my_invitations()')
			expect(await query('select * from public.contacts')).toEqual([])
		})
		await expect(
			as(database, signedIn(viewer), (query) => query('select public.create_join_code($1, 1)', [home.id])),
		).rejects.toMatchObject({ code: '42501' })
		const stranger = await signUp(database, `stranger-${home.id}@example.com`)
		await expect(
			as(database, signedIn(stranger), (query) =>
				query(`insert into public.contacts (ledger_id, address, person_id) values ($1, 'tg:2', 1)`, [
					home.id,
				]),
			),
		).rejects.toMatchObject({ code: '42501' })
		await expect(join({ ...home, token: 'painel_wrong' }, 'X', 'tg:1')).rejects.toMatchObject({
			code: '42501',
		})
	})

	test('the code itself is not stored', async () => {
		const home = await household()
		const code = await home.code()
		const [row] = await database.query<{ text: string }>(
			'select c::text as text from private.join_codes c where ledger_id = $1',
			[home.id],
		)
		expect(row!.text).not.toContain(code)
	})
})

test('a ledger has at most 500 contacts, and a person removed takes theirs along', async () => {
	const home = await household()
	await home.asOwner(
		`insert into public.contacts (ledger_id, address, person_id) select $1, 'tg:' || n, 1 from generate_series(1, 500) n`,
		[home.id],
	)
	await expect(home.add('tg:501')).rejects.toMatchObject({ code: '22023' })
	await home.asOwner('delete from public.people where ledger_id = $1 and id = 1', [home.id])
	expect(await home.addresses()).toEqual([])
})
