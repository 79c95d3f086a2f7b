import { describe, expect, test } from 'vitest'
import fc from '../../fixtures/property'
import { type ClientPush, decodeBinary, decodeText, encodeMessage, encodeText, RawJson } from './frames'

const frame = { joinRef: '6', ref: '7', topic: 'realtime:room:a', event: 'what', payload: { x: 1 } }

/** A client's kind 3, written by the book. */
function push(parts: string[], encoding: number, payload: Buffer): Buffer {
	const bytes = parts.map((part) => Buffer.from(part))
	return Buffer.concat([Buffer.from([3, ...bytes.map((b) => b.length), encoding]), ...bytes, payload])
}

describe('text', () => {
	test('version 2 is an array with the join_ref, version 1 an object without', () => {
		expect(encodeText('2.0.0', frame)).toBe('["6","7","realtime:room:a","what",{"x":1}]')
		expect(encodeText('1.0.0', frame)).toBe(
			'{"ref":"7","event":"what","topic":"realtime:room:a","payload":{"x":1}}',
		)
	})

	test('is read back in both versions', () => {
		expect(decodeText('2.0.0', encodeText('2.0.0', frame))).toEqual(frame)
		const { joinRef, ...rest } = frame
		expect(decodeText('1.0.0', JSON.stringify({ ...rest, join_ref: joinRef }))).toEqual(frame)
	})

	test('numbers are taken for refs, anything malformed for nothing', () => {
		expect(decodeText('2.0.0', '[1,2,"t","e",null]')).toMatchObject({ joinRef: '1', ref: '2', payload: {} })
		for (const text of ['', 'not json', 'null', '1', '[]', '["1","2","t","e"]', '[null,null,1,"e",{}]']) {
			expect(decodeText('2.0.0', text)).toBeNull()
			expect(decodeText('1.0.0', text)).toBeNull()
		}
	})
})

describe('binary', () => {
	test("a client's broadcast is read with its parts", () => {
		const json = decodeBinary(push(['6', '7', 'realtime:room:a', 'hi', ''], 1, Buffer.from('{"x":1}')))
		expect(json).toMatchObject({ joinRef: '6', ref: '7', topic: 'realtime:room:a', event: 'broadcast' })
		expect(json?.payload).toMatchObject({
			event: 'hi',
			payload: new RawJson('{"x":1}'),
		} satisfies Partial<ClientPush>)
		const binary = decodeBinary(push(['', '', 't', 'e', '{"m":1}'], 0, Buffer.from([1, 2, 255])))
		expect(binary).toMatchObject({ joinRef: null, ref: null })
		expect(binary?.payload).toEqual({ event: 'e', meta: { m: 1 }, payload: Buffer.from([1, 2, 255]) })
	})

	test('any bytes at all are read or refused, never thrown at', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 40 }), fc.boolean(), (bytes, kind3) => {
				const buffer = Buffer.from(bytes)
				if (kind3 && buffer.length > 0) buffer[0] = 3
				decodeBinary(buffer)
			}),
		)
	})
})

describe('messages to members', () => {
	const payload = new RawJson('{"n": 12345678901234567890.5}')
	const user = { form: 'user' as const, event: 'change', meta: { id: 'x' }, payload }

	test('keep the digits that JavaScript would lose', () => {
		expect(encodeMessage('1.0.0', 'realtime:a', user)).toContain('"payload":{"n": 12345678901234567890.5}')
		expect(String(encodeMessage('2.0.0', 'realtime:a', user))).toContain('{"n": 12345678901234567890.5}')
	})

	test('a part of over 255 bytes cannot be carried by version 2, a binary payload not by version 1', () => {
		const long = { ...user, event: 'é'.repeat(128) }
		expect(encodeMessage('2.0.0', 'realtime:a', long)).toBeNull()
		expect(encodeMessage('1.0.0', 'realtime:a', long)).not.toBeNull()
		expect(encodeMessage('2.0.0', 'realtime:a', { ...user, event: 'é'.repeat(127) })).not.toBeNull()
		expect(encodeMessage('1.0.0', 'realtime:a', { ...user, payload: Buffer.from([1]) })).toBeNull()
	})
})
