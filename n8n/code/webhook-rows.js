// One object, an array, or {rows: […]}, in the inbox's own columns; anything else in them is kept in payload.
const columns = [
	'message_id',
	'item',
	'action',
	'target_message_id',
	'target_item',
	'kind',
	'occurred_at',
	'description',
	'amount',
	'category',
	'source',
	'person',
	'installments',
	'payload',
]
const body = $('Webhook').item.json.body
const given = Array.isArray(body) ? body : Array.isArray(body?.rows) ? body.rows : [body]
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

function refuse(message) {
	return { json: { ok: false, status: 400, answer: { error: message } } }
}

if (given.length === 0 || given.length > 500) return refuse('Send 1 to 500 rows.')
if (!given.every(isObject)) return refuse('Send one JSON object, an array of objects, or {"rows": […]}.')
if (!given.every((row) => typeof row.message_id === 'string' && row.message_id.trim() !== ''))
	return refuse('Every row needs a message_id: the same one again changes nothing, so a retry is harmless.')

const rows = given.map((row) => {
	const extra = Object.entries(row).filter(([name]) => !columns.includes(name))
	// A payload that is a text, a list or a number has no fields to put the rest beside.
	const own = isObject(row.payload) ? row.payload : { payload: row.payload ?? undefined }
	const payload = { ...own, ...Object.fromEntries(extra), via: 'webhook' }
	return { ...Object.fromEntries(columns.filter((name) => name in row).map((name) => [name, row[name]])), payload }
})
// The API wants the same keys in every row of an array; item has no null.
const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))]
const even = rows.map((row) =>
	Object.fromEntries(keys.map((key) => [key, row[key] ?? (key === 'item' ? 0 : null)])),
)
// PostgreSQL stores no U+0000 and no half of a character; one of them in one text would refuse all rows.
const storable = (_, value) => (typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value)
return { json: { ok: true, rows: JSON.parse(JSON.stringify(even, storable)) } }
