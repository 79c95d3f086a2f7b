// Every message of a known sender, one item each. Accepts the WhatsApp Trigger's items (one per change) and the raw
// body that Meta posts to a plain Webhook. Statuses, reactions and unknown senders end here, before any cost.
const { pessoas } = $('Configuração').first().json

const digits = (number) => String(number ?? '').replace(/\D/g, '')

// WhatsApp ids of Brazilian mobiles come with or without the ninth digit: 55 11 9 8888-7777 is also 55 11 8888-7777.
const withoutNinth = (number) => number.replace(/^(55\d\d)9(\d{8})$/, '$1$2')

const names = new Map(Object.entries(pessoas ?? {}).map(([number, name]) => [withoutNinth(digits(number)), name]))

const changes = $('WhatsApp')
	.all()
	.flatMap(({ json }) =>
		Array.isArray(json.body?.entry)
			? json.body.entry.flatMap((entry) => entry?.changes ?? []).map((change) => change?.value ?? {})
			: [json],
	)

const readers = {
	text: (message) => ({ type: 'text', text: message.text?.body }),
	button: (message) => ({ type: 'text', text: message.button?.text }),
	interactive: (message) => ({
		type: 'text',
		text: (message.interactive?.button_reply ?? message.interactive?.list_reply)?.title,
	}),
	audio: (message) => ({ type: 'audio', media_id: message.audio?.id }),
	image: (message) => ({ type: 'image', text: message.image?.caption, media_id: message.image?.id }),
}

/** Whole characters, of which PostgreSQL can store every one: it has no U+0000, and no half of an emoji. */
const storable = (value) => Array.from(value.replaceAll('\u0000', '').toWellFormed().trim())

const seen = new Set()
const found = []
for (const change of changes) {
	for (const message of Array.isArray(change.messages) ? change.messages : []) {
		const person = names.get(withoutNinth(digits(message?.from)))
		if (!person || typeof message.id !== 'string' || !message.id || seen.has(message.id)) continue
		if (message.type === 'reaction' || message.type === 'system') continue
		seen.add(message.id)
		const { type, text, media_id } = readers[message.type]?.(message) ?? { type: 'other' }
		const content = storable(String(text ?? '')).slice(0, 2000).join('')
		const usable = type === 'text' ? content !== '' : typeof media_id === 'string'
		const quoted = message.context?.from === message.from ? message.context?.id : undefined
		const sent = new Date(Number(message.timestamp) * 1000)
		found.push({
			json: {
				message_id: message.id,
				from: digits(message.from),
				person: String(person),
				phone_number_id: digits(change.metadata?.phone_number_id),
				type: usable ? type : 'other',
				text: content,
				media_id: media_id ?? null,
				quoted: quoted ?? null,
				sent_at: Number.isNaN(sent.getTime()) ? null : sent.toISOString(),
			},
		})
	}
}
return found
