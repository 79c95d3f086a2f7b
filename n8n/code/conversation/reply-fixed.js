// Replies that need nothing of the database beyond what was asked already.
const fixed = {
	other: 'Não entendi. Mande uma compra ("mercado 52,90 no nubank"), uma correção ("era 45"), "desfaz", ou uma pergunta ("quanto gastei este mês?").',
	unsupported: 'Só leio texto, áudio, foto e PDF.',
	only_records: 'Numa foto, documento ou mensagem encaminhada eu só lanço compras. Para corrigir, escreva.',
	month_unclear: 'De que mês? Escreva como outubro, mês passado ou 10/2026.',
	no_such_choice: 'Não sei mais a que essa escolha responde. Responda (arraste) a mensagem da compra e diga o que muda.',
	nothing_to_undo: 'Isso já estava desfeito.',
	edit_unreadable: 'Vi que você editou uma mensagem, mas não consigo ler a edição. Responda (arraste) a mensagem e diga o que muda.',
	stranger:
		'Olá! Sou o agente de um caderno de gastos e ainda não conheço você. Peça a quem cuida do caderno um código (Painel > Ajustes > Pessoas) e mande-o aqui.',
}
// After muting, or keeping both, the answer of the database is here.
const { way, until, muted, reminders, words, again, thread_of } = $('Rumo').item.json
const isDone = $json.statusCode < 300
const say = $json.say ?? (!isDone ? 'failed' : { keep: 'kept_both', mute: 'reminders', undelivered: 'silent' }[way])
const reminderNames = { budget: 'de orçamento', closing: 'de fechamento', due: 'de vencimento', bill: 'de fatura', late: 'do que está atrasado', summary: 'de resumo' }
if (say === 'kept_both') return reply(['Certo, ficam as duas:', ...words.map((one) => `• ${one}`)].join('\n'))
if (say === 'reminder') {
	const all = Array.isArray(message.reminders) ? message.reminders : []
	if (all.length === 0) return { json: { status: 'silent' } }
	const lines = [...all.map(reminderWords), 'Para não receber mais, responda "silenciar".']
	return reply(
		lines.join('\n'),
		[],
		all.map(({ id }) => id),
	)
}
if (say === 'reminders') {
	const which = reminders ? ` ${reminderNames[reminders]}` : ''
	if (!muted) return reply(`Certo: volto a mandar lembretes${which}.`)
	const [, month, day] = (until ?? '').split('-')
	return reply(
		`Certo: ${until ? `até ${until === today ? 'o fim de hoje' : `${day}/${month}`} não mando` : 'não mando mais'} lembretes${which}; o que você lançar continuo respondendo. Para voltar, escreva "voltar lembretes${which}".`,
	)
}
// A reply that did not arrive, once more: it is still about the message that it answered.
if (say === 'again') {
	const { json } = reply(again ?? '')
	return again ? { json: { ...json, of: thread_of } } : { json: { status: 'silent' } }
}
if (say === 'later') return { json: { status: 'later' } }
if (say === 'failed') return { json: { status: 'failed' } }
if (!fixed[say]) return { json: { status: 'silent' } }
const { json } = reply(fixed[say])
return { json: { ...json, ...($json.asked ? { asked: $json.asked } : {}) } }
