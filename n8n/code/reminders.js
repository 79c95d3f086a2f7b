// What is to be told, one message for each contact, by the door through which they wrote last.
const { statusCode, body } = $json
const doors = { meta: 'Meta', evolution: 'Evolution', waha: 'Waha', telegram: 'Telegram' }
const byContact = new Map()
for (const reminder of statusCode === 200 && Array.isArray(body) ? body : []) {
	if (!doors[reminder.route?.door]) continue
	byContact.set(reminder.contact, [...(byContact.get(reminder.contact) ?? []), reminder])
}
return [...byContact].map(([contact, reminders]) => {
	const { door, account, ...reply_to } = reminders[0].route
	return {
		json: {
			workflow: `painelPorta${doors[door]}`,
			door,
			account,
			kind: 'reminder',
			message_id: `reminder:${reminders[0].id}`,
			native_id: null,
			contacts: [contact],
			// Their own last message, not this one: it opens no new 24 hours.
			sent_at: reminders[0].last_sent_at,
			reply_to,
			text: '',
			quoted: null,
			of_message_id: null,
			media: null,
			reminders,
		},
	}
})
