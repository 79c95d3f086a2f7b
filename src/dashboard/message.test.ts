import { expect, test } from 'vitest'
import { messageOf } from './message'

test("only a text is anyone's words", () => {
	expect(messageOf({ message: 'mercado 52,90' })).toBe('mercado 52,90')
	for (const odd of [null, undefined, 7, 'x', [], {}, { message: 3 }, { message: ' ' }])
		expect(messageOf(odd)).toBeNull()
	expect(messageOf({ message: 'x'.repeat(5000) })).toHaveLength(2000)
})
