// A plain webhook, for iPhone Shortcuts, Tasker, curl and other programs: fields `text`, and if they like `id`, `sender`, `name`,
// `sent_at`, `quoted`, `file` (`{base64, mime, name}`); a Portuguese name for each. What comes without an id is the same
// message for a minute.
const given = ({ body, query }) => ({ ...(query ?? {}), ...(typeof body === 'object' && body !== null ? body : {}) })

const kindOf = (mime) => (mime.startsWith('audio/') ? 'audio' : mime === 'application/pdf' ? 'document' : 'image')

const text = (value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

const received = (json) => {
	const fields = given(json)
	const sender = text(fields.sender ?? fields.de) || 'webhook'
	const said = text(fields.text ?? fields.texto ?? fields.message ?? fields.mensagem)
	const file = fields.file ?? fields.arquivo
	const image = text(file?.base64)
	if (said.trim() === '' && image === '') return []
	const minute = Math.floor(Date.now() / 60000)
	const id = text(fields.id) || `${mark(said + image)}.${minute}`
	const contact = /^(?:tel|wa|lid|tg|app):/.test(sender) ? sender : (phone(sender) ?? `app:${sender}`)
	const time = Date.parse(text(fields.sent_at ?? fields.ts))
	return [
		message({
			door: 'plain',
			account: '',
			kind: image ? kindOf(text(file.mime)) : 'text',
			message_id: `plain:${sender}:${id}`,
			native_id: id,
			contacts: [contact],
			name: text(fields.name ?? fields.nome) || null,
			sent_at: Number.isNaN(time) ? new Date().toISOString() : new Date(time).toISOString(),
			text: said,
			quoted: text(fields.quoted) ? `plain:${sender}:${text(fields.quoted)}` : null,
			media: image
				? {
						base64: image.replace(/^data:[^,]*,/, ''),
						mime: text(file.mime) || 'image/jpeg',
						name: text(file.name ?? file.nome) || null,
					}
				: null,
		}),
	]
}

return items($('Webhook').all().flatMap(({ json }) => received(json)))
