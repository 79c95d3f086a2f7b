// A reply in the Cloud API's form: reply buttons for up to three choices, a list for more, and the numbered text always.
const message = $('Mensagem').item.json
const [button, title] = $('Configuração').first().json.idioma === 'en' ? ['Choose', 'Which one?'] : ['Escolher', 'Qual?']
const { text, choices = [] } = $json.reply
const cut = (value, longest) => Array.from(String(value)).slice(0, longest).join('')
const base = {
	messaging_product: 'whatsapp',
	recipient_type: 'individual',
	...message.reply_to,
	// The message of an edit or of a failed reply is not one that can be quoted.
	...(message.native_id && !['failed', 'edit', 'revoke', 'reminder'].includes(message.kind) ? { context: { message_id: message.native_id } } : {}),
}

function content() {
	// An id that is too long for the door is left out with its button: the number in the text says the same.
	const fitting = choices.filter(({ id }) => id.length <= 200).slice(0, 10)
	const body = Array.from(text)
	if (fitting.length === 0 || body.length > (fitting.length <= 3 ? 1024 : 4096))
		return { type: 'text', text: { preview_url: false, body: cut(text, 4096) } }
	if (fitting.length <= 3) {
		const buttons = fitting.map(({ id, title }) => ({ type: 'reply', reply: { id, title: cut(title, 20) } }))
		return { type: 'interactive', interactive: { type: 'button', body: { text }, action: { buttons } } }
	}
	const rows = fitting.map(({ id, title, description }) => ({
		id,
		title: cut(title, 24),
		...(description ? { description: cut(description, 72) } : {}),
	}))
	return {
		type: 'interactive',
		interactive: { type: 'list', body: { text }, action: { button, sections: [{ title, rows }] } },
	}
}

return { json: { account: message.account, body: { ...base, ...content() } } }
