import { describe, expect, it, test } from 'vitest'
import { amountAsSent, LONGEST_AMOUNT, LONGEST_MESSAGE, originalMessage } from './original-message'

describe('the original message', () => {
	it.each([
		['a plain text', 'mercado 52,90'],
		['message', { message: 'mercado 52,90', confidence: 0.9 }],
		['text', { text: 'mercado 52,90' }],
		['raw', { raw: 'mercado 52,90' }],
		['body', { body: 'mercado 52,90' }],
		['transcript of a voice message', { type: 'audio', transcript: 'mercado 52,90' }],
		['a text that n8n keeps beside other fields', { payload: 'mercado 52,90', note: 'x' }],
		['WhatsApp, text', { type: 'text', text: { body: 'mercado 52,90' } }],
		['WhatsApp, message', { message: { body: 'mercado 52,90' } }],
		['space around it', { message: '  mercado 52,90\n' }],
		['an empty field before it', { message: ' ', text: { body: 'mercado 52,90' } }],
	])('is found in a payload: %s', (_, payload) => {
		expect(originalMessage(payload)).toBe('mercado 52,90')
	})

	it.each([
		[null],
		[undefined],
		[7],
		[true],
		[''],
		[' '],
		[[]],
		[['mercado']],
		[{}],
		[{ message: 3 }],
		[{ message: ' ' }],
		[{ message: null, text: {} }],
		[{ text: { body: { body: 'too deep' } } }],
		[{ caption: 'not a field that agents use' }],
	])('is not invented: %j', (payload) => {
		expect(originalMessage(payload)).toBeNull()
	})

	it('takes the first field that has one', () => {
		expect(originalMessage({ text: 'second', message: 'first' })).toBe('first')
	})

	it('is cut where it is longer than the page shows, never through a character', () => {
		for (const payload of [
			'x'.repeat(5_000),
			{ message: 'x'.repeat(5_000) },
			{ text: { body: 'x'.repeat(5_000) } },
		])
			expect(originalMessage(payload)).toHaveLength(LONGEST_MESSAGE)
		expect(originalMessage(`x${'🧾'.repeat(2_000)}`)).toBe(`x${'🧾'.repeat(LONGEST_MESSAGE / 2 - 1)}`)
	})
})

test('an amount is shown as it was sent', () => {
	expect(amountAsSent({ amount: '1,234' })).toBe('1,234')
	expect(amountAsSent({ amount: 1.234 })).toBe('1.234')
	expect(amountAsSent({ amount: { value: 5 } })).toBe('{"value":5}')
	expect(amountAsSent({ amount: null })).toBeNull()
	expect(amountAsSent({ amount: { value: 'x'.repeat(1_000_000) } })).toHaveLength(LONGEST_AMOUNT)
})
