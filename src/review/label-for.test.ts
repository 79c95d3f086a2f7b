import { describe, expect, it } from 'vitest'
import { labelFor } from './label-for'

describe('the label for an unknown name', () => {
	it('has that name, tidied as the server does', () => {
		expect(labelFor('  Padoca  da esquina ')).toEqual({ name: 'Padoca da esquina', aliases: [] })
		expect(labelFor('a'.repeat(60))).toEqual({ name: 'a'.repeat(60), aliases: [] })
	})

	it('has the first words of a long one, and answers to the whole', () => {
		const text = `${'abcdefghi '.repeat(6)}fim`
		expect(labelFor(text)).toEqual({ name: 'abcdefghi '.repeat(6).trim(), aliases: [text] })
		const between = `${'a'.repeat(55)} bcdefghijk`
		expect(labelFor(between)).toEqual({ name: 'a'.repeat(55), aliases: [between] })
		const exact = `${'a'.repeat(60)} b`
		expect(labelFor(exact)?.name).toBe('a'.repeat(60))
	})

	it('cuts a single long word, never inside a character', () => {
		expect(labelFor('a'.repeat(65))).toEqual({ name: 'a'.repeat(60), aliases: ['a'.repeat(65)] })
		expect([...(labelFor('😀'.repeat(61))?.name ?? '')]).toHaveLength(60)
	})

	it('does not exist for more than a label may answer to', () => {
		expect(labelFor('a'.repeat(120))).not.toBeNull()
		expect(labelFor('a'.repeat(121))).toBeNull()
	})
})
