import { errorsId } from './errors.ts'
import {
	call,
	called,
	code,
	connect,
	failing,
	http,
	node,
	note,
	retried,
	route,
	source,
	types,
	type Workflow,
	type WorkflowNode,
} from './node.ts'
import { settingsId } from './settings.ts'

export const conversationId = 'painelConversa'

const setting = (name: string) => `$('Configuração').first().json.${name}`
const rest = (path: string) => `={{ ${setting('supabase_url')} }}/rest/v1/${path}`
const rpc = (
	name: string,
	at: readonly [number, number],
	fn: string,
	body: string,
	settings: Record<string, unknown> = { ...retried, onError: 'continueRegularOutput' },
) =>
	http(
		name,
		at,
		{
			method: 'POST',
			url: rest(`rpc/${fn}`),
			as: 'inbox',
			body: `={{ JSON.stringify(${body}) }}`,
			anyStatus: true,
		},
		settings,
	)

/** Files of words that replies are made of, beside those that all of them need. */
type Words = 'recorded' | 'asked' | 'summary' | 'fixed'

/** What a program that speaks to people begins with: how things are told, and its words in both languages. */
export const spoken = (...words: Words[]): string[] => [
	'conversation/words.js',
	...['common', ...words].flatMap((file) =>
		['pt-BR', 'en'].map((language) => `words/${language}/${file}.js`),
	),
]

/** Whose message it is, what the ledger knows, what was said before: and with that, which way it goes. */
const deciding = (): WorkflowNode[] => [
	note(
		'Nota',
		[-0.2, -2.6],
		[1040, 300],
		[
			'## Painel: conversa',
			'Recebe uma mensagem na forma que todas as portas dão e devolve a resposta. Não sabe por qual porta ela veio.',
			'Credenciais: **Painel: inbox** (Custom Auth: `{"headers": {"apikey": "sb_publishable_…", "x-agent-token": "…"}}`) e **Painel: modelo** (Header Auth: nome `Authorization`, valor `Bearer` e a chave).',
			'',
			'O modelo só devolve uma estrutura; não tem ferramentas. De quem é a mensagem, qual é e quando foi dita vêm da porta; o banco julga o resto.',
		].join('\n'),
	),
	called('Mensagem', [0, 0]),
	call('Configuração', [1, 0], settingsId),
	rpc('Contexto', [2, 0], 'agent_context', '{}'),
	rpc(
		'Até aqui',
		[3, 0],
		'agent_thread',
		"{ message_id: $('Mensagem').item.json.message_id, about: $('Mensagem').item.json.of_message_id ?? /^\\w+:\\d+:(.+)$/s.exec($('Mensagem').item.json.choice_id ?? '')?.[1] ?? $('Mensagem').item.json.quoted ?? null, sender: $('Mensagem').item.json.received?.sender ?? null, sent_at: $('Mensagem').item.json.sent_at ?? undefined }",
	),
	code('Rumo', [4, 0], [...spoken(), 'conversation/decide.js'], 'each'),
	route(
		'Caminho',
		[5, 0],
		'={{ $json.way }}',
		['join', 'listen', 'ask', 'record', 'question', 'recorded', 'mute', 'keep', 'undelivered'],
		'extra',
	),
	rpc(
		'Entrar',
		[6, -1.6],
		'agent_join',
		"{ code: $json.code, contact: $('Mensagem').item.json.received.sender }",
	),
	rpc(
		'Silenciar',
		[6, 3],
		'agent_mute',
		"{ contact: $('Mensagem').item.json.received.sender, kind: $json.reminders, until: $json.until }",
	),
	rpc(
		'Não chegou',
		[6, 4.6],
		'agent_undelivered',
		"{ message_id: $json.undelivered, detail: $('Mensagem').item.json.text || null }",
	),
	rpc('Manter as duas', [6, 3.8], 'agent_keep', '{ message_id: $json.kept_message, item: $json.kept_item }'),
	code('Resposta: entrada', [7, -1.6], [...spoken('fixed'), 'conversation/reply-joined.js'], 'each'),
	code('Resposta: fixa', [7, 2.4], [...spoken('fixed'), 'conversation/reply-fixed.js'], 'each'),
]

/** The prompt and the schema stand in files of their own, and in the node's code as literals. */
function asking(): WorkflowNode {
	const made = code('Pedido', [8, 0], [...spoken(), 'conversation/ask.js'], 'each')
	made.parameters.jsCode = askingCode()
	return made
}

/** The source of the node that makes the model's request. */
export const askingCode = (): string =>
	source(...spoken(), 'conversation/ask.js')
		.replace("'%SYSTEM%'", () => JSON.stringify(source('conversation/system-prompt.txt')))
		.replace("'%SCHEMA%'", () => JSON.stringify(JSON.parse(source('conversation/understood.schema.json'))))

/** A recording is written down; the model answers a structure, and code makes rows of it. */
const understanding = (): WorkflowNode[] => [
	node(
		'Arquivo',
		types.toFile,
		[6, -0.8],
		{
			operation: 'toBinary',
			sourceProperty: 'base64',
			binaryPropertyName: 'data',
			options: { fileName: 'audio.ogg', mimeType: '={{ $json.mime }}' },
		},
		failing,
	),
	http(
		'Transcrever',
		[7, -0.8],
		{
			method: 'POST',
			url: `={{ ${setting('transcricao_url')} }}/audio/transcriptions`,
			as: 'model',
			form: {
				model: `={{ ${setting('transcricao_modelo')} }}`,
				language: `={{ String(${setting('idioma')}).slice(0, 2) }}`,
			},
			timeout: 30_000,
		},
		{ ...retried, maxTries: 2, ...failing },
	),
	asking(),
	http(
		'Entender',
		[9, 0],
		{
			method: 'POST',
			url: `={{ ${setting('modelo_url')} }}/chat/completions`,
			as: 'model',
			body: '={{ JSON.stringify($json.request) }}',
			timeout: 30_000,
		},
		{ ...retried, maxTries: 2, ...failing },
	),
	code(
		'Linhas',
		[10, 0],
		[
			...spoken('asked'),
			'conversation/amounts.js',
			'conversation/dates.js',
			'conversation/items.js',
			'conversation/build-rows.js',
		],
		'each',
	),
	code('Guardar', [10, 1.4], [...spoken(), 'conversation/keep.js'], 'each'),
	route('O que fazer', [11, 0], '={{ $json.way }}', ['record', 'question'], 'extra'),
]

const post = (name: string, at: readonly [number, number], anyStatus: boolean, settings: object) =>
	http(
		name,
		at,
		{
			method: 'POST',
			url: rest('inbox'),
			as: 'inbox',
			headers: { Prefer: 'return=representation' },
			body: "={{ JSON.stringify($('Lote').item.json.rows) }}",
			anyStatus,
		},
		{ ...settings },
	)

/** Into the inbox, all of a message or nothing. */
const recording = (): WorkflowNode[] => [
	code('Lote', [12, -0.8], 'conversation/batch.js', 'each'),
	post('Inbox', [13, -0.8], true, failing),
	// 409: an earlier run recorded it and did not reply. What is there is read back, in every case.
	route('Gravou?', [14, -0.8], '={{ String($json.statusCode) }}', ['201', '409'], 'extra'),
	post('Tentar de novo', [15, -0.2], false, { ...retried, onError: 'continueRegularOutput' }),
	rpc(
		'O que ficou',
		[16, -0.8],
		'agent_thread',
		"{ message_id: $('Rumo').item.json.thread_of ?? $('Mensagem').item.json.message_id }",
	),
	rpc('Total do mês', [17, -0.8], 'agent_summary', '{}'),
	// Never null: that would ask for everybody's.
	rpc(
		'Lembretes',
		[18, -0.8],
		'agent_reminders',
		"{ contact: $('Mensagem').item.json.received.sender ?? '' }",
	),
	code('Resposta: gravado', [19, -0.8], [...spoken('recorded'), 'conversation/reply-recorded.js'], 'each'),
]

/** Questions: the model picked the filters, the database answers. */
const answering = (): WorkflowNode[] => [
	rpc('Resumo', [12, 1], 'agent_summary', '$json.filters'),
	code('Resposta: pergunta', [13, 1], [...spoken('summary'), 'conversation/reply-summary.js'], 'each'),
]

const ways: Parameters<typeof connect>[0] = [
	['Mensagem', 'Configuração'],
	['Configuração', 'Contexto'],
	['Contexto', 'Até aqui'],
	['Até aqui', 'Rumo'],
	['Rumo', 'Caminho'],
	[
		'Caminho',
		'Entrar',
		'Arquivo',
		'Pedido',
		'Lote',
		'Resumo',
		'O que ficou',
		'Silenciar',
		'Manter as duas',
		'Não chegou',
		'Resposta: fixa',
	],
	['Silenciar', 'Resposta: fixa'],
	['Manter as duas', 'Resposta: fixa'],
	['Não chegou', 'Resposta: fixa'],
	['Entrar', 'Resposta: entrada'],
	['Arquivo', 'Transcrever', 'Guardar'],
	['Transcrever', 'Pedido', 'Guardar'],
	['Pedido', 'Entender'],
	['Entender', 'Linhas', 'Guardar'],
	['Linhas', 'O que fazer'],
	['Guardar', 'Lote'],
	['O que fazer', 'Lote', 'Resumo', 'Resposta: fixa'],
	['Lote', 'Inbox'],
	['Inbox', 'Gravou?', 'Tentar de novo'],
	['Gravou?', 'O que ficou', 'O que ficou', 'Tentar de novo'],
	['Tentar de novo', 'O que ficou'],
	['O que ficou', 'Total do mês'],
	['Total do mês', 'Lembretes'],
	['Lembretes', 'Resposta: gravado'],
	['Resumo', 'Resposta: pergunta'],
]

/** One message in the form of all doors -> its reply. The same for every door. */
export function conversationWorkflow(): Workflow {
	return {
		id: conversationId,
		name: 'Painel: conversa',
		nodes: [deciding, understanding, recording, answering].flatMap((stage) => stage()),
		connections: connect(ways),
		settings: { executionOrder: 'v1', errorWorkflow: errorsId },
	}
}
