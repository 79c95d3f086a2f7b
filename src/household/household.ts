import { DAY_MS } from '../ledger/day'
import type { InboxRow } from '../ledger/inbox'
import { habits, monthlies, splurges } from './habits'
import { brazilian, type Purchase, purchaseRow } from './phrasing'
import { between, pick, type Random, seededRandom, timesToday, whatsappId } from './random'
import { refusedRow, sometimesUnknown } from './refused-messages'
import { type HouseholdSetup, householdSetup } from './setup'

export { nextMessage } from './next-message'

/** The household lives in São Paulo, at −03:00 all year for as long as its history reaches. */
const OFFSET = 3 * 3_600_000

export interface Household {
	setup: HouseholdSetup
	/** Oldest first; a message's items stand together. */
	rows: InboxRow[]
}

interface Moment {
	/** Days since the epoch, local. */
	day: number
	dayOfMonth: number
	weekday: number
	month: number
}

interface Span {
	seed?: number
	now: number
	days?: number
}

/**
 * About two years of a plausible Brazilian household, as its agent would have posted them to the inbox.
 * The same `seed` and `now` (ms) give the same rows, and another `now` changes the past only where messages still wait
 * to be reviewed. Nothing lies after `now`.
 */
export function makeHousehold(span: Span): Household {
	return { setup: householdSetup, rows: [...householdDays(span)].flat() }
}

/** The same rows day by day, oldest first, for callers that spread the work. */
export function* householdDays({ seed = 1, now, days = 730 }: Span): Generator<InboxRow[]> {
	const today = Math.floor((now - OFFSET) / DAY_MS)
	for (let day = today - days; day <= today; day++) {
		const random = seededRandom(seed * 1_000_003 + day)
		const date = new Date(day * DAY_MS)
		const moment = {
			day,
			dayOfMonth: date.getUTCDate(),
			weekday: date.getUTCDay(),
			month: date.getUTCMonth(),
		}
		// No message crosses local midnight, so the days in sequence are sorted by time.
		yield [...dayRows(random, moment), ...refusedRowsOfDay(random, moment, today - day)]
			.filter(({ at }) => at <= now)
			.sort((a, b) => a.at - b.at)
			.map(({ row }) => row)
	}
}

/** The moment at a local hour of the day, ms since the epoch. */
function momentAt(random: Random, day: number, hours: readonly [number, number]): number {
	return (
		day * DAY_MS + OFFSET + hours[0] * 3_600_000 + between(random, 0, (hours[1] - hours[0]) * 3600 - 1) * 1000
	)
}

/** ISO 8601 with the household's own offset, as agents send it. */
export function localIso(at: number): string {
	return new Date(at - OFFSET).toISOString().replace(/\.\d+Z$/, '-03:00')
}

function* dayRows(random: Random, moment: Moment): Generator<{ at: number; row: InboxRow }> {
	const buy = (hours: readonly [number, number], purchase: Purchase) => {
		const at = momentAt(random, moment.day, hours)
		return {
			at,
			row: sometimesUnknown(random, purchaseRow(random, whatsappId(random), localIso(at), purchase)),
		}
	}
	for (const monthly of monthlies) {
		if (monthly.day !== moment.dayOfMonth) continue
		const cents = between(random, monthly.cents[0], monthly.cents[1])
		yield buy([8, 11], { ...monthly, cents })
	}
	// Part of what was bought comes back, now and then.
	if (moment.dayOfMonth === 17)
		yield buy([13, 15], {
			kind: 'refund',
			what: 'Devolução na Decathlon',
			cents: 4990 + moment.month * 1000,
			category: 'Lazer',
			source: 'Nubank',
			person: 'Marcos',
		})
	const weekend = moment.weekday === 0 || moment.weekday === 6
	const season = moment.month === 11 ? 1.3 : 1
	for (const habit of habits) {
		const times = timesToday(random, habit.perMonth * season * (weekend ? 1.25 : 0.9))
		for (let i = 0; i < times; i++) {
			const [low, high] = habit.cents
			const cents = low + Math.round((high - low) * random() ** 2)
			yield buy(habit.hours, {
				what: pick(random, habit.what),
				cents: random() < 0.5 ? cents : Math.max(low, cents - (cents % 10)),
				category: habit.category,
				source: pick(random, habit.sources),
				person: pick(random, habit.people),
			})
		}
	}
	if (random() < 1 / 24) {
		const { category, what, cents, installments } = pick(random, splurges)
		yield buy([10, 20], {
			what,
			category,
			cents: between(random, cents[0], cents[1]),
			installments: pick(random, installments),
			source: pick(random, ['Nubank', 'Visa 4417']),
			person: pick(random, ['Ana', 'Marcos']),
		})
	}
	if (random() < 0.03) yield* twoInOneMessage(random, moment)
	if (random() < 0.02) yield* correction(random, moment)
	if (moment.month === 11 && moment.dayOfMonth === 18)
		yield buy([9, 10], {
			kind: 'income',
			what: 'Décimo terceiro da Ana',
			cents: 371000,
			category: null,
			source: 'Pix',
			person: 'Ana',
		})
}

/** "pão 12,50 e café 8,00 no pix": one message, two items. */
function* twoInOneMessage(random: Random, { day }: Moment): Generator<{ at: number; row: InboxRow }> {
	const at = momentAt(random, day, [8, 18])
	const id = whatsappId(random)
	const bread = between(random, 800, 1900)
	const coffee = between(random, 500, 1200)
	const payload = { message: `pão ${brazilian(bread)} e café ${brazilian(coffee)} no pix`, confidence: 0.93 }
	const both = { message_id: id, occurred_at: localIso(at), source: 'Pix', person: 'Ana', payload }
	yield { at, row: { ...both, item: 0, description: 'Pão', amount: brazilian(bread), category: 'Mercado' } }
	yield { at, row: { ...both, item: 1, description: 'Café', amount: coffee / 100, category: 'Restaurantes' } }
}

/** A purchase sent with a wrong amount and corrected a minute later, or undone. */
function* correction(random: Random, { day }: Moment): Generator<{ at: number; row: InboxRow }> {
	const at = momentAt(random, day, [9, 20])
	const cents = between(random, 2500, 12000)
	const purchase = { what: 'Mercado da vila', cents, category: 'Mercado', source: 'Nubank', person: 'Marcos' }
	const first = purchaseRow(random, whatsappId(random), localIso(at), purchase)
	yield { at, row: first }
	const later = {
		message_id: whatsappId(random),
		target_message_id: first.message_id,
		target_item: 0,
		person: 'Marcos',
	}
	if (random() < 0.6) {
		const right = brazilian(cents + 1000)
		const payload = { message: `corrige o mercado: foi ${right}`, confidence: 0.95 }
		yield { at: at + 60_000, row: { ...later, action: 'amend', amount: right, payload } }
	} else {
		const payload = { message: 'apaga essa última, mandei duas vezes', confidence: 0.96 }
		yield { at: at + 60_000, row: { ...later, action: 'void', payload } }
	}
}

/** Days back from today that have a message still to be reviewed. */
const WAITING = [0, 1, 3, 6, 11]

function* refusedRowsOfDay(
	random: Random,
	{ day }: Moment,
	daysAgo: number,
): Generator<{ at: number; row: InboxRow }> {
	const which = WAITING.indexOf(daysAgo)
	if (which >= 0) {
		const at = momentAt(random, day, [0, 8])
		yield { at, row: refusedRow(which, whatsappId(random), localIso(at)) }
	} else if (daysAgo > 14 && day % 41 === 0) {
		// Older ones were corrected by a later message, so they no longer wait.
		const at = momentAt(random, day, [12, 20])
		const first = refusedRow(0, whatsappId(random), localIso(at))
		yield { at, row: first }
		const right = { amount: brazilian(between(random, 9000, 18000)), person: 'Ana' }
		const target = { action: 'amend', target_message_id: first.message_id, target_item: 0 }
		const payload = { message: `o jantar foi ${right.amount}`, confidence: 0.97 }
		yield { at: at + 600_000, row: { message_id: whatsappId(random), ...target, ...right, payload } }
	}
}
