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

const { fields: names } = t
const fields = [
	['description', null, (value) => `"${oneLine(value)}"`],
	['amount_cents', null, money],
	['kind', names.kind, (value) => t.kinds[value] ?? value],
	['category', names.category, oneLine],
	['source', names.source, oneLine],
	['to_source', names.to_source, oneLine],
	['person', names.person, oneLine],
	['day', names.day, dayOrToday],
	['installments', names.installments, (count) => `${count}x`],
	['bill_month', names.bill_month, (month) => monthName(month)],
]

/** "parcelas 4 a 10 na fatura de janeiro", "parcelas 4 a 10 canceladas": where the parts of a purchase lie since. */
const movesWords = ({ moves, installments }) =>
	(moves ?? []).map(([from, month], k, all) =>
		t.partMoved(from, (all[k + 1]?.[0] ?? installments + 1) - 1, month === null ? null : monthName(month)),
	)

/** "R$ 52,90 → R$ 45,00; fonte Nubank → Pix": every field that is another one. */
const changes = (before, after) => [
	...fields
		.filter(([field]) => before[field] !== after[field] && (field !== 'bill_month' || hasBill(before) || hasBill(after)))
		.map(([field, name, tell]) => {
			const told = (value) => (value === null || value === undefined ? t.nothing : tell(value))
			return `${name ? `${name} ` : ''}${told(before[field])} → ${told(after[field])}`
		}),
	...(JSON.stringify(before.moves ?? null) === JSON.stringify(after.moves ?? null) ? [] : movesWords(after)),
]

const choices = []
function askWhich({ candidates, action }) {
	// Of two questions a number answers the last, and so do the buttons.
	choices.length = 0
	const lines = candidates.map(({ description, amount, day }, k) => {
		const cents = typeof amount === 'number' ? Math.round(amount * 100) : null
		const shown = [oneLine(description || t.noDescription, 60), cents === null ? oneLine(amount ?? '', 20) : money(cents), dayOrToday(day)]
			.filter(Boolean)
			.join(', ')
		choices.push({
			id: choiceId('pick', k + 1, toldOf),
			title: `${k + 1}. ${oneLine(description || t.noDescription, 30)}`,
			description: shown,
		})
		return `${k + 1}) ${shown}`
	})
	return [t.askWhich(action), ...lines].join('\n')
}

function refusedLine(row) {
	if (row.reason === 'target_ambiguous' && row.candidates?.length) return askWhich(row)
	if (row.ask && row.waits) return `❓ ${oneLine(row.ask, 300)}`
	const what = row.action === 'record' ? oneLine(row.description) : ''
	return `⚠️ ${what ? `"${what}": ` : ''}${t.reasons[row.reason] ?? t.otherReason}`
}

function lineOf(row) {
	if (row.action === 'keep') return null
	if (batch.kept === 'edit_dropped') return t.editDropped
	if (row.status === 'rejected') return refusedLine(row)
	const { before, transaction: now } = row
	if (row.action === 'void')
		return before ? t.undone(purchaseWords(before)) : items.length > 1 ? null : t.discarded
	if (!now) return t.noted
	if (row.action === 'restore') return t.restored(purchaseWords(row.after ?? now))
	if (row.action === 'record' || !before) return `✅ ${purchaseWords(now)}${refundWords(row)}${repeatedWords(row)}`
	const after = row.after ?? now
	const changed = changes(before, after)
	const day = dayWords(before.day)
	const bill = before.bill_month === after.bill_month ? billWords(after) : null
	return `✏️ ${oneLine(before.description)}${day ? ` (${day})` : ''}: ${changed.length ? changed.join('; ') : t.unchanged(money(after.amount_cents))}${bill ? ` (${bill})` : ''}`
}

/** A purchase beside another one: "mercado, R$ 52,90, Ana, ontem, 29/11". */
const briefly = (purchase, person = '') =>
	[oneLine(purchase.description), money(purchase.amount_cents), oneLine(person ?? ''), dayOrToday(purchase.day), billWords(purchase)]
		.filter(Boolean)
		.join(', ')

/** What money back was spent on, where that is known. */
function refundWords({ refunds }) {
	return refunds ? `\n${t.refundOf(briefly(refunds))}` : ''
}

/** The same purchase told by somebody else, or by another door: never dropped by itself. */
function repeatedWords({ repeated }) {
	if (!repeated?.length) return ''
	return `\n${t.toldTwice(briefly(repeated[0], repeated[0].person))}`
}

/** What may be undone or kept: pressed where the door has buttons, and by its number everywhere. */
function offerLines() {
	if (choices.length > 0) return []
	const offered = offers(items)
	const transactionOf = (number) => items.find(({ item }) => item === number).transaction
	const isOne = offered.filter(({ what }) => what === 'undo').length === 1
	const isTwice = offered.some(({ what }) => what === 'keep')
	const nameOf = ({ what, item }) => {
		if (what === 'keep') return t.keepBoth
		if (isOne) return isTwice ? t.undoRepeat : t.undo
		return t.undoOne(oneLine(transactionOf(item).description, 30))
	}
	const names = offered.map(nameOf)
	// A door cuts titles, and WhatsApp refuses a reply that has one twice: where purchases are named, their numbers come first.
	for (const [k, { what, item }] of offered.entries())
		choices.push({
			id: choiceId(what, item, toldOf),
			title: isOne ? names[k] : `${k + 1}. ${names[k]}`,
			description: isOne ? undefined : briefly(transactionOf(item)),
		})
	return names.map((name, k) => `${k + 1}) ${name}`)
}

function editLines() {
	const waits = batch.edit_waits
	if (!waits) return []
	const id = `${toldOf}#ask`
	choices.push({ id: choiceId('edit', 1, id), title: t.applyEdit }, { id: choiceId('edit', 2, id), title: t.dropEdit })
	const list = (names) => names.map((name) => oneLine(name, 60)).join(', ') || t.nothing
	return t.edited(waits.before.length, list(waits.before), waits.after.length, list(waits.after))
}

function totalLine() {
	const cents = summary?.spending_cents ?? summary?.expense_cents
	if (!Number.isSafeInteger(cents) || !items.some(({ status }) => status === 'accepted')) return []
	return [t.total(summary.basis !== 'purchase' && cards.length > 0, monthName(summary.month, true), money(cents))]
}

function build() {
	const lines = items.map(lineOf).filter(Boolean)
	const isKept = items.some(({ action, status }) => action === 'keep' && status === 'rejected')
	const edit = editLines()
	if (lines.length + edit.length === 0 && isKept)
		return reply(t.keptLine(t.keptWhy[batch.kept] ?? t.keptWhy.failed))
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
