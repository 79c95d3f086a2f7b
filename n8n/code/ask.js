// What the model is asked about one message. The text is data between marks that it cannot contain.
const message = $('Mensagens').item.json
const { fuso } = $('Configuração').first().json
const known = $('Nomes em uso').item.json.body ?? {}

const namesOf = (list) =>
	(Array.isArray(list) ? list : [])
		.map((entry) => entry?.name)
		.filter((name) => typeof name === 'string' && name !== '')
		.slice(0, 60)
		.join(', ') || 'nenhum ainda'

// An audio arrives here as its transcription. Cut between characters, since PostgreSQL stores no half of one.
const said = String((message.type === 'audio' ? $json.text : message.text) ?? '')
const text = Array.from(said.replaceAll('\u0000', '').toWellFormed().replace(/<{2,}|>{2,}/g, ' ').trim())
	.slice(0, 2000)
	.join('')

const sent = new Date(message.sent_at ?? Date.now())
const now = new Intl.DateTimeFormat('sv-SE', { timeZone: fuso, dateStyle: 'short', timeStyle: 'short' }).format(sent)
const weekday = new Intl.DateTimeFormat('pt-BR', { timeZone: fuso, weekday: 'long' }).format(sent)

const kind = { text: 'texto', audio: 'áudio transcrito', image: 'foto de um comprovante, com a legenda' }[message.type]

return {
	json: {
		text,
		prompt: [
			`Enviada em: ${now} (${weekday})`,
			`Categorias em uso: ${namesOf(known.categories)}`,
			`Fontes em uso: ${namesOf(known.sources)}`,
			`Mensagem (${kind}):`,
			`<<<${text}>>>`,
		].join('\n'),
	},
	...(message.type === 'image' && $binary ? { binary: $binary } : {}),
}
