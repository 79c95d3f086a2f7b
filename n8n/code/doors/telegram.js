// Telegram: one update at a time. A message's id is unique only in its chat. Groups, bots and reactions end here; the door
// tells no deletion.
const idOf = (chat, id) => `tg:${chat}:${id}`

const media = (file, name) => ({ id: file.file_id, mime: file.mime_type ?? null, name: file.file_name ?? name ?? null })

function read(sent) {
	if (typeof sent.text === 'string') return { kind: 'text', text: sent.text }
	// Sizes ascend: the last is the largest.
	if (Array.isArray(sent.photo) && sent.photo.length > 0)
		return { kind: 'image', text: sent.caption, media: { ...media(sent.photo.at(-1)), mime: 'image/jpeg' } }
	if (sent.voice) return { kind: 'audio', text: sent.caption, media: media(sent.voice) }
	if (sent.audio) return { kind: 'audio', text: sent.caption, media: media(sent.audio) }
	if (sent.document) return { kind: 'document', text: sent.caption, media: media(sent.document) }
	return { kind: 'other' }
}

const received = (update) => {
	const query = update.callback_query
	if (query)
		return [
			message({
				door: 'telegram',
				account: '',
				kind: 'choice',
				message_id: `tg:callback:${query.id}`,
				native_id: query.id,
				contacts: [query.from?.id ? `tg:${query.from.id}` : null],
				name: query.from?.first_name ?? null,
				// A button has no time of its own: it was pressed now.
				sent_at: new Date().toISOString(),
				text: query.data,
				choice_id: query.data ?? null,
				quoted: query.message?.chat ? idOf(query.message.chat.id, query.message.message_id) : null,
				reply_to: query.message?.chat ? { chat_id: String(query.message.chat.id) } : null,
			}),
		]
	const sent = update.message ?? update.edited_message
	if (!sent?.chat || sent.chat.type !== 'private' || sent.from?.is_bot) return []
	const id = idOf(sent.chat.id, sent.message_id)
	const isEdit = update.edited_message !== undefined
	const content = read(sent)
	return [
		message({
			door: 'telegram',
			account: '',
			message_id: isEdit ? `${id}#edit:${sent.edit_date}` : id,
			native_id: String(sent.message_id),
			contacts: [
				`tg:${sent.from?.id ?? sent.chat.id}`,
				// A shared contact is the sender's own number only if Telegram says so.
				sent.contact?.user_id === sent.from?.id ? phone(sent.contact?.phone_number) : null,
			],
			name: sent.from?.first_name ?? null,
			sent_at: instant(isEdit ? sent.edit_date : sent.date),
			quoted: sent.reply_to_message ? idOf(sent.chat.id, sent.reply_to_message.message_id) : null,
			forwarded: sent.forward_origin !== undefined,
			reply_to: { chat_id: String(sent.chat.id) },
			...content,
			...(isEdit ? { kind: 'edit', of_message_id: id } : {}),
		}),
	]
}

return items($('Webhook').all().flatMap(({ json }) => received(json.body ?? json)))
