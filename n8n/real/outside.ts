import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the model is told to answer: an error status, or the structure it understood. */
export type Understanding = { fails: number } | { intent: string; month: string | null; items: object[] }

/** A reply as Meta would get it. */
export interface SentReply {
	to: string
	context: { message_id: string }
	text: { body: string }
}

/** Meta's Graph API and the model's API, on this machine: all that the workflow reaches beside the inbox. */
export interface Outside {
	url: string
	/** Every reply that was sent, in order. */
	replies: SentReply[]
	/** What the model was asked, in order: the system prompt, then the messages. */
	prompts: string[]
	/** The model understands a message whose text contains `words` so. */
	understands(words: string, as: Understanding): void
	/** Passes on what is asked under `/project` to this address. */
	standsBefore(project: string): void
	/** The next insert arrives, and its answer is lost on the way back. */
	loseNextAnswer(): void
	close(): Promise<void>
}

async function read(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = []
	for await (const chunk of request) chunks.push(chunk as Buffer)
	return Buffer.concat(chunks)
}

interface ChatRequest {
	messages: { role: string; content: unknown }[]
	tools?: { function: { name: string } }[]
}

/** Answers as the model would: by the tool that hands over the structure, where there is one. */
function chatAnswer(request: ChatRequest, understood: Understanding) {
	const tool = request.tools?.find(({ function: { name } }) => name.startsWith('format_final_json'))
	const content = JSON.stringify({ output: understood })
	return {
		id: 'chatcmpl-1',
		object: 'chat.completion',
		created: 1,
		model: 'gpt-4.1-mini',
		choices: [
			{
				index: 0,
				finish_reason: tool ? 'tool_calls' : 'stop',
				message: tool
					? {
							role: 'assistant',
							content: null,
							tool_calls: [
								{
									id: 'call_1',
									type: 'function',
									function: { name: tool.function.name, arguments: content },
								},
							],
						}
					: { role: 'assistant', content },
			},
		],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	}
}

/** Starts them on a free port of 127.0.0.1. */
export async function startOutside(): Promise<Outside> {
	const replies: SentReply[] = []
	const prompts: string[] = []
	const answers: [string, Understanding][] = []
	let url = ''
	let project = ''
	let losing = false

	async function passOn(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
		const lost = losing && request.method === 'POST' && request.url!.startsWith('/project/rest/v1/inbox')
		if (lost) losing = false
		const headers = Object.entries(request.headers).filter(
			([name]) => !/^(host|connection|content-length|accept-encoding)$/.test(name),
		)
		const answer = await fetch(project + request.url!.slice('/project'.length), {
			method: request.method,
			headers: headers as [string, string][],
			...(body.length > 0 && { body: new Uint8Array(body) }),
		})
		const text = await answer.text()
		if (lost) response.destroy()
		else
			response
				.writeHead(answer.status, {
					'content-type': answer.headers.get('content-type') ?? 'application/json',
				})
				.end(text)
	}

	const server = createServer(async (request, response) => {
		const body = await read(request)
		const path = request.url ?? ''
		const json = (status: number, value: unknown) => {
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
		}
		if (path.startsWith('/project/')) return passOn(request, response, body)
		if (path === '/v1/chat/completions') {
			const asked = JSON.parse(body.toString()) as ChatRequest
			const text = JSON.stringify(asked.messages)
			prompts.push(text)
			const answer = answers.find(([words]) => text.includes(words))?.[1] ?? { fails: 500 }
			return 'fails' in answer
				? json(answer.fails, { error: { message: 'told to fail' } })
				: json(200, chatAnswer(asked, answer))
		}
		if (path === '/v1/audio/transcriptions') return json(200, { text: 'padaria doze reais' })
		if (request.method === 'POST' && path.endsWith('/messages')) {
			replies.push(JSON.parse(body.toString()) as SentReply)
			return json(200, { messages: [{ id: `wamid.reply.${replies.length}` }] })
		}
		if (path.startsWith('/graph/')) return json(200, { url: `${url}/file${path.slice(6)}`, mime_type: 'x' })
		if (path.startsWith('/file/')) {
			response.writeHead(200, { 'content-type': path.includes('photo') ? 'image/png' : 'audio/ogg' })
			return void response.end(path.includes('photo') ? pixel : Buffer.from('OggS'))
		}
		json(404, { error: path })
	})
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
	return {
		url,
		replies,
		prompts,
		understands: (words, as) => answers.unshift([words, as]),
		standsBefore: (address) => {
			project = address
		},
		loseNextAnswer: () => {
			losing = true
		},
		close: () =>
			new Promise((closed) => {
				server.close(() => closed())
				server.closeAllConnections()
			}),
	}
}

const pixel = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
)
