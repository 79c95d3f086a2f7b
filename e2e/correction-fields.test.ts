// @module-tag ci
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { corrections as words } from '../src/words/pt-BR/corrections'
import { page as pageWords } from '../src/words/pt-BR/page'
import { control, correct, details, hide, openDetails } from './harness/corrections'
import { createHousehold, type Household, type Member, type Receipt } from './harness/household'
import { monthsAgo } from './harness/moments'
import { Reader } from './harness/reader'

// Each of the fields in each situation. The tests of a situation share a page: each puts a purchase of its own right.

const w = words.corrections

interface Field {
	change(reader: Reader): Promise<unknown>
	/** What the server has once it was sent. */
	made: Record<string, unknown>
	/** What somebody else makes of the same field, as it is filed, and as the page writes it. */
	theirs: Record<string, unknown>
	theirsSaid: string
}

const choose = (name: string, value: string) => (reader: Reader) => control(reader, name).selectOption(value)
const type = (name: string, value: string) => (reader: Reader) => control(reader, name).fill(value)
/** A bill month that many months ahead. */
const bill = (ahead: number) => monthsAgo(-ahead).slice(0, 7)
const shortMonth = (month: string) =>
	new Intl.DateTimeFormat('pt-BR', { month: 'short', timeZone: 'UTC' })
		.format(new Date(`${month}-15`))
		.replace('.', '')

const FIELDS: Record<string, Field> = {
	description: {
		change: type('description', 'Padaria'),
		made: { description: 'Padaria' },
		theirs: { description: 'Quitanda' },
		theirsSaid: 'Quitanda',
	},
	amount: {
		change: type('amount', '12,50'),
		made: { amount_cents: 1250 },
		theirs: { amount: 31 },
		theirsSaid: '31,00',
	},
	category: {
		change: choose('category', 'Lazer'),
		made: { category_text: 'Lazer' },
		theirs: { category: 'Transporte' },
		theirsSaid: 'Transporte',
	},
	source: {
		change: choose('source', 'Nubank'),
		made: { source_text: 'Nubank' },
		theirs: { source: 'Dinheiro' },
		theirsSaid: 'Dinheiro',
	},
	person: {
		change: choose('person', 'Marcos'),
		made: { person_text: 'Marcos' },
		theirs: { person: 'Júlia' },
		theirsSaid: 'Júlia',
	},
	kind: {
		change: choose('kind', 'income'),
		made: { kind: 'income' },
		theirs: { kind: 'refund' },
		theirsSaid: w.kinds.refund,
	},
	bill: {
		change: choose('bill', bill(2)),
		made: { bill_month: `${bill(2)}-01`, bill_given: true },
		theirs: { bill_month: bill(1) },
		theirsSaid: shortMonth(bill(1)),
	},
	installments: {
		change: type('installments', '3'),
		made: { installments: 3 },
		theirs: { installments: 2 },
		theirsSaid: '2×',
	},
	day: {
		change: type('day', '2026-01-15'),
		made: { bill_month: '2026-01-01' },
		theirs: { occurred_at: '2026-02-20T12:00:00-03:00' },
		theirsSaid: '20 fev 2026',
	},
}
const NAMES = Object.keys(FIELDS)

/** A ledger with a purchase for each field, and the page of somebody who reads it. */
class Stage {
	private constructor(
		readonly home: Household,
		readonly member: Member,
		readonly reader: Reader,
		private readonly bought: Receipt[],
	) {}

	static async open(role: 'owner' | 'editor' | 'viewer' = 'owner'): Promise<Stage> {
		const home = await createHousehold(inject('stack'), {
			sources: [{ name: 'Pix' }, { name: 'Dinheiro' }, { name: 'Nubank', closing_day: 25, due_day: 5 }],
			people: [{ name: 'Ana' }, { name: 'Marcos' }, { name: 'Júlia' }],
		})
		const purchase = { amount: 10, category: 'Mercado', source: 'Pix', person: 'Ana' }
		const bought = await home.post(
			NAMES.map((name) => ({ description: Stage.descriptionOf(name), ...purchase })),
		)
		const member = role === 'owner' ? home.owner : await home.join(role, 'Marcos')
		const reader = await Reader.openAs(member, { serviceWorkers: 'block' })
		await reader.sees('live')
		return new Stage(home, member, reader, bought)
	}

	static descriptionOf = (name: string) => `Compra de ${name}`

	async begin(): Promise<void> {
		await this.reader.page.reload()
		await this.reader.sees('live')
	}

	idOf(name: string): string {
		return this.bought[NAMES.indexOf(name)]!.transaction_id!
	}

	async openDetails(name: string): Promise<void> {
		const description = Stage.descriptionOf(name)
		await this.reader.rows(description).first().waitFor()
		await openDetails(this.reader, description)
	}

	/** Brings the code of the form, and what asks before signing out: what comes after may be without a network. */
	async loadForm(): Promise<void> {
		await this.openDetails(NAMES[0]!)
		await this.reader.page.waitForFunction(() =>
			performance.getEntriesByType('resource').some(({ name }) => name.includes('SignOutQuestion')),
		)
		await this.reader.page.keyboard.press('Escape')
	}

	async correct(name: string): Promise<void> {
		await this.openDetails(name)
		await correct(this.reader, () => FIELDS[name]!.change(this.reader))
		await this.waiting().waitFor()
	}

	/** The reader's own correction in the details, until the server has it. */
	waiting() {
		return details(this.reader).locator('[data-corrections]')
	}

	/** The transaction as the server has it. */
	async stored(name: string): Promise<Record<string, unknown>> {
		const path = `transactions?id=eq.${this.idOf(name)}`
		return (await this.home.owner.request<Record<string, unknown>[]>('GET', path))[0]!
	}

	async seesSent(name: string): Promise<void> {
		await expect.poll(() => this.stored(name)).toMatchObject(FIELDS[name]!.made)
		await this.waiting().waitFor({ state: 'detached' })
	}

	async amend(who: Member, name: string, fields: object): Promise<unknown> {
		const item = { message_id: `${who.email} ${name}`, action: 'amend', transaction_id: this.idOf(name) }
		return who.rpc('correct', { ledger_id: this.home.ledgerId, items: [{ ...item, ...fields }] })
	}
}

let stage: Stage
const open = (role?: 'editor' | 'viewer') => {
	beforeAll(async () => {
		stage = await Stage.open(role)
	})
	afterAll(() => stage?.reader.close())
}

describe('online, a correction is at once on the page, then on the server, with the history', () => {
	open()
	// Sending at once is what leaving the page does: it comes back by a reload, which is half of the work of another one.
	beforeEach(() => stage.begin())

	it.each(NAMES)('%s', async (name) => {
		await stage.correct(name)
		expect(await stage.stored(name)).not.toMatchObject(FIELDS[name]!.made)
		await hide(stage.reader)
		await stage.seesSent(name)
		const person = stage.member.email.split('@')[0]!
		const said = pageWords.details.onPage.replace('{{ person }}', person)
		await details(stage.reader).getByText(said).waitFor()
	})
})

describe('offline', () => {
	open()
	/** What was seen of each while there was no network; the one way back to it sends them all. */
	const seen = new Map<string, { waits: boolean; stored: Record<string, unknown>; asked: string }>()

	/** Leaves the details, asks to sign out, and stays: what the question says. */
	async function askToSignOut(): Promise<string> {
		const { reader } = stage
		await reader.page.keyboard.press('Escape')
		await reader.choose(pageWords.menu.signOut)
		const question = reader.page.getByRole('alertdialog')
		const said = await question.locator('p').first().textContent()
		await question.getByRole('button', { name: pageWords.ui.cancel }).click()
		await question.waitFor({ state: 'detached' })
		return said ?? ''
	}

	beforeAll(async () => {
		const { reader } = stage
		await stage.loadForm()
		await reader.context.setOffline(true)
		await reader.sees('offline')
		for (const name of NAMES) {
			await stage.correct(name)
			const waits = await stage.waiting().getByText(w.waits).isVisible()
			seen.set(name, { waits, stored: await stage.stored(name), asked: await askToSignOut() })
		}
		await reader.context.setOffline(false)
		await reader.sees('live')
	})

	it.each(NAMES)('a correction of the %s waits, and goes once the network is back', async (name) => {
		const { made } = FIELDS[name]!
		const { waits, stored } = seen.get(name)!
		expect(waits).toBe(true)
		expect(stored).not.toMatchObject(made)
		await expect.poll(() => stage.stored(name)).toMatchObject(made)
	})

	it.each(NAMES)('signing out asks while a correction of the %s waits', (name) => {
		expect(seen.get(name)!.asked).toBe(w.signOut.lead(NAMES.indexOf(name) + 1))
	})
})

describe('where somebody else changed the same meanwhile, both values are shown and one is chosen', () => {
	open()
	beforeEach(() => stage.reader.page.keyboard.press('Escape'))

	it.each(NAMES)('%s', async (name) => {
		const { theirs, theirsSaid, made } = FIELDS[name]!
		await stage.correct(name)
		await stage.amend(stage.home.owner, name, theirs)
		const conflict = details(stage.reader).locator('[data-status=conflict]')
		await conflict.locator('[data-whose=theirs]').getByText(theirsSaid).waitFor()
		expect(await conflict.locator('[data-whose=mine]').textContent()).not.toContain(theirsSaid)
		expect(await stage.stored(name)).not.toMatchObject(made)
		// What offered to undo it is over: the notice says what happened.
		const offers = stage.reader.page.locator('.toast').getByRole('button', { name: w.takeBack })
		await expect.poll(() => offers.count()).toBe(0)
		await conflict.getByRole('button', { name: w.conflict.changed.mine }).click()
		await stage.seesSent(name)
	})
})

describe('a viewer corrects nothing, on the page or past it', () => {
	open('viewer')
	beforeEach(() => stage.reader.page.keyboard.press('Escape'))

	it.each(NAMES)('%s', async (name) => {
		const { reader } = stage
		const before = await stage.stored(name)
		await reader.rows(Stage.descriptionOf(name)).first().getByRole('button').first().click()
		await details(reader).getByText(w.reply).waitFor()
		expect(await details(reader).getByRole('button', { name: w.correct, exact: true }).count()).toBe(0)
		await expect(stage.amend(stage.member, name, FIELDS[name]!.theirs)).rejects.toThrow('42501')
		expect(await stage.stored(name)).toEqual(before)
	})
})

describe('who loses the role while a correction waits is told, and it is taken back', () => {
	open('editor')
	const before = new Map<string, Record<string, unknown>>()

	beforeAll(async () => {
		const { home, reader } = stage
		await stage.loadForm()
		// Or the first would be sent after ten seconds, role and all, on a machine that takes longer for the others.
		await reader.context.setOffline(true)
		await reader.sees('offline')
		for (const name of NAMES) {
			before.set(name, await stage.stored(name))
			await stage.correct(name)
			await reader.page.keyboard.press('Escape')
		}
		const path = `members?ledger_id=eq.${home.ledgerId}&name=eq.Marcos&select=user_id`
		const [{ user_id }] = (await home.owner.request('GET', path)) as [{ user_id: string }]
		await home.owner.rpc('set_member_role', { ledger_id: home.ledgerId, user_id, role: 'viewer' })
		await reader.context.setOffline(false)
		await reader.go('#/conferir')
	})

	it.each(NAMES)('%s', async (name) => {
		const own = stage.reader.page.locator('[data-page=review] [data-status=refused]')
		const refused = own.filter({ hasText: Stage.descriptionOf(name) })
		await refused.getByText(w.reasons.not_allowed).waitFor()
		expect(await stage.stored(name)).toEqual(before.get(name))
	})
})
