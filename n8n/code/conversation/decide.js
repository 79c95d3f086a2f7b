// Which way a message goes, by code alone: who is nobody's, what needs no model, what cannot be read.
const thread = answered('Até aqui')
const settings = $('Configuração').first().json
const said = String(message.text ?? '')
const plainWords = said
	.normalize('NFD')
	.replace(/[\u0300-\u036f]/g, '')
	.toLowerCase()
	.replace(/[\s.!]+$/g, '')
	.trim()

const say = (what, more = {}) => ({ way: 'say', say: what, ...more })
const silent = { way: 'say', say: 'silent' }
const record = (rows, more = {}) => ({ way: 'record', rows: even(rows), ...more })
const keep = (why) => record([keepRow(said)], { kept: why })

const UNDO = /^(?:desfaz|desfaca|desfazer|apaga|apague|apagar|cancela|cancele|cancelar)(?: (?:isso|essa|esse|a ultima|o ultimo|tudo))?$/

const MUTE = /^(?:silenciar|silencia|silencie|parar? (?:com )?(?:os )?lembretes|sem lembretes)$/
const UNMUTE = /^(?:(?:quero|volta|voltar|volte|liga|ligar|ligue|ativar|ative) (?:com )?(?:os )?lembretes|lembretes? de novo)$/

/** One correction for each item of a message that still counts. */
const voidAll = (about) =>
	about.items
		.filter(({ item, transaction, waits }) => item !== FIRST_KEEP && ((transaction && !transaction.voided) || waits))
		.map(({ item }, k) => ({
			...rowBase(said),
			item: k,
			action: 'void',
			target_message_id: about.message_id,
			target_item: item,
		}))

/** "2", or a button of "Qual?": what a refused correction was about. */
function picked(refused, number) {
	const candidate = refused?.candidates?.[number - 1]
	if (!candidate) return say('no_such_choice')
	return record([
		{
			...rowBase(said),
			item: 0,
			action: refused.action,
			completes_message_id: refused.message_id,
			completes_item: refused.item,
			target_message_id: candidate.message_id,
			target_item: candidate.item,
		},
	])
}

/** What an offer of a reply comes to: `what` with the purchase or number that it is about, in the message that `thread` tells of. */
function offered(what, number, { message_id, items, edit }) {
	if (what === 'edit' && edit) return number === 1 ? { way: 'ask', text: edit.text, edit, waiting: message_id } : dropped(message_id)
	const row = items.find(({ item }) => item === number)
	if (what === 'keep' && row?.transaction)
		return { way: 'keep', kept_message: message_id, kept_item: number, words: [row.transaction, ...(row.repeated ?? []).slice(0, 1)].map(purchaseWords) }
	if (what !== 'undo') return say('no_such_choice')
	const rows = voidAll({ message_id, items }).filter(({ target_item }) => target_item === number)
	return rows.length ? record(rows.map((one) => ({ ...one, item: 0 }))) : say('nothing_to_undo')
}

/** "Deixar como estava": the edit waits no longer. */
const dropped = (waiting) =>
	record([{ ...rowBase(said), item: 0, action: 'void', target_message_id: waiting, target_item: FIRST_KEEP }], { kept: 'edit_dropped' })

function byChoice() {
	const [, what, number] = /^(undo|pick|keep|edit):(\d{1,5})(?::.*)?$/s.exec(message.choice_id ?? '') ?? []
	const about = thread.about
	if (what === 'pick')
		return picked(about?.items.findLast(({ candidates }) => candidates) ?? thread.pending, Number(number))
	return what && about ? offered(what, Number(number), about) : say('no_such_choice')
}

/** A bare number answers what the sender was asked or offered last; null: nothing that has this number. */
function byNumber(number) {
	if (thread.pending) return picked(thread.pending, number)
	const last = thread.last
	if (!last) return null
	if (last.edit) return number <= 2 ? offered('edit', number, last) : null
	const offer = offers(last.items)[number - 1]
	return offer ? offered(offer.what, offer.item, last) : null
}

/** "Silenciar", and back: a day that has passed takes it back. */
function byReminders() {
	if (MUTE.test(plainWords)) return { way: 'mute', until: null }
	return UNMUTE.test(plainWords) ? { way: 'mute', until: movedDay(today, -1) } : null
}

function byStranger() {
	const code = said.replace(/[\s-]/g, '').toUpperCase()
	if (message.kind === 'text' && /^[A-Z2-9]{8}$/.test(code) && message.received.sender) return { way: 'join', code }
	// One polite line a day, whatever and however much they write.
	return message.received.told ? silent : say('stranger')
}

function byText() {
	if (message.forwarded) return { way: 'ask' }
	const numbered = !message.quoted && /^[1-9]$/.test(plainWords) ? byNumber(Number(plainWords)) : null
	if (numbered) return numbered
	const aboutReminders = byReminders()
	if (aboutReminders) return aboutReminders
	if (UNDO.test(plainWords)) {
		if (!message.quoted) return record([{ ...rowBase(said), item: 0, action: 'void' }])
		const rows = thread.about ? voidAll(thread.about) : []
		if (rows.length === 1) return record(rows)
		// Of several it is asked which, and of none it is said so: the database does both.
		return record([{ ...rowBase(said), item: 0, action: 'void', target_message_id: message.quoted }])
	}
	return { way: 'ask' }
}

function decide() {
	if (!thread || !context.timezone || !message.received) return { way: 'say', say: 'failed' }
	const { kind } = message
	const of = thread.about
	// Evolution tells some edits and deletions without saying of whom: they are whoever's the message was.
	const isKnown = message.received.known || (['edit', 'revoke'].includes(kind) && of?.items.length > 0)
	if (!isKnown) return byStranger()
	if (kind === 'moved') return silent
	// What the agent tells by itself comes through here, so that it leaves by the same door.
	if (kind === 'reminder') return say('reminder')
	if (kind === 'failed') {
		const isClosed = /24 hours|131047/.test(said)
		return !isClosed && of?.items.length > 0 && of.replies < 2 ? { way: 'recorded', thread_of: of.message_id } : silent
	}
	if (thread.items.some(({ item }) => item !== FIRST_KEEP)) return { way: 'recorded' }
	if (kind === 'revoke') {
		const rows = of ? voidAll(of) : []
		return rows.length ? record(rows) : silent
	}
	if (kind === 'choice') return byChoice()
	if (kind === 'edit') return message.unreadable || said === '' ? say('edit_unreadable') : { way: 'ask' }
	if (kind === 'text') return said === '' ? say('unsupported') : byText()
	const mime = String(message.media?.mime ?? '')
	if (!['audio', 'image', 'document'].includes(kind)) return say('unsupported')
	if (!message.media?.base64) return keep('download')
	if (kind === 'audio') return { way: 'listen', base64: message.media.base64, mime: mime.split(';')[0] || 'audio/ogg' }
	const isReadable = mime.startsWith('image/') || (mime === 'application/pdf' && settings.modelo_le_pdf === 'sim')
	return isReadable ? { way: 'ask' } : keep('format')
}

return { json: { text: said, ...decide() } }
