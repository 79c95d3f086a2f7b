// From what the model understood to rows of the inbox, or to the filters of a question.
const asked = $('Pedido').item.json
const thread = answered('Até aqui') ?? {}
/** The edit that was confirmed: what it says was read anew just now. */
const confirmed = $('Rumo').item.json.edit ?? null
const about = confirmed ? null : (thread.about ?? null)

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
const onlyRecords = message.forwarded || confirmed !== null || ['image', 'document', 'edit'].includes(message.kind)
const cited = Array.isArray(asked.cited) ? asked.cited : []
const plainWords = (value) => plainDate(value).split(' ').filter(Boolean)

/** Which purchase of the answered message: the one the model named, by its number or its words, if there is one; else its only one. */
function citedItem(item) {
	if (cited.includes(item.target)) return item.target
	if (cited.length === 1) return cited[0]
	const words = plainWords(item.of)
	const named = (about?.items ?? []).filter(
		(one) => words.length > 0 && cited.includes(one.item) && words.every((word) => plainDate(one.transaction?.description ?? one.description).includes(word)),
	)
	return named.length === 1 ? named[0].item : undefined
}

function targetOf(item, action) {
	const words = text(item.of, 120)
	// Money back stands alone where what is answered recorded nothing: a question, say.
	if (action === 'record' && (!message.quoted || cited.length === 0)) return words ? { target_text: words } : {}
	if (message.quoted && about) {
		const named = citedItem(item)
		return { target_message_id: about.message_id, ...(named === undefined ? {} : { target_item: named }) }
	}
	if (message.quoted) return { target_message_id: message.quoted }
	// "Apaga o uber": the database finds it, or asks which.
	return words ? { target_text: words } : {}
}

/** What is being corrected, where that is known beforehand. */
function purchaseOf({ target_message_id, target_item, target_text }) {
	if (target_text) return null
	const from = target_message_id ? about : thread.last
	return (from?.items ?? []).find(({ item, transaction }) => transaction && (target_item === undefined || item === target_item))?.transaction ?? null
}

const notes = []

/** Rows of the items, numbered. */
function rowsOf(items) {
	const rows = []
	let untargeted = 0
	for (const item of items) {
		const action = ['amend', 'void', 'restore'].includes(item.action) ? item.action : 'record'
		if (onlyRecords && action !== 'record') {
			notes.push(t.onlyTyped)
			continue
		}
		const isAbout = !onlyRecords && (action !== 'record' || item.kind === 'refund')
		const target = isAbout ? targetOf(item, action) : {}
		// At most one correction that names nothing: a second would hit what the first did.
		if (action !== 'record' && !target.target_message_id && !target.target_text && ++untargeted > 1) {
			notes.push(t.onlyFirst)
			continue
		}
		const { ask, fields } = ['void', 'restore'].includes(action) ? { fields: {} } : fieldsOf(item, action, isAbout ? purchaseOf(target) : null)
		const base = rowBase(asked.text)
		rows.push({ ...base, ...(ask ? { payload: { ...base.payload, ask } } : {}), item: rows.length, action, ...target, ...fields })
	}
	return rows
}

/** What an edited message recorded, as far as it still counts. */
const counting = (items) =>
	(items ?? []).filter(
		({ item, action, transaction, waits }) => item !== FIRST_KEEP && action === 'record' && ((transaction && !transaction.voided) || waits),
	)

/** An edited message is read anew: item k amends item k of what it was, more are recorded, missing ones undone. */
function amended(rows, items, of, before) {
	const changed = rows.slice(0, before.length).map((row, k) => ({
		...row,
		action: 'amend',
		target_message_id: of,
		target_item: before[k].item,
		// The day of before stays, unless the edit names one.
		occurred_at: items[k].date ? row.occurred_at : null,
	}))
	const missing = before.slice(rows.length).map(({ item }) => ({ ...rowBase(asked.text), action: 'void', target_message_id: of, target_item: item }))
	return [...changed, ...rows.slice(before.length), ...missing].map((row, item) => ({ ...row, item }))
}

/** Where an edit has more or fewer purchases than before, it waits for a yes or no: "edit" in the reply's choices. */
function editWaits(rows, before) {
	const named = ({ transaction, description, amount_cents }) => {
		const { description: what, amount_cents: cents } = transaction ?? { description, amount_cents }
		const when = transaction ? [dayWords(transaction.day), billWords(transaction)].filter(Boolean).join(', ') : ''
		return [oneLine(what, 40) || t.noDescription, Number.isSafeInteger(cents) ? money(cents) : '', when && `(${when})`].filter(Boolean).join(' ')
	}
	const said = ({ description, amount }) => {
		const cents = centsOf(amount)
		return [oneLine(description, 40) || t.noDescription, cents === null ? oneLine(amount, 20) : money(cents)].filter(Boolean).join(' ')
	}
	return {
		way: 'record',
		rows: even([{ ...keepRow(asked.text), message_id: `${message.message_id}#ask`, target_message_id: about.message_id }]),
		edit_waits: {
			before: before.map(named),
			after: rows.map(said),
		},
	}
}

function editedRows(items) {
	const rows = rowsOf(items)
	if (confirmed) {
		const dropAsk = { ...rowBase(asked.text), item: 0, action: 'void', target_message_id: $('Rumo').item.json.waiting, target_item: FIRST_KEEP }
		const all = [...amended(rows, items, confirmed.of, counting(confirmed.items)), dropAsk]
		return { way: 'record', rows: even(all.map((row, item) => ({ ...row, item }))), notes }
	}
	const before = counting(about?.items)
	if (before.length > 0 && rows.length !== before.length) return editWaits(rows, before)
	return { way: 'record', rows: even(before.length === 0 ? rows : amended(rows, items, about.message_id, before)), notes }
}

/** The question before, where this one goes on from it: "e em setembro?", "e no lazer?". */
const before = (question) => (question.follows === true && isObject(thread.asked) ? thread.asked : {})

function namesOf(question) {
	const [category, source, person, words] = ['category', 'source', 'person', 'text'].map((name) => text(question[name], 80))
	const earlier = before(question)
	// Another category in place of the word that was searched for, and the other way round.
	const isOther = category !== undefined || words !== undefined
	return {
		category: category ?? (isOther ? undefined : (earlier.category ?? undefined)),
		text: words ?? (isOther ? undefined : (earlier.text ?? undefined)),
		source: source ?? earlier.source ?? undefined,
		person: person ?? earlier.person ?? undefined,
	}
}

/** The months of a question; null: they cannot be read. */
function monthsOf(question) {
	const earlier = before(question)
	if (!text(question.from, 60) && !text(question.to, 60) && earlier.from_month)
		return { from_month: earlier.from_month, to_month: earlier.to_month }
	const from = monthOf(question.from)
	const to = text(question.to, 60) ? monthOf(question.to) : from
	return from && to ? { from_month: from < to ? from : to, to_month: from < to ? to : from } : null
}

/** A question's filters; of one whose months nobody can read it is asked which, and the answer goes on from it. */
function ask(question) {
	const about = ['budget', 'bill'].includes(question.about) ? question.about : 'spending'
	const names = namesOf(question)
	const months = monthsOf(question)
	return months ? { way: 'question', about, filters: { ...months, ...names } } : { way: 'say', say: 'month_unclear', asked: { about, ...names } }
}

function build() {
	const understood = understoodOf($json)
	if (!understood) return { way: 'record', rows: even([keepRow(asked.text)]), kept: 'failed' }
	if (understood.intent === 'question' && isObject(understood.question)) return ask(understood.question)
	const given = Array.isArray(understood.items) ? understood.items.filter(isObject) : []
	const items = given.slice(0, 20)
	if (given.length > items.length) notes.push(t.onlySome(items.length, given.length))
	if (understood.intent !== 'record' || items.length === 0) return { way: 'say', say: 'other' }
	if (message.kind === 'edit' || confirmed) return editedRows(items)
	const rows = rowsOf(items)
	return rows.length === 0 ? { way: 'say', say: 'only_records' } : { way: 'record', rows: even(rows), notes: [...new Set(notes)] }
}

return { json: build() }
