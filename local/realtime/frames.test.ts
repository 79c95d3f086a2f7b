import { describe, expect, test } from 'vitest'
import fc from '../../fixtures/property'
import { decodeFrame, encodeBroadcast, encodeFrame } from './frames'

const frame = { joinRef: '6', ref: '7', topic: 'realtime:room:a', event: 'what', payload: { x: 1 } }

describe('text frames', () => {
	test('are arrays, and read back as they were written', () => {
		expect(encodeFrame(frame)).toBe('["6","7","realtime:room:a","what",{"x":1}]')
		expect(decodeFrame(encodeFrame(frame))).toEqual(frame)
	})

	test('take numbers for refs, and ignore what is malformed', () => {
		expect(decodeFrame('[1,2,"t","e",null]')).toMatchObject({ joinRef: '1', ref: '2', payload: {} })
		for (const text of ['', 'not json', 'null', '1', '[]', '["1","2","t","e"]', '[null,null,1,"e",{}]', '{}'])
			expect(decodeFrame(text)).toBeNull()
	})

	test('may hold anything at all', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
				decodeFrame(text)
			}),
		)
	})
})

describe('broadcasts', () => {
	const broadcast = { id: 'x', event: 'change', payload: '{"n": 12345678901234567890.5}' }

	test('keep the digits that JavaScript would lose', () => {
		const bytes = encodeBroadcast('realtime:a', broadcast)
		expect([...(bytes ?? Buffer.alloc(0)).subarray(0, 5)]).toEqual([4, 10, 6, 10, 1])
		expect(String(bytes)).toContain('realtime:achange{"id":"x"}{"n": 12345678901234567890.5}')
	})

	test('carry bytes as they are', () => {
		const bytes = encodeBroadcast('realtime:a', { ...broadcast, payload: Buffer.from([0, 255, 16]) })
		expect([bytes?.[4], ...(bytes?.subarray(-3) ?? [])]).toEqual([0, 0, 255, 16])
	})

	test('cannot carry a part of over 255 bytes', () => {
		expect(encodeBroadcast('realtime:a', { ...broadcast, event: 'é'.repeat(128) })).toBeNull()
		expect(encodeBroadcast('realtime:a', { ...broadcast, event: 'é'.repeat(127) })).not.toBeNull()
		expect(encodeBroadcast('x'.repeat(256), broadcast)).toBeNull()
	})
})
