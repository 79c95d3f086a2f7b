// A reply through Telegram, in its HTML: what people wrote can be no markup. A button carries 64 bytes; longer ids stay out,
// and the number in the text says the same.
const message = $('Mensagem').item.json
const { text, choices = [] } = $json.reply
const plain = (value) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const fitting = choices.filter(({ id }) => /^[ -~]{1,64}$/.test(id)).slice(0, 6)
return {
	json: {
		chat_id: message.reply_to.chat_id,
		text: plain(Array.from(text).slice(0, 3500).join('')).replace(/\*([^*\n]+)\*/g, '<b>$1</b>'),
		choices: fitting.map(({ id, title }) => ({ id, title: Array.from(title).slice(0, 40).join('') })),
		reply_to_message_id: ['choice', 'reminder'].includes(message.kind) || message.of_message_id ? undefined : Number(message.native_id),
	},
}
