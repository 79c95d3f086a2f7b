// From what the model understood to rows of the inbox, or to the filters of a question.
const asked = $('Pedido').item.json
const about = answered('Até aqui')?.about ?? null

/** The structure in the model's answer; null when there is none. */
function understoodOf(answer) {
	const content = answer?.body?.choices?.[0]?.message?.content
	const said = Array.isArray(content) ? content.map(({ text }) => text ?? '').join('') : content
	if (typeof said !== 'string') return null
	try {
		const whole = JSON.parse(said.replace(/^[^{]*/, '').replace(/[^}]*$/, ''))
		return typeof whole === 'object' && whole !== null ? whole : null
	} catch {
		return null
	}
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Photos, documents and forwarded messages only record: nobody typed a correction there. */
const onlyRecords = message.forwarded || ['image', 'document', 'edit'].includes(message.kind)
const cited = Array.isArray(asked.cited) ? asked.cited : []

/** Which purchase of the answered message: the one the model named, if there is one, else its only one. */
function targetOf(item) {
	if (!about) return message.quoted ? { target_message_id: message.quoted } : {}
	const named = cited.includes(item.target) ? item.target : cited.length === 1 ? cited[0] : undefined
	return { target_message_id: about.message_id, ...(named === undefined ? {} : { target_item: named }) }
}

const asks = []
/** What cannot even be refused as an item waits as a message of its own: the items beside it do not take it off the list. */
const keptAsk = () => ({ ...keepRow(asked.text), message_id: `${message.message_id}#ask` })

/** Rows of the items, numbered; what has to be asked first goes to `asks` instead. */
function rowsOf(items) {
	const rows = []
	let untargeted = 0
	for (const item of items) {
		const action = !onlyRecords && ['amend', 'void', 'restore'].includes(item.action) ? item.action : 'record'
		if (onlyRecords && ['amend', 'void', 'restore'].includes(item.action)) continue
		const target = message.quoted && (action !== 'record' || item.kind === 'refund') && !onlyRecords ? targetOf(item) : {}
		// At most one correction that names nothing: a second would hit what the first did.
		if (action !== 'record' && !target.target_message_id && ++untargeted > 1) continue
		const { ask, fields } = ['void', 'restore'].includes(action) ? { fields: {} } : fieldsOf(item, action)
		if (ask) asks.push(ask)
		if (fields) rows.push({ ...rowBase(asked.text), item: rows.length, action, ...target, ...fields })
	}
	return rows
}

/** An edited message is read anew: item k amends item k of what it was. */
function editedRows(items) {
	const before = (about?.items ?? []).filter(
		({ item, action, transaction, waits }) => item !== FIRST_KEEP && action === 'record' && ((transaction && !transaction.voided) || waits),
	)
	const rows = rowsOf(items)
	if (before.length === 0) return rows
	if (rows.length !== before.length) {
		asks.push(
			`Você editou uma mensagem que lançou ${before.length} e agora diz ${rows.length}. Não mudei nada: responda (arraste) a mensagem e diga o que muda.`,
		)
		return []
	}
	return rows.map((row, k) => ({
		...row,
		action: 'amend',
		target_message_id: about.message_id,
		target_item: before[k].item,
		// The day of before stays, unless the edit names one.
		occurred_at: items[k].date ? row.occurred_at : null,
	}))
}

function filtersOf(question) {
	const from = monthOf(question.from)
	const to = text(question.to, 60) ? monthOf(question.to) : from
	if (!from || !to) return null
	return {
		from_month: from < to ? from : to,
		to_month: from < to ? to : from,
		category: text(question.category, 80),
		source: text(question.source, 80),
		person: text(question.person, 80),
		text: text(question.text, 80),
	}
}

function build() {
	const understood = understoodOf($json)
	if (!understood) return { way: 'record', rows: even([keepRow(asked.text)]), kept: 'failed' }
	if (understood.intent === 'question' && isObject(understood.question)) {
		const filters = filtersOf(understood.question)
		const kind = ['budget', 'bill'].includes(understood.question.about) ? understood.question.about : 'spending'
		return filters ? { way: 'question', about: kind, filters } : { way: 'say', say: 'month_unclear' }
	}
	const items = Array.isArray(understood.items) ? understood.items.filter(isObject).slice(0, 20) : []
	if (understood.intent !== 'record' || items.length === 0) return { way: 'say', say: 'other' }
	const rows = message.kind === 'edit' ? editedRows(items) : rowsOf(items)
	if (rows.length + asks.length === 0) return { way: 'say', say: 'only_records' }
	const waiting = asks.length > 0 && rows.length < items.length ? [keptAsk()] : []
	return { way: 'record', rows: even([...rows, ...waiting]), asks }
}

return { json: build() }
