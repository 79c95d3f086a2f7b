// The reply: what was recorded, the month's total, or why something was refused and how to put it right.
const message = $('Mensagens').item.json
const state = $json.intent ? $json : $('Linhas').item.json

const reasons = {
	unknown_action: 'não entendi se era para lançar, corrigir ou desfazer. Escreva de novo, com uma coisa por vez.',
	target_not_found: 'não achei a compra a corrigir. Responda (arraste) a mensagem dela e diga o que muda.',
	unknown_kind: 'não entendi se foi gasto ou receita. Escreva "gastei" ou "recebi".',
	description_missing: 'faltou dizer o que foi. Exemplo: mercado 52,90.',
	description_too_long: 'a descrição é longa demais. Use até 280 letras.',
	amount_missing: 'faltou o valor. Exemplo: mercado 52,90.',
	amount_unreadable: 'não entendi o valor. Escreva como 52,90 ou 1.234,56.',
	amount_not_positive: 'o valor precisa ser maior que zero. Para devolver, desfaça a compra.',
	amount_too_large: 'o valor passa do limite. Confira os zeros.',
	occurred_at_out_of_range: 'a data está longe demais. Confira o dia, o mês e o ano.',
	installments_out_of_range: 'as parcelas vão de 1 a 120.',
	parts_out_of_range: 'essas parcelas não servem. Só mudam as que ainda não foram faturadas.',
	bill_month_unreadable: 'não entendi a fatura. Diga o mês e o ano.',
	bill_month_out_of_range: 'a fatura está longe demais da compra. Confira o mês e o ano.',
	to_source_unexpected: 'só uma transferência tem destino.',
	same_place: 'a origem e o destino são o mesmo lugar. Diga para onde o dinheiro foi.',
	not_understood: 'não consegui ler. Escreva de novo.',
	target_ambiguous: 'não ficou claro qual compra. Responda (arraste) a mensagem dela e diga o que muda.',
	target_changed: 'a compra mudou nesse meio-tempo. Veja como está e corrija de novo.',
}

const summaryOf = (answer) => (answer?.statusCode === 200 ? answer.body : null)

/** In the ledger's currency, which only the summary tells; without it, the number alone. */
function money(cents) {
	const currency = summaryOf($('Total do mês').item.json)?.currency
	const style = currency ? { style: 'currency', currency } : { minimumFractionDigits: 2, maximumFractionDigits: 2 }
	return (cents / 100).toLocaleString('pt-BR', style)
}

/** As the database understood it, which is what counts. */
const amountOf = (row) => (Number.isSafeInteger(row.amount_cents) ? money(row.amount_cents) : '')

function lineOf(row) {
	const what = String(row.description ?? '').replace(/\s+/g, ' ').trim()
	if (row.status === 'rejected' && row.reason === 'target_ambiguous' && /several items/.test(row.reason_detail))
		return '⚠️ Aquela mensagem tem várias compras: diga de qual delas se trata.'
	if (row.status === 'rejected')
		return `⚠️ ${what ? `"${what}"` : 'Não gravei'}: ${reasons[row.reason] ?? 'não foi aceito. Veja "a conferir" no Painel.'}`
	if (row.action === 'void') return '↩️ Desfeito.'
	const extras = [row.source, row.installments > 1 ? `${row.installments}x` : null, row.category].filter(Boolean)
	const text = [what, amountOf(row)].filter(Boolean).join(': ') + (extras.length ? ` (${extras.join(', ')})` : '')
	return row.action === 'amend' ? `✏️ Corrigido${text ? `: ${text}` : '.'}` : `✅ ${text}`
}

function totals(answer, withCategories) {
	const summary = summaryOf(answer)
	if (!summary || !Number.isSafeInteger(summary.spending_cents)) return []
	const [year, month] = String(summary.month ?? '').split('-')
	const name = new Date(Date.UTC(Number(year), Number(month) - 1, 15)).toLocaleDateString('pt-BR', {
		month: 'long',
		year: 'numeric',
		timeZone: 'UTC',
	})
	const what = summary.basis === 'purchase' ? 'Gastos' : 'Fatura'
	const head = `*${what} de ${name}: ${money(summary.spending_cents)}*`
	if (!withCategories) return [head]
	const lines = (Array.isArray(summary.categories) ? summary.categories : [])
		.slice(0, 8)
		.map(({ name, spending_cents }) => `• ${name ?? 'sem categoria'}: ${money(spending_cents)}`)
	return [head, ...lines]
}

const fixed = {
	other: 'Não entendi. Mande uma compra ("mercado 52,90 no nubank"), uma correção ("era 45"), "desfaz", ou "quanto gastei este mês?".',
	unsupported: 'Só leio texto, áudio e foto de comprovante.',
	failed: 'Não consegui gravar agora. Mande de novo daqui a pouco.',
}

function body() {
	if (fixed[state.intent]) return fixed[state.intent]
	const answer = $('Total do mês').item.json
	if (state.intent === 'summary') {
		const lines = totals(answer, true)
		return lines.length ? lines.join('\n') : 'Não consegui ver o total agora. Tente daqui a pouco.'
	}
	const recorded = $('Gravado').item.json
	if (recorded.failed) return fixed.failed
	const rows = [...recorded.rows].sort((a, b) => a.item - b.item)
	return [...rows.map(lineOf), ...totals(answer, false)].join('\n')
}

return {
	json: {
		url: `/${message.phone_number_id}/messages`,
		message: {
			messaging_product: 'whatsapp',
			recipient_type: 'individual',
			to: message.from,
			context: { message_id: message.message_id },
			type: 'text',
			text: { preview_url: false, body: Array.from(body()).slice(0, 4000).join('') },
		},
	},
}
