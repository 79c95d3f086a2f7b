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

// Words of command are understood in both languages, whichever the replies are in.
const UNDO =
	/^(?:(?:desfaz|desfaca|desfazer|apaga|apague|apagar|cancela|cancele|cancelar)(?: (?:isso|essa|esse|a ultima|o ultimo|tudo))?|(?:undo|delete|remove|cancel)(?: (?:it|that|this|the last(?: one)?|all|everything))?)$/

const OFF =
	/^(?:silenci(?:ar|a|e)|par(?:ar|a|e)(?: com)?|sem|nao quero(?: mais)?|deslig(?:ar|a|ue)|mute|stop|no(?: more)?|turn off)(?: |$)/
const ON = /^(?:quero|volt(?:ar|a|e)(?: com)?|lig(?:ar|a|ue)|ativ(?:ar|a|e)|unmute|resume|turn on|bring back|i want)(?: |$)/
const FOR_A_WHILE = / ?(?:(?:por|for) )?(hoje|uma semana|um mes|\d{1,3} dias?|today|(?:a|one) week|(?:a|one) month|\d{1,3} days?)$/
const DAYS_OF = { hoje: 1, today: 1, 'uma semana': 7, 'a week': 7, 'one week': 7, 'um mes': 30, 'a month': 30, 'one month': 30 }
/** What people call each kind of reminder. */
const REMINDER_KINDS = [
	[/^(?:orcamentos?|budgets?)$/, 'budget'],
	[/^(?:fechamentos?|closings?)$/, 'closing'],
	[/^(?:vencimentos?|due(?: dates?)?)$/, 'due'],
	[/^(?:faturas?|bills?)$/, 'bill'],
	[/^(?:recorrentes?|atras[oa]s?|atrasad[oa]s?|contas? atrasadas?|que esta atrasado|late|recurring|what is late)$/, 'late'],
	[/^(?:resumos?(?: mes| semana)?|(?:weekly )?summar(?:y|ies))$/, 'summary'],
]

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

/** The last day of "por uma semana", today counted; null: for good. */
function mutedUntil(words) {
	if (!words) return null
	const days = DAYS_OF[words] ?? Number.parseInt(words, 10)
	return movedDay(today, Math.max(days, 1) - 1)
}

/** "Silenciar", "silenciar faturas por uma semana", and back: a day that has passed takes it back. */
function byReminders() {
	const isOff = OFF.test(plainWords)
	// "Sem açúcar" and "voltar para casa" are about something else.
	if (!(isOff || ON.test(plainWords)) || !/^silenci|^(?:un)?mute\b|\b(?:lembretes?|reminders?)\b/.test(plainWords)) return null
	const rest = plainWords.replace(isOff ? OFF : ON, '')
	const until = isOff ? mutedUntil(FOR_A_WHILE.exec(rest)?.[1]) : movedDay(today, -1)
	const what = (isOff ? rest.replace(FOR_A_WHILE, '') : rest)
		.replace(/\b(?:lembretes?|os?|as?|d[eao]s?|reminders?|the|my|of|about|for)\b/g, ' ')
		.replace(/\s+/g, ' ')
		.trim()
	const kind = what === '' ? null : REMINDER_KINDS.find(([words]) => words.test(what))?.[1]
	return kind === undefined ? null : { way: 'mute', reminders: kind, muted: isOff, until }
}

function byStranger() {
	const code = said.replace(/[\s-]/g, '').toUpperCase()
	if (message.kind === 'text' && /^[A-Z2-9]{8}$/.test(code) && message.received.sender) return { way: 'join', code }
	// One polite line a day, whatever and however much they write.
	return message.received.told ? silent : say('stranger')
}

/** A reply that did not arrive is sent once more; then, or where nothing may be sent any more, people see it on the page. */
function byFailed(of) {
	// Told before the reply's own id was written down: the door brings it again. After a while it is no reply of this agent's.
	if (!of || of.replies === 0) return sentAt().getTime() > Date.now() - 10 * 60_000 ? say('later') : silent
	const isClosed = /24 hours|131047/.test(said)
	if (isClosed || of.replies >= 2) return { way: 'undelivered', undelivered: of.message_id }
	return of.items.length > 0 ? { way: 'recorded', thread_of: of.message_id } : say('again', { again: of.said, thread_of: of.message_id })
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
	// Evolution tells some edits, deletions and failures without saying of whom: they are whoever's the message was.
	const isKnown = message.received.known || (['edit', 'revoke', 'failed'].includes(kind) && (of?.items.length > 0 || Boolean(of?.said)))
	if (!isKnown) return kind === 'failed' ? silent : byStranger()
	if (kind === 'moved') return silent
	// What the agent tells by itself comes through here, so that it leaves by the same door.
	if (kind === 'reminder') return say('reminder')
	if (kind === 'failed') return byFailed(of)
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
