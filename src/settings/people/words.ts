export const words = {
	'pt-BR': {
		title: 'Pessoas',
		lead: 'Quem gasta, como o agente chama cada um. Quem pode abrir este caderno está em Acesso.',
		add: 'Nova pessoa',
		newTitle: 'Nova pessoa',
		noAliases: 'sem outros nomes',
		nameMissing: 'Dê um nome, por exemplo Ana.',
		removeTitle: 'Apagar {{ name }}?',
		removeConsequence: 'As compras continuam, sem pessoa. O texto original delas fica guardado.',
		none: 'Ninguém ainda. Cada mensagem diz de quem é; os nomes novos aparecem em A conferir.',
	},
	en: {
		title: 'People',
		lead: 'Who spends, as the agent calls them. Who may open this ledger is under Access.',
		add: 'New person',
		newTitle: 'New person',
		noAliases: 'no other names',
		nameMissing: 'Give a name, e.g. Ana.',
		removeTitle: 'Delete {{ name }}?',
		removeConsequence: 'Their purchases stay, without a person. The original text is kept.',
		none: 'Nobody yet. Each message says whose it is; new names show up under To review.',
	},
}
