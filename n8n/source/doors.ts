import { type Door, fetching } from './door.ts'
import {
	call,
	condition,
	credentials,
	failing,
	http,
	node,
	retried,
	route,
	types,
	type WorkflowNode,
} from './node.ts'
import { settingsId } from './settings.ts'

const setting = (name: string) => `$('Configuração').first().json.${name}`
const media = (field: string) => `$('Mensagem').item.json.media.${field}`
const importing =
	'Importe antes **Painel: configuração**, **Painel: conversa** e **Painel: erros**. Quem pode escrever está em Ajustes > Pessoas, no Painel.'

const sending = (request: Parameters<typeof http>[2]) => ({
	nodes: [http('Enviar', [13, 2.4], request, { ...retried, ...failing })],
	ways: [['Envio', 'Enviar']] as Door['extra']['ways'],
	last: ['Enviar'],
})

/** Meta asks by GET whether the address is ours, before it sends anything. */
const verification: Door['extra'] = {
	nodes: [
		node(
			'Verificação',
			types.webhook,
			[0, 1.4],
			{ httpMethod: 'GET', path: 'painel-meta', responseMode: 'responseNode', options: {} },
			{ webhookId: '6b0f5a86-9b0e-4a52-9d5c-7a1f10000003' },
		),
		call('Palavra', [1, 1.4], settingsId),
		condition(
			'É a Meta?',
			[2, 1.4],
			"={{ $('Verificação').item.json.query['hub.mode'] === 'subscribe' && $('Verificação').item.json.query['hub.verify_token'] === $json.whatsapp_verificacao }}",
		),
		node('Desafio', types.respond, [3, 1.4], {
			respondWith: 'text',
			responseBody: "={{ $('Verificação').item.json.query['hub.challenge'] }}",
			options: { responseCode: 200 },
		}),
		node('Outra palavra', types.respond, [3, 2], {
			respondWith: 'json',
			responseBody: '={{ JSON.stringify({ error: "The verify token is another one." }) }}',
			options: { responseCode: 403 },
		}),
	],
	ways: [
		['Verificação', 'Palavra'],
		['Palavra', 'É a Meta?'],
		['É a Meta?', 'Desafio', 'Outra palavra'],
	],
}

const meta: Door = {
	name: 'meta',
	title: 'Painel: porta WhatsApp (Cloud API)',
	notes: [
		importing,
		'Credenciais: **Painel: inbox**, **Painel: WhatsApp** (token do usuário de sistema), **Painel: WhatsApp (assinatura)** (Crypto: HMAC Secret = App Secret).',
		'Na Meta: URL de callback = a URL de produção do nó **Webhook**, palavra de verificação = `whatsapp_verificacao` da configuração, campo `messages`.',
	],
	guard: null,
	signature: {
		type: 'SHA256',
		credentials: credentials.whatsAppSecret,
		holds:
			"={{ typeof $json.assinatura === 'string' && $json.headers['x-hub-signature-256'] === 'sha256=' + $json.assinatura }}",
	},
	extra: verification,
	fetch: fetching(
		http(
			'Baixar',
			[6, 2],
			{ method: 'GET', url: '={{ $json.body.url }}', as: 'whatsApp', file: true },
			{ ...retried, ...failing },
		),
		[
			http(
				'Endereço da mídia',
				[5, 2],
				{ method: 'GET', url: `={{ ${setting('graph_url')} }}/{{ ${media('id')} }}`, as: 'whatsApp' },
				{ ...retried, ...failing },
			),
		],
	),
	send: sending({
		method: 'POST',
		url: `={{ ${setting('graph_url')} }}/{{ $json.account }}/messages`,
		as: 'whatsApp',
		body: '={{ JSON.stringify($json.body) }}',
	}),
	replyId: '$json.body.messages[0].id',
}

const evolution: Door = {
	name: 'evolution',
	title: 'Painel: porta Evolution API',
	notes: [
		importing,
		'Credenciais: **Painel: inbox**, **Painel: Evolution** (Header Auth: `apikey`), **Painel: Evolution (webhook)** (Header Auth: um cabeçalho seu).',
		'Na Evolution, no webhook da **instância** (o global não manda cabeçalhos): a URL de produção do nó **Webhook**, o mesmo cabeçalho em `headers`, eventos MESSAGES_UPSERT, MESSAGES_UPDATE, MESSAGES_EDITED, MESSAGES_DELETE.',
	],
	guard: { authentication: 'headerAuth', credentials: credentials.evolutionWebhook },
	signature: null,
	extra: { nodes: [], ways: [] },
	fetch: {
		...fetching(
			http(
				'Baixar',
				[6, 2],
				{
					method: 'POST',
					url: `={{ ${setting('evolution_url')} }}/chat/getBase64FromMediaMessage/{{ $('Mensagem').item.json.account }}`,
					as: 'evolution',
					body: "={{ JSON.stringify({ message: { key: { id: $('Mensagem').item.json.native_id } } }) }}",
				},
				{ ...retried, ...failing },
			),
		),
	},
	send: sending({
		method: 'POST',
		url: `={{ ${setting('evolution_url')} }}/message/sendText/{{ $json.account }}`,
		as: 'evolution',
		body: '={{ JSON.stringify($json.body) }}',
	}),
	replyId: "'evo:' + $('Mensagem').item.json.account + ':' + $json.body.key.id",
}
// Evolution answers the file as text already.
evolution.fetch!.nodes = evolution.fetch!.nodes.filter(({ name }) => name !== 'Em texto')
evolution.fetch!.ways = [
	['Mídia?', 'Baixar', 'Para conversar'],
	['Baixar', 'Para conversar', 'Para conversar'],
]

const waha: Door = {
	name: 'waha',
	title: 'Painel: porta WAHA',
	notes: [
		importing,
		'Credenciais: **Painel: inbox**, **Painel: WAHA** (Header Auth: `X-Api-Key`), **Painel: WAHA (assinatura)** (Crypto: HMAC Secret = a `hmac.key` do webhook).',
		'Na WAHA: eventos `message`, `message.edited`, `message.revoked`, `message.ack`; `retries` com política exponencial e 15 tentativas; `WHATSAPP_FILES_LIFETIME` de sobra.',
	],
	guard: null,
	signature: {
		type: 'SHA512',
		credentials: credentials.wahaSecret,
		holds:
			"={{ typeof $json.assinatura === 'string' && $json.headers['x-webhook-hmac'] === $json.assinatura }}",
	},
	extra: { nodes: [], ways: [] },
	fetch: fetching(
		http(
			'Baixar',
			[6, 2],
			{
				method: 'GET',
				// Only its path: the host that WAHA writes is often its own localhost, and never somebody else's to choose.
				url: `={{ ${setting('waha_url')} }}{{ String(${media('url')} ?? '').replace(/^[a-z]+:\\/\\/[^/]*/i, '') }}`,
				as: 'waha',
				file: true,
			},
			{ ...retried, ...failing },
		),
	),
	send: sending({
		method: 'POST',
		url: `={{ ${setting('waha_url')} }}/api/sendText`,
		as: 'waha',
		body: '={{ JSON.stringify($json.body) }}',
	}),
	// NOWEB answers Baileys' own message, GOWS and WEBJS an id in WAHA's form: the third part of it is the message's.
	replyId:
		"'waha:' + $('Mensagem').item.json.account + ':' + String($json.body.key?.id ?? $json.body.id?.id ?? $json.body.id).replace(/^(?:true|false)_[^_]*_([^_]*).*$/, '$1')",
}

/** Of what `Envio` made, whatever came between. */
const made = (field: string) => `={{ $('Envio').item.json.${field} }}`

/** A button turns on the phone until its press is acknowledged. One that is too old for that is answered all the same. */
const acknowledging = [
	condition('É um toque?', [11.4, 1.6], "={{ $('Mensagem').item.json.kind === 'choice' }}"),
	node(
		'Confirmar o toque',
		types.telegram,
		[11.7, 1],
		{
			resource: 'callback',
			operation: 'answerQuery',
			queryId: "={{ $('Mensagem').item.json.native_id }}",
			additionalFields: {},
		},
		{ credentials: credentials.telegram, onError: 'continueRegularOutput' },
	),
]

/** Telegram's node takes a fixed number of buttons, so there is one node for each. */
const MOST_BUTTONS = 6
const telegramSend = (buttons: number): WorkflowNode =>
	node(
		buttons === 0 ? 'Enviar' : `Enviar com ${buttons}`,
		types.telegram,
		[13, 2.4 + buttons * 0.7],
		{
			resource: 'message',
			operation: 'sendMessage',
			chatId: made('chat_id'),
			text: made('text'),
			replyMarkup: buttons === 0 ? 'none' : 'inlineKeyboard',
			...(buttons > 0 && {
				inlineKeyboard: {
					rows: Array.from({ length: buttons }, (_, k) => ({
						row: {
							buttons: [
								{
									text: made(`choices[${k}].title`),
									additionalFields: { callback_data: made(`choices[${k}].id`) },
								},
							],
						},
					})),
				},
			}),
			additionalFields: {
				appendAttribution: false,
				parse_mode: 'HTML',
				reply_to_message_id: made('reply_to_message_id'),
			},
		},
		{ credentials: credentials.telegram, ...retried, ...failing },
	)
const telegramNodes = Array.from({ length: MOST_BUTTONS + 1 }, (_, k) => telegramSend(k))

const telegram: Door = {
	name: 'telegram',
	title: 'Painel: porta Telegram',
	notes: [
		importing,
		'Credenciais: **Painel: inbox**, **Painel: Telegram** (token do BotFather), **Painel: Telegram (webhook)** (Header Auth: `X-Telegram-Bot-Api-Secret-Token` e um texto seu).',
		'Uma vez: `setWebhook` com `url` = a URL de produção do nó **Webhook**, `secret_token` = aquele texto, `allowed_updates` = `["message","edited_message","callback_query"]`.',
	],
	guard: { authentication: 'headerAuth', credentials: credentials.telegramSecret },
	signature: null,
	extra: { nodes: [], ways: [] },
	fetch: fetching(
		node(
			'Baixar',
			types.telegram,
			[6, 2],
			{ resource: 'file', operation: 'get', fileId: `={{ ${media('id')} }}`, download: true },
			{ credentials: credentials.telegram, ...retried, ...failing },
		),
	),
	send: {
		nodes: [
			route(
				'Botões',
				[12, 2.4],
				made('choices.length.toString()'),
				Array.from({ length: MOST_BUTTONS }, (_, k) => String(k + 1)),
				'extra',
			),
			...acknowledging,
			...telegramNodes,
		],
		ways: [
			['Envio', 'É um toque?'],
			['É um toque?', 'Confirmar o toque', 'Botões'],
			['Confirmar o toque', 'Botões'],
			['Botões', ...telegramNodes.slice(1).map(({ name }) => name), 'Enviar'],
		],
		last: telegramNodes.map(({ name }) => name),
	},
	replyId: "'tg:' + $json.result.chat.id + ':' + $json.result.message_id",
}

const plain: Door = {
	name: 'plain',
	title: 'Painel: porta simples (Atalhos, Tasker, curl)',
	notes: [
		importing,
		'Credenciais: **Painel: inbox**, **Painel: webhook** (Header Auth: um cabeçalho e um segredo seus).',
		'`POST /webhook/painel-plain` com `{"text": "mercado 52,90", "sender": "Ana", "id": "…"}`; a resposta traz `text`. O remetente `Ana` é o contato `app:Ana` de uma pessoa do Painel.',
	],
	guard: { authentication: 'headerAuth', credentials: credentials.webhook },
	signature: null,
	extra: { nodes: [], ways: [] },
	fetch: null,
	send: null,
	replyId: '',
}

export const doors: Record<Door['name'], Door> = { meta, evolution, waha, telegram, plain }
