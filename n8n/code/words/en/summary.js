// Answers to questions.
Object.assign(catalogue.en, {
	range: (from, to) => `${from} to ${to}`,
	noBudget: (category) => (category ? `There is no budget for ${category} this month.` : 'There is no budget this month.'),
	wholeMonth: 'the whole month',
	budgetLeft: (name, left, amount) => `*${name}: ${left} left* of ${amount}`,
	budgetOver: (name, over, amount) => `*${name}: ${over} over* its ${amount}`,
	noBill: (source) => (source ? `I know of no bill of ${source}.` : 'No card has a closing day in Painel.'),
	billStates: { open: 'open', closed: 'closed', partly: 'partly paid', overdue: 'overdue', paid: 'paid' },
	billDue: (day) => `due ${day}`,
	billLeft: (left) => `${left} left to pay`,
	unknownName: (names) => `I did not find that name. ${names ? `There are: ${names}.` : 'Check how it is written in Painel.'}`,
	spentOn: (what, range, amount) => `*${what ? `${what} in ` : ''}${range}: ${amount}*`,
	sameDaysBefore: (amount) => `On the same days before: ${amount}`,
	rangeBefore: (amount) => `In the range before: ${amount}`,
	purchases: (count) => `${count} ${count === 1 ? 'purchase' : 'purchases'}`,
	noCategory: 'no category',
})
