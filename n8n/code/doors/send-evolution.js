// A reply through Evolution API: plain text, since its buttons often do not show. The choices stand in the text with numbers.
const message = $('Mensagem').item.json
return {
	json: {
		account: message.account,
		body: {
			// An edit comes without an address; the conversation knows the edited message's.
			...(message.reply_to ?? $json.to),
			text: Array.from($json.reply.text).slice(0, 4096).join(''),
			linkPreview: false,
			...(['failed', 'edit', 'revoke', 'reminder'].includes(message.kind) ? {} : { quoted: { key: { id: message.native_id } } }),
		},
	},
}
