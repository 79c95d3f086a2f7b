// What has to be asked or said of an item before it is recorded.
Object.assign(catalogue.en, {
	it: 'it',
	inWhichCurrency: (what, said, own) => `How much was "${what}" (${said}) in ${own}? Reply with just the amount.`,
	whichDay: (what, said) => `Which day was "${what}"? I could not read "${said}". Reply with the day, like 28 Nov.`,
	notYet: (what, day) =>
		`"${what}" is of ${day}, which has not come yet: I only record what has happened. Send it again on the day, or reply with the right one.`,
	whichBill: (what, said) => `Which month's bill is "${what}" in? I could not read "${said}". Reply with the month, like October.`,
	onlyTyped: 'I only make corrections from words that you type or say: write what changes.',
	onlyFirst: 'I made the first correction only. For the others, say which purchase you mean ("the uber was 20").',
	onlySome: (read, given) => `I read only the first ${read} purchases of ${given}: send the others in another message.`,
})
