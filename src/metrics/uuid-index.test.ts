import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import fc from '../../fixtures/property'
import { formatUuid, parseUuid } from './uuid'
import { UuidIndex } from './uuid-index'

describe('uuids', () => {
	it('come back as they went in, in lower case', () => {
		const words = new Uint32Array(4)
		fc.assert(
			fc.property(fc.uuid(), (uuid) => {
				expect(parseUuid(uuid.toUpperCase(), words)).toBe(true)
				expect(formatUuid(words, 0)).toBe(uuid)
			}),
		)
	})

	it('are refused when they are none', () => {
		const words = new Uint32Array(4)
		const uuid = randomUUID()
		const broken = [
			'',
			uuid.slice(1),
			`${uuid}0`,
			uuid.replace('-', '0'),
			`g${uuid.slice(1)}`,
			`${uuid.slice(0, 35)}ç`,
			'\u0130'.repeat(36),
		]
		for (const text of broken) expect(parseUuid(text, words)).toBe(false)
	})
})

describe('UuidIndex', () => {
	it('finds every slot through its growth, and nothing else', () => {
		const index = new UuidIndex()
		const count = 20_000
		const words = new Uint32Array(4 * count)
		const wanted = new Uint32Array(4)
		const ids = Array.from({ length: count }, (_, slot) =>
			// Half of them share all but a few bits, as ids made from time would.
			slot % 2 === 0 ? randomUUID() : `00000000-0000-7000-8000-${slot.toString(16).padStart(12, '0')}`,
		)
		for (const [slot, id] of ids.entries()) {
			parseUuid(id, wanted)
			expect(index.find(wanted, words)).toBe(-1)
			words.set(wanted, slot * 4)
			index.add(slot)
		}
		for (const [slot, id] of ids.entries()) {
			parseUuid(id, wanted)
			expect(index.find(wanted, words)).toBe(slot)
		}
		parseUuid(randomUUID(), wanted)
		expect(index.find(wanted, words)).toBe(-1)
	})

	it('tells uuids of the same hash apart', () => {
		// Of so many, drawn by a fixed rule, some share all 32 bits of the hash.
		const count = 200_000
		const words = new Uint32Array(4 * count)
		let state = 1
		for (let at = 0; at < words.length; at++) {
			state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
			words[at] = state ^ (state >>> 15)
		}
		const index = new UuidIndex()
		const wanted = (slot: number) => words.subarray(slot * 4, slot * 4 + 4)
		let mistakes = 0
		for (let slot = 0; slot < count; slot++) {
			if (index.find(wanted(slot), words) !== -1) mistakes++
			index.add(slot)
		}
		for (let slot = 0; slot < count; slot++) if (index.find(wanted(slot), words) !== slot) mistakes++
		expect(mistakes).toBe(0)
	})
})
