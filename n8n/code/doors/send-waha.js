// A reply through WAHA: plain text, since its buttons do not work. The choices stand in the text with numbers.
const message = $('Mensagem').item.json
return {
	json: {
		body: {
			session: message.account,
			...message.reply_to,
			text: Array.from($json.reply.text).slice(0, 4096).join(''),
			linkPreview: false,
			...(['failed', 'edit', 'revoke', 'reminder'].includes(message.kind) ? {} : { reply_to: message.native_id }),
		},
	},
}
