// What the model is asked about one message. The person's text is data between marks that it cannot contain.
const decided = $('Rumo').item.json
const settings = $('Configuração').first().json
// A confirmed edit is read anew, as if nothing had been said before.
const isEdit = message.kind === 'edit' || Boolean(decided.edit)
const about = isEdit ? null : (answered('Até aqui')?.about ?? null)

const namesOf = (list) =>
	(Array.isArray(list) ? list : [])
		.slice(0, 80)
		.map(({ name, aliases }) => {
			const others = (aliases ?? []).slice(0, 5).map((alias) => oneLine(alias, 40))
			return oneLine(name, 60) + (others.length ? ` (ou ${others.join(', ')})` : '')
		})
		.join('; ') || 'nenhuma ainda'

// An audio arrives here as its transcription.
const heard = decided.way === 'listen' ? ($json.body?.text ?? $json.text) : decided.text
const said = (text(String(heard ?? ''), 2000) ?? '').replace(/<{2,}|>{2,}/g, ' ')

const weekday = sentAt().toLocaleDateString('pt-BR', { timeZone: zone, weekday: 'long' })

// What the answered message recorded, as it stands now.
const cited = (about?.items ?? []).filter(({ transaction, waits }) => transaction || waits)
const lineOf = ({ item, transaction, description, amount_cents }) => {
	const shown = transaction ?? { description, amount_cents }
	const what = oneLine(shown.description).replace(/[<>]+/g, ' ')
	return `${item}: ${what}, ${Number.isSafeInteger(shown.amount_cents) ? money(shown.amount_cents) : 'sem valor'}${transaction?.voided ? ' (desfeita)' : ''}`
}

// What the sender said last, minutes ago: "era 45" and "mercado" after "50" are about it.
const last = answered('Até aqui')?.last ?? null
const lastLine =
	last && ['record', 'amend'].includes(last.action) && !about && !isEdit
		? `A mensagem anterior da pessoa, minutos atrás: ${oneLine(last.description || 'sem descrição').replace(/[<>]+/g, ' ')}, ${Number.isSafeInteger(last.amount_cents) ? money(last.amount_cents) : 'sem valor'}${last.status === 'rejected' ? ', recusada por estar incompleta: se esta a completa, "amend"' : ''}.`
		: null

// "E em setembro?" goes on from what the sender asked before, or from the question that is answered.
const askedBefore = isEdit ? null : answered('Até aqui')?.asked
const askedLine = askedBefore
	? `A pergunta anterior da pessoa: ${[
			{ budget: 'orçamento', bill: 'fatura' }[askedBefore.about] ?? 'gastos',
			...[askedBefore.category, askedBefore.source, askedBefore.person, askedBefore.text]
				.filter(Boolean)
				.map((one) => oneLine(one, 40).replace(/[<>]+/g, ' ')),
			...(askedBefore.from_month ? [...new Set([askedBefore.from_month, askedBefore.to_month])] : ['sem mês']),
		].join(', ')}.`
	: null

const isFile = ['image', 'document'].includes(message.kind)
const kind = { audio: 'áudio transcrito', image: 'foto, com a legenda', document: 'documento, com a legenda' }[message.kind] ?? 'texto'
const prompt = [
	`Hoje: ${today} (${weekday}). Moeda do caderno: ${context.currency}.`,
	`Categorias: ${namesOf(context.categories)}`,
	`Fontes: ${namesOf(context.sources)}`,
	`Pessoas: ${namesOf(context.people)}`,
	...(settings.idioma === 'en' ? ['A família escreve em inglês: descrições e nomes novos de categoria em inglês.'] : []),
	...(cited.length ? ['A mensagem responde à que lançou (número: compra):', ...cited.map(lineOf)] : []),
	...(lastLine ? [lastLine] : []),
	...(askedLine ? [askedLine] : []),
	`Mensagem (${kind}):`,
	`<<<${said}>>>`,
].join('\n')

const mime = String(message.media?.mime ?? '').split(';')[0]
const file = isFile ? `data:${mime};base64,${message.media.base64}` : null
const content = !file
	? prompt
	: [
			{ type: 'text', text: prompt },
			mime === 'application/pdf'
				? { type: 'file', file: { filename: 'documento.pdf', file_data: file } }
				: { type: 'image_url', image_url: { url: file } },
		]

const SYSTEM = '%SYSTEM%'
const SCHEMA = '%SCHEMA%'
const temperature = String(settings.modelo_temperatura ?? '').trim()
const effort = String(settings.modelo_raciocinio ?? '').trim()
return {
	json: {
		text: said,
		cited: cited.map(({ item }) => item),
		request: {
			model: settings.modelo,
			messages: [
				{
					role: 'system',
					content: settings.modelo_formato === 'json_schema' ? SYSTEM : `${SYSTEM}\n\nO JSON segue este schema:\n${JSON.stringify(SCHEMA)}`,
				},
				{ role: 'user', content },
			],
			response_format:
				settings.modelo_formato === 'json_schema'
					? { type: 'json_schema', json_schema: { name: 'entendido', strict: true, schema: SCHEMA } }
					: { type: 'json_object' },
			// Some models refuse it.
			...(temperature === '' ? {} : { temperature: Number(temperature) }),
			...(effort === '' ? {} : { reasoning_effort: effort }),
		},
	},
}
