// Evolution API: one event at a time. Its message ids are unique in an instance; edits come without a chat, so the instance and
// not the chat makes them unique among doors. Groups, our own messages, reactions and read marks end here.
const idOf = (instance, id) => (id ? `evo:${instance}:${id}` : null)
const chatOf = (jid) => String(jid ?? '')
const isGroup = (jid) => /@(?:g\.us|newsletter|broadcast)$/.test(chatOf(jid))

/** Addresses of a key's two forms: `…@s.whatsapp.net` is a number, `…@lid` hides it. */
const contactsOf = (...jids) =>
	jids
		.map(chatOf)
		.filter((jid) => jid !== '')
		.map((jid) => (jid.endsWith('@lid') ? `lid:${digits(jid)}` : phone(jid.split('@')[0].split(':')[0])))
		.sort((a, b) => Number(String(a).startsWith('lid:')) - Number(String(b).startsWith('lid:')))

const replyTo = (jid) => ({ number: chatOf(jid).replace(/@s\.whatsapp\.net$/, '') })

/** Disappearing and once-seen messages wrap the real one, sometimes twice. */
function unwrapped(content) {
	for (let depth = 0; depth < 5; depth++) {
		const wrapper = Object.values(content ?? {}).find((part) => part?.message && typeof part.message === 'object')
		if (!wrapper) break
		content = wrapper.message
	}
	return content ?? {}
}

function chosen(content) {
	const button = content.templateButtonReplyMessage
	if (button) return { choice_id: button.selectedId, text: button.selectedDisplayText }
	const older = content.buttonsResponseMessage
	if (older) return { choice_id: older.selectedButtonId, text: older.selectedDisplayText }
	const list = content.listResponseMessage
	if (list) return { choice_id: list.singleSelectReply?.selectedRowId, text: list.title }
	const flow = content.interactiveResponseMessage
	if (!flow) return null
	try {
		const { id } = JSON.parse(flow.nativeFlowResponseMessage?.paramsJson ?? '{}')
		return { choice_id: id, text: flow.body?.text ?? id }
	} catch {
		return { choice_id: null, text: flow.body?.text }
	}
}

const media = (part, content) => ({
	mime: part.mimetype ?? null,
	name: part.fileName ?? part.title ?? null,
	base64: content.base64 ?? null,
	url: content.mediaUrl ?? null,
})

function read(content) {
	const choice = chosen(content)
	if (choice) return { kind: 'choice', ...choice, choice_id: choice.choice_id ?? null }
	if (content.imageMessage)
		return { kind: 'image', text: content.imageMessage.caption, media: media(content.imageMessage, content) }
	if (content.documentMessage)
		return { kind: 'document', text: content.documentMessage.caption, media: media(content.documentMessage, content) }
	if (content.audioMessage) return { kind: 'audio', media: media(content.audioMessage, content) }
	const text = content.conversation ?? content.extendedTextMessage?.text
	return typeof text === 'string' ? { kind: 'text', text } : { kind: 'other' }
}

const textOf = (content) => {
	const inner = unwrapped(content?.message ?? content)
	return inner.conversation ?? inner.extendedTextMessage?.text ?? inner.imageMessage?.caption ?? null
}

const edit = (instance, id, text, contacts, sent_at) =>
	message({
		door: 'evolution',
		account: instance,
		kind: 'edit',
		message_id: `${idOf(instance, id)}#edit:${mark(text)}`,
		native_id: id,
		of_message_id: idOf(instance, id),
		contacts,
		sent_at,
		text,
		// Newer phones encrypt their edits, which Evolution cannot read: the person is asked to write it again.
		unreadable: text === null,
	})

function upserted(instance, data, sent_at) {
	const { key = {}, message: content } = data
	if (key.fromMe || !key.id || isGroup(key.remoteJid)) return []
	const inner = unwrapped(content)
	if (inner.reactionMessage) return []
	const contacts = contactsOf(key.remoteJid, key.remoteJidAlt, key.senderPn)
	// A hidden address cannot be written to before 2.4: the number, wherever it stands, goes before it.
	const address = [key.remoteJid, key.remoteJidAlt, key.senderPn].find((jid) => /@s\.whatsapp\.net$/.test(chatOf(jid))) ?? key.remoteJid
	const secret = inner.secretEncryptedMessage
	if (secret?.targetMessageKey?.id) return [edit(instance, secret.targetMessageKey.id, null, contacts, sent_at)]
	if (inner.protocolMessage) return []
	const context = data.contextInfo ?? Object.values(inner).find((part) => part?.contextInfo)?.contextInfo ?? {}
	return [
		message({
			door: 'evolution',
			account: instance,
			message_id: idOf(instance, key.id),
			native_id: key.id,
			contacts,
			name: data.pushName ?? null,
			sent_at: instant(data.messageTimestamp) ?? sent_at,
			quoted: idOf(instance, context.stanzaId),
			forwarded: context.isForwarded === true || Number(context.forwardingScore) > 0,
			reply_to: replyTo(address),
			...read(inner),
		}),
	]
}

function received({ event, instance, data = {}, date_time }) {
	const name = String(event ?? '').toLowerCase().replaceAll('_', '.')
	const sent_at = Number.isNaN(Date.parse(date_time)) ? null : new Date(date_time).toISOString()
	if (name === 'messages.upsert') return upserted(instance, data, sent_at)
	// A group's events are nobody's here: of some only the key tells so.
	if (isGroup(data.remoteJid) || isGroup(data.key?.remoteJid)) return []
	if (name === 'messages.edited') {
		// Every revoke and every other protocol message fires this event too: only an edit has a text.
		const text = textOf(data.editedMessage)
		return data.key?.id && text ? [edit(instance, data.key.id, text, [], instant(data.timestampMs) ?? sent_at)] : []
	}
	if (name === 'messages.update') {
		const text = textOf(data.message?.editedMessage ?? data.message)
		if (data.status === 'ERROR' && data.fromMe && data.keyId)
			return [
				message({
					door: 'evolution',
					account: instance,
					kind: 'failed',
					message_id: `${idOf(instance, data.keyId)}#failed`,
					native_id: data.keyId,
					of_message_id: idOf(instance, data.keyId),
					contacts: contactsOf(data.remoteJid),
					sent_at,
					reply_to: data.remoteJid ? replyTo(data.remoteJid) : null,
				}),
			]
		return !data.fromMe && data.keyId && text
			? [edit(instance, data.keyId, text, contactsOf(data.remoteJid), sent_at)]
			: []
	}
	if (name !== 'messages.delete' || !data.id || data.fromMe) return []
	return [
		message({
			door: 'evolution',
			account: instance,
			kind: 'revoke',
			message_id: `${idOf(instance, data.id)}#revoke`,
			native_id: data.id,
			of_message_id: idOf(instance, data.id),
			contacts: contactsOf(data.remoteJid, data.remoteJidAlt),
			sent_at,
		}),
	]
}

return items($('Webhook').all().flatMap(({ json }) => received(json.body ?? json)))
