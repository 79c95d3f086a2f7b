export const words = {
	'pt-BR': {
		title: 'Categorias',
		lead: 'Em que o dinheiro vai. Os outros nomes são como as mensagens costumam dizer.',
		add: 'Nova categoria',
		newTitle: 'Nova categoria',
		color: 'Cor',
		colorSlot: (slot: number) => `Cor ${slot}`,
		colorHint: 'A cor é da categoria e não muda de lugar nos gráficos.',
		noAliases: 'sem outros nomes',
		nameMissing: 'Dê um nome, por exemplo Mercado.',
		removeTitle: 'Apagar {{ name }}?',
		removeConsequence:
			'As compras continuam, sem categoria, e o texto original delas fica guardado. O orçamento dela acaba.',
		none: 'Nenhuma categoria ainda. Crie as que você usa para falar do dinheiro.',
	},
	en: {
		title: 'Categories',
		lead: 'What the money goes to. The other names are how messages tend to say it.',
		add: 'New category',
		newTitle: 'New category',
		color: 'Colour',
		colorSlot: (slot: number) => `Colour ${slot}`,
		colorHint: 'A colour belongs to its category and never moves in the charts.',
		noAliases: 'no other names',
		nameMissing: 'Give it a name, e.g. Groceries.',
		removeTitle: 'Delete {{ name }}?',
		removeConsequence:
			'Its purchases stay, without a category, and keep their original text. Its budget ends.',
		none: 'No categories yet. Create the ones you use when you talk about money.',
	},
}
