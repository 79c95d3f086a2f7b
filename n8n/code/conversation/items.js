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

/** The named day at noon there, since a zone's midnight may not exist; else the moment the message was sent. */
function momentOf({ day }, action) {
	if (day && day !== today) return `${day} 12:00:00 ${zone}`
	if (day && action === 'amend') return `${day} 12:00:00 ${zone}`
	return action === 'record' ? sentAt().toISOString() : undefined
}

/** A known person by the name that was said; anybody else's name as it was said; without one, who wrote. */
function personOf(item, action) {
	const said = text(item.person, 80)
	return said ?? (action === 'record' ? (message.received?.person ?? undefined) : undefined)
}

/** The fields of a record or an amend, or the question to ask before anything is recorded. */
function fieldsOf(item, action) {
	const named = dayOf(text(item.date, 60))
	const foreign = foreignCurrency(item)
	const what = oneLine(item.description || 'isso')
	if (named.unclear) return { ask: `De que dia é "${what}"? Não entendi "${named.unclear}". Escreva como 28/11.` }
	const bill = text(item.bill, 60) ? monthOf(item.bill) : undefined
	if (bill === null) return { ask: `De que mês é a fatura de "${what}"? Não entendi "${oneLine(item.bill, 40)}".` }
	const kind = KINDS.includes(item.kind) ? item.kind : action === 'record' ? 'expense' : undefined
	return {
		// Never converted: the inbox refuses it as it was said, and it waits for its amount in the ledger's currency.
		...(foreign ? { ask: `Quanto veio em reais "${what}" (${oneLine(item.amount, 30)} ${foreign})? Responda só o valor.` } : {}),
		fields: {
			kind,
			// Longer than the rule allows on purpose: the refusal must show, not a silent cut.
			description: text(item.description, 400),
			amount: foreign ? `${foreign} ${text(item.amount, 60) ?? ''}` : totalOf(item),
			category: text(item.category, 80),
			source: text(item.source, 80),
			to_source: kind === 'transfer' ? text(item.to_source, 80) : undefined,
			person: personOf(item, action),
			installments: Number.isInteger(item.installments) ? item.installments : undefined,
			occurred_at: momentOf(named, action),
			bill_month: bill,
		},
	}
}
