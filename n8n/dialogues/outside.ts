import type { OutRequest, OutResponse, Send } from '../testing/http.ts'
import type { Turn, Understood } from './dialogue.ts'
import { brokenByMeta, brokenByTelegram, type MetaMessage } from './limits.ts'
import { structureOf } from './understood.ts'

/** A reply as it left: its text, and what may be pressed. */
export interface SentReply {
	id: string
	to: string
	text: string
	choices: { id: string; title: string; description?: string }[]
	/** What the choices are pressed in. */
	form: 'text' | 'button' | 'list'
	quoted: string | null
}

const json = (status: number, body: unknown): OutResponse => ({
	status,
	headers: { 'content-type': 'application/json' },
	body: Buffer.from(JSON.stringify(body)),
})

/** Meta, Evolution, WAHA and the model, in this process; everything else goes to the embedded stack. */
export class Outside {
	readonly replies: SentReply[] = []
	/** The presses of buttons that Telegram was told have been seen. */
	readonly acknowledged: string[] = []
	/** What the owner was told of runs that failed. */
	readonly notices: string[] = []
	/** Of the requests from now on, how many come through; the others break, as when n8n dies. */
	left = Number.POSITIVE_INFINITY
	/** What the model was asked in this turn. */
	asked: { system: string; user: string }[] = []
	private model: Understood | undefined
	private breaks: Turn['breaks']
	private heard = ''
	private sequence = 0

	constructor(readonly stackUrl: string) {}

	/** What the next message will meet. */
	expect(turn: Turn): void {
		this.asked = []
		this.model = turn.model
		this.breaks = turn.breaks
		this.heard = turn.says ?? ''
	}

	/** For `WorkflowRunner`. */
	readonly send: Send = async (request) => {
		const { host, pathname } = new URL(request.url)
		if (host === 'notice.test') return this.noticed(request)
		if (--this.left < 0) throw new Error('socket hang up')
		if (host === 'model.test')
			return pathname.endsWith('/transcriptions') ? this.transcribed() : this.understood(request)
		if (host === 'graph.test') return this.graph(request, pathname)
		if (host === 'telegram.test') return this.telegramApi(request, pathname)
		if (host === 'evolution.test') return this.evolution(request, pathname)
		if (host === 'waha.test') return this.waha(request, pathname)
		return this.stack(request)
	}

	private noticed(request: OutRequest): OutResponse {
		this.notices.push((JSON.parse(String(request.body)) as { text: string }).text)
		return json(200, {})
	}

	/** What Telegram's node would send. */
	readonly telegram = (parameters: Record<string, unknown>) => {
		if (parameters.operation === 'answerQuery') {
			this.acknowledged.push(String(parameters.queryId))
			if (this.breaks === 'acknowledging') throw new Error('query is too old')
			return { json: { ok: true, result: true }, trail: new Map() }
		}
		if (parameters.operation === 'get' && this.breaks === 'download') throw new Error('file is too big')
		if (parameters.operation === 'get')
			return {
				json: {},
				binary: { data: { data: Buffer.from('file'), mimeType: 'image/jpeg' } },
				trail: new Map(),
			}
		const keyboard = parameters.inlineKeyboard as
			| { rows: { row: { buttons: { text: string; additionalFields: { callback_data: string } }[] } }[] }
			| undefined
		const choices = (keyboard?.rows ?? []).flatMap(({ row }) =>
			row.buttons.map(({ text, additionalFields }) => ({
				id: additionalFields.callback_data,
				title: text,
			})),
		)
		const id = this.sentByTelegram(String(parameters.chatId), String(parameters.text), choices)
		return {
			json: { ok: true, result: { message_id: Number(id), chat: { id: Number(parameters.chatId) } } },
			trail: new Map(),
		}
	}

	/** Telegram itself, for n8n's own node. */
	private telegramApi(request: OutRequest, path: string): OutResponse {
		if (path.endsWith('/answerCallbackQuery')) {
			this.acknowledged.push(
				(JSON.parse(String(request.body)) as { callback_query_id: string }).callback_query_id,
			)
			return this.breaks === 'acknowledging'
				? json(400, { ok: false, error_code: 400, description: 'Bad Request: query is too old' })
				: json(200, { ok: true, result: true })
		}
		if (this.breaks === 'download' && !path.endsWith('/sendMessage'))
			return json(400, { ok: false, error_code: 400, description: 'Bad Request: file is too big' })
		if (path.startsWith('/file/'))
			return { status: 200, headers: { 'content-type': 'image/jpeg' }, body: Buffer.from('file') }
		if (path.endsWith('/getFile')) return json(200, { ok: true, result: { file_path: 'photos/1.jpg' } })
		const body = JSON.parse(String(request.body)) as {
			chat_id: string
			text: string
			reply_markup?: { inline_keyboard?: { text: string; callback_data: string }[][] }
		}
		const choices = (body.reply_markup?.inline_keyboard ?? [])
			.flat()
			.map(({ text, callback_data }) => ({ id: callback_data, title: text }))
		const id = this.sentByTelegram(String(body.chat_id), body.text, choices)
		return json(200, { ok: true, result: { message_id: Number(id), chat: { id: Number(body.chat_id) } } })
	}

	private sentByTelegram(to: string, html: string, choices: SentReply['choices']): string {
		const text = html.replace(/<\/?b>/g, '*')
		const rule = brokenByTelegram(text, choices)
		if (rule) throw new Error(`Telegram wants ${rule}.`)
		return this.sent({ to, text, choices, form: choices.length > 0 ? 'button' : 'text', quoted: null })
	}

	private sent(reply: Omit<SentReply, 'id'>): string {
		const id = String(500 + ++this.sequence)
		this.replies.push({ ...reply, id })
		return id
	}

	private transcribed(): OutResponse {
		return this.breaks === 'transcription' ? json(500, {}) : json(200, { text: this.heard })
	}

	private understood(request: OutRequest): OutResponse {
		const { messages } = JSON.parse(String(request.body)) as {
			messages: { content: string | { text?: string }[] }[]
		}
		const told = messages.map(({ content }) =>
			typeof content === 'string' ? content : content.map(({ text }) => text ?? '[file]').join('\n'),
		)
		this.asked.push({ system: told[0]!, user: told[1]! })
		if (this.breaks === 'model') return json(503, { error: 'overloaded' })
		if (!this.model) throw new Error(`The model was asked:\n${told[1]}`)
		if ('status' in this.model) return json(this.model.status, {})
		const content = 'words' in this.model ? this.model.words : JSON.stringify(structureOf(this.model))
		return json(200, { choices: [{ message: { role: 'assistant', content } }] })
	}

	private graph(request: OutRequest, path: string): OutResponse {
		if (request.method === 'GET') {
			if (this.breaks === 'download') return json(404, {})
			return path.startsWith('/file')
				? { status: 200, headers: { 'content-type': 'image/jpeg' }, body: Buffer.from('file') }
				: json(200, { url: 'https://graph.test/file', mime_type: 'image/jpeg' })
		}
		if (this.breaks === 'sending') return json(500, {})
		const message = JSON.parse(String(request.body)) as MetaMessage
		const rule = brokenByMeta(message)
		if (rule) return json(400, { error: { code: 131009, message: `(#131009) The Cloud API wants ${rule}.` } })
		const { action, body } = message.interactive ?? {}
		const id = this.sent({
			to: message.to ?? message.recipient ?? '',
			text: message.text?.body ?? body?.text ?? '',
			choices: [
				...(action?.buttons ?? []).map(({ reply }) => reply),
				...(action?.sections ?? []).flatMap(({ rows }) => rows),
			],
			form: action?.sections ? 'list' : action ? 'button' : 'text',
			quoted: message.context?.message_id ?? null,
		})
		return json(200, { messaging_product: 'whatsapp', messages: [{ id: `wamid.OUT${id}` }] })
	}

	private evolution(request: OutRequest, path: string): OutResponse {
		if (path.startsWith('/chat/'))
			return this.breaks === 'download'
				? json(400, { message: 'Message not found' })
				: json(201, { base64: 'ZmlsZQ==', mimetype: 'image/jpeg' })
		const body = JSON.parse(String(request.body)) as {
			number: string
			text: string
			quoted?: { key: { id: string } }
		}
		const id = this.sent({
			to: body.number,
			text: body.text,
			choices: [],
			form: 'text',
			quoted: body.quoted?.key.id ?? null,
		})
		return json(201, { key: { id: `3EB0${id}` }, status: 'PENDING' })
	}

	private waha(request: OutRequest, path: string): OutResponse {
		if (!path.startsWith('/api/sendText') && this.breaks === 'download') return json(404, {})
		if (!path.startsWith('/api/sendText'))
			return { status: 200, headers: { 'content-type': 'image/jpeg' }, body: Buffer.from('file') }
		const body = JSON.parse(String(request.body)) as { chatId: string; text: string; reply_to?: string }
		const id = this.sent({
			to: body.chatId,
			text: body.text,
			choices: [],
			form: 'text',
			quoted: body.reply_to ?? null,
		})
		return json(201, { id: `true_${body.chatId}_3EB0${id}` })
	}

	private async stack(request: OutRequest): Promise<OutResponse> {
		if (!request.url.startsWith(this.stackUrl)) throw new Error(`Nothing answers at ${request.url}.`)
		if (this.breaks === 'database down') throw new Error('connect ECONNREFUSED')
		const response = await fetch(request.url, {
			method: request.method,
			headers: request.headers,
			...(request.body && { body: new Uint8Array(request.body as Buffer) }),
		})
		const body = Buffer.from(await response.arrayBuffer())
		if (
			this.breaks === 'answer lost' &&
			request.method === 'POST' &&
			request.url.endsWith('/rest/v1/inbox')
		) {
			this.breaks = undefined
			throw new Error('socket hang up')
		}
		return { status: response.status, headers: Object.fromEntries(response.headers), body }
	}
}
