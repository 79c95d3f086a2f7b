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

const MUTE = /^(?:silenciar|silencia|silencie|parar? (?:os )?lembretes|sem lembretes)$/

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

function byChoice() {
	const [, what, number] = /^(undo|pick|keep):(\d{1,5})(?::.*)?$/s.exec(message.choice_id ?? '') ?? []
	const about = thread.about
	if (what === 'pick')
		return picked(about?.items.findLast(({ candidates }) => candidates) ?? thread.pending, Number(number))
	if (what === 'keep') return say('kept_both')
	if (what !== 'undo' || !about) return say('no_such_choice')
	const rows = voidAll(about).filter(({ target_item }) => target_item === Number(number))
	return rows.length ? record(rows.map((row) => ({ ...row, item: 0 }))) : say('nothing_to_undo')
}

function byStranger() {
	const code = said.replace(/[\s-]/g, '').toUpperCase()
	if (message.kind === 'text' && /^[A-Z2-9]{8}$/.test(code) && message.received.sender) return { way: 'join', code }
	// One polite line a day, whatever and however much they write.
	return message.received.told ? silent : say('stranger')
}

function byText() {
	if (message.forwarded) return { way: 'ask' }
	if (/^\d$/.test(plainWords) && thread.pending) return picked(thread.pending, Number(plainWords))
	if (MUTE.test(plainWords)) return { way: 'mute' }
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
