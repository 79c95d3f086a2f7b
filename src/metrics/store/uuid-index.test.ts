import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import fc from '../../../fixtures/property'
import { formatUuid, parseUuid } from '../../ledger/uuid'
import { CHUNK, FIT, Rows, UNFIT, UNKNOWN } from './rows'
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

/** Looks ids up, a chunk at a time, as a load does. */
function makeFinder(capacity: number) {
	const index = new UuidIndex()
	const words = new Uint32Array(4 * capacity)
	const rows = new Rows()
	let length = 0
	return {
		index,
		/** The slots of `ids` (four words each); unknown ones get one where `state` is fit. */
		locate(ids: Uint32Array, state: number): number[] {
			const found: number[] = []
			for (let from = 0; from < ids.length; from += 4 * CHUNK) {
				const chunk = ids.subarray(from, from + 4 * CHUNK)
				rows.length = chunk.length / 4
				rows.ids.set(chunk)
				rows.state.fill(state)
				const slots = new Int32Array(CHUNK)
				length = index.locate(rows, words, length, slots)
				found.push(...slots.subarray(0, rows.length))
			}
			return found
		},
	}
}

describe('UuidIndex', () => {
	const COUNT = 20_000
	const ids = new Uint32Array(4 * COUNT)
	for (let slot = 0; slot < COUNT; slot++) {
		// Half of them share all but a few bits, as ids made from time would.
		const id =
			slot % 2 === 0 ? randomUUID() : `00000000-0000-7000-8000-${slot.toString(16).padStart(12, '0')}`
		parseUuid(id, ids, slot * 4)
	}
	const inOrder = Array.from({ length: COUNT }, (_, slot) => slot)

	it.each([0, COUNT, COUNT / 3])('finds every slot, and nothing else, where %i were expected', (expected) => {
		const { index, locate } = makeFinder(COUNT)
		index.expect(expected)
		expect(locate(ids, FIT)).toEqual(inOrder)
		expect(locate(ids, FIT)).toEqual(inOrder)
		const other = new Uint32Array(4)
		parseUuid(randomUUID(), other)
		expect(locate(other, UNFIT)).toEqual([-1])
	})

	it('gives a slot to fit rows only, one to all rows of the same id', () => {
		const { locate } = makeFinder(COUNT)
		const twice = ids.slice(0, 8)
		twice.copyWithin(4, 0, 4)
		expect(locate(twice, UNKNOWN)).toEqual([-1, -1])
		expect(locate(twice, UNFIT)).toEqual([-1, -1])
		expect(locate(twice, FIT)).toEqual([0, 0])
		expect(locate(twice, UNFIT)).toEqual([0, 0])
		expect(locate(twice, UNKNOWN)).toEqual([-1, -1])
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
		const { locate } = makeFinder(count)
		const wrong = (slots: number[]) => slots.filter((slot, at) => slot !== at).length
		expect(wrong(locate(words, FIT))).toBe(0)
		expect(wrong(locate(words, UNFIT))).toBe(0)
	})
})
