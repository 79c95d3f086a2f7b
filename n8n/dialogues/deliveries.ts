import { createHmac } from 'node:crypto'
import type { Delivery } from '../testing/workflow-runner.ts'
import type { Turn } from './dialogue.ts'

/** What a door's message is made of. */
export interface Said {
	turn: Turn
	/** The bare id of the message, which each door dresses up. */
	id: string
	/** The bare id of what is answered, edited or deleted. */
	ref: string | null
	/** Whether that is one of the agent's replies. */
	isReply: boolean
	number: string
	choice: { id: string; title: string; description?: string } | null
	/** Whether it is chosen from a list. */
	isRow: boolean
	at: number
}

export const secrets = {
	painelWhatsAppSecret: { hmacSecret: 'app-secret' },
	painelWahaSecret: { hmacSecret: 'waha-key' },
	painelWebhook: { 'x-painel': 'segredo' },
	painelEvolutionWebhook: { 'x-evolution': 'segredo' },
	painelTelegramSecret: { 'x-telegram-bot-api-secret-token': 'segredo' },
	painelWhatsApp: { authorization: 'Bearer meta' },
	painelEvolution: { apikey: 'evolution' },
	painelWaha: { 'x-api-key': 'waha' },
	painelModel: { authorization: 'Bearer model' },
}

const mimes = { audio: 'audio/ogg', image: 'image/jpeg', document: 'application/pdf' } as const
const fileOf = ({ kind, mime }: Turn): string | null =>
	kind && kind in mimes ? (mime ?? mimes[kind as keyof typeof mimes]) : null
const groupJid = '120363000000000001@g.us'

function metaMessage({ turn, id, ref, choice, isRow }: Said): object {
	const context = {
		...(ref && { from: 'whoever', id: ref }),
		...(turn.forwarded && { forwarded: true }),
	}
	const base = { id, ...(Object.keys(context).length > 0 && { context }) }
	if (choice) {
		const type = isRow ? 'list_reply' : 'button_reply'
		return { ...base, type: 'interactive', interactive: { type, [type]: choice } }
	}
	switch (turn.kind ?? 'text') {
		case 'text':
			return { ...base, type: 'text', text: { body: turn.says } }
		case 'audio':
			return { ...base, type: 'audio', audio: { id: '77', mime_type: mimes.audio, voice: true } }
		case 'image':
			return { ...base, type: 'image', image: { id: '88', mime_type: mimes.image, caption: turn.says } }
		case 'document':
			return {
				...base,
				type: 'document',
				document: { id: '99', mime_type: fileOf(turn), filename: 'x.pdf', caption: turn.says },
			}
		case 'edit':
			return {
				id,
				type: 'edit',
				edit: { original_message_id: ref, message: { type: 'text', text: { body: turn.says } } },
			}
		case 'unreadable edit':
			return { id, type: 'unsupported', errors: [{ code: 131051 }], unsupported: { type: 'edit' } }
		case 'revoke':
			return { id, type: 'revoke', revoke: { original_message_id: ref } }
		default:
			return { ...base, type: 'sticker', sticker: { id: '1' } }
	}
}

function signed(body: unknown, algorithm: 'sha256' | 'sha512', secret: string, header: string): Delivery {
	const raw = JSON.stringify(body).replaceAll('/', '\\/')
	const digest = createHmac(algorithm, secret).update(raw).digest('hex')
	return { body, raw, headers: { [header]: algorithm === 'sha256' ? `sha256=${digest}` : digest } }
}

/** Who has a username gives no number: only this business's id of them. */
const metaSender = (number: string) =>
	number.startsWith('BR.')
		? {
				contacts: [{ profile: { name: 'whoever', username: '@whoever' }, wa_id: '', user_id: number }],
				from: { from: '', from_user_id: number },
			}
		: { contacts: [{ profile: { name: 'whoever' }, wa_id: number }], from: { from: number } }

function meta(said: Said): Delivery {
	const { number, at, turn, ref } = said
	const status = {
		id: ref,
		status: 'failed',
		timestamp: String(at),
		recipient_id: number,
		errors: [{ code: 131000, title: turn.says ?? 'Something went wrong' }],
	}
	const value = {
		messaging_product: 'whatsapp',
		metadata: { display_phone_number: '15550001111', phone_number_id: '1066' },
		...(turn.kind === 'undelivered'
			? { statuses: [status] }
			: {
					contacts: metaSender(number).contacts,
					messages: [
						{
							...metaSender(number).from,
							timestamp: String(at),
							...(turn.inGroup && { group_id: 'g1' }),
							...metaMessage(said),
						},
					],
				}),
	}
	const body = {
		object: 'whatsapp_business_account',
		entry: [{ id: '1', changes: [{ value, field: 'messages' }] }],
	}
	return signed(body, 'sha256', secrets.painelWhatsAppSecret.hmacSecret, 'X-Hub-Signature-256')
}

const evolutionContent = (turn: Turn): object => {
	const { kind, says } = turn
	switch (kind) {
		case 'image':
			return { imageMessage: { mimetype: mimes.image, caption: says } }
		case 'document':
			return { documentMessage: { mimetype: fileOf(turn), fileName: 'x.pdf', caption: says } }
		case 'audio':
			return { audioMessage: { mimetype: 'audio/ogg; codecs=opus', ptt: true } }
		case 'sticker':
			return { stickerMessage: { mimetype: 'image/webp' } }
		default:
			return { conversation: says }
	}
}

function evolution({ turn, id, ref, number, at }: Said): Delivery {
	const remoteJid = turn.inGroup ? groupJid : `${number}@s.whatsapp.net`
	const data =
		turn.kind === 'revoke'
			? { id: ref, remoteJid, fromMe: false, status: 'DELETED' }
			: turn.kind === 'edit'
				? {
						key: { id: ref, fromMe: true, ...(turn.inGroup && { remoteJid }) },
						editedMessage: { conversation: turn.says },
						timestampMs: at * 1000,
					}
				: {
						key: { id, remoteJid, fromMe: false, ...(turn.inGroup && { participant: number }) },
						messageTimestamp: at,
						message: evolutionContent(turn),
						contextInfo: ref ? { stanzaId: ref } : undefined,
					}
	if (turn.kind === 'undelivered') {
		const update = { keyId: ref, remoteJid, fromMe: true, status: 'ERROR' }
		return {
			headers: secrets.painelEvolutionWebhook,
			body: { event: 'messages.update', instance: 'casa', data: update },
		}
	}
	const event =
		turn.kind === 'revoke' ? 'messages.delete' : turn.kind === 'edit' ? 'messages.edited' : 'messages.upsert'
	return { headers: secrets.painelEvolutionWebhook, body: { event, instance: 'casa', data } }
}

function waha({ turn, id, ref, number, at }: Said): Delivery {
	const from = turn.inGroup ? groupJid : `${number}@c.us`
	const mime = fileOf(turn)
	const payload =
		turn.kind === 'revoke'
			? { revokedMessageId: ref, after: { from, fromMe: false, timestamp: at } }
			: {
					id: `false_${from}_${id}`,
					from,
					fromMe: false,
					timestamp: at,
					body: turn.kind === 'audio' ? null : (turn.says ?? null),
					hasMedia: mime !== null,
					...(turn.inGroup && { participant: `${number}@c.us` }),
					...(mime && { media: { url: 'http://localhost:3000/api/files/x', mimetype: mime } }),
					...(turn.kind === 'edit' ? { editedMessageId: ref } : ref && { replyTo: { id: ref } }),
				}
	if (turn.kind === 'undelivered')
		return signed(
			{
				event: 'message.ack',
				session: 'default',
				payload: { id: `true_${from}_${ref}`, from, fromMe: true, ack: -1, ackName: 'ERROR', timestamp: at },
			},
			'sha512',
			secrets.painelWahaSecret.hmacSecret,
			'X-Webhook-Hmac',
		)
	const event =
		turn.kind === 'revoke' ? 'message.revoked' : turn.kind === 'edit' ? 'message.edited' : 'message'
	return signed(
		{ event, session: 'default', payload },
		'sha512',
		secrets.painelWahaSecret.hmacSecret,
		'X-Webhook-Hmac',
	)
}

const telegramContent = (turn: Turn): object => {
	const { kind, says } = turn
	switch (kind) {
		case 'image':
			return { photo: [{ file_id: 'small' }, { file_id: 'large' }], caption: says }
		case 'document':
			return { document: { file_id: 'd', file_name: 'x.pdf', mime_type: fileOf(turn) }, caption: says }
		case 'audio':
			return { voice: { file_id: 'v', duration: 3, mime_type: mimes.audio } }
		case 'sticker':
			return { sticker: { file_id: 's' } }
		default:
			return { text: says }
	}
}

function telegram({ turn, id, ref, number, choice, at }: Said): Delivery {
	const chat = turn.inGroup ? { id: -1001, type: 'supergroup' } : { id: Number(number), type: 'private' }
	const from = { id: Number(number), first_name: 'whoever' }
	const answered = ref ? { reply_to_message: { message_id: Number(ref), chat } } : {}
	const body = choice
		? {
				update_id: Number(id),
				callback_query: { id, from, data: choice.id, message: { message_id: Number(ref), chat, date: at } },
			}
		: {
				update_id: Number(id),
				[turn.kind === 'edit' ? 'edited_message' : 'message']: {
					message_id: turn.kind === 'edit' ? Number(ref) : Number(id),
					from,
					chat,
					date: at,
					...(turn.kind === 'edit' && { edit_date: at }),
					...telegramContent(turn),
					...(turn.kind === 'edit' ? {} : answered),
				},
			}
	return { headers: secrets.painelTelegramSecret, body }
}

function plain({ turn, id, ref, number, at }: Said): Delivery {
	return {
		headers: secrets.painelWebhook,
		body: {
			...(turn.kind !== 'audio' && { text: turn.says }),
			...(fileOf(turn) && { file: { base64: 'ZmlsZQ==', mime: fileOf(turn) } }),
			sender: `tel:${number}`,
			id,
			sent_at: new Date(at * 1000).toISOString(),
			...(ref && { quoted: ref }),
		},
	}
}

export const deliveries = { meta, evolution, waha, telegram, plain }
