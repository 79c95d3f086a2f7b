import { describe, expect, it } from 'vitest'
import { runCode } from './run-code'

interface Found {
	json: {
		message_id: string
		person: string
		type: string
		text: string
		media_id: string | null
		quoted: string | null
		sent_at: string | null
	}
}

const settings = { pessoas: { '+55 (11) 99999-8888': 'Ana', '351912345678': 'Rui' } }
const text = (body: string, more: object = {}) => ({
	from: '5511999998888',
	id: 'wamid.A',
	timestamp: '1795449600',
	type: 'text',
	text: { body },
	...more,
})
const change = (messages: unknown, more: object = {}) => ({
	messaging_product: 'whatsapp',
	metadata: { phone_number_id: '1066' },
	messages,
	field: 'messages',
	...more,
})
const read = (...changes: object[]) =>
	runCode<Found[]>('./read-messages.js', {
		nodes: { Configuração: settings, WhatsApp: changes as Record<string, unknown>[] },
	}).map(({ json }) => json)

describe('reads', () => {
	it('whole characters only, of those that PostgreSQL can store', () => {
		expect(read(change([text(`\u0000x${'🛒'.repeat(3000)}`)]))[0]?.text).toBe(`x${'🛒'.repeat(1999)}`)
	})

	it('a text with its sender’s name, never the model’s', () => {
		expect(read(change([text(' mercado 52,90 ')]))).toEqual([
			{
				message_id: 'wamid.A',
				from: '5511999998888',
				person: 'Ana',
				phone_number_id: '1066',
				type: 'text',
				text: 'mercado 52,90',
				media_id: null,
				quoted: null,
				sent_at: '2026-11-23T16:00:00.000Z',
			},
		])
	})

	it('every message of every change, each once', () => {
		const found = read(change([text('a'), text('b', { id: 'wamid.B' })]), change([text('a')]))
		expect(found.map((message) => message.message_id)).toEqual(['wamid.A', 'wamid.B'])
	})

	it('the body that Meta posts to a plain webhook', () => {
		const body = {
			object: 'whatsapp_business_account',
			entry: [{ changes: [{ value: change([text('a')]) }] }],
		}
		expect(read({ body, headers: {} })).toHaveLength(1)
	})

	it('audio and photo by their media id', () => {
		const audio = { type: 'audio', audio: { id: '77' }, text: undefined }
		const image = { type: 'image', image: { id: '88', caption: 'no nubank' }, text: undefined, id: 'wamid.B' }
		expect(
			read(change([text('', audio), text('', image)])).map(({ type, media_id, text }) => [
				type,
				media_id,
				text,
			]),
		).toEqual([
			['audio', '77', ''],
			['image', '88', 'no nubank'],
		])
	})

	it('a Brazilian mobile with or without its ninth digit, and no other number so', () => {
		expect(read(change([text('a', { from: '551199998888' })]))[0]?.person).toBe('Ana')
		expect(read(change([text('a', { from: '351912345678' })]))[0]?.person).toBe('Rui')
		expect(read(change([text('a', { from: '35112345678' })]))).toEqual([])
	})

	it('what is quoted only where it is the sender’s own', () => {
		const own = { context: { from: '5511999998888', id: 'wamid.Z' } }
		const ours = { context: { from: '5511000000000', id: 'wamid.Z' } }
		expect(read(change([text('era 45', own)]))[0]?.quoted).toBe('wamid.Z')
		expect(read(change([text('era 45', ours)]))[0]?.quoted).toBeNull()
	})
})

describe('ignores', () => {
	it.each([
		['an unknown sender', change([text('a', { from: '5511888887777' })])],
		['a status', change(undefined, { statuses: [{ id: 'wamid.A', status: 'delivered' }] })],
		['a reaction', change([text('', { type: 'reaction', reaction: { emoji: '👍' } })])],
		['a message without an id', change([text('a', { id: '' })])],
		[
			'garbage',
			{ body: { entry: [null, { changes: [null, { value: null }, { value: { messages: [null, 7] } }] }] } },
		],
		['nothing', {}],
	])('%s', (_, given) => {
		expect(read(given)).toEqual([])
	})
})

it('answers a sticker, an empty text or a photo without a file as unusable', () => {
	const sticker = { type: 'sticker', sticker: { id: '1' } }
	expect(read(change([text('', sticker)]))[0]?.type).toBe('other')
	expect(read(change([text('  ')]))[0]?.type).toBe('other')
	expect(read(change([text('', { type: 'image', image: {} })]))[0]?.type).toBe('other')
})

it('reads a message without a usable time', () => {
	expect(read(change([text('a', { timestamp: 'x' })]))[0]?.sent_at).toBeNull()
})
