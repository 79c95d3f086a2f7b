import { json } from '../http/json'
import { type AuthorisationContext, mayWrite } from './authorise'
import type { Context } from './context'
import { type Message, RawJson } from './frames'
import { hubKey } from './hub'
import { claimsOf } from './join'
import { isTooLarge } from './limits'

interface BatchMessage {
	topic?: unknown
	event?: unknown
	payload?: unknown
	private?: unknown
}

const SINGLE = /^\/realtime\/v1\/api\/broadcast\/([^/]+)\/events\/([^/]+)$/

/**
 * Broadcasts sent over HTTP. A batch is always accepted (202), what its sender may not send is dropped without a word;
 * a single one is refused with 403.
 */
export async function answerBroadcast(request: Request, context: Context): Promise<Response> {
	const url = new URL(request.url)
	if (request.method !== 'POST') return json(404, { message: 'Not found' })
	const caller = await callerOf(request, context)
	if (!caller) return json(401, { message: 'Unauthorized' })
	const single = SINGLE.exec(url.pathname)
	if (single) {
		const topic = decodeURIComponent(single[1] as string)
		const event = decodeURIComponent(single[2] as string)
		return answerSingle(
			request,
			context,
			{ ...caller, topic },
			event,
			url.searchParams.get('private') === 'true',
		)
	}
	if (url.pathname === '/realtime/v1/api/broadcast') return answerBatch(request, context, caller)
	return json(404, { message: 'Not found' })
}

async function callerOf(
	request: Request,
	context: Context,
): Promise<Omit<AuthorisationContext, 'topic'> | null> {
	const bearer = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
	const token = bearer ?? request.headers.get('apikey') ?? ''
	try {
		return { claims: await claimsOf(context, token), headers: {} }
	} catch {
		return null
	}
}

async function answerSingle(
	request: Request,
	context: Context,
	caller: AuthorisationContext,
	event: string,
	isPrivate: boolean,
): Promise<Response> {
	const bytes = Buffer.from(await request.arrayBuffer())
	if (isTooLarge(context.limits, bytes.length))
		return json(422, { message: 'Payload size exceeds tenant limit' })
	const binary = request.headers.get('content-type')?.startsWith('application/octet-stream')
	const payload = binary ? bytes : new RawJson(bytes.toString('utf8'))
	if (isPrivate && !(await mayWrite(context.database, caller, 'broadcast'))) {
		return json(403, { message: 'Unauthorized' })
	}
	publish(context, hubKey(caller.topic, isPrivate), { form: 'user', event, meta: null, payload })
	return new Response(null, { status: 202 })
}

async function answerBatch(
	request: Request,
	context: Context,
	caller: Omit<AuthorisationContext, 'topic'>,
): Promise<Response> {
	const body: unknown = await request.json().catch(() => null)
	const messages = (body as { messages?: unknown } | null)?.messages
	if (!Array.isArray(messages) || messages.length === 0) {
		return json(422, { errors: { messages: ["can't be blank"] } })
	}
	for (const { topic, event, payload, private: isPrivate } of messages as BatchMessage[]) {
		if (typeof topic !== 'string' || typeof event !== 'string') continue
		if (isPrivate === true && !(await mayWrite(context.database, { ...caller, topic }, 'broadcast'))) continue
		const message: Message = {
			form: 'map',
			event: 'broadcast',
			payload: { event, payload, type: 'broadcast' },
		}
		publish(context, hubKey(topic, isPrivate === true), message)
	}
	return new Response(null, { status: 202 })
}

function publish(context: Context, key: string, message: Message): void {
	context.messages.add(1 + context.hub.size(key))
	context.hub.publish(key, message)
}
