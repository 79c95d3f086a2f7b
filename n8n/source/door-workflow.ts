import { conversationId } from './conversation.ts'
import type { Door, Ways } from './door.ts'
import { doors } from './doors.ts'
import { errorsId } from './errors.ts'
import {
	call,
	called,
	code,
	condition,
	connect,
	http,
	node,
	note,
	retried,
	route,
	types,
	values,
	type Workflow,
	type WorkflowNode,
} from './node.ts'
import { settingsId } from './settings.ts'

const setting = (name: string) => `$('Configuração').first().json.${name}`
const rpc = (name: string) => `={{ ${setting('supabase_url')} }}/rest/v1/rpc/${name}`

/** A call of the ledger, whose answer the next node reads, whatever it is. */
const asking = (name: string, at: readonly [number, number], fn: string, body: string) =>
	http(
		name,
		at,
		{ method: 'POST', url: rpc(fn), as: 'inbox', body: `={{ JSON.stringify(${body}) }}`, anyStatus: true },
		{ ...retried, onError: 'continueRegularOutput' },
	)

/** One event in, its messages one by one, one answer out: the code that makes the sender try again, or not. */
function entering(door: Door): WorkflowNode[] {
	return [
		note('Nota', [-0.2, -3.2], [1040, 320], [`## ${door.title}`, ...door.notes].join('\n')),
		node(
			'Webhook',
			types.webhook,
			[0, 0],
			{
				httpMethod: 'POST',
				path: `painel-${door.name}`,
				...(door.guard && { authentication: door.guard.authentication }),
				responseMode: 'responseNode',
				options: door.signature ? { rawBody: true } : {},
			},
			{
				webhookId: `6b0f5a86-9b0e-4a52-9d5c-${door.name.padEnd(12, '0').replace(/[^0-9a-f]/g, 'a')}`,
				...(door.guard && { credentials: door.guard.credentials }),
			},
		),
		...(door.signature
			? [
					node(
						'Assinatura',
						types.crypto,
						[1, 0],
						{
							action: 'hmac',
							binaryData: true,
							binaryPropertyName: 'data',
							type: door.signature.type,
							dataPropertyName: 'assinatura',
							encoding: 'hex',
						},
						// Without a body there is nothing to prove, and the next node refuses it.
						{ credentials: door.signature.credentials, onError: 'continueRegularOutput' },
					),
					condition('Autêntica?', [2, 0], door.signature.holds),
					node('Recusar', types.respond, [3, 0.6], {
						respondWith: 'json',
						responseBody: '={{ JSON.stringify({ error: "The signature is missing or wrong." }) }}',
						options: { responseCode: 401 },
					}),
				]
			: []),
		code('Mensagens', [3, -0.4], ['doors/common.js', `doors/${door.name}.js`], 'all', {
			alwaysOutputData: true,
		}),
		condition('Alguma?', [4, -0.4], '={{ $json.message_id !== undefined }}'),
		call('Cada uma', [5, -0.8], '={{ $workflow.id }}', { onError: 'continueRegularOutput' }),
		code('Código', [6, -0.8], 'doors/status.js', 'all', { alwaysOutputData: true }),
		node('Responder', types.respond, [7, -0.8], {
			respondWith: 'json',
			responseBody: '={{ JSON.stringify($json.answer) }}',
			options: { responseCode: '={{ $json.status }}' },
		}),
		// The sender was told to come again. Failing here, with the answer on its way, is what tells the owner.
		condition('Tudo certo?', [8, -0.8], '={{ $json.status !== 500 }}'),
		node('Avisar o dono', types.stop, [9, -0.4], {
			errorType: 'errorMessage',
			errorMessage:
				'Uma mensagem não pôde ser tratada e vai ser tentada de novo: o banco, a conversa ou o envio falhou. O nó em vermelho está na execução desta mensagem.',
		}),
		node('Nada a fazer', types.respond, [5, 0], {
			respondWith: 'json',
			responseBody: '={{ JSON.stringify({ messages: 0 }) }}',
			options: { responseCode: 200 },
		}),
	]
}

/** One message: is it new, its file, the conversation, the reply. */
function handling(door: Door): WorkflowNode[] {
	return [
		called('Mensagem', [0, 3]),
		call('Configuração', [1, 3], settingsId),
		asking(
			'Recebida',
			[2, 3],
			'agent_received',
			"{ message_id: $('Mensagem').item.json.message_id, contacts: $('Mensagem').item.json.contacts, sent_at: $('Mensagem').item.json.sent_at ?? undefined, route: $('Mensagem').item.json.reply_to ? { door: $('Mensagem').item.json.door, account: $('Mensagem').item.json.account, ...$('Mensagem').item.json.reply_to } : null, moved_from: $('Mensagem').item.json.was ?? null }",
		),
		route(
			'Estado',
			[3, 3],
			"={{ $json.statusCode === 200 ? $json.body.state : 'failed' }}",
			['new', 'answered', 'busy'],
			'extra',
		),
		values('Já respondida', [4, 3.4], { status: 200 }),
		// Another run works on it: the sender tries again, and then it is answered or free.
		values('Ocupada', [4, 4], { status: 503 }),
		values('Não deu', [4, 4.6], { status: 500 }),
		code('Para conversar', [8, 3], 'doors/to-conversation.js', 'each'),
		call('Conversa', [9, 3], conversationId, { onError: 'continueRegularOutput' }),
		route(
			'Responder a pessoa?',
			[10, 3],
			"={{ $json.status ?? 'failed' }}",
			['reply', 'silent', 'later'],
			'extra',
		),
		values('Falhou', [11, 4.6], { status: 500 }),
		...(door.send
			? [
					code('Envio', [11, 2.4], `doors/send-${door.name}.js`, 'each'),
					...door.send.nodes,
					asking(
						'Guardar resposta',
						[15, 2.4],
						'agent_replied',
						`{ message_id: $('Conversa').item.json.of ?? $('Mensagem').item.json.message_id, reply_ids: [${door.replyId}] }`,
					),
					// Not marked as answered: brought again, it is replied to. Until then people see on the page that it did not arrive.
					asking(
						'Não chegou',
						[15, 3.6],
						'agent_undelivered',
						"{ message_id: $('Conversa').item.json.of ?? $('Mensagem').item.json.message_id, said: $('Conversa').item.json.reply.text }",
					),
					values('Não enviou', [16, 3.6], { status: 500 }),
				]
			: []),
		asking(
			'Respondida',
			[16, 3],
			'agent_answered',
			"{ message_id: $('Mensagem').item.json.message_id, said: $('Conversa').item.json.reply?.text ?? null, asked: $('Conversa').item.json.asked ?? null }",
		),
		asking('Lembrada', [17, 3], 'agent_reminded', "{ ids: $('Conversa').item.json.reminders ?? [] }"),
		code('Feito', [18, 3], 'doors/done.js', 'each'),
		...(door.fetch?.nodes ?? []),
	]
}

function ways(door: Door): Ways {
	const entrance = door.signature
		? ([
				['Webhook', 'Assinatura'],
				['Assinatura', 'Autêntica?'],
				['Autêntica?', 'Mensagens', 'Recusar'],
			] satisfies Ways)
		: ([['Webhook', 'Mensagens']] satisfies Ways)
	return [
		...entrance,
		['Mensagens', 'Alguma?'],
		['Alguma?', 'Cada uma', 'Nada a fazer'],
		['Cada uma', 'Código'],
		['Código', 'Responder'],
		['Responder', 'Tudo certo?'],
		['Tudo certo?', null, 'Avisar o dono'],
		['Mensagem', 'Configuração'],
		['Configuração', 'Recebida'],
		['Recebida', 'Estado'],
		['Estado', door.fetch?.first ?? 'Para conversar', 'Já respondida', 'Ocupada', 'Não deu'],
		...(door.fetch?.ways ?? []),
		['Para conversar', 'Conversa'],
		['Conversa', 'Responder a pessoa?'],
		['Responder a pessoa?', door.send ? 'Envio' : 'Respondida', 'Respondida', 'Ocupada', 'Falhou'],
		...(door.send
			? ([
					...door.send.ways,
					...door.send.last.map((last): Ways[number] => [last, 'Guardar resposta', 'Não chegou']),
					['Não chegou', 'Não enviou'],
					['Guardar resposta', 'Respondida'],
				] satisfies Ways)
			: []),
		['Respondida', 'Lembrada'],
		['Lembrada', 'Feito'],
		...door.extra.ways,
	]
}

export const doorId = (name: Door['name']) => `painelPorta${name[0]!.toUpperCase()}${name.slice(1)}`

/** A door's workflow. It runs itself once for each message of an event, so that one message's trouble is not another's. */
export function doorWorkflow(name: Door['name']): Workflow {
	const door = doors[name]
	return {
		id: doorId(name),
		name: door.title,
		nodes: [...entering(door), ...door.extra.nodes, ...handling(door)],
		connections: connect(ways(door)),
		settings: { executionOrder: 'v1', errorWorkflow: errorsId },
	}
}
