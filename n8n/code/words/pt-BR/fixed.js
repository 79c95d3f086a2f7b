// Replies that need nothing of the database beyond what was asked already, and those to a newcomer.
Object.assign(catalogue['pt-BR'], {
	fixed: {
		other:
			'Não entendi. Mande uma compra ("mercado 52,90 no nubank"), uma correção ("era 45"), "desfaz", ou uma pergunta ("quanto gastei este mês?").',
		unsupported: 'Só leio texto, áudio, foto e PDF.',
		only_records: 'Numa foto, documento ou mensagem encaminhada eu só lanço compras. Para corrigir, escreva.',
		month_unclear: 'De que mês? Escreva como outubro, mês passado ou 10/2026.',
		no_such_choice: 'Não sei mais a que essa escolha responde. Responda (arraste) a mensagem da compra e diga o que muda.',
		nothing_to_undo: 'Isso já estava desfeito.',
		edit_unreadable:
			'Vi que você editou uma mensagem, mas não consigo ler a edição. Responda (arraste) a mensagem e diga o que muda.',
		stranger:
			'Olá! Sou o agente de um caderno de gastos e ainda não conheço você. Peça a quem cuida do caderno um código (Painel > Ajustes > Pessoas) e mande-o aqui.',
	},
	bothKept: 'Certo, ficam as duas:',
	howToMute: 'Para não receber mais, responda "silenciar".',
	reminderKinds: {
		budget: 'de orçamento',
		closing: 'de fechamento',
		due: 'de vencimento',
		bill: 'de fatura',
		late: 'do que está atrasado',
		summary: 'de resumo',
	},
	unmuted: (which) => `Certo: volto a mandar ${['lembretes', which].filter(Boolean).join(' ')}.`,
	muted: (which, until) => {
		const reminders = ['lembretes', which].filter(Boolean).join(' ')
		const when = until === null ? 'não mando mais' : `até ${until === t.today ? 'o fim de hoje' : until} não mando`
		return `Certo: ${when} ${reminders}; o que você lançar continuo respondendo. Para voltar, escreva "voltar ${reminders}".`
	},
	joined: (person) =>
		`Pronto, ${person}! Agora é só mandar: "mercado 52,90 no nubank", um áudio ou a foto de um comprovante. Para corrigir, responda a mensagem; para desfazer, "desfaz".`,
	notJoined: {
		code_unknown: 'Não conheço esse código. Confira as letras, ou peça outro: cada um vale um dia.',
		code_used: 'Esse código já foi usado por outro contato. Peça outro.',
		contact_of_another: 'Este contato já é de outra pessoa do caderno.',
		try_tomorrow: 'Foram tentativas demais por hoje. Tente de novo amanhã.',
	},
})
