import { describe, expect, it, test } from 'vitest'
import fc from '../../fixtures/property'
import { formatUuid, parseUuid } from './uuid'

const SOME = '6f1f4a34-7a43-4b56-9e0c-2f5a35f5a001'
const NIL = '00000000-0000-0000-0000-000000000000'
const before = [1, 2, 3, 4, 5, 6]
const words = () => Uint32Array.from(before)

describe('a uuid', () => {
	it('is four words, the first digits in the first, and becomes what it was', () => {
		const into = words()
		expect(parseUuid(SOME, into)).toBe(true)
		expect([...into]).toEqual([0x6f1f4a34, 0x7a434b56, 0x9e0c2f5a, 0x35f5a001, 5, 6])
		fc.assert(
			fc.property(fc.uuid(), fc.integer({ min: 0, max: 2 }), fc.boolean(), (uuid, offset, upper) => {
				const into = words()
				expect(parseUuid(upper ? uuid.toUpperCase() : uuid, into, offset)).toBe(true)
				expect(formatUuid(into, offset)).toBe(uuid)
				const beside = (_: number, at: number) => at < offset || at >= offset + 4
				expect([...into].filter(beside)).toEqual(before.filter(beside))
			}),
		)
	})

	// Beside the digits and letters in the order of characters, and far from them.
	test.each(['/', ':', '@', 'G', '`', 'g', ' ', '-', '\0', 'ÿ', 'Ā', '🧾'])(
		'has no %j among its digits',
		(no) => {
			for (let at = 0; at < SOME.length; at++) {
				if (SOME[at] === no) continue
				const into = words()
				for (const uuid of [SOME, NIL]) {
					const text = uuid.slice(0, at) + no + uuid.slice(at + no.length)
					expect([text, parseUuid(text, into)]).toEqual([text, false])
				}
				expect([...into]).toEqual(before)
			}
		},
	)

	test.each(['', SOME.slice(1), `${SOME}0`, SOME.replaceAll('-', ''), SOME.replaceAll('-', '0')])(
		'is not %j',
		(text) => {
			const into = words()
			expect(parseUuid(text, into)).toBe(false)
			expect([...into]).toEqual(before)
		},
	)
})
