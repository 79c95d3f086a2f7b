// What the conversation's programs share: how amounts, days and purchases are told, and how a reply is made. Put before each, and
// then the words of both languages, from `n8n/code/words`.

const message = $('Mensagem').item.json

/** The body of an answer of the database; null where it did not answer. */
const answered = (node) => {
	const { statusCode, body } = $(node).item.json
	return statusCode === 200 ? body : null
}
const context = answered('Contexto') ?? {}

/** What replies say, in each language; `t` is the one of the settings. */
const catalogue = { 'pt-BR': {}, en: {} }
const t = catalogue[$('Configuração').first().json.idioma] ?? catalogue['pt-BR']

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
// A reminder carries the time of its reader's last message, which may be days old.
const today = localDay(message.kind === 'reminder' ? new Date() : sentAt())

/** 2026-11-28 moved by whole days. */
const movedDay = (day, by) => new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
const movedMonth = (month, by) => {
	const [year, number] = month.split('-').map(Number)
	return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}

const money = (cents) =>
	(cents / 100)
		.toLocaleString(t.locale, { style: 'currency', currency: context.currency ?? 'BRL' })
		.replace(/[\u00a0\u202f]/g, ' ')

const monthName = (month, withYear = month.slice(0, 4) !== today.slice(0, 4)) =>
	new Date(`${month}-15T00:00:00Z`).toLocaleDateString(t.locale, {
		month: 'long',
		timeZone: 'UTC',
		...(withYear ? { year: 'numeric' } : {}),
	})

/** "ontem, 29/11", "yesterday, 29 Nov"; nothing for today. */
const dayWords = (day) => {
	if (!day || day === today) return ''
	const [year, month, number] = day.split('-')
	const written = t.writtenDay(year === today.slice(0, 4) ? null : year, month, number)
	if (day === movedDay(today, -1)) return t.yesterday(written)
	if (day === movedDay(today, 1)) return t.tomorrow(written)
	return written
}
const dayOrToday = (day) => dayWords(day) || t.today

/** Cards, of whose purchases alone there is a bill to pay. */
const cards = (context.sources ?? []).filter(({ bills }) => bills?.length).map(({ name }) => name)
/** Whether its bill is told by itself: without a card it is the month of its day, unless somebody named another. */
const hasBill = ({ source, bill_month, day }) => cards.includes(source) || bill_month !== day?.slice(0, 7)
/** "fatura de janeiro", where it is not this month's. */
const billWords = (purchase) =>
	purchase.bill_month && purchase.bill_month !== today.slice(0, 7) && hasBill(purchase) ? t.billOf(monthName(purchase.bill_month)) : null

/** "mercado: R$ 52,90 (Nubank, 10x, ontem, 29/11, fatura de janeiro)": what a purchase is, beyond today and this month's bill. */
const purchaseWords = (purchase) => {
	const { description, amount_cents, kind, category, source, to_source, person, day, installments } = purchase
	const place = kind === 'transfer' && to_source ? `${source ?? '?'} → ${to_source}` : source
	const extras = [
		kind === 'expense' ? null : t.kinds[kind],
		place,
		installments > 1 ? `${installments}x` : null,
		category,
		person && person !== message.received?.person ? person : null,
		dayWords(day),
		billWords(purchase),
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
	description: text(said, 280) ?? t.kept[message.kind] ?? t.kept.other,
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
	const shown = (value) => (Number.isSafeInteger(value) ? money(value) : undefined)
	return (t.reminder[kind] ?? t.reminder.summary)({
		category: facts.category ? oneLine(facts.category, 40) : null,
		source: oneLine(facts.source, 40),
		name: oneLine(facts.name, 40),
		spent: shown(facts.spent_cents ?? facts.spending_cents),
		amount: shown(facts.amount_cents),
		left: shown(facts.left_cents),
		percent: Math.floor((100 * facts.spent_cents) / facts.amount_cents),
		day: kind === 'late' ? String(facts.due).slice(8) : dayOrToday(kind === 'closing' ? facts.closes : facts.due),
		month: facts.month ? monthName(facts.month, true) : null,
	})
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
