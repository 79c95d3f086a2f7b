// One item that the model understood, as the inbox's columns. The model is not trusted: nothing but these fields goes on, and
// which message it is, whose, and when come from elsewhere.
const KINDS = ['expense', 'income', 'refund', 'transfer']

/** "10x de 89,90": the total. The model never calculates; an amount that the inbox would refuse stays as it was said. */
function totalOf(item) {
	const said = typeof item.amount === 'number' ? item.amount : text(item.amount, 60)
	const parts = item.installments
	if (item.per_installment !== true || !Number.isInteger(parts) || parts < 2 || parts > 120) return said
	const cents = centsOf(said)
	return cents === null ? said : written(cents * parts)
}

/** A day that nobody can read: the inbox refuses it, and keeps the rest until somebody says the day. */
const NO_DAY = '1900-01-01T12:00:00Z'

/** The named day at noon there, since a zone's midnight may not exist; else the moment the message was sent. */
function momentOf({ day, unclear }, action) {
	if (unclear) return NO_DAY
	if (day && day !== today) return `${day} 12:00:00 ${zone}`
	if (day && action === 'amend') return `${day} 12:00:00 ${zone}`
	return action === 'record' ? sentAt().toISOString() : undefined
}

/** A known person by the name that was said; anybody else's name as it was said; without one, who wrote. */
function personOf(item, action) {
	const said = text(item.person, 80)
	return said ?? (action === 'record' ? (message.received?.person ?? undefined) : undefined)
}

/** What has to be asked about an item. It is posted as it was said, the inbox refuses it, and the answer completes it. */
function askOf(item, { named, bill, foreign }) {
	const what = oneLine(item.description || item.of || 'isso')
	if (foreign) return `Quanto veio em reais "${what}" (${oneLine(item.amount, 30)} ${foreign})? Responda só o valor.`
	if (named.unclear) return `De que dia é "${what}"? Não entendi "${named.unclear}". Responda com o dia, como 28/11.`
	if (named.future)
		return `"${what}" é de ${dayWords(named.day)}, que ainda não chegou: só lanço o que já aconteceu. Mande de novo no dia, ou responda com o dia certo.`
	return bill === null ? `De que mês é a fatura de "${what}"? Não entendi "${oneLine(item.bill, 40)}". Responda com o mês, como outubro.` : null
}

/** "Antecipei", "cancelaram as parcelas": from which part, and into which bill. Without a number, all that is not billed yet. */
function movedParts(item, bill, purchase) {
	if (!['forward', 'cancel'].includes(item.parts)) return {}
	const last = Number.isInteger(item.last_parts) && purchase ? purchase.installments - item.last_parts + 1 : undefined
	const from = Number.isInteger(item.from_part) ? item.from_part : last
	return { from_part: from >= 1 && from <= 120 ? from : undefined, parts_to: item.parts === 'cancel' ? 'cancel' : (bill ?? 'open') }
}

/** The fields of a record or an amend, and what has to be asked. `purchase`: what is amended, where that is known. */
function fieldsOf(item, action, purchase) {
	const named = dayOf(text(item.date, 60))
	const foreign = foreignCurrency(item)
	const bill = text(item.bill, 60) ? billOf(item.bill, purchase?.bill_month) : undefined
	const kind = KINDS.includes(item.kind) ? item.kind : action === 'record' ? 'expense' : undefined
	const parts = action === 'amend' ? movedParts(item, bill, purchase) : {}
	return {
		ask: askOf(item, { named, bill, foreign }),
		fields: {
			kind,
			// Longer than the rule allows on purpose: the refusal must show, not a silent cut.
			description: text(item.description, 400),
			// Never converted: the inbox refuses it as it was said.
			amount: foreign ? `${foreign} ${text(item.amount, 60) ?? ''}` : totalOf(item),
			category: text(item.category, 80),
			source: text(item.source, 80),
			to_source: kind === 'transfer' ? text(item.to_source, 80) : undefined,
			person: personOf(item, action),
			installments: Number.isInteger(item.installments) ? item.installments : undefined,
			occurred_at: momentOf(named, action),
			bill_month: parts.parts_to ? undefined : bill === null ? text(item.bill, 60) : bill,
			...parts,
		},
	}
}
