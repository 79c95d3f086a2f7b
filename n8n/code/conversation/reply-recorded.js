// What became of a message: each item named as it is now, what was and is, and what to do where it was refused.
const batch = $('Lote').isExecuted ? $('Lote').item.json : { kept: null, notes: [], edit_waits: null }
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
	parts_out_of_range: 'essas parcelas não dá para mudar: só as que ainda não fecharam em fatura, e nunca todas (para isso, "desfaz").',
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

/** "parcelas 4 a 10 na fatura de janeiro", "parcelas 4 a 10 canceladas": where the parts of a purchase lie since. */
const movesWords = ({ moves, installments }) =>
	(moves ?? []).map(([from, month], k, all) => {
		const to = (all[k + 1]?.[0] ?? installments + 1) - 1
		const which = from === to ? `parcela ${from}` : `parcelas ${from} a ${to}`
		return month === null ? `${which} ${from === to ? 'cancelada' : 'canceladas'}` : `${which} na fatura de ${monthName(month)}`
	})

/** "R$ 52,90 → R$ 45,00; fonte Nubank → Pix": every field that is another one. */
const changes = (before, after) => [
	...fields
		.filter(([field]) => before[field] !== after[field])
		.map(([field, name, tell]) => {
			const told = (value) => (value === null || value === undefined ? 'nada' : tell(value))
			return `${name ? `${name} ` : ''}${told(before[field])} → ${told(after[field])}`
		}),
	...(JSON.stringify(before.moves ?? null) === JSON.stringify(after.moves ?? null) ? [] : movesWords(after)),
]

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
	if (row.ask && row.waits) return `❓ ${oneLine(row.ask, 300)}`
	const what = row.action === 'record' ? oneLine(row.description) : ''
	return `⚠️ ${what ? `"${what}": ` : ''}${reasons[row.reason] ?? 'não foi aceito. Veja "a conferir" no Painel.'}`
}

function lineOf(row) {
	if (row.action === 'keep') return null
	if (batch.kept === 'edit_dropped') return 'Certo: fica como estava.'
	if (row.status === 'rejected') return refusedLine(row)
	const { before, transaction: now } = row
	if (row.action === 'void')
		return before ? `↩️ Desfeito: ${purchaseWords(before)}` : items.length > 1 ? null : '↩️ Descartado de "a conferir".'
	if (!now) return '✅ Anotado.'
	if (row.action === 'restore') return `♻️ De volta: ${purchaseWords(row.after ?? now)}`
	if (row.action === 'record' || !before) return `✅ ${purchaseWords(now)}${refundWords(row)}${repeatedWords(row)}`
	const after = row.after ?? now
	const changed = changes(before, after)
	const day = dayWords(before.day)
	return `✏️ ${oneLine(before.description)}${day ? ` (${day})` : ''}: ${changed.length ? changed.join('; ') : `já estava assim, ${money(after.amount_cents)}`}${
		after.bill_month !== today.slice(0, 7) && before.bill_month === after.bill_month ? ` (fatura de ${monthName(after.bill_month)})` : ''
	}`
}

/** What money back was spent on, where that is known. */
function refundWords({ refunds }) {
	if (!refunds) return ''
	const shown = [oneLine(refunds.description), money(refunds.amount_cents), dayWords(refunds.day) || 'hoje']
	return `\n↪️ Dinheiro de volta de: ${shown.join(', ')}.`
}

/** The same purchase told by somebody else, or by another door: never dropped by itself. */
function repeatedWords({ repeated }) {
	if (!repeated?.length) return ''
	const [other] = repeated
	const shown = [oneLine(other.description), money(other.amount_cents), oneLine(other.person ?? ''), dayWords(other.day) || 'hoje']
	return `\n🔁 Talvez repetida: já havia ${shown.filter(Boolean).join(', ')}.`
}

/** What may be undone or kept: pressed where the door has buttons, and by its number everywhere. */
function offerLines() {
	if (choices.length > 0) return []
	const offered = offers(items)
	const isOne = offered.filter(({ what }) => what === 'undo').length === 1
	const isTwice = offered.some(({ what }) => what === 'keep')
	const nameOf = ({ what, item }) => {
		if (what === 'keep') return 'São duas: manter'
		if (isOne) return isTwice ? 'É a mesma: desfazer' : 'Desfazer'
		return `Desfazer ${oneLine(items.find((one) => one.item === item).transaction.description, 30)}`
	}
	const named = offered.map((offer) => ({ ...offer, name: nameOf(offer) }))
	// Buttons are at most three; the numbers say it all.
	for (const { what, item, name } of named) choices.push({ id: choiceId(what, item, toldOf), title: name })
	return named.map(({ name }, k) => `${k + 1}) ${name}`)
}

function editLines() {
	const waits = batch.edit_waits
	if (!waits) return []
	const id = `${toldOf}#ask`
	choices.push({ id: choiceId('edit', 1, id), title: 'Aplicar a edição' }, { id: choiceId('edit', 2, id), title: 'Deixar como estava' })
	const list = (names) => names.map((name) => oneLine(name, 60)).join(', ') || 'nada'
	return [
		`❓ Você editou uma mensagem que lançou ${waits.before.length} (${list(waits.before)}) e agora diz ${waits.after.length} (${list(waits.after)}). Ainda não mudei nada. O que faço?`,
		'1) Aplicar a edição: o que falta é desfeito, o que é novo é lançado',
		'2) Deixar como estava',
	]
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
	const edit = editLines()
	if (lines.length + edit.length === 0 && isKept)
		return reply(`📌 Guardei em "a conferir": ${keptWords[batch.kept] ?? keptWords.failed}. Nada se perdeu; você também pode mandar de novo por escrito.`)
	if (lines.length + edit.length === 0) return { json: { status: 'failed' } }
	const notes = batch.notes.map((note) => `ℹ️ ${note}`)
	const all = [...lines, ...edit, ...notes, ...totalLine(), ...offerLines(), ...reminders.map(reminderWords)]
	const { json } = reply(
		all.join('\n'),
		choices,
		reminders.map(({ id }) => id),
	)
	return { json: { ...json, of: toldOf } }
}

return build()
