import {
	code,
	condition,
	connect,
	credentials,
	http,
	node,
	note,
	retried,
	types,
	values,
	type Workflow,
} from './node.ts'

/** Records rows that another program posts, without a model: for other sources, imports and tests. */
export function webhookWorkflow(): Workflow {
	const nodes = [
		note(
			'Nota',
			[-0.2, -1.6],
			[900, 240],
			[
				'## Painel: registrar por webhook',
				'1. **Configuração**: o endereço do projeto Supabase.',
				'2. Credencial **Painel: inbox** (Custom Auth): `{"headers": {"apikey": "sb_publishable_…", "x-agent-token": "…"}}`',
				'3. Credencial **Painel: webhook** (Header Auth): o segredo que quem envia põe no cabeçalho.',
				'',
				'`POST /webhook/painel` com uma linha, uma lista ou `{"rows": […]}`. Repetir a mesma `message_id` não muda nada.',
			].join('\n'),
		),
		node(
			'Webhook',
			types.webhook,
			[0, 0],
			{
				httpMethod: 'POST',
				path: 'painel',
				authentication: 'headerAuth',
				responseMode: 'responseNode',
				options: {},
			},
			{ webhookId: '6b0f5a86-9b0e-4a52-9d5c-7a1f10000001', credentials: credentials.webhook },
		),
		values('Configuração', [1, 0], { supabase_url: 'https://abcd.supabase.co' }),
		code('Linhas', [2, 0], 'webhook-rows.js', 'each'),
		condition('Serve?', [3, 0], '={{ $json.ok }}'),
		http(
			'Inbox',
			[4, -0.5],
			{
				method: 'POST',
				url: "={{ $('Configuração').first().json.supabase_url }}/rest/v1/inbox",
				as: 'inbox',
				query: { on_conflict: 'ledger_id,message_id,item' },
				headers: { Prefer: 'return=representation,resolution=ignore-duplicates' },
				body: '={{ JSON.stringify($json.rows) }}',
				anyStatus: true,
			},
			{ ...retried, onError: 'continueRegularOutput' },
		),
		code('Resposta', [5, -0.5], 'webhook-answer.js', 'each'),
		node('Responder', types.respond, [6, 0], {
			respondWith: 'json',
			responseBody: '={{ JSON.stringify($json.answer) }}',
			options: { responseCode: '={{ $json.status }}' },
		}),
	]
	return {
		id: 'painelWebhook',
		name: 'Painel: registrar por webhook',
		nodes,
		connections: connect([
			['Webhook', 'Configuração'],
			['Configuração', 'Linhas'],
			['Linhas', 'Serve?'],
			['Serve?', 'Inbox', 'Responder'],
			['Inbox', 'Resposta'],
			['Resposta', 'Responder'],
		]),
		settings: { executionOrder: 'v1' },
	}
}
