import { expect } from 'vitest'
import { closingDate } from '../../../src/ledger/bill.ts'
import { dayNumber, monthOf } from '../../../src/ledger/day.ts'
import { addMonths } from '../../../src/ledger/month.ts'
import type { TestDatabase } from '../support/database.ts'
import type { Item, TestLedger } from '../support/ledger.ts'
import { Model, type Purchase } from './model.ts'
import type { Said, Step } from './steps.ts'

const DAY = 86_400_000

/** Tells a history to a ledger and to the model, and sees that both accept and refuse the same. */
export class Play {
	readonly model = new Model()
	private serial = 0
	private readonly now = Math.floor(Date.now() / 1000) * 1000

	constructor(
		private readonly database: TestDatabase,
		private readonly ledger: TestLedger,
	) {}

	async run(steps: Step[]): Promise<void> {
		for (const one of steps) await this.take(one)
	}

	private monthAgo(months: number): string {
		return addMonths(new Date(this.now).toISOString().slice(0, 7), -months)
	}

	private async take(one: Step): Promise<void> {
		const { model, ledger } = this
		if (one.do === 'record') return this.record(one)
		if (one.do === 'zone') {
			model.zone = one.zone
			await ledger.asOwner('update public.ledgers set timezone = $2 where id = $1', [ledger.id, one.zone])
		} else if (one.do === 'cycle') {
			const from_month = one.monthsAgo === null ? null : this.monthAgo(one.monthsAgo)
			const [closing_day, due_day] = one.days ?? [null, null]
			model.cycles.set(`${one.source} ${from_month}`, {
				source_id: one.source,
				from_month,
				closing_day,
				due_day,
			})
			await ledger.asOwner(
				`insert into public.cycles (ledger_id, source_id, from_month, closing_day, due_day)
				values ($1, $2, ($3 || '-01')::date, $4, $5)
				on conflict (ledger_id, source_id, from_month) do update
				set closing_day = excluded.closing_day, due_day = excluded.due_day`,
				[ledger.id, one.source, from_month, closing_day, due_day],
			)
		} else if (one.do === 'closing') {
			const bill_month = this.monthAgo(one.monthsAgo)
			const closing_date = new Date(Date.parse(`${bill_month}-01`) + one.moved * DAY)
				.toISOString()
				.slice(0, 10)
			model.closings.set(`${one.source} ${bill_month}`, { source_id: one.source, bill_month, closing_date })
			await ledger.asOwner(
				`insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date)
				values ($1, $2, ($3 || '-01')::date, $4)
				on conflict (ledger_id, source_id, bill_month) do update set closing_date = excluded.closing_date`,
				[ledger.id, one.source, bill_month, closing_date],
			)
		} else {
			const target = model.purchases[one.target]
			if (target) await this.correct(one, target)
		}
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

	private async record({ said, part, refunds }: Extract<Step, { do: 'record' }>): Promise<void> {
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
		const answer = await this.ledger.postOne(whole)
		const mayRefund = !target || (target.kind === 'expense' && !target.voided)
		if (answer.status === 'rejected') {
			expect(answer.reason).toBe(mayRefund ? 'same_place' : 'target_not_found')
			return
		}
		expect(mayRefund).toBe(true)
		const text = (value: unknown) => (value === '' || value === undefined ? null : (value as string))
		model.purchases.push({
			message_id,
			kind: said.kind ?? 'expense',
			cents: said.cents ?? 100,
			installments: (whole.installments as number | undefined) ?? 1,
			part: (whole.part as number | undefined) ?? null,
			parts: (whole.parts as number | undefined) ?? null,
			at: when ?? (await this.instantOf(message_id)),
			// What it does not say is the purchase's; an empty text says that there is none.
			source: whole.source === undefined && target ? target.source : text(whole.source),
			to_source: said.kind === 'transfer' ? text(whole.to_source) : null,
			category: whole.category === undefined && target ? target.category : text(whole.category),
			given: text(whole.bill_month),
			moves: [],
			voided: false,
			refundOf: target?.message_id ?? null,
		})
	}

	private async instantOf(message_id: string): Promise<number> {
		const [row] = await this.database.query<{ at: string }>(
			'select occurred_at as at from public.transactions where ledger_id = $1 and message_id = $2',
			[this.ledger.id, message_id],
		)
		return Date.parse(row!.at)
	}

	private async correct(
		one: Extract<Step, { do: 'amend' | 'move' | 'undo' }>,
		target: Purchase,
	): Promise<void> {
		const { model } = this
		const message_id = `c${this.serial++}`
		const base = { message_id, target_message_id: target.message_id }
		if (one.do === 'undo') {
			const answer = await this.ledger.postOne({ ...base, action: one.action })
			const can = target.voided === (one.action === 'restore')
			expect(answer.status).toBe(can ? 'accepted' : 'rejected')
			if (can) target.voided = one.action === 'void'
			return
		}
		if (one.do === 'move') {
			const to = one.to === null ? null : addMonths(monthOf(model.dayOf(target.at)), one.to)
			const answer = await this.ledger.postOne({
				...base,
				action: 'amend',
				from_part: one.from,
				parts_to: to ?? 'cancel',
			})
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
			expect(answer.status, JSON.stringify({ one, target, answer })).toBe(can ? 'accepted' : 'rejected')
			if (can) target.moves = [...target.moves.filter(([from]) => from < one.from), [one.from, to]]
			return
		}
		const { when, item } = this.fieldsOf(one.said, target.at)
		const { to_source, ...rest } = item as { to_source?: string; [name: string]: unknown }
		const kind = one.said.kind ?? target.kind
		const answer = await this.ledger.postOne({
			...base,
			action: 'amend',
			...rest,
			...(kind === 'transfer' && to_source !== undefined ? { to_source } : {}),
		})
		if (answer.status === 'rejected') return
		expect(target.voided).toBe(false)
		const { said } = one
		const text = (value: string | undefined, before: string | null) =>
			value === undefined ? before : value || null
		const sameSide = (kind === 'transfer') === (target.kind === 'transfer')
		target.kind = kind
		target.cents = said.cents ?? target.cents
		target.installments = said.installments ?? target.installments
		target.at = when ?? target.at
		target.source = text(said.source, target.source)
		target.category = text(said.category, target.category)
		target.to_source = kind === 'transfer' ? text(to_source, sameSide ? target.to_source : null) : null
		target.given = text(rest.bill_month as string | undefined, sameSide ? target.given : null)
		target.moves = target.moves.filter(([from]) => from <= target.installments)
		if (kind !== 'refund') target.refundOf = null
	}
}
