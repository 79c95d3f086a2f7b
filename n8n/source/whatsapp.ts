import {
	code,
	condition,
	connect,
	credentials,
	failing,
	http,
	node,
	note,
	retried,
	route,
	settingsNode,
	source,
	types,
	type Workflow,
} from './node.ts'

const setting = (name: string) => `$('Configuração').first().json.${name}`
const rest = (path: string) => `={{ ${setting('supabase_url')} }}/rest/v1/${path}`
const state = (name: string, at: readonly [number, number], intent: string) =>
	node(name, types.set, at, {
		assignments: { assignments: [{ id: `intent-${intent}`, name: 'intent', value: intent, type: 'string' }] },
		options: {},
	})

/** Without ignore-duplicates: one statement records all of a message or nothing, whoever delivers it first. */
const inboxPost = (
	name: string,
	at: readonly [number, number],
	more: { anyStatus?: boolean },
	settings: Record<string, unknown>,
) =>
	http(
		name,
		at,
		{
			method: 'POST',
			url: rest('inbox'),
			as: 'inbox',
			headers: { Prefer: 'return=representation' },
			body: "={{ JSON.stringify($('Linhas').item.json.rows) }}",
			...more,
		},
		settings,
	)

/** What comes in: one item a message, from people on the list only, and not recorded before. */
const receiving = () => [
	note(
		'Nota',
		[-0.2, -3.4],
		[1040, 360],
		[
			'## Painel: agente do WhatsApp',
			'1. **Configuração**: o endereço do projeto Supabase e as pessoas (número com país e DDD: nome). Quem não está na lista é ignorado.',
			'2. Credencial **Painel: inbox** (Custom Auth): `{"headers": {"apikey": "sb_publishable_…", "x-agent-token": "…"}}`',
			'3. Credenciais **Painel: WhatsApp Trigger** (App ID e App Secret), **Painel: WhatsApp** (Access Token) e **Painel: OpenAI**.',
			'',
			'O modelo só devolve uma estrutura; ele não tem ferramentas. O máximo que uma mensagem maldosa consegue é pôr uma linha na fila do próprio caderno.',
			'Outro modelo: troque o nó **Modelo** por outro que leia imagens (Anthropic, Gemini…). Áudio: o nó **Transcrever** usa a OpenAI.',
		].join('\n'),
	),
	node(
		'WhatsApp',
		types.whatsAppTrigger,
		[0, 0],
		// No status updates: sent, delivered and read would each start a run.
		{ updates: ['messages'], options: { messageStatusUpdates: [] } },
		{ webhookId: '6b0f5a86-9b0e-4a52-9d5c-7a1f10000002', credentials: credentials.whatsAppTrigger },
	),
	{
		...settingsNode([1, 0], {
			supabase_url: 'https://abcd.supabase.co',
			graph_url: 'https://graph.facebook.com/v23.0',
			pessoas: { '5511999998888': 'Ana', '5511977776666': 'Bruno' },
			fuso: 'America/Sao_Paulo',
		}),
		executeOnce: true,
	},
	code('Mensagens', [2, 0], 'read-messages.js', 'all'),
	http(
		'Já gravada?',
		[3, 0],
		{
			method: 'GET',
			url: rest('inbox'),
			as: 'inbox',
			// With the message that this one answers: a correction of several purchases must say which.
			query: {
				select: 'message_id,item,status,action,description,amount,amount_cents',
				message_id:
					'=in.({{ [$json.message_id, $json.quoted].filter(Boolean).map((id) => JSON.stringify(id)).join() }})',
				order: 'item',
			},
			anyStatus: true,
		},
		{ ...retried, onError: 'continueRegularOutput' },
	),
	condition(
		'Nova?',
		[4, 0],
		"={{ !Array.isArray($json.body) || !$json.body.some((row) => row.message_id === $('Mensagens').item.json.message_id) }}",
	),
	http(
		'Nomes em uso',
		[5, 0],
		{
			method: 'POST',
			url: rest('rpc/agent_summary'),
			as: 'inbox',
			body: '={{ JSON.stringify({ month: null }) }}',
			anyStatus: true,
		},
		{ ...retried, onError: 'continueRegularOutput' },
	),
	route('Tipo', [6, 0], "={{ $('Mensagens').item.json.type }}", ['text', 'audio', 'image'], 'extra'),
]

/** A recording is written down, a photo fetched for the model to look at. */
const fetching = () => [
	http(
		'Endereço do áudio',
		[7, -0.5],
		{
			method: 'GET',
			url: `={{ ${setting('graph_url')} }}/{{ $('Mensagens').item.json.media_id }}`,
			as: 'whatsApp',
		},
		{ ...retried, ...failing },
	),
	http(
		'Baixar áudio',
		[8, -0.5],
		{ method: 'GET', url: '={{ $json.body.url }}', as: 'whatsApp', file: true },
		{ ...retried, ...failing },
	),
	node(
		'Transcrever',
		types.openAi,
		[9, -0.5],
		{ resource: 'audio', operation: 'transcribe', binaryPropertyName: 'data', options: { language: 'pt' } },
		{ credentials: credentials.model, ...retried, ...failing },
	),
	http(
		'Endereço da foto',
		[7, 0.5],
		{
			method: 'GET',
			url: `={{ ${setting('graph_url')} }}/{{ $('Mensagens').item.json.media_id }}`,
			as: 'whatsApp',
		},
		{ ...retried, ...failing },
	),
	http(
		'Baixar foto',
		[8, 0.5],
		{ method: 'GET', url: '={{ $json.body.url }}', as: 'whatsApp', file: true },
		{ ...retried, ...failing },
	),
]

/** The model answers a structure; code makes rows of it. */
const understanding = () => [
	code('Pedido', [10, 0], 'ask.js', 'each'),
	node(
		'Entender',
		types.agent,
		[11, 0],
		{
			promptType: 'define',
			text: '={{ $json.prompt }}',
			hasOutputParser: true,
			options: {
				systemMessage: source('system-prompt.txt'),
				maxIterations: 3,
				passthroughBinaryImages: true,
			},
		},
		{ ...retried, ...failing },
	),
	node(
		'Modelo',
		types.model,
		[10.8, 1.2],
		{
			model: { __rl: true, mode: 'list', value: 'gpt-4.1-mini', cachedResultName: 'gpt-4.1-mini' },
			responsesApiEnabled: false,
			options: { temperature: 0, timeout: 30_000, maxRetries: 2 },
		},
		{ credentials: credentials.model },
	),
	node('Formato', types.parser, [11.6, 1.2], {
		schemaType: 'manual',
		inputSchema: source('understood.schema.json'),
		autoFix: false,
	}),
	code('Linhas', [12.6, 0], 'build-rows.js', 'each'),
]

/** Into the inbox, all of a message or nothing, however often it is delivered. */
const recording = () => [
	route('O que fazer', [13.6, 0], '={{ $json.intent }}', ['record', 'summary'], 'extra'),
	inboxPost('Inbox', [14.6, -0.8], { anyStatus: true }, failing),
	// 409: another delivery of this message was first, and replies. Anything else is tried again.
	route('Gravou?', [15.6, -0.8], '={{ String($json.statusCode) }}', ['201', '409'], 'extra'),
	// Its own first try may have been recorded and the answer lost: what is there is read back, and replied to.
	inboxPost('Tentar de novo', [16.6, -0.2], {}, { ...retried, ...failing }),
	http(
		'Ler de volta',
		[17.6, -0.2],
		{
			method: 'GET',
			url: rest('inbox'),
			as: 'inbox',
			query: { message_id: "=eq.{{ $('Mensagens').item.json.message_id }}", order: 'item' },
			anyStatus: true,
		},
		{ ...retried, onError: 'continueRegularOutput' },
	),
	code('Gravado', [18.6, -0.8], 'recorded.js', 'each'),
]

/** The answer to the person, whatever happened. */
const replying = () => [
	http(
		'Total do mês',
		[19.6, 0],
		{
			method: 'POST',
			url: rest('rpc/agent_summary'),
			as: 'inbox',
			body: "={{ JSON.stringify({ month: $('Linhas').item.json.month }) }}",
			anyStatus: true,
		},
		{ ...retried, onError: 'continueRegularOutput' },
	),
	state('Não serve', [7, 1.6], 'unsupported'),
	state('Falhou', [12.6, 2.2], 'failed'),
	code('Resposta', [20.6, 0.6], 'reply.js', 'each'),
	http(
		'Responder',
		[21.6, 0.6],
		{
			method: 'POST',
			url: `={{ ${setting('graph_url')} + $json.url }}`,
			as: 'whatsApp',
			body: '={{ JSON.stringify($json.message) }}',
		},
		retried,
	),
]

/** From each node to the next ones, by the order of its outputs. */
const ways: Parameters<typeof connect>[0] = [
	['WhatsApp', 'Configuração'],
	['Configuração', 'Mensagens'],
	['Mensagens', 'Já gravada?'],
	['Já gravada?', 'Nova?'],
	['Nova?', 'Nomes em uso', null],
	['Nomes em uso', 'Tipo'],
	['Tipo', 'Pedido', 'Endereço do áudio', 'Endereço da foto', 'Não serve'],
	['Endereço do áudio', 'Baixar áudio', 'Falhou'],
	['Baixar áudio', 'Transcrever', 'Falhou'],
	['Transcrever', 'Pedido', 'Falhou'],
	['Endereço da foto', 'Baixar foto', 'Falhou'],
	['Baixar foto', 'Pedido', 'Falhou'],
	['Pedido', 'Entender'],
	['Entender', 'Linhas', 'Falhou'],
	['Linhas', 'O que fazer'],
	['O que fazer', 'Inbox', 'Total do mês', 'Resposta'],
	['Inbox', 'Gravou?', 'Tentar de novo'],
	['Gravou?', 'Gravado', null, 'Tentar de novo'],
	['Tentar de novo', 'Gravado', 'Ler de volta'],
	['Ler de volta', 'Gravado'],
	['Gravado', 'Total do mês'],
	['Total do mês', 'Resposta'],
	['Não serve', 'Resposta'],
	['Falhou', 'Resposta'],
	['Resposta', 'Responder'],
]

/** WhatsApp message (text, audio, receipt photo) -> model with a structured answer -> inbox -> reply. */
export function whatsAppWorkflow(): Workflow {
	return {
		id: 'painelWhatsApp',
		name: 'Painel: agente do WhatsApp',
		nodes: [receiving, fetching, understanding, recording, replying].flatMap((stage) => stage()),
		connections: {
			...connect(ways),
			...connect([['Modelo', 'Entender']], 'ai_languageModel'),
			...connect([['Formato', 'Entender']], 'ai_outputParser'),
		},
		settings: { executionOrder: 'v1' },
	}
}
