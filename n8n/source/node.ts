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

/** Node types with versions that n8n has from 2.8 on. */
export const types = {
	call: ['n8n-nodes-base.executeWorkflow', 1.2],
	called: ['n8n-nodes-base.executeWorkflowTrigger', 1.1],
	code: ['n8n-nodes-base.code', 2],
	crypto: ['n8n-nodes-base.crypto', 2],
	errors: ['n8n-nodes-base.errorTrigger', 1],
	http: ['n8n-nodes-base.httpRequest', 4.4],
	if: ['n8n-nodes-base.if', 2.3],
	note: ['n8n-nodes-base.stickyNote', 1],
	respond: ['n8n-nodes-base.respondToWebhook', 1.5],
	schedule: ['n8n-nodes-base.scheduleTrigger', 1.2],
	set: ['n8n-nodes-base.set', 3.4],
	stop: ['n8n-nodes-base.stopAndError', 1],
	switch: ['n8n-nodes-base.switch', 3.4],
	telegram: ['n8n-nodes-base.telegram', 1.2],
	toBase64: ['n8n-nodes-base.extractFromFile', 1.1],
	toFile: ['n8n-nodes-base.convertToFile', 1.1],
	webhook: ['n8n-nodes-base.webhook', 2.1],
} as const

const headerAuth = (id: string, name: string) => ({ httpHeaderAuth: { id, name } })

/** Credentials are made in n8n and never part of a workflow: these are only their names. */
export const credentials = {
	inbox: { httpCustomAuth: { id: 'painelInbox', name: 'Painel: inbox' } },
	webhook: headerAuth('painelWebhook', 'Painel: webhook'),
	model: headerAuth('painelModel', 'Painel: modelo'),
	whatsApp: { whatsAppApi: { id: 'painelWhatsApp', name: 'Painel: WhatsApp' } },
	whatsAppSecret: { crypto: { id: 'painelWhatsAppSecret', name: 'Painel: WhatsApp (assinatura)' } },
	evolution: headerAuth('painelEvolution', 'Painel: Evolution'),
	evolutionWebhook: headerAuth('painelEvolutionWebhook', 'Painel: Evolution (webhook)'),
	waha: headerAuth('painelWaha', 'Painel: WAHA'),
	wahaSecret: { crypto: { id: 'painelWahaSecret', name: 'Painel: WAHA (assinatura)' } },
	telegram: { telegramApi: { id: 'painelTelegram', name: 'Painel: Telegram' } },
	telegramSecret: headerAuth('painelTelegramSecret', 'Painel: Telegram (webhook)'),
}

/** The source of a Code node or a prompt, from `n8n/code`; of several files, one after the other. */
export function source(...files: string[]): string {
	return files
		.map((file) => readFileSync(new URL(`../code/${file}`, import.meta.url), 'utf8').trimEnd())
		.join('\n\n')
}

/** A Code node that runs once for all items, or once for each (which keeps every message apart). */
export function code(
	name: string,
	at: readonly [number, number],
	file: string | string[],
	mode: 'all' | 'each',
	settings: Record<string, unknown> = {},
): WorkflowNode {
	return node(
		name,
		types.code,
		at,
		{
			mode: mode === 'all' ? 'runOnceForAllItems' : 'runOnceForEachItem',
			jsCode: source(...[file].flat()),
		},
		settings,
	)
}

/** Runs another workflow for each item and goes on with what it answers. */
export function call(
	name: string,
	at: readonly [number, number],
	workflow: string,
	settings: Record<string, unknown> = {},
): WorkflowNode {
	return node(
		name,
		types.call,
		at,
		{
			workflowId: { __rl: true, mode: 'id', value: workflow },
			workflowInputs: { mappingMode: 'defineBelow', value: {}, schema: [] },
			mode: 'each',
			options: { waitForSubWorkflow: true },
		},
		settings,
	)
}

/** Where a workflow that others run begins: with whatever they give it. */
export const called = (name: string, at: readonly [number, number]): WorkflowNode =>
	node(name, types.called, at, { inputSource: 'passthrough' })

/** What a node gives on is only this. */
export function values(
	name: string,
	at: readonly [number, number],
	given: Record<string, string | number | boolean | object>,
): WorkflowNode {
	const kindOf = (value: unknown) => (typeof value === 'object' ? 'object' : (typeof value as string))
	return node(name, types.set, at, {
		assignments: {
			assignments: Object.entries(given).map(([key, value]) => ({
				id: idOf(`${name} ${key}`),
				name: key,
				value: typeof value === 'object' ? JSON.stringify(value) : value,
				type: kindOf(value),
			})),
		},
		options: {},
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
		/** Sends the file that the item holds, with these fields beside it. */
		form?: Record<string, string>
		file?: boolean
		/** An answer of 400 and more is an answer like any other. */
		anyStatus?: boolean
		timeout?: number
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
			...(type === 'httpCustomAuth' || type === 'httpHeaderAuth'
				? { authentication: 'genericCredentialType', genericAuthType: type }
				: { authentication: 'predefinedCredentialType', nodeCredentialType: type }),
			...(request.query && { sendQuery: true, queryParameters: pairs(request.query) }),
			...(request.headers && { sendHeaders: true, headerParameters: pairs(request.headers) }),
			...(request.body && { sendBody: true, specifyBody: 'json', jsonBody: request.body }),
			...(request.form && {
				sendBody: true,
				contentType: 'multipart-form-data',
				bodyParameters: {
					parameters: [
						{ parameterType: 'formBinaryData', name: 'file', inputDataFieldName: 'data' },
						...Object.entries(request.form).map(([name, value]) => ({
							parameterType: 'formData',
							name,
							value,
						})),
					],
				},
			}),
			options: {
				response: {
					response: request.file
						? { responseFormat: 'file', outputPropertyName: 'data' }
						: { fullResponse: true, neverError: request.anyStatus === true },
				},
				timeout: request.timeout ?? 20_000,
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
