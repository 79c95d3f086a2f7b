/** Versions of the Phoenix serialisation that the server speaks. */
export type Version = '1.0.0' | '2.0.0'

/** One message, whichever way it is written on the wire. */
export interface Frame {
	joinRef: string | null
	ref: string | null
	topic: string
	event: string
	payload: unknown
}

/** Text that already is JSON and goes out as it is: Postgres' jsonb text keeps digits that JavaScript would lose. */
export class RawJson {
	constructor(readonly text: string) {}
}

/**
 * What travels to the members of a topic. `user` messages are binary in version 2 (kind 4) and JSON in version 1;
 * `map` messages are JSON in both.
 */
export type Message =
	| { form: 'user'; event: string; meta: Record<string, unknown> | null; payload: RawJson | Buffer }
	| { form: 'map'; event: string; payload: unknown }

/** A client's broadcast that came as binary kind 3. */
export interface ClientPush {
	event: string
	meta: Record<string, unknown> | null
	payload: RawJson | Buffer
}

const KIND_CLIENT_PUSH = 3
const KIND_USER_BROADCAST = 4
const ENCODING_BINARY = 0
const ENCODING_JSON = 1
/** Every length in a binary frame is one byte. */
const LONGEST_PART = 255

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const asRef = (value: unknown): string | null =>
	typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null

function fromParts(
	joinRef: unknown,
	ref: unknown,
	topic: unknown,
	event: unknown,
	payload: unknown,
): Frame | null {
	if (typeof topic !== 'string' || typeof event !== 'string') return null
	return { joinRef: asRef(joinRef), ref: asRef(ref), topic, event, payload: payload ?? {} }
}

/** Reads a text frame; null when it is none (the server ignores it). */
export function decodeText(version: Version, text: string): Frame | null {
	let value: unknown
	try {
		value = JSON.parse(text)
	} catch {
		return null
	}
	if (version === '2.0.0') {
		return Array.isArray(value) && value.length === 5
			? fromParts(value[0], value[1], value[2], value[3], value[4])
			: null
	}
	return isRecord(value)
		? fromParts(value.join_ref, value.ref, value.topic, value.event, value.payload)
		: null
}

/** Reads a client's binary broadcast (kind 3); null when it is malformed. */
export function decodeBinary(bytes: Buffer): Frame | null {
	if (bytes.length < 7 || bytes[0] !== KIND_CLIENT_PUSH) return null
	const encoding = bytes[6]
	const parts: string[] = []
	let at = 7
	for (const length of bytes.subarray(1, 6)) {
		parts.push(bytes.toString('utf8', at, at + length))
		at += length
	}
	if (at > bytes.length) return null
	const [joinRef, ref, topic, event, metaText] = parts as [string, string, string, string, string]
	const rest = bytes.subarray(at)
	let meta: Record<string, unknown> | null = null
	try {
		const parsed: unknown = metaText ? JSON.parse(metaText) : null
		if (isRecord(parsed)) meta = parsed
	} catch {
		return null
	}
	const payload: ClientPush = {
		event,
		meta,
		payload: encoding === ENCODING_JSON ? new RawJson(rest.toString('utf8')) : Buffer.from(rest),
	}
	return { joinRef: joinRef || null, ref: ref || null, topic, event: 'broadcast', payload }
}

function json(value: unknown): string {
	return value instanceof RawJson ? value.text : JSON.stringify(value)
}

/** Writes a message as text. Version 1 leaves `join_ref` out. */
export function encodeText(version: Version, frame: Frame): string {
	const { joinRef, ref, topic, event, payload } = frame
	const [j, r, t, e] = [joinRef, ref, topic, event].map((part) => JSON.stringify(part))
	return version === '2.0.0'
		? `[${j},${r},${t},${e},${json(payload)}]`
		: `{"ref":${r},"event":${e},"topic":${t},"payload":${json(payload)}}`
}

/**
 * Writes a message for the members of `topic` (with its `realtime:`). Null when this version cannot carry it: a binary
 * payload in version 1, a part of over 255 bytes in version 2. The server then sends nothing and says nothing.
 */
export function encodeMessage(version: Version, topic: string, message: Message): string | Buffer | null {
	if (message.form === 'map') {
		return encodeText(version, {
			joinRef: null,
			ref: null,
			topic,
			event: message.event,
			payload: message.payload,
		})
	}
	const { event, meta, payload } = message
	if (version === '2.0.0') return encodeUserBroadcast(topic, event, meta, payload)
	if (Buffer.isBuffer(payload)) return null
	const metaPart = meta ? `"meta":${JSON.stringify(meta)},` : ''
	const text = `{"event":${JSON.stringify(event)},${metaPart}"payload":${payload.text},"type":"broadcast"}`
	return encodeText(version, {
		joinRef: null,
		ref: null,
		topic,
		event: 'broadcast',
		payload: new RawJson(text),
	})
}

function encodeUserBroadcast(
	topic: string,
	event: string,
	meta: Record<string, unknown> | null,
	payload: RawJson | Buffer,
): Buffer | null {
	const parts = [topic, event, meta ? JSON.stringify(meta) : ''].map((part) => Buffer.from(part, 'utf8'))
	if (parts.some((part) => part.length > LONGEST_PART)) return null
	const binary = Buffer.isBuffer(payload)
	return Buffer.concat([
		Buffer.from([
			KIND_USER_BROADCAST,
			...parts.map((part) => part.length),
			binary ? ENCODING_BINARY : ENCODING_JSON,
		]),
		...parts,
		binary ? payload : Buffer.from(payload.text, 'utf8'),
	])
}
