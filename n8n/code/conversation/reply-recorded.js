// What became of a message: each item named as it is now, what was and is, and what to do where it was refused.
const batch = $('Lote').isExecuted ? $('Lote').item.json : { kept: null, asks: [] }
const thread = $('O que ficou').item.json
// A reply that did not arrive is sent once more: it is about the message that it belonged to.
const toldOf = $('Rumo').item.json.thread_of ?? message.message_id
const items = (thread.statusCode === 200 ? (thread.body?.items ?? []) : []).toSorted((a, b) => a.item - b.item)
const total = $('Total do mês').item.json
const summary = total.statusCode === 200 ? total.body : null
// Told with the reply that goes out anyway: each message may cost.
const reminders = $json.statusCode === 200 && Array.isArray($json.body) ? $json.body : []

const reasons = {
	unknown_action: 'não entendi se era para lançar, corrigir ou desfazer. Escreva de novo, com uma coisa por vez.',
	target_not_found: 'não achei o que corrigir. Responda (arraste) a mensagem da compra e diga o que muda.',
	target_ambiguous: 'não sei de qual compra se trata. Responda (arraste) a mensagem dela e diga o que muda.',
	target_changed: 'a compra mudou enquanto isso. Confira no Painel e diga de novo.',
	unknown_kind: 'não entendi se foi gasto, receita, estorno ou transferência. Escreva "gastei" ou "recebi".',
	description_missing: 'faltou dizer o que foi. Responda só com o nome, por exemplo: mercado.',
	description_too_long: 'a descrição é longa demais. Use até 280 letras.',
	amount_missing: 'faltou o valor. Responda só com ele, por exemplo: 52,90.',
	amount_unreadable: 'não entendi o valor. Escreva como 52,90 ou 1.234,56.',
	amount_not_positive: 'o valor precisa ser maior que zero. Para dinheiro de volta, escreva "estorno de …".',
	amount_too_large: 'o valor passa do limite. Confira os zeros.',
	occurred_at_out_of_range: 'a data está longe demais. Confira o dia, o mês e o ano.',
	installments_out_of_range: 'as parcelas vão de 1 a 120, e uma transferência tem uma só.',
	bill_month_unreadable: 'não entendi o mês da fatura. Escreva como outubro de 2026.',
	bill_month_out_of_range: 'a fatura está longe demais do dia da compra. Confira o mês.',
	to_source_unexpected: 'só uma transferência vai para outra conta. Escreva "transferi … para …".',
	same_place: 'a transferência sai e chega no mesmo lugar. Diga de onde para onde.',
	parts_out_of_range: 'essas parcelas não dá para mudar: só as que ainda não fecharam em fatura.',
	not_understood: 'não consegui ler. Escreva de novo, por exemplo: mercado 52,90.',
}

const fields = [
	['description', null, (value) => `"${oneLine(value)}"`],
	['amount_cents', null, money],
	['kind', 'tipo', (value) => ({ expense: 'gasto', ...kindWords })[value] ?? value],
	['category', 'categoria', oneLine],
	['source', 'fonte', oneLine],
	['to_source', 'para', oneLine],
	['person', 'pessoa', oneLine],
	['day', 'dia', (day) => dayWords(day) || 'hoje'],
	['installments', 'parcelas', (count) => `${count}x`],
	['bill_month', 'fatura', (month) => monthName(month)],
]

/** "R$ 52,90 → R$ 45,00; fonte Nubank → Pix": every field that is another one. */
const changes = (before, after) =>
	fields
		.filter(([field]) => before[field] !== after[field])
		.map(([field, name, tell]) => {
			const told = (value) => (value === null || value === undefined ? 'nada' : tell(value))
			return `${name ? `${name} ` : ''}${told(before[field])} → ${told(after[field])}`
		})

const choices = []
function askWhich({ item, candidates, action }) {
	const verb = { void: 'desfazer', restore: 'trazer de volta' }[action] ?? 'corrigir'
	const lines = candidates.map(({ description, amount, day }, k) => {
		const cents = typeof amount === 'number' ? Math.round(amount * 100) : null
		const shown = [oneLine(description || 'sem descrição', 60), cents === null ? oneLine(amount ?? '', 20) : money(cents), dayWords(day) || 'hoje']
			.filter(Boolean)
			.join(', ')
		choices.push({
			id: choiceId('pick', k + 1, toldOf),
			title: `${k + 1}. ${oneLine(description || 'sem descrição', 30)}`,
			description: shown,
		})
		return `${k + 1}) ${shown}`
	})
	return [`❓ Qual delas devo ${verb}? Responda com o número.`, ...lines].join('\n')
}

function refusedLine(row) {
	if (row.reason === 'target_ambiguous' && row.candidates?.length) return askWhich(row)
	const what = row.action === 'record' ? oneLine(row.description) : ''
	return `⚠️ ${what ? `"${what}": ` : ''}${reasons[row.reason] ?? 'não foi aceito. Veja "a conferir" no Painel.'}`
}

function lineOf(row) {
	if (row.action === 'keep') return null
	if (row.status === 'rejected') return refusedLine(row)
	const { before, transaction: now } = row
	if (row.action === 'void')
		return before ? `↩️ Desfeito: ${purchaseWords(before)}` : '↩️ Descartado de "a conferir".'
	if (!now) return '✅ Anotado.'
	if (row.action === 'restore') return `♻️ De volta: ${purchaseWords(row.after ?? now)}`
	if (row.action === 'record' || !before) return `✅ ${purchaseWords(now)}${repeatedWords(row)}`
	const after = row.after ?? now
	const changed = changes(before, after)
	const day = dayWords(before.day)
	return `✏️ ${oneLine(before.description)}${day ? ` (${day})` : ''}: ${changed.length ? changed.join('; ') : `já estava assim, ${money(after.amount_cents)}`}${
		after.bill_month !== today.slice(0, 7) && before.bill_month === after.bill_month ? ` (fatura de ${monthName(after.bill_month)})` : ''
	}`
}

/** The same purchase told by somebody else, or by another door: never dropped by itself. */
function repeatedWords({ item, repeated }) {
	if (!repeated?.length) return ''
	const [other] = repeated
	choices.push({ id: choiceId('undo', item, toldOf), title: 'É a mesma: desfazer' }, { id: choiceId('keep', item, toldOf), title: 'São duas: manter' })
	return `\n🔁 Talvez repetida: ${[oneLine(other.description), money(other.amount_cents), oneLine(other.person ?? ''), dayWords(other.day) || 'hoje'].filter(Boolean).join(', ')}. Se for a mesma, responda "desfaz".`
}

const keptWords = {
	download: 'não consegui baixar o arquivo',
	format: 'não sei ler esse tipo de arquivo',
	failed: 'não consegui entender agora',
}

function totalLine() {
	const cents = summary?.spending_cents ?? summary?.expense_cents
	if (!Number.isSafeInteger(cents) || !items.some(({ status }) => status === 'accepted')) return []
	const name = monthName(summary.month, true)
	return [`*${summary.basis === 'purchase' ? 'Gastos' : 'Fatura'} de ${name}: ${money(cents)}*`]
}

function build() {
	const lines = items.map(lineOf).filter(Boolean)
	const isKept = items.some(({ action, status }) => action === 'keep' && status === 'rejected')
	if (lines.length === 0 && isKept && batch.asks.length === 0)
		return reply(`📌 Guardei em "a conferir": ${keptWords[batch.kept] ?? keptWords.failed}. Nada se perdeu; você também pode mandar de novo por escrito.`)
	const all = [...lines, ...batch.asks.map((ask) => `❓ ${ask}`), ...totalLine(), ...reminders.map(reminderWords)]
	if (lines.length + batch.asks.length === 0) return { json: { status: 'failed' } }
	const accepted = items.filter(({ status, action, transaction }) => status === 'accepted' && action === 'record' && transaction)
	if (choices.length === 0 && accepted.length > 0 && accepted.length <= 3)
		for (const { item, transaction } of accepted)
			choices.push({
				id: choiceId('undo', item, toldOf),
				title: accepted.length === 1 ? 'Desfazer' : `Desfazer ${oneLine(transaction.description, 10)} ${item + 1}`,
			})
	const { json } = reply(
		all.join('\n'),
		choices,
		reminders.map(({ id }) => id),
	)
	return { json: { ...json, of: toldOf } }
}

return build()
