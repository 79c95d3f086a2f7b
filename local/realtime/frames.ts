/** One message of Phoenix' protocol, version 2.0.0: an array as text, a broadcast as bytes. */
export interface Frame {
	joinRef: string | null
	ref: string | null
	topic: string
	event: string
	payload: unknown
}

/** A message to the members of a topic. */
export interface Broadcast {
	/** The id of its row in `realtime.messages`. */
	id: string
	event: string
	/** JSON as Postgres wrote it, since its text keeps digits that JavaScript would lose; or bytes. */
	payload: string | Buffer
}

const KIND_USER_BROADCAST = 4
const ENCODING_BINARY = 0
const ENCODING_JSON = 1
/** Every length in a binary frame is one byte. */
const LONGEST_PART = 255

const asRef = (value: unknown): string | null =>
	typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null

/** Reads a text frame; null for anything else, which the server ignores. */
export function decodeFrame(text: string): Frame | null {
	let value: unknown
	try {
		value = JSON.parse(text)
	} catch {
		return null
	}
	if (!Array.isArray(value) || value.length !== 5) return null
	const [joinRef, ref, topic, event, payload] = value as unknown[]
	if (typeof topic !== 'string' || typeof event !== 'string') return null
	return { joinRef: asRef(joinRef), ref: asRef(ref), topic, event, payload: payload ?? {} }
}

export function encodeFrame({ joinRef, ref, topic, event, payload }: Frame): string {
	return JSON.stringify([joinRef, ref, topic, event, payload])
}

/**
 * Writes a broadcast for the members of `topic` (with its `realtime:`). Null when a part is over 255 bytes: the server
 * then sends nothing and says nothing.
 */
export function encodeBroadcast(topic: string, { id, event, payload }: Broadcast): Buffer | null {
	const parts = [topic, event, JSON.stringify({ id })].map((part) => Buffer.from(part, 'utf8'))
	if (parts.some((part) => part.length > LONGEST_PART)) return null
	const encoding = typeof payload === 'string' ? ENCODING_JSON : ENCODING_BINARY
	const head = Buffer.from([KIND_USER_BROADCAST, ...parts.map((part) => part.length), encoding])
	return Buffer.concat([head, ...parts, typeof payload === 'string' ? Buffer.from(payload, 'utf8') : payload])
}
