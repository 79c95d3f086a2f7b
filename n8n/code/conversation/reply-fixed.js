// Replies that need nothing of the database beyond what was asked already.
// After muting, or keeping both, the answer of the database is here.
const { way, until, muted, reminders, words, again, thread_of } = $('Rumo').item.json
const isDone = $json.statusCode < 300
const say = $json.say ?? (!isDone ? 'failed' : { keep: 'kept_both', mute: 'reminders', undelivered: 'silent' }[way])
if (say === 'kept_both') return reply([t.bothKept, ...words.map((one) => `• ${one}`)].join('\n'))
if (say === 'reminder') {
	const all = Array.isArray(message.reminders) ? message.reminders : []
	if (all.length === 0) return { json: { status: 'silent' } }
	const lines = [...all.map(reminderWords), t.howToMute]
	return reply(
		lines.join('\n'),
		[],
		all.map(({ id }) => id),
	)
}
if (say === 'reminders') {
	const which = reminders ? t.reminderKinds[reminders] : null
	const day = () => t.writtenDay(null, until.slice(5, 7), until.slice(8))
	return reply(muted ? t.muted(which, until && (until === today ? t.today : day())) : t.unmuted(which))
}
// A reply that did not arrive, once more: it is still about the message that it answered.
if (say === 'again') {
	const { json } = reply(again ?? '')
	return again ? { json: { ...json, of: thread_of } } : { json: { status: 'silent' } }
}
if (say === 'later') return { json: { status: 'later' } }
if (say === 'failed') return { json: { status: 'failed' } }
if (!t.fixed[say]) return { json: { status: 'silent' } }
const { json } = reply(t.fixed[say])
return { json: { ...json, ...($json.asked ? { asked: $json.asked } : {}) } }
