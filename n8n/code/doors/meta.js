// WhatsApp Cloud API: what Meta posts, whole (a Webhook's body) or one change at a time (the WhatsApp Trigger). Statuses but
// failures, reactions, groups and our own messages from a phone end here, before any cost.
const changes = $('Webhook').all().flatMap(({ json }) => {
	const body = json.body ?? json
	return Array.isArray(body.entry)
		? body.entry.flatMap((entry) => entry?.changes ?? []).map((change) => change?.value ?? {})
		: [body]
})

/** A person's addresses: with a username Meta gives no number, only the id of this business's user. */
const contactsOf = (from, userId) => [phone(from), userId ? `wa:${userId}` : null]

// A number without its + would be taken for one of the business's own country.
const replyTo = (from, userId) => (digits(from) ? { to: `+${digits(from)}` } : userId ? { recipient: userId } : null)

const media = (part) =>
	part?.id ? { id: String(part.id), mime: part.mime_type ?? null, name: part.filename ?? null } : null

const readers = {
	text: ({ text }) => ({ kind: 'text', text: text?.body }),
	button: ({ button }) => ({ kind: 'choice', text: button?.text, choice_id: button?.payload ?? null }),
	interactive({ interactive }) {
		const chosen = interactive?.button_reply ?? interactive?.list_reply
		return chosen
			? { kind: 'choice', text: chosen.title, choice_id: chosen.id ?? null }
			: { kind: 'other', text: '' }
	},
	audio: ({ audio }) => ({ kind: 'audio', media: media(audio) }),
	image: ({ image }) => ({ kind: 'image', text: image?.caption, media: media(image) }),
	document: ({ document }) => ({ kind: 'document', text: document?.caption, media: media(document) }),
	edit({ edit }) {
		const inner = edit?.message ?? {}
		return {
			kind: 'edit',
			text: inner.text?.body ?? inner[inner.type]?.caption ?? '',
			of_message_id: edit?.original_message_id ?? null,
		}
	},
	revoke: ({ revoke }) => ({ kind: 'revoke', of_message_id: revoke?.original_message_id ?? null }),
	// An edit on a number that brings none: only that there was one.
	unsupported: ({ unsupported }) => (unsupported?.type === 'edit' ? { kind: 'edit', text: '', unreadable: true } : { kind: 'other' }),
	system: ({ system }) =>
		system?.previous_user_id && system?.user_id
			? { kind: 'moved', contacts: contactsOf(system.wa_id, system.user_id), was: `wa:${system.previous_user_id}` }
			: null,
}

const found = []
for (const change of changes) {
	const account = digits(change.metadata?.phone_number_id)
	const names = new Map(
		(change.contacts ?? []).flatMap(({ wa_id, user_id, profile }) =>
			[wa_id, user_id].filter(Boolean).map((id) => [id, profile?.name]),
		),
	)
	for (const sent of Array.isArray(change.messages) ? change.messages : []) {
		// An answer to our own sending has ids without types.
		if (typeof sent?.id !== 'string' || sent.id === '' || typeof sent.type !== 'string') continue
		if (sent.type === 'reaction' || sent.group_id) continue
		const read = (readers[sent.type] ?? (() => ({ kind: 'other' })))(sent)
		if (!read) continue
		const isForwarded = sent.context?.forwarded === true || sent.context?.frequently_forwarded === true
		found.push(
			message({
				door: 'meta',
				account,
				message_id: sent.id,
				native_id: sent.id,
				contacts: contactsOf(sent.from, sent.from_user_id),
				name: names.get(sent.from) ?? names.get(sent.from_user_id) ?? null,
				sent_at: instant(sent.timestamp),
				quoted: sent.context?.id ?? null,
				forwarded: isForwarded,
				reply_to: replyTo(sent.from, sent.from_user_id),
				...read,
			}),
		)
	}
	for (const status of Array.isArray(change.statuses) ? change.statuses : []) {
		if (status?.status !== 'failed') continue
		found.push(
			message({
				door: 'meta',
				account,
				kind: 'failed',
				message_id: `${status.id}#failed`,
				native_id: status.id,
				of_message_id: status.id,
				contacts: contactsOf(status.recipient_id, status.recipient_user_id),
				sent_at: instant(status.timestamp),
				text: status.errors?.[0]?.error_data?.details ?? status.errors?.[0]?.title,
				reply_to: replyTo(status.recipient_id, status.recipient_user_id),
			}),
		)
	}
}
return items(found)
