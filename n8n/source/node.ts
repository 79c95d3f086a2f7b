import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** One node of a workflow, as n8n's export has it. */
export interface WorkflowNode {
	id: string
	name: string
	type: string
	typeVersion: number
	position: [number, number]
	parameters: Record<string, unknown>
	credentials?: Record<string, { id: string; name: string }>
	[setting: string]: unknown
}

export interface Workflow {
	id: string
	name: string
	nodes: WorkflowNode[]
	connections: Record<string, Record<string, ({ node: string; type: string; index: number }[] | null)[]>>
	settings: Record<string, unknown>
}

/** A stable id, so that the exported file changes only where the workflow does. */
function idOf(name: string): string {
	const hash = createHash('sha256').update(`painel ${name}`).digest('hex')
	return [
		hash.slice(0, 8),
		hash.slice(8, 12),
		hash.slice(12, 16),
		hash.slice(16, 20),
		hash.slice(20, 32),
	].join('-')
}

/** A node at a place of the grid (columns of 224, rows of 176). `settings` are those beside the parameters. */
export function node(
	name: string,
	[type, typeVersion]: readonly [string, number],
	[column, row]: readonly [number, number],
	parameters: Record<string, unknown>,
	settings: Record<string, unknown> = {},
): WorkflowNode {
	return {
		id: idOf(name),
		name,
		type,
		typeVersion,
		position: [column * 224, row * 176],
		parameters,
		...settings,
	}
}

/** Node types with the versions that n8n 2.8 has. */
export const types = {
	agent: ['@n8n/n8n-nodes-langchain.agent', 3.1],
	code: ['n8n-nodes-base.code', 2],
	http: ['n8n-nodes-base.httpRequest', 4.4],
	if: ['n8n-nodes-base.if', 2.3],
	model: ['@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.3],
	note: ['n8n-nodes-base.stickyNote', 1],
	openAi: ['@n8n/n8n-nodes-langchain.openAi', 2.1],
	parser: ['@n8n/n8n-nodes-langchain.outputParserStructured', 1.3],
	respond: ['n8n-nodes-base.respondToWebhook', 1.5],
	set: ['n8n-nodes-base.set', 3.4],
	switch: ['n8n-nodes-base.switch', 3.4],
	webhook: ['n8n-nodes-base.webhook', 2.1],
	whatsAppTrigger: ['n8n-nodes-base.whatsAppTrigger', 1],
} as const

/** Credentials are made in n8n and never part of a workflow: these are only their names. */
export const credentials = {
	inbox: { httpCustomAuth: { id: 'painelInbox', name: 'Painel: inbox' } },
	sender: { httpHeaderAuth: { id: 'painelWebhook', name: 'Painel: webhook' } },
	whatsApp: { whatsAppApi: { id: 'painelWhatsApp', name: 'Painel: WhatsApp' } },
	whatsAppTrigger: { whatsAppTriggerApi: { id: 'painelWhatsAppTrigger', name: 'Painel: WhatsApp Trigger' } },
	model: { openAiApi: { id: 'painelOpenAi', name: 'Painel: OpenAI' } },
}

/** The source of a Code node or a prompt, from `n8n/code`. */
export function source(file: string): string {
	return readFileSync(new URL(`../code/${file}`, import.meta.url), 'utf8').trimEnd()
}

/** A Code node that runs once for all items, or once for each (which keeps every message apart). */
export function code(
	name: string,
	at: readonly [number, number],
	file: string,
	mode: 'all' | 'each',
): WorkflowNode {
	return node(name, types.code, at, {
		mode: mode === 'all' ? 'runOnceForAllItems' : 'runOnceForEachItem',
		jsCode: source(file),
	})
}

type Sender = keyof typeof credentials

/** An HTTP Request whose answer stays one item with its status, so that an empty list is an answer too. */
export function http(
	name: string,
	at: readonly [number, number],
	request: {
		method: 'GET' | 'POST'
		url: string
		as: Sender
		query?: Record<string, string>
		headers?: Record<string, string>
		body?: string
		file?: boolean
		/** An answer of 400 and more is an answer like any other. */
		anyStatus?: boolean
	},
	settings: Record<string, unknown> = {},
): WorkflowNode {
	const pairs = (values: Record<string, string>) => ({
		parameters: Object.entries(values).map(([name, value]) => ({ name, value })),
	})
	const [type] = Object.keys(credentials[request.as])
	return node(
		name,
		types.http,
		at,
		{
			method: request.method,
			url: request.url,
			...(type === 'httpCustomAuth'
				? { authentication: 'genericCredentialType', genericAuthType: type }
				: { authentication: 'predefinedCredentialType', nodeCredentialType: type }),
			...(request.query && { sendQuery: true, queryParameters: pairs(request.query) }),
			...(request.headers && { sendHeaders: true, headerParameters: pairs(request.headers) }),
			...(request.body && { sendBody: true, specifyBody: 'json', jsonBody: request.body }),
			options: {
				response: {
					response: request.file
						? { responseFormat: 'file', outputPropertyName: 'data' }
						: { fullResponse: true, neverError: request.anyStatus === true },
				},
				timeout: 20_000,
			},
		},
		{ credentials: credentials[request.as], ...settings },
	)
}

/** `retryOnFail`: n8n sends all of it again, which the inbox's unique key makes harmless. */
export const retried = { retryOnFail: true, maxTries: 3, waitBetweenTries: 2000 }
/** A failure goes on by a second way instead of ending the run. */
export const failing = { onError: 'continueErrorOutput' }

/** A Switch on one text, with a way for each value and, when named so, one for everything else. */
export function route(
	name: string,
	at: readonly [number, number],
	value: string,
	ways: string[],
	other: 'extra' | 'none',
): WorkflowNode {
	return node(name, types.switch, at, {
		rules: {
			values: ways.map((way) => ({
				conditions: {
					options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
					conditions: [
						{
							id: idOf(`${name} ${way}`),
							leftValue: value,
							rightValue: way,
							operator: { type: 'string', operation: 'equals' },
						},
					],
					combinator: 'and',
				},
				renameOutput: true,
				outputKey: way,
			})),
		},
		options: other === 'extra' ? { fallbackOutput: 'extra', renameFallbackOutput: 'outro' } : {},
	})
}

/** An If on one boolean expression. */
export function condition(name: string, at: readonly [number, number], expression: string): WorkflowNode {
	return node(name, types.if, at, {
		conditions: {
			options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
			conditions: [
				{
					id: idOf(`${name} if`),
					leftValue: expression,
					rightValue: '',
					operator: { type: 'boolean', operation: 'true', singleValue: true },
				},
			],
			combinator: 'and',
		},
		options: {},
	})
}

/** The values that the person fills in, in one place at the start. */
export function settingsNode(
	at: readonly [number, number],
	values: Record<string, string | object>,
): WorkflowNode {
	return node('Configuração', types.set, at, {
		assignments: {
			assignments: Object.entries(values).map(([name, value]) => ({
				id: idOf(`setting ${name}`),
				name,
				...(typeof value === 'string'
					? { value, type: 'string' }
					: { value: JSON.stringify(value), type: 'object' }),
			})),
		},
		options: {},
	})
}

/** A note on the canvas. */
export function note(
	name: string,
	at: readonly [number, number],
	size: [number, number],
	content: string,
): WorkflowNode {
	return node(name, types.note, at, { content, width: size[0], height: size[1] })
}

/** Joins nodes: each entry is `from`, then one target (or several) for each of its ways out, in order. */
export function connect(
	ways: [from: string, ...targets: (string | string[] | null)[]][],
	kind = 'main',
): Workflow['connections'] {
	return Object.fromEntries(
		ways.map(([from, ...targets]) => [
			from,
			{
				[kind]: targets.map((target) =>
					(target === null ? [] : [target].flat()).map((name) => ({ node: name, type: kind, index: 0 })),
				),
			},
		]),
	)
}
