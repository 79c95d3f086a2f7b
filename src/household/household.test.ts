import { describe, expect, test } from 'vitest'
import { householdDays, makeHousehold, nextMessage } from './household'
import { brazilian } from './phrasing'
import { seededRandom } from './random'
import { householdSetup } from './setup'

const now = Date.parse('2026-11-23T18:00:00Z')

describe('the household generator', () => {
	const { rows } = makeHousehold({ now })

	test('gives the same rows for the same seed and moment, others for another seed', () => {
		expect(makeHousehold({ now }).rows).toEqual(rows)
		expect(makeHousehold({ now, seed: 2 }).rows).not.toEqual(rows)
	})

	test('covers two years, ends now and never repeats an item of a message', () => {
		expect(rows.length).toBeGreaterThan(1500)
		const keys = new Set(rows.map((row) => `${row.message_id} ${row.item ?? 0}`))
		expect(keys.size).toBe(rows.length)
		const times = rows.flatMap((row) => (row.occurred_at ? [Date.parse(row.occurred_at)] : []))
		expect(Math.max(...times)).toBeLessThanOrEqual(now)
		expect(now - Math.min(...times)).toBeGreaterThan(725 * 86_400_000)
	})

	test('holds what the page has to show: installments, income, corrections, undoes, refused and unknown', () => {
		const names = new Set(householdSetup.categories.flatMap((label) => [label.name, ...label.aliases]))
		const plain = (text: string) =>
			text
				.normalize('NFD')
				.replace(/\p{Diacritic}/gu, '')
				.toLowerCase()
		const known = new Set([...names].map(plain))
		expect(rows.some((row) => (row.installments ?? 1) >= 12)).toBe(true)
		expect(rows.filter((row) => row.kind === 'income').length).toBeGreaterThan(40)
		expect(rows.some((row) => row.action === 'amend')).toBe(true)
		expect(rows.some((row) => row.action === 'void')).toBe(true)
		expect(rows.some((row) => row.item === 1)).toBe(true)
		expect(rows.some((row) => row.category && !known.has(plain(row.category)))).toBe(true)
		expect(rows.some((row) => typeof row.amount === 'number')).toBe(true)
		expect(rows.some((row) => typeof row.amount === 'string')).toBe(true)
	})

	test('comes in the order of time, though made day by day', () => {
		const times = rows.flatMap((row) => (row.occurred_at ? [Date.parse(row.occurred_at)] : []))
		expect(times).toEqual([...times].sort((a, b) => a - b))
		expect([...householdDays({ now })].flat()).toEqual(rows)
	})

	test('targets only messages that were sent before', () => {
		const seen = new Set<string>()
		for (const row of rows) {
			if (row.target_message_id && row.target_message_id !== 'wamid.MENSAGEM-QUE-NAO-CHEGOU')
				expect(seen).toContain(row.target_message_id)
			seen.add(row.message_id)
		}
	})

	test('keeps the past when a day goes by', () => {
		const before = rows.filter((row) => row.occurred_at && row.occurred_at < '2026-10-01')
		const after = makeHousehold({ now: now + 86_400_000 }).rows
		const later = new Map(after.map((row) => [`${row.message_id} ${row.item ?? 0}`, row]))
		const kept = before.filter((row) => later.has(`${row.message_id} ${row.item ?? 0}`))
		expect(kept.length).toBeGreaterThan(before.length - 10)
	})
})

test('the simulated agent sends well-formed messages of this moment', () => {
	const random = seededRandom(7)
	const ids = new Set<string>()
	for (let i = 0; i < 500; i++) {
		const items = nextMessage(random, now + i)
		expect(items.length).toBeGreaterThan(0)
		for (const row of items) {
			ids.add(row.message_id)
			if (row.occurred_at) expect(Date.parse(row.occurred_at)).toBe(now + i)
		}
	}
	expect(ids.size).toBe(500)
})

test('amounts read as Brazilians write them', () => {
	expect([5, 100, 123456, 99999999999].map(brazilian)).toEqual(['0,05', '1,00', '1.234,56', '999.999.999,99'])
})
