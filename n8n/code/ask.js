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

// What the answered message recorded. Its words were a person's too.
const found = $('Já gravada?').item.json.body
const cited = (message.quoted && Array.isArray(found) ? found : []).filter(
	(row) => row?.message_id === message.quoted && row.action === 'record' && Number.isInteger(row.item),
)
const lineOf = (row) => {
	const what = Array.from(String(row.description ?? '').replace(/[<>\s]+/g, ' ').trim()).slice(0, 80).join('')
	const cents = Number.isSafeInteger(row.amount_cents) ? (row.amount_cents / 100).toFixed(2).replace('.', ',') : 'sem valor'
	return `${row.item}: ${what}, ${cents}`
}

const kind = { text: 'texto', audio: 'áudio transcrito', image: 'foto de um comprovante, com a legenda' }[message.type]

return {
	json: {
		text,
		cited: cited.map((row) => row.item),
		prompt: [
			`Enviada em: ${now} (${weekday})`,
			`Categorias em uso: ${namesOf(known.categories)}`,
			`Fontes em uso: ${namesOf(known.sources)}`,
			...(cited.length ? ['A mensagem responde à que lançou (número: compra):', ...cited.map(lineOf)] : []),
			`Mensagem (${kind}):`,
			`<<<${text}>>>`,
		].join('\n'),
	},
	...(message.type === 'image' && $binary ? { binary: $binary } : {}),
}
