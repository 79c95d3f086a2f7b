// WAHA: one event at a time. A message's id is the third part of `false_<chat>_<id>`: one engine sends the same message twice,
// under a number and under a hidden address, and only that part is the same. The session makes it unique among doors.
const bare = (id) => {
	const text = String(id ?? '')
	return /^(?:true|false)_/.test(text) ? text.split('_')[2] : text
}
const idOf = (session, id) => (bare(id) ? `waha:${session}:${bare(id)}` : null)
const isGroup = (jid) => /@(?:g\.us|newsletter|broadcast)$/.test(String(jid ?? ''))

/** Addresses in WAHA's own form (`…@c.us`), WhatsApp's (`…@s.whatsapp.net`) and the one that hides the number (`…@lid`). */
const contactsOf = (...jids) =>
	jids
		.map((jid) => String(jid ?? ''))
		.filter((jid) => jid !== '')
		.map((jid) => (jid.endsWith('@lid') ? `lid:${digits(jid)}` : phone(jid.split('@')[0].split(':')[0])))
		.sort((a, b) => Number(String(a).startsWith('lid:')) - Number(String(b).startsWith('lid:')))

const otherAddress = (data) => data?.key?.remoteJidAlt ?? data?.Info?.SenderAlt ?? null

/** What the engine itself gave of the message, in either of its spellings. */
const contentOf = (data) => data?.message ?? data?.Message ?? {}

/** The file's kind. What WAHA could not download has none there: then by what the engine says. */
function mimeOf({ media, _data }) {
	const parts = Object.entries(contentOf(_data)).filter(([name]) => /^(?:image|audio|document|video)Message$/.test(name))
	return media?.mimetype ?? parts[0]?.[1]?.mimetype ?? null
}

function kindOf(payload) {
	const mime = mimeOf(payload) ?? ''
	if (payload.interactiveResponse) return 'choice'
	if (!payload.hasMedia) return typeof payload.body === 'string' && payload.body !== '' ? 'text' : 'other'
	if (mime.startsWith('image/')) return 'image'
	if (mime.startsWith('audio/')) return 'audio'
	return mime.startsWith('video/') || payload._data?.message?.stickerMessage ? 'other' : 'document'
}

/** Forwarding stands only deep in what the engine itself gave. */
function isForwarded(data) {
	return Object.values(contentOf(data)).some((part) => part?.contextInfo?.isForwarded === true)
}

function received({ event, session, payload = {}, timestamp }) {
	const sender = payload.after ?? payload
	if (sender.fromMe && event !== 'message.ack') return []
	if (isGroup(sender.from)) return []
	const base = {
		door: 'waha',
		account: session,
		native_id: sender.id ?? null,
		contacts: contactsOf(sender.from, otherAddress(sender._data)),
		name: sender._data?.pushName ?? sender._data?.Info?.PushName ?? sender._data?.notifyName ?? null,
		sent_at: instant(sender.timestamp) ?? instant(timestamp),
		reply_to: sender.from ? { chatId: sender.from } : null,
	}
	if (event === 'message' || event === 'message.any')
		return [
			message({
				...base,
				kind: kindOf(payload),
				message_id: idOf(session, payload.id),
				quoted: payload.replyTo?.id ? idOf(session, payload.replyTo.id) : null,
				forwarded: isForwarded(payload._data),
				text:
					payload.interactiveResponse?.selectedText ??
					payload._data?.message?.listResponseMessage?.title ??
					payload.body,
				choice_id: payload.interactiveResponse?.selectedId ?? null,
				// Without an address there is nothing to fetch: the message is kept.
				media: payload.media?.url ? { url: payload.media.url, mime: mimeOf(payload), name: payload.media.filename ?? null } : null,
			}),
		]
	if (event === 'message.edited' && payload.editedMessageId) {
		const of_message_id = idOf(session, payload.editedMessageId)
		return [
			message({
				...base,
				kind: 'edit',
				message_id: `${of_message_id}#edit:${mark(payload.body)}`,
				of_message_id,
				text: payload.body,
			}),
		]
	}
	if (event === 'message.revoked' && payload.revokedMessageId) {
		const of_message_id = idOf(session, payload.revokedMessageId)
		return [message({ ...base, kind: 'revoke', message_id: `${of_message_id}#revoke`, of_message_id })]
	}
	if (event !== 'message.ack' || payload.ack !== -1 || !payload.fromMe) return []
	const of_message_id = idOf(session, payload.id)
	return [message({ ...base, kind: 'failed', message_id: `${of_message_id}#failed`, of_message_id })]
}

return items($('Webhook').all().flatMap(({ json }) => received(json.body ?? json)))
