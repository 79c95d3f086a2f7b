import { expect } from 'vitest'
import { closingDate } from '../../../src/ledger/bill.ts'
import { dayNumber, monthOf } from '../../../src/ledger/day.ts'
import { addMonths } from '../../../src/ledger/month.ts'
import type { Item } from '../support/ledger.ts'
import { Model, type Purchase } from './model.ts'
import type { Said, Step } from './steps.ts'

const DAY = 86_400_000

/** What the inbox said to one item. */
export interface Verdict {
	status: string
	reason: string | null
	/** When the purchase was, ISO 8601; null for what is none. */
	occurred_at: string | null
}

/** One item that the inbox is told, and what its answer means to the model. */
export interface Told {
	item: Item
	/** Which purchase it is about; null: a new one. */
	about: Purchase | null
	heard(verdict: Verdict): void
}

type Recorded = Extract<Step, { do: 'record' }>
type Correction = Extract<Step, { do: 'amend' | 'move' | 'undo' }>
export type Setting = Extract<Step, { do: 'cycle' | 'closing' | 'zone' | 'label' }>

export const isSetting = (step: Step): step is Setting =>
	['cycle', 'closing', 'zone', 'label'].includes(step.do)

/** Turns a history into what a ledger is told, and sees that the ledger and the model accept and refuse the same. */
export class Play {
	readonly model = new Model()
	private serial = 0
	private readonly now = Math.floor(Date.now() / 1000) * 1000

	/** A setting as the model has it from now on; false: it must be refused. */
	set(one: Setting): boolean {
		const { model } = this
		if (one.do === 'label') return model.relabel(one.what, one.id, one.name, one.aliases)
		if (one.do === 'zone') model.zone = one.zone
		else if (one.do === 'cycle') {
			const from_month = one.monthsAgo === null ? null : this.monthAgo(one.monthsAgo)
			const [closing_day, due_day] = one.days ?? [null, null]
			const key = `${one.source} ${from_month}`
			// What was set last stands last.
			model.cycles.delete(key)
			model.cycles.set(key, {
				source_id: one.source,
				from_month,
				closing_day,
				due_day,
			})
		} else {
			const bill_month = this.monthAgo(one.monthsAgo)
			const closing_date = new Date(Date.parse(`${bill_month}-01`) + one.moved * DAY)
				.toISOString()
				.slice(0, 10)
			const key = `${one.source} ${bill_month}`
			model.closings.delete(key)
			model.closings.set(key, { source_id: one.source, bill_month, closing_date })
		}
		return true
	}

	/** Null: it is about a purchase that there is not. */
	tell(one: Recorded | Correction): Told | null {
		if (one.do === 'record') return this.record(one)
		const target = this.model.purchases[one.target]
		return target ? this.correct(one, target) : null
	}

	private monthAgo(months: number): string {
		return addMonths(new Date(this.now).toISOString().slice(0, 7), -months)
	}

	private fieldsOf(
		{ kind, cents, daysAgo, hour = 12, installments, source, to_source, category, bill }: Said,
		at?: number,
	) {
		const when =
			daysAgo === undefined ? at : Math.floor(this.now / DAY) * DAY - daysAgo * DAY + hour * 3_600_000
		const local = this.model.dayOf(when ?? this.now)
		return {
			when,
			item: {
				...(kind === undefined ? {} : { kind }),
				...(cents === undefined ? {} : { amount: cents / 100 }),
				...(daysAgo === undefined ? {} : { occurred_at: new Date(when!).toISOString() }),
				...(installments === undefined ? {} : { installments }),
				...(source === undefined ? {} : { source }),
				...(to_source === undefined ? {} : { to_source }),
				...(category === undefined ? {} : { category }),
				...(bill === undefined ? {} : { bill_month: bill === null ? '' : addMonths(monthOf(local), bill) }),
			},
		}
	}

	private record({ said, part, refunds }: Recorded): Told {
		const { model } = this
		const message_id = `m${this.serial++}`
		const { when, item } = this.fieldsOf({ cents: 100, ...said })
		const target = said.kind === 'refund' && refunds !== null ? model.purchases[refunds] : undefined
		const whole: Item = {
			message_id,
			description: 'x',
			...item,
			...(said.kind === 'transfer' ? { installments: 1 } : { to_source: null }),
			...(part && said.kind !== 'transfer' ? { part: part[0], parts: part[1], installments: 1 } : {}),
			...(target ? { target_message_id: target.message_id } : {}),
		}
		return {
			item: whole,
			about: target ?? null,
			heard: ({ status, reason, occurred_at }) => {
				const mayRefund = !target || (target.kind === 'expense' && !target.voided)
				if (status === 'rejected') {
					expect(reason).toBe(mayRefund ? 'same_place' : 'target_not_found')
					return
				}
				expect(mayRefund).toBe(true)
				model.purchases.push(purchaseOf(whole, said, target, when ?? Date.parse(occurred_at!)))
			},
		}
	}

	private correct(one: Correction, target: Purchase): Told {
		const message_id = `c${this.serial++}`
		const base = { message_id, target_message_id: target.message_id }
		if (one.do === 'undo') {
			return {
				item: { ...base, action: one.action },
				about: target,
				heard: ({ status }) => {
					const can = target.voided === (one.action === 'restore')
					expect(status).toBe(can ? 'accepted' : 'rejected')
					if (can) target.voided = one.action === 'void'
				},
			}
		}
		return one.do === 'move' ? this.move(one, target, base) : this.amend(one, target, base)
	}

	private move(
		one: Extract<Step, { do: 'move' }>,
		target: Purchase,
		base: { message_id: string; target_message_id: string },
	): Told {
		const { model } = this
		const to = one.to === null ? null : addMonths(monthOf(model.dayOf(target.at)), one.to)
		return {
			item: { ...base, action: 'amend', from_part: one.from, parts_to: to ?? 'cancel' },
			about: target,
			heard: ({ status }) => {
				const source = model.sourceOf(target.source)
				const billed = model
					.partsOf(target)
					.some(
						({ k, bill }) =>
							k >= one.from &&
							closingDate(bill, model.cyclesOf(source), model.closingsOf(source)) <=
								dayNumber(model.dayOf(Date.now())),
					)
				const can =
					!target.voided &&
					target.kind !== 'transfer' &&
					one.from <= target.installments &&
					!(one.from === 1 && to === null) &&
					!billed
				expect(status, JSON.stringify({ one, target })).toBe(can ? 'accepted' : 'rejected')
				if (can) target.moves = [...target.moves.filter(([from]) => from < one.from), [one.from, to]]
			},
		}
	}

	private amend(
		one: Extract<Step, { do: 'amend' }>,
		target: Purchase,
		base: { message_id: string; target_message_id: string },
	): Told {
		const { when, item } = this.fieldsOf(one.said, target.at)
		const { to_source, ...rest } = item as { to_source?: string; [name: string]: unknown }
		const kind = one.said.kind ?? target.kind
		return {
			item: {
				...base,
				action: 'amend',
				...rest,
				...(kind === 'transfer' && to_source !== undefined ? { to_source } : {}),
			},
			about: target,
			heard: ({ status }) => {
				if (status === 'rejected') return
				expect(target.voided).toBe(false)
				const { said } = one
				const sameSide = (kind === 'transfer') === (target.kind === 'transfer')
				target.kind = kind
				target.cents = said.cents ?? target.cents
				target.installments = said.installments ?? target.installments
				target.at = when ?? target.at
				target.source = replaced(said.source, target.source)
				target.category = replaced(said.category, target.category)
				target.to_source =
					kind === 'transfer' ? replaced(to_source, sameSide ? target.to_source : null) : null
				target.given = replaced(rest.bill_month as string | undefined, sameSide ? target.given : null)
				target.moves = target.moves.filter(([from]) => from <= target.installments)
				if (kind !== 'refund') target.refundOf = null
			},
		}
	}
}

/** Undefined: not said, so it stays; an empty text says that there is none. */
const replaced = (value: string | undefined, before: string | null): string | null =>
	value === undefined ? before : value || null

/** What was just recorded; a refund takes from its purchase what it does not say. */
function purchaseOf(item: Item, said: Said, target: Purchase | undefined, at: number): Purchase {
	const text = (value: unknown) => replaced(value as string | undefined, null)
	return {
		message_id: item.message_id,
		kind: said.kind ?? 'expense',
		cents: said.cents ?? 100,
		installments: (item.installments as number | undefined) ?? 1,
		part: (item.part as number | undefined) ?? null,
		parts: (item.parts as number | undefined) ?? null,
		at,
		source: replaced(item.source as string | undefined, target?.source ?? null),
		to_source: said.kind === 'transfer' ? text(item.to_source) : null,
		category: replaced(item.category as string | undefined, target?.category ?? null),
		given: text(item.bill_month),
		moves: [],
		voided: false,
		refundOf: target?.message_id ?? null,
	}
}
