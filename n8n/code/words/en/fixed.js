// Replies that need nothing of the database beyond what was asked already, and those to a newcomer.
Object.assign(catalogue.en, {
	fixed: {
		other:
			'I did not understand. Send a purchase ("groceries 52.90 on nubank"), a correction ("it was 45"), "undo", or a question ("how much did I spend this month?").',
		unsupported: 'I read text, recordings, photos and PDFs only.',
		only_records: 'From a photo, a document or a forwarded message I only record purchases. To correct one, write.',
		month_unclear: 'Which month? Write it like October, last month or 10/2026.',
		no_such_choice: 'I do not know any more what that answers. Reply to (swipe) the message of the purchase and say what changes.',
		nothing_to_undo: 'That was undone already.',
		edit_unreadable: 'I saw that you edited a message, but I cannot read the edit. Reply to (swipe) the message and say what changes.',
		stranger:
			'Hello! I am the agent of a ledger of expenses and do not know you yet. Ask whoever keeps the ledger for a code (Painel > Settings > People) and send it here.',
	},
	bothKept: 'All right, both stay:',
	howToMute: 'To get no more of these, reply "mute".',
	reminderKinds: { budget: 'budget', closing: 'closing', due: 'due', bill: 'bill', late: 'late', summary: 'summary' },
	unmuted: (which) => `All right: I send ${[which, 'reminders'].filter(Boolean).join(' ')} again.`,
	muted: (which, until) => {
		const reminders = [which, 'reminders'].filter(Boolean).join(' ')
		const when = until === null ? `no more ${reminders}` : `no ${reminders} until ${until === t.today ? 'the end of today' : until}`
		return `All right: ${when}; what you record I still answer. To get them back, write "unmute ${reminders}".`
	},
	joined: (person) =>
		`Done, ${person}! Now just send: "groceries 52.90 on nubank", a recording or the photo of a receipt. To correct, reply to the message; to undo, "undo".`,
	notJoined: {
		code_unknown: 'I do not know that code. Check the letters, or ask for another: each is good for a day.',
		code_used: 'That code was used by another contact already. Ask for another.',
		contact_of_another: 'This contact is another person’s of the ledger already.',
		try_tomorrow: 'That was too many tries for today. Try again tomorrow.',
	},
})
