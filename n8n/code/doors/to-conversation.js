// The message as every door gives it, with whose it is and, where it has one, its file as text.
const message = $('Mensagem').item.json
const base64 = message.media?.base64 ?? $json.base64 ?? $json.body?.base64 ?? null
return {
	json: {
		...message,
		received: $('Recebida').item.json.body,
		media: message.media ? { ...message.media, base64: typeof base64 === 'string' && base64 !== '' ? base64 : null } : null,
	},
}
