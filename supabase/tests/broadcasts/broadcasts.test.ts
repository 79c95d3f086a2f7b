import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from '../../../fixtures/property.ts'
import { startDatabase, type TestDatabase } from '../support/database.ts'
import { insertStatement } from '../support/ledger.ts'
import { agent, as, signedIn, signUp } from '../support/persona.ts'
import { type Step, statementOf, step } from './statements.ts'
import { type Heard, type State, stateOf, storedRows, takeHeard, watchBroadcasts } from './watch.ts'
import { FURNITURE, firstItems, type House, type Statement, type World } from './world.ts'

// Whatever a statement does, the page hears of it: every revision once and in order, with the very rows that
// ledger_changes would answer, and a hint whenever the review list, the settings or the members are others than before.

/** More by PAINEL_STATEMENTS=10000; others by PAINEL_SEED. A failure prints its seed and path, and shrinks. */
const statements = Number(process.env.PAINEL_STATEMENTS ?? 500)
const LONGEST = 50

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
	await watchBroadcasts(database)
})
afterAll(() => database.stop())

/** Refusals that a step may meet: a name taken, a repeated message, a row that is gone, a value out of range, a wrong name. */
const REFUSALS = ['23503', '23505', '23514', '22023', '42501', 'PT404', 'PT409']

/** A reader that holds what broadcasts brought, by the page's rule: the newest revision wins. */
class Reader {
	private readonly held = new Map<string, Record<string, unknown>>()
	constructor(readonly ledgerId: string) {}

	apply(columns: object): void {
		for (const row of rowsOf(columns)) {
			const before = this.held.get(row.id as string)
			if (!before || (before.revision as number) < (row.revision as number))
				this.held.set(row.id as string, row)
		}
	}

	rows(): Record<string, unknown>[] {
		return [...this.held.values()].sort((a, b) => (a.revision as number) - (b.revision as number))
	}
}

function rowsOf(columns: object): Record<string, unknown>[] {
	const entries = Object.entries(columns) as [string, unknown[]][]
	return (columns as { id: string[] }).id.map((_, k) =>
		Object.fromEntries(entries.map(([name, values]) => [name, values[k]])),
	)
}

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value))

/** Holds one broadcast of changes to what is stored. */
function expectTrue({ payload: { from, to, rows }, stored }: Heard): void {
	const count = stored!.id.length
	// Every number of the broadcast is a row's, so a reader may go from one to the other.
	expect(stored!.revision).toEqual(Array.from({ length: to - from }, (_, k) => from + k + 1))
	if (rows) {
		expect(rows).toEqual(stored)
		expect(count).toBeLessThanOrEqual(200)
		// The smallest plan of the platform carries 256 kB.
		expect(bytes(rows)).toBeLessThan(160_000)
	} else if (count <= 200) expect(bytes(stored)).toBeGreaterThan(64_000)
}

/** Holds all that one statement sent about one ledger to what changed there. */
function expectTold(heard: Heard[], before: State, after: State, reader: Reader): void {
	const of = (event: string) => heard.filter((message) => message.event === event)
	let at = before.revision
	for (const message of of('changes')) {
		expect(message.payload.from).toBe(at)
		at = message.payload.to
		expectTrue(message)
		reader.apply(message.payload.rows ?? message.stored!)
	}
	expect(at).toBe(after.revision)

	const numbers = (event: string, name: 'inbox_revision' | 'settings_revision' | 'epoch') =>
		expect(of(event).map((message) => message.payload[name])).toEqual(
			Array.from({ length: after[name] - before[name] }, (_, k) => before[name] + k + 1),
		)
	numbers('inbox', 'inbox_revision')
	numbers('settings', 'settings_revision')
	numbers('epoch', 'epoch')
	if (JSON.stringify(after.to_review) !== JSON.stringify(before.to_review))
		expect(after.inbox_revision).toBeGreaterThan(before.inbox_revision)
	if (JSON.stringify([after.name, after.settings]) !== JSON.stringify([before.name, before.settings]))
		expect(after.settings_revision).toBeGreaterThan(before.settings_revision)
	const left = before.members.some((member) => !after.members.includes(member))
	expect(after.epoch).toBe(before.epoch + (left ? 1 : 0))
}

let houses = 0

async function makeHouse(owner: string, agents: number): Promise<House> {
	const name = `Casa ${++houses}`
	return as(database, signedIn(owner), async (query) => {
		const [ledger] = await query<{ id: string }>('select id from public.create_ledger($1)', [name])
		const tokens: string[] = []
		for (let k = 0; k < agents; k++) {
			const [made] = await query<{ agent: { token: string } }>(
				'select public.create_agent($1, $2) as agent',
				[ledger!.id, `Agente ${k}`],
			)
			tokens.push(made!.agent.token)
		}
		return { id: ledger!.id, name, tokens }
	})
}

/** Names and purchases to begin with, so that from the first step on there is something that a change can move. */
async function furnish(owner: string, house: House): Promise<void> {
	await as(database, signedIn(owner), async (query) => {
		for (const [text, ...parameters] of FURNITURE) await query(text as string, [house.id, ...parameters])
	})
	const { text, parameters } = insertStatement(firstItems)
	await as(database, agent(house.tokens[0]!), (query) => query(text, parameters))
}

async function makeWorld(): Promise<World> {
	const owner = await signUp(database, `owner-${++houses}@example.com`)
	const made: World = {
		owner,
		houses: [await makeHouse(owner, 2), await makeHouse(owner, 1)],
		guests: [],
	}
	for (const house of made.houses) await furnish(owner, house)
	for (let k = 0; k < 3; k++) made.guests.push(await signUp(database, `guest-${++houses}@example.com`))
	return made
}

/** Runs it in a transaction of its own; a refusal that a step may meet leaves nothing behind. */
async function run({ persona, text, parameters }: Statement): Promise<void> {
	try {
		await as(database, persona, (query) => query(text, parameters))
	} catch (error) {
		if (!REFUSALS.includes((error as { code: string }).code)) throw error
	}
}

/** Readers that have caught up with what the ledgers have by now. */
async function catchUp(houses: House[]): Promise<Reader[]> {
	const heard = await takeHeard(database.query)
	return houses.map(({ id }) => {
		const reader = new Reader(id)
		for (const { topic, stored } of heard)
			if (stored && topic.startsWith(`ledger:${id}`)) reader.apply(stored)
		return reader
	})
}

let executed = 0
/** How often a step of each kind changed a transaction. */
const moved = new Map<Step['kind'], number>()
// biome-ignore format: one line
const MOVING: Step['kind'][] = ['post', 'many', 'add', 'alias', 'rename', 'drop', 'map', 'cycle', 'closing', 'both', 'zone']

async function playHistory(steps: Step[]): Promise<void> {
	const world = await makeWorld()
	let readers = await catchUp(world.houses)
	let states = await Promise.all(readers.map(({ ledgerId }) => stateOf(database.query, ledgerId)))

	for (const [serial, one] of steps.entries()) {
		world.houses.forEach((house, k) => {
			house.name = states[k]!.name
		})
		await run(statementOf(one, world, serial))
		executed++
		const heard = await takeHeard(database.query)
		if (heard.some((message) => message.event === 'changes'))
			moved.set(one.kind, (moved.get(one.kind) ?? 0) + 1)
		const after = await Promise.all(readers.map(({ ledgerId }) => stateOf(database.query, ledgerId)))
		// A new epoch is announced where everybody still hears it.
		const topics = readers.map((_, k) => [states[k]!.topic, after[k]?.topic])
		for (const message of heard) {
			expect(message.private).toBe(true)
			expect(topics.flat()).toContain(message.topic)
			if (message.event === 'epoch') expect(states.map((state) => state!.topic)).toContain(message.topic)
		}
		for (const [k, reader] of readers.entries()) {
			const told = heard.filter((message) => topics[k]!.includes(message.topic))
			// A deleted ledger says nothing more.
			if (after[k] === null) expect(told).toEqual([])
			else expectTold(told, states[k]!, after[k]!, reader)
		}
		if (after[1] === null) {
			world.houses[1] = await makeHouse(world.owner, 1)
			await furnish(world.owner, world.houses[1])
			readers = [readers[0]!, ...(await catchUp([world.houses[1]]))]
			after[1] = await stateOf(database.query, world.houses[1].id)
		}
		states = after
	}
	for (const reader of readers)
		expect(reader.rows()).toEqual(await storedRows(database.query, reader.ledgerId))
}

test('what a broadcast carries is what ledger_changes answers, whatever the history', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: LONGEST, size: 'max' }), playHistory),
		{ numRuns: Math.ceil((statements / LONGEST) * 2.2), endOnFailure: process.env.CI === 'true' },
	)
	// Steps that find nothing to change would prove nothing.
	expect([...moved.keys()]).toEqual(expect.arrayContaining(MOVING))
	expect(executed).toBeGreaterThanOrEqual(statements * 0.9)
}, 600_000)

test('200 rows go along with a broadcast, 201 do not', async () => {
	const world = await makeWorld()
	const post = async (count: 200 | 201) => {
		await takeHeard(database.query)
		await run(statementOf({ kind: 'many', house: 0, serial: count, count, width: 0 }, world, count))
		const heard = (await takeHeard(database.query)).filter(({ event }) => event === 'changes')
		expect(heard).toHaveLength(1)
		expectTrue(heard[0]!)
		return heard[0]!.payload.rows?.id.length
	}
	expect([await post(200), await post(201)]).toEqual([200, undefined])
})
