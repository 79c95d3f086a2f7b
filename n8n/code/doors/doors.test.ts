import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runCode } from '../run-code.ts'

/**
 * What each door sends, in `fixtures/doors`, and the one form that all of it becomes. `expected.tsv` has a line for each message;
 * `nothing` stands for what must end at the door: our own messages, groups, reactions, read marks, answers to our sending.
 */
interface Message {
	kind: string
	message_id: string
	contacts: string[]
	text: string
	quoted: string | null
	of_message_id: string | null
	forwarded: boolean
	choice_id: string | null
	media: { mime: string | null; id?: string; base64?: string | null; url?: string | null } | null
	reply_to: Record<string, string> | null
	sent_at: string | null
	unreadable?: boolean
}

const doors = ['meta', 'evolution', 'waha', 'telegram', 'plain'] as const
const folder = new URL('../../../fixtures/doors/', import.meta.url)
const sample = (name: string) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))

function through(door: string, input: unknown[]): Message[] {
	const answer = runCode<{ json: Message }[]>(['doors/common.js', `doors/${door}.js`], {
		nodes: { Webhook: input as Record<string, unknown>[] },
	})
	return answer.map(({ json }) => json)
}

/** A message without an id of its own is the same one for a minute. */
const idOf = ({ message_id }: Message) => message_id.replace(/\.\d{8}$/, '.<minute>')

const lineOf = (message: Message): string =>
	[
		message.kind,
		idOf(message),
		message.contacts.join(' '),
		message.text,
		message.quoted ?? '',
		message.of_message_id ?? '',
		message.forwarded ? 'forwarded' : '',
		message.choice_id ?? '',
		message.media
			? [
					message.media.mime,
					message.media.id ? 'id' : '',
					message.media.base64 ? 'bytes' : '',
					message.media.url ? 'url' : '',
				]
					.filter(Boolean)
					.join(' ')
			: '',
		message.reply_to ? Object.entries(message.reply_to).flat().join(' ') : '',
	].join('\t')

const expected = new Map<string, string[]>()
for (const line of readFileSync(new URL('expected.tsv', folder), 'utf8').trimEnd().split('\n').slice(1)) {
	const [name, ...rest] = line.split('\t')
	expected.set(name!, [...(expected.get(name!) ?? []), rest.join('\t')])
}

describe.each(doors)('%s', (door) => {
	const names = readdirSync(folder)
		.filter((file) => file.startsWith(`${door}-`) && file.endsWith('.json') && !file.includes('-case-'))
		.map((file) => file.replace('.json', ''))

	test.each(names)('%s', (name) => {
		const read = through(door, [sample(name)])
		expect(read.length === 0 ? ['nothing'] : read.map(lineOf)).toEqual(expected.get(name))
	})

	test('the same event again, or in the same run, is the same messages', () => {
		for (const name of names) {
			const once = through(door, [sample(name)])
			expect(through(door, [sample(name), sample(name)]).map(idOf)).toEqual(once.map(idOf))
		}
	})

	test('no body stops the door', () => {
		fc.assert(
			fc.property(fc.object({ withNullPrototype: false, maxDepth: 4 }), (body) => {
				through(door, [{ body }])
			}),
			{ numRuns: 300 },
		)
	})
})

test('WhatsApp under a number and under a hidden address is one message', () => {
	const both = through('waha', [
		sample('waha-text-lid-gows'),
		sample('waha-text-lid-gows-duplicate-as-phone'),
	])
	expect(both).toHaveLength(1)
	expect(both[0]!.contacts).toEqual(['tel:5511900000001', 'lid:100000000000001'])
	// Brought one after the other, they are the same message to the database too.
	const [second] = through('waha', [sample('waha-text-lid-gows-duplicate-as-phone')])
	expect(second!.message_id).toBe(both[0]!.message_id)
})

test('both events of one edit are one, and a text changed again is another', () => {
	const events = [sample('evolution-edit-messages-edited'), sample('evolution-edit-messages-update')]
	expect(new Set(through('evolution', events).map(idOf)).size).toBe(1)
	const again = structuredClone(events[0])
	again.data.editedMessage.conversation = 'mercado 72,90'
	expect(through('evolution', [...events, again])).toHaveLength(2)
})

test('an edit that the door cannot decrypt is told as unreadable', () => {
	const [edit] = through('evolution', [sample('evolution-edit-secret-encrypted')])
	expect(edit).toMatchObject({ kind: 'edit', unreadable: true, text: '' })
})

test('a text in a wrapper that disappears is found', () => {
	const event = sample('evolution-text')
	event.data.message = { ephemeralMessage: { message: { conversation: 'pão 5' } } }
	expect(through('evolution', [event])[0]).toMatchObject({ kind: 'text', text: 'pão 5' })
})

test('a text is cut to 2,000 whole characters that PostgreSQL can store', () => {
	const event = sample('telegram-text')
	event.message.text = `\u0000${'😀'.repeat(3000)}`
	const [message] = through('telegram', [event])
	expect(Array.from(message!.text)).toHaveLength(2000)
	expect(message!.text).not.toContain('\u0000')
})

test('the WhatsApp Trigger’s items, one a change, are read like the whole body', () => {
	const changes = sample('meta-batch').entry[0].changes.map(({ value }: { value: unknown }) => value)
	expect(through('meta', changes).map(lineOf)).toEqual(expected.get('meta-batch'))
})

test.each([
	['without its file', { media: null }],
	[
		'with an error in its place',
		{ media: { url: null, mimetype: 'image/jpeg', error: { message: 'gone' } } },
	],
])('a photo that WAHA could not download, %s, is a photo all the same, with nothing to fetch', (_, more) => {
	const event = sample('waha-image-caption')
	Object.assign(event.payload, more)
	const [photo] = through('waha', [event])
	expect(photo).toMatchObject({ kind: 'image', text: 'nota do mercado 52,90', media: null })
	// Newer engines spell it with a capital; of one that says nothing, it is a file of some kind.
	event.payload._data = { Message: event.payload._data.message }
	expect(through('waha', [event])[0]!.kind).toBe('image')
	event.payload._data = {}
	expect(through('waha', [event])[0]!.kind).toBe(more.media ? 'image' : 'document')
})

test.each(['remoteJidAlt', 'senderPn'])(
	'a hidden address whose number stands in %s is answered by the number',
	(field) => {
		const event = sample('evolution-text-lid-only')
		event.data.key[field] = '5511900000001@s.whatsapp.net'
		expect(through('evolution', [event])[0]).toMatchObject({
			contacts: ['tel:5511900000001', 'lid:100000000000001'],
			reply_to: { number: '5511900000001' },
		})
	},
)

describe('inputs that were read wrongly once', () => {
	const change = (name: string) => sample(`meta-case-${name}`)

	test('an empty number beside a user’s id is no number: the id is who they are, and where the reply goes', () => {
		const [message] = through('meta', [change('empty-number')])
		expect(message).toMatchObject({
			kind: 'text',
			text: 'mercado 52,90',
			contacts: ['wa:BR.1502576394655843'],
			reply_to: { recipient: 'BR.1502576394655843' },
		})
	})

	test('an answer to the agent’s own bubble names it', () => {
		expect(through('meta', [change('reply-to-agent')])[0]).toMatchObject({
			text: 'era 45',
			quoted: 'wamid.BOT1',
			reply_to: { to: '+5511999998888' },
		})
	})

	test('an edit, a deletion, and an edit that the number does not bring', () => {
		const [edit, revoke, unreadable] = through('meta', [change('edit-and-revoke')])
		expect(edit).toMatchObject({ kind: 'edit', text: 'mercado 45,90', of_message_id: 'wamid.O' })
		expect(revoke).toMatchObject({ kind: 'revoke', of_message_id: 'wamid.O' })
		expect(unreadable).toMatchObject({ kind: 'edit', unreadable: true })
	})
})

test.each([
	[
		'messages.edited',
		{ key: { remoteJid: '120363000000000001@g.us', id: '3A1' }, editedMessage: { conversation: 'x' } },
	],
	[
		'messages.update',
		{ keyId: '3A1', remoteJid: '120363000000000001@g.us', fromMe: false, message: { conversation: 'x' } },
	],
	['messages.delete', { id: '3A1', remoteJid: '120363000000000001@g.us', fromMe: false }],
])('what Evolution tells of a group by %s ends at the door', (event, data) => {
	const inDirect = JSON.parse(
		JSON.stringify(data).replace('120363000000000001@g.us', '5511900000001@s.whatsapp.net'),
	)
	expect(through('evolution', [{ event, instance: 'casa', data: inDirect }])).toHaveLength(1)
	expect(through('evolution', [{ event, instance: 'casa', data }])).toEqual([])
})

test('a shared number is the sender’s only if Telegram says so', () => {
	const event = sample('telegram-contact')
	event.message.contact.user_id = 1
	expect(through('telegram', [event])[0]!.contacts).toEqual(['tg:900000001'])
})
