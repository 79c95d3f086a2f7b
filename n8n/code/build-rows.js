// From what the model understood to rows of the inbox. The model is not trusted: whose message it is, which message it
// is and what it may point at come from WhatsApp, and nothing but the fields below goes on. The database judges the rest.
const message = $('Mensagens').item.json
const { fuso } = $('Configuração').first().json
const asked = $('Pedido').item.json
const understood = $json.output ?? {}

/** Whole characters, of which PostgreSQL can store every one: it has no U+0000, and no half of an emoji. */
const text = (value, longest) => {
	if (typeof value !== 'string') return undefined
	const characters = Array.from(value.replaceAll('\u0000', '').toWellFormed().trim())
	return characters.slice(0, longest).join('') || undefined
}

function day(value) {
	const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value ?? '')
	if (!match) return undefined
	const date = new Date(`${value}T00:00:00Z`)
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) ? value : undefined
}

/** "10x de 89,90": the total, in whole cents. The model never calculates. */
function total(item) {
	const amount = typeof item?.amount === 'number' ? item.amount : text(item?.amount, 60)
	const match = /^(\d{1,9})(?:,(\d{1,2}))?$/.exec(amount ?? '')
	const parts = item?.installments
	if (item?.per_installment !== true || !match || !Number.isInteger(parts) || parts < 2 || parts > 120) return amount
	const cents = (Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))) * parts
	return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`
}

const today = new Intl.DateTimeFormat('sv-SE', { timeZone: fuso }).format(new Date(message.sent_at ?? Date.now()))

/** The named day at noon there, since a zone's midnight may not exist; else the moment the message was sent. */
function moment(date, action) {
	const named = day(date)
	if (named && named !== today) return `${named} 12:00:00 ${fuso}`
	return action === 'record' ? (message.sent_at ?? undefined) : undefined
}

/** Which purchase of the answered message: the one the model named, if there is one, else its only one. */
function targetOf(item) {
	const cited = Array.isArray(asked.cited) ? asked.cited : []
	const named = cited.includes(item?.target) ? item.target : cited.length === 1 ? cited[0] : undefined
	return { target_message_id: message.quoted, ...(named === undefined ? {} : { target_item: named }) }
}

const items = Array.isArray(understood.items) ? understood.items.slice(0, 20) : []
const rows = items.map((item, index) => {
	const action = ['amend', 'void'].includes(item?.action) ? item.action : 'record'
	const fields =
		action === 'void'
			? {}
			: {
					kind: ['expense', 'income'].includes(item?.kind) ? item.kind : action === 'record' ? 'expense' : undefined,
					// Longer than the rule allows on purpose: the refusal must show, not a silent cut.
					description: text(item?.description, 400),
					amount: total(item),
					category: text(item?.category, 80),
					source: text(item?.source, 80),
					installments: Number.isInteger(item?.installments) ? item.installments : undefined,
					occurred_at: moment(item?.date, action),
				}
	return {
		message_id: message.message_id,
		item: index,
		action,
		...(action !== 'record' && message.quoted ? targetOf(item) : {}),
		...fields,
		person: message.person,
		// Whose last message it was, and when: an untargeted correction goes by both.
		sender: message.from ? `tel:${message.from}` : undefined,
		sent_at: message.sent_at ?? undefined,
		payload: { message: asked.text, type: message.type, via: 'whatsapp' },
	}
})

// The API wants the same keys in every row of an array.
const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))]
const even = rows.map((row) => Object.fromEntries(keys.map((key) => [key, row[key] ?? null])))

const intent = understood.intent === 'summary' ? 'summary' : even.length > 0 && understood.intent === 'record' ? 'record' : 'other'
const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(understood.month ?? '') ? understood.month : null
return { json: { intent, month: intent === 'summary' ? month : null, rows: intent === 'record' ? even : [] } }
