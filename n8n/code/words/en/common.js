// What every reply says of days, purchases and reminders.
Object.assign(catalogue.en, {
	locale: 'en',
	today: 'today',
	yesterday: (written) => `yesterday, ${written}`,
	tomorrow: (written) => `tomorrow, ${written}`,
	// The month in letters: 5/11 is two days.
	writtenDay: (year, month, day) =>
		[
			Number(day),
			new Date(`2000-${month}-15T00:00:00Z`).toLocaleDateString('en', { month: 'short', timeZone: 'UTC' }),
			year,
		]
			.filter(Boolean)
			.join(' '),
	currencyName: (code) => (code === 'BRL' ? 'reais' : code),
	kinds: { expense: 'expense', income: 'income', refund: 'refund', transfer: 'transfer' },
	billOf: (month) => `${month} bill`,
	noDescription: 'no description',
	kept: { audio: 'Recording', image: 'Photo', document: 'Document', other: 'Message' },
	reminder: {
		budget: ({ category, spent, amount, percent }) => `🔔 Budget for ${category ?? 'everything'}: ${spent} of ${amount} (${percent}%).`,
		closing: ({ source, day, amount }) => `🔔 The ${source} bill closes ${day}: ${amount}.`,
		due: ({ source, day, left }) => `🔔 The ${source} bill is due ${day}: ${left} left to pay.`,
		late: ({ name, day, amount }) => `🔔 ${name} has not come yet (day ${day}, ${amount}).`,
		summary: ({ month, spent }) => `🔔 ${month} so far: ${spent}.`,
	},
})
