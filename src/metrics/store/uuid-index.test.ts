import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import fc from '../../../fixtures/property'
import { formatUuid, parseUuid } from '../../ledger/uuid'
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

/** The four words of each of `ids`. */
function* wordsOf(ids: Uint32Array) {
	for (let at = 0; at < ids.length; at += 4) yield ids.subarray(at, at + 4)
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

	it('finds every slot, and nothing else', () => {
		const index = new UuidIndex()
		const enter = () => [...wordsOf(ids)].map((id) => index.enter(id))
		expect(enter()).toEqual(inOrder)
		expect(enter()).toEqual(inOrder)
		expect(index.length).toBe(COUNT)
		const other = new Uint32Array(4)
		parseUuid(randomUUID(), other)
		expect(index.enter(other)).toBe(COUNT)
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
		const wrong = (slots: number[]) => slots.filter((slot, at) => slot !== at).length
		expect(wrong([...wordsOf(words)].map((id) => index.enter(id)))).toBe(0)
		expect(wrong([...wordsOf(words)].map((id) => index.enter(id)))).toBe(0)
	})
})
