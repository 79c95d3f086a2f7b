// One item that the model understood, as the inbox's columns. The model is not trusted: nothing but these fields goes on, and
// which message it is, whose, and when come from elsewhere.
const KINDS = ['expense', 'income', 'refund', 'transfer']

/** "10x de 89,90": the total. The model never calculates; an amount that the inbox would refuse stays as it was said. */
function totalOf(item) {
	const said = typeof item.amount === 'number' ? item.amount : withoutSign(text(item.amount, 60))
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

/** "USD 20", or as it was said where that names the currency: "20 dólares". */
const inForeign = ({ amount }, foreign) => {
	const said = text(String(amount ?? ''), 60) ?? ''
	return said.includes(foreign) ? said : `${foreign} ${said}`.trim()
}

/** What has to be asked about an item. It is posted as it was said, the inbox refuses it, and the answer completes it. */
function askOf(item, { named, bill, foreign }) {
	const what = oneLine(item.description || item.of || t.it)
	if (foreign) return t.inWhichCurrency(what, oneLine(inForeign(item, foreign), 40), t.currencyName(context.currency ?? 'BRL'))
	if (named.unclear) return t.whichDay(what, named.unclear)
	if (named.future) return t.notYet(what, dayWords(named.day))
	return bill === null ? t.whichBill(what, oneLine(item.bill, 40)) : null
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
			amount: foreign ? inForeign(item, foreign) : totalOf(item),
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
