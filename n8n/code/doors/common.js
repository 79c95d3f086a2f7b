// What every door does with what it read. Put before a door's own code, which ends with `return items(found)`.

/** Whole characters, of which PostgreSQL can store every one: it has no U+0000, and no half of an emoji. */
const storable = (value) =>
	Array.from(String(value ?? '').replaceAll('\u0000', '').toWellFormed().trim())
		.slice(0, 2000)
		.join('')

const digits = (value) => String(value ?? '').replace(/\D/g, '')

/** `tel:5511…` of a phone number; null of anything else. */
const phone = (value) => (digits(value).length >= 8 ? `tel:${digits(value)}` : null)

/** Seconds or milliseconds since the epoch, as numbers or strings, as an ISO time; null when they are neither. */
const instant = (value) => {
	const number = Number(value)
	if (!Number.isFinite(number) || number <= 0) return null
	return new Date(number < 1e11 ? number * 1000 : number).toISOString()
}

/** A short mark of a text: the same edit told by two events is one. */
const mark = (text) => {
	let hash = 5381
	for (const letter of String(text)) hash = (Math.imul(hash, 33) ^ letter.codePointAt(0)) >>> 0
	return hash.toString(36)
}

/**
 * One message in the form that all doors give. `kind` is `text`, `audio`, `image`, `document`, `choice` (a button or list
 * entry), `edit`, `revoke`, `failed` (a reply of ours that did not arrive), `moved` (a person's new address) or `other`.
 */
const message = (given) => ({
	name: null,
	text: '',
	choice_id: null,
	media: null,
	quoted: null,
	of_message_id: null,
	forwarded: false,
	reply_to: null,
	...given,
	contacts: [...new Set((given.contacts ?? []).filter(Boolean))],
	text: storable(given.text),
})

/** Items of n8n, each message once: a door may send it again, or by two addresses at once. */
const items = (found) => {
	const seen = new Set()
	return found
		.filter(({ message_id }) => message_id && !seen.has(message_id) && seen.add(message_id))
		.map((json) => ({ json }))
}
