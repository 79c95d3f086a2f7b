// Answers to questions.
Object.assign(catalogue['pt-BR'], {
	range: (from, to) => `${from} a ${to}`,
	noBudget: (category) => (category ? `Não há orçamento de ${category} neste mês.` : 'Não há orçamento neste mês.'),
	wholeMonth: 'mês todo',
	budgetLeft: (name, left, amount) => `*${name}: faltam ${left}* de ${amount}`,
	budgetOver: (name, over, amount) => `*${name}: passou ${over}* de ${amount}`,
	noBill: (source) => (source ? `Não sei de uma fatura de ${source}.` : 'Nenhum cartão tem dia de fechamento no Painel.'),
	billStates: { open: 'aberta', closed: 'fechada', partly: 'paga em parte', overdue: 'vencida', paid: 'paga' },
	billDue: (day) => `vence ${day}`,
	billLeft: (left) => `faltam ${left}`,
	unknownName: (names) => `Não achei esse nome. ${names ? `Há: ${names}.` : 'Confira como ele está no Painel.'}`,
	spentOn: (what, range, amount) => `*${what ? `${what} em ` : ''}${range}: ${amount}*`,
	sameDaysBefore: (amount) => `Nos mesmos dias anteriores: ${amount}`,
	rangeBefore: (amount) => `No período anterior: ${amount}`,
	purchases: (count) => `${count} ${count === 1 ? 'compra' : 'compras'}`,
	noCategory: 'sem categoria',
})
