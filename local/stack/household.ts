import type { HouseholdSetup } from '../../src/household/setup'
import type { InboxRow } from '../../src/ledger/inbox'
import type { ApiClient } from './api-client'
import type { Seeded } from './seed'

/** How many rows go into one request, as an agent that catches up would send them. */
const BATCH = 400

/** A request's rows must all have the same columns; null is what the inbox takes for not given. */
const DEFAULTS = {
	item: 0,
	action: 'record',
	target_message_id: null,
	target_item: null,
	kind: null,
	occurred_at: null,
	description: null,
	amount: null,
	category: null,
	source: null,
	person: null,
	installments: null,
	payload: null,
}

/** Writes a household's settings as its owner would: categories, sources, people, budgets and what comes again. */
export async function setUp({ owner, ledgerId }: Seeded, setup: HouseholdSetup, today: Date): Promise<void> {
	const add = <T extends object>(table: string, rows: T[]) =>
		owner.post<{ id: number; name: string }[]>(
			`/rest/v1/${table}`,
			rows.map(({ ...row }) => ({ ...row, id: undefined, ledger_id: ledgerId })),
			{ prefer: 'return=representation' },
		)
	const categories = await add('categories', setup.categories)
	const sources = await add('sources', setup.sources)
	await owner.post(
		'/rest/v1/cycles',
		setup.cards.map(({ source, ...days }) => ({
			ledger_id: ledgerId,
			source_id: sources.find(({ name }) => name === source)!.id,
			...days,
		})),
	)
	await add('people', setup.people)
	await owner.post(
		'/rest/v1/budgets',
		setup.budgets.map(({ category, monthsAgo, amount_cents }) => ({
			ledger_id: ledgerId,
			category_id: categories.find(({ name }) => name === category)?.id ?? null,
			month: firstOfMonth(today, monthsAgo),
			amount_cents,
		})),
	)
	await owner.post(
		'/rest/v1/recurring',
		setup.recurring.map(({ category, source, ...one }) => ({
			...one,
			ledger_id: ledgerId,
			category_id: categories.find(({ name }) => name === category)!.id,
			source_id: sources.find(({ name }) => name === source)!.id,
		})),
	)
}

function firstOfMonth(today: Date, monthsAgo: number): string {
	return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - monthsAgo, 1))
		.toISOString()
		.slice(0, 10)
}

/** Posts rows to the inbox in batches, oldest first; what is there already is left alone. */
export async function postRows(
	agent: ApiClient,
	rows: InboxRow[],
	onProgress: (done: number, all: number) => void = () => {},
): Promise<void> {
	for (let done = 0; done < rows.length; done += BATCH) {
		const batch = rows.slice(done, done + BATCH).map((row) => ({ ...DEFAULTS, ...row }))
		await agent.post('/rest/v1/inbox?on_conflict=ledger_id,message_id,item', batch, {
			prefer: 'return=minimal,resolution=ignore-duplicates',
		})
		onProgress(Math.min(done + BATCH, rows.length), rows.length)
	}
}
