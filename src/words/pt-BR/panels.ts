/** Words of the panels that come after the first figures. */
export const panels = {
	explain: {
		history:
			'O que já está na fatura, mais a média do que as três faturas anteriores ainda receberam depois deste mesmo dia. Parcelas já certas contam inteiras.',
		pace: 'O que já está na fatura, mais o ritmo até hoje levado até o fim do mês. Passa a usar o histórico quando houver um mês anterior.',
		early:
			'O que já está na fatura, e nada mais: o ritmo conta a partir do terceiro dia desde a primeira compra, e o histórico quando houver um mês anterior.',
		closed: 'Esta fatura já terminou: o valor é o que ela soma.',
		historyByPurchase:
			'O que já foi gasto no mês, mais a média do que os três meses anteriores ainda receberam depois deste mesmo dia.',
		paceByPurchase:
			'O que já foi gasto no mês, mais o ritmo até hoje levado até o fim do mês. Passa a usar o histórico quando houver um mês anterior.',
		earlyByPurchase:
			'O que já foi gasto no mês, e nada mais: o ritmo conta a partir do terceiro dia desde a primeira compra, e o histórico quando houver um mês anterior.',
		closedByPurchase: 'Este mês já terminou: o valor é o que ele soma.',
		committed: 'Deste valor, {{ amount }} já é certo.',
	},
	unreachable: 'O servidor não responde, ou algo no caminho o recusa. O painel abre sozinho quando der.',
	quiet: {
		check: 'Conferir o caminho',
		since: 'Nada chega de “{{ name }}” desde {{ day }}.',
		usual: (days: number) =>
			`Antes chegava ${days === 1 ? 'todo dia' : `a cada ${days} dias`}. Mande uma mensagem de teste e veja se ela aparece.`,
	},
	recurring: {
		titleOf: 'O que se repete em {{ month }}',
		explainLabel: 'Como o Painel acha o que se repete',
		explain:
			'O Painel olha o que veio pelo menos três vezes seguidas, uma vez por mês, com o mesmo texto (ou com a mesma categoria e a mesma fonte) e quase o mesmo valor: até 30 % de diferença. Só o que alguém confirma conta.',
		explainStatus:
			'Chegou: há um lançamento até 10 dias antes ou depois do dia. Atrasado: o dia passou e nada veio. Mais caro: veio mais de 12 % acima do valor de sempre.',
		explainFigures: 'O que ainda não veio entra na projeção e nos meses que vêm, sempre marcado.',
		paid: 'já vieram {{ arrived }} de {{ expected }}',
		arrived: 'chegou em {{ day }}',
		dueOn: 'dia {{ day }}',
		dueToday: 'hoje',
		late: (days: number) => (days === 1 ? 'atrasado 1 dia' : `atrasado ${days} dias`),
		missed: 'não veio',
		dearer: 'em vez de {{ usual }}: {{ change }} a mais',
		inBill: 'fatura de {{ month }}',
		income: 'receita',
		edit: 'Editar {{ name }}',
		add: 'Adicionar',
		none: 'Nada confirmado ainda. O que vier três meses seguidos aparece aqui para você confirmar.',
		noneThisMonth: 'Nada esperado neste mês.',
		suggested: 'Parece se repetir',
		suggestion: 'todo dia {{ day }}, {{ amount }}',
		confirm: 'Confirmar',
		confirmName: 'Confirmar {{ name }}',
		dismiss: 'Não se repete',
		dismissName: '{{ name }} não se repete',
		dismissed: 'Não será mais sugerido.',
		more: (n: number) => `Mais ${n}`,
		over: (n: number) => (n === 1 ? '1 encerrado' : `${n} encerrados`),
		overSince: 'encerrado em {{ day }}',
		neverDue: 'não se repete',
		column: 'Se repete',
		inTip: 'se repete {{ amount }}',
		certain: 'já certo',
		comesAgain: 'se repete, {{ amount }} por mês',
		inProjection: 'Dentro dela, {{ amount }} do que se repete todo mês e ainda não veio.',
	},
}
