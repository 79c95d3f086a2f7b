// What every reply says of days, purchases and reminders.
Object.assign(catalogue['pt-BR'], {
	locale: 'pt-BR',
	today: 'hoje',
	yesterday: (written) => `ontem, ${written}`,
	tomorrow: (written) => `amanhã, ${written}`,
	writtenDay: (year, month, day) => [day, month, year].filter(Boolean).join('/'),
	currencyName: (code) => (code === 'BRL' ? 'reais' : code),
	kinds: { expense: 'gasto', income: 'receita', refund: 'estorno', transfer: 'transferência' },
	billOf: (month) => `fatura de ${month}`,
	noDescription: 'sem descrição',
	kept: { audio: 'Áudio', image: 'Foto', document: 'Documento', other: 'Mensagem' },
	reminder: {
		budget: ({ category, spent, amount, percent }) => `🔔 Orçamento de ${category ?? 'tudo'}: ${spent} de ${amount} (${percent} %).`,
		closing: ({ source, day, amount }) => `🔔 A fatura do ${source} fecha ${day}: ${amount}.`,
		due: ({ source, day, left }) => `🔔 A fatura do ${source} vence ${day}: faltam ${left}.`,
		late: ({ name, day, amount }) => `🔔 ${name} ainda não apareceu (dia ${day}, ${amount}).`,
		summary: ({ month, spent }) => `🔔 ${month} até aqui: ${spent}.`,
	},
})
