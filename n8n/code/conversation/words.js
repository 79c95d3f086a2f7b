// What the conversation's programs share: how amounts, days and purchases are told, and how a reply is made. Put before each.

const message = $('Mensagem').item.json

/** The body of an answer of the database; null where it did not answer. */
const answered = (node) => {
	const { statusCode, body } = $(node).item.json
	return statusCode === 200 ? body : null
}
const context = answered('Contexto') ?? {}
const zone = context.timezone ?? 'America/Sao_Paulo'

/** Whole characters, of which PostgreSQL can store every one: it has no U+0000, and no half of an emoji. */
const text = (value, longest) => {
	if (typeof value !== 'string') return undefined
	const characters = Array.from(value.replaceAll('\u0000', '').toWellFormed().trim())
	return characters.slice(0, longest).join('') || undefined
}

/** A person's words on one line, so that they cannot look like a line of ours. */
const oneLine = (value, longest = 80) => Array.from(String(value ?? '').replace(/\s+/g, ' ').trim()).slice(0, longest).join('')

const localDay = (instant) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(instant)
const sentAt = () => {
	const time = Date.parse(message.sent_at ?? '')
	// A phone's clock may be ahead of ours.
	return new Date(Number.isNaN(time) ? Date.now() : Math.min(time, Date.now()))
}
const today = localDay(sentAt())

/** 2026-11-28 moved by whole days. */
const movedDay = (day, by) => new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
const movedMonth = (month, by) => {
	const [year, number] = month.split('-').map(Number)
	return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}

const money = (cents) =>
	(cents / 100)
		.toLocaleString('pt-BR', { style: 'currency', currency: context.currency ?? 'BRL' })
		.replace(/[\u00a0\u202f]/g, ' ')

const monthName = (month, withYear = month.slice(0, 4) !== today.slice(0, 4)) =>
	new Date(`${month}-15T00:00:00Z`).toLocaleDateString('pt-BR', {
		month: 'long',
		timeZone: 'UTC',
		...(withYear ? { year: 'numeric' } : {}),
	})

/** "ontem, 29/11"; nothing for today. */
const dayWords = (day) => {
	if (!day || day === today) return ''
	const [year, month, number] = day.split('-')
	const written = `${number}/${month}${year === today.slice(0, 4) ? '' : `/${year}`}`
	if (day === movedDay(today, -1)) return `ontem, ${written}`
	if (day === movedDay(today, 1)) return `amanhã, ${written}`
	return written
}

const kindWords = { income: 'receita', refund: 'estorno', transfer: 'transferência' }

/** "mercado: R$ 52,90 (Nubank, 10x, ontem, 29/11, fatura de janeiro)": what a purchase is, beyond today and this month's bill. */
const purchaseWords = (purchase) => {
	const { description, amount_cents, kind, category, source, to_source, person, day, bill_month, installments } = purchase
	const place = kind === 'transfer' && to_source ? `${source ?? '?'} → ${to_source}` : source
	const extras = [
		kindWords[kind],
		place,
		installments > 1 ? `${installments}x` : null,
		category,
		person && person !== message.received?.person ? person : null,
		dayWords(day),
		bill_month && bill_month !== today.slice(0, 7) ? `fatura de ${monthName(bill_month)}` : null,
	]
		.filter(Boolean)
		.map((extra) => oneLine(extra, 60))
	return `${oneLine(description)}: ${money(amount_cents)}${extras.length ? ` (${extras.join(', ')})` : ''}`
}

const FIRST_KEEP = 32767

/** What every row of this message has. Whose it is, which it is and when it was sent come from the door alone. */
const rowBase = (said) => ({
	message_id: message.message_id,
	sender: message.received?.sender ?? null,
	sent_at: message.sent_at ?? null,
	payload: { message: text(said, 2000) ?? null, type: message.kind, via: message.door },
})

/** Nobody could read it: it waits under "a conferir", with what there is of it. */
const keepRow = (said) => ({
	...rowBase(said),
	item: FIRST_KEEP,
	action: 'keep',
	description: text(said, 280) ?? ({ audio: 'Áudio', image: 'Foto', document: 'Documento' }[message.kind] ?? 'Mensagem'),
	person: message.received?.person ?? null,
})

/** The API wants the same keys in every row of an array. */
const even = (rows) => {
	const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))]
	return rows.map((row) => Object.fromEntries(keys.map((key) => [key, row[key] ?? null])))
}

/** An id that a button brings back; too long to be carried, the answered message says which one it is. */
const choiceId = (what, number, id = message.message_id) => {
	const whole = `${what}:${number}:${id}`
	return whole.length <= 200 ? whole : `${what}:${number}`
}

/** The purchases of a message that may be undone, as its reply numbers them. */
const undoable = (items) =>
	items.filter(({ status, action, transaction }) => status === 'accepted' && action === 'record' && transaction && !transaction.voided).slice(0, 8)

/** What a reply offers to press or to answer by a number, in the order of the numbers: each purchase to undo, then to keep both. */
const offers = (items) => {
	const found = undoable(items)
	const twice = found.find(({ repeated }) => repeated?.length)
	return [...found.map(({ item }) => ({ what: 'undo', item })), ...(twice ? [{ what: 'keep', item: twice.item }] : [])]
}

/** A reminder in words. Its figures are the database's. */
const reminderWords = ({ kind, facts }) => {
	if (kind === 'budget')
		return `🔔 Orçamento de ${oneLine(facts.category ?? 'tudo', 40)}: ${money(facts.spent_cents)} de ${money(facts.amount_cents)} (${Math.floor((100 * facts.spent_cents) / facts.amount_cents)} %).`
	if (kind === 'closing')
		return `🔔 A fatura do ${oneLine(facts.source, 40)} fecha ${dayWords(facts.closes) || 'hoje'}: ${money(facts.amount_cents)}.`
	if (kind === 'due') return `🔔 A fatura do ${oneLine(facts.source, 40)} vence ${dayWords(facts.due) || 'hoje'}: faltam ${money(facts.left_cents)}.`
	if (kind === 'late') return `🔔 ${oneLine(facts.name, 40)} ainda não apareceu (dia ${String(facts.due).slice(8)}, ${money(facts.amount_cents)}).`
	return `🔔 ${monthName(facts.month, true)} até aqui: ${money(facts.spending_cents)}.`
}

/** Where a reply goes that the door gave no address for: Evolution's edits come without one, so by the way of the edited message. */
const addressOfEdited = () => {
	const { door, account: _, ...to } = answered('Até aqui')?.about?.route ?? {}
	return door === message.door ? to : null
}

/** The reply, where the door knows where to send one. */
const reply = (said, choices = [], reminders = []) => {
	const to = message.reply_to || message.door === 'plain' ? null : addressOfEdited()
	return message.reply_to || message.door === 'plain' || to
		? { json: { status: 'reply', reply: { text: said, choices }, reminders, to } }
		: { json: { status: 'silent' } }
}
