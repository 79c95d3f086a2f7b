/** The words of the import of a file. */
export const importWords = {
	importing: {
		title: 'Importar',
		lead: 'O arquivo de um banco ou aplicativo entra no caderno uma vez só, mande quantas vezes mandar.',
		leadReadOnly:
			'O arquivo de um banco ou aplicativo entra no caderno por quem o edita. Peça a quem administra que importe o seu, ou que faça de você editor.',
		back: 'Painel',
		choose: {
			drop: 'Solte o arquivo aqui',
			or: 'ou',
			button: 'Escolher arquivo',
			formats:
				'CSV, OFX ou XLSX, como o banco ou aplicativo entrega. Nada é registrado antes de você conferir.',
			reading: 'Lendo {{ file }}…',
		},
		leave: {
			title: 'Sair sem registrar?',
			planned:
				'Nada deste arquivo foi registrado ainda. O que você mudou nele se perde; o arquivo pode ser escolhido de novo.',
			sending:
				'O arquivo está sendo registrado. O que já foi fica; escolhido de novo, o resto entra sem repetir nada.',
			action: 'Sair',
		},
		trouble: {
			old_xls: 'Este é um .xls antigo. Abra numa planilha e salve como .xlsx ou CSV.',
			pdf: 'Este é um PDF. Baixe o mesmo extrato no banco como OFX, CSV ou Excel.',
			broken_workbook: 'Esta planilha não abre. Salve de novo como .xlsx ou CSV.',
			side_by_side:
				'O arquivo tem tabelas lado a lado que não dá para separar. Ponha uma abaixo da outra, cada uma com um cabeçalho que diga data, descrição e valor, ou salve cada uma num arquivo.',
			no_table:
				'Não há aqui uma tabela de lançamentos: é preciso data, descrição e valor. Baixe o arquivo de novo no banco.',
			no_column: 'O arquivo não tem essa coluna.',
			network: 'Sem resposta do servidor. Tente de novo: o que já foi registrado não entra duas vezes.',
			refused: 'O servidor recusou.',
			not_allowed:
				'Você pode ver este caderno, mas não registrar nele. Peça a quem o administra que importe o arquivo, ou que faça de você editor.',
			retry: 'Tentar de novo',
		},
		types: {
			account: 'extrato de conta',
			card: 'fatura de cartão',
			app: 'exportação de aplicativo',
		},
		proofs: {
			columns: 'Colunas de crédito e débito dizem para onde foi o dinheiro.',
			marks: 'As marcas D e C dizem para onde foi o dinheiro.',
			type_column: 'Uma coluna diz para onde foi o dinheiro.',
			balance: 'O saldo confere: os sinais estão provados.',
			format: 'Neste formato os sinais são conhecidos.',
			asked: 'O arquivo não prova os sinais: confira abaixo.',
			answered: 'Os sinais são como você disse.',
		},
		questions: {
			title: 'Só você sabe',
			account: 'De que conta ou cartão é o arquivo?',
			remembered: 'Como na última importação deste formato.',
			sentAs:
				'Este mesmo arquivo já foi enviado assim, e ainda conta: em outra conta contaria duas vezes. Para mudar, desfaça antes aquela importação.',
			otherAccount: 'outra conta…',
			accountName: 'Nome da conta ou do cartão',
			accountMissing: 'Escreva de que conta ou cartão é o arquivo, ou escolha “Deixar sem conta”.',
			noAccount: 'Deixar sem conta',
			accountless: 'Sem conta: diga o mesmo dos próximos arquivos dela, ou as linhas contam de novo.',
			type: 'O que é o arquivo?',
			bill: 'Qual fatura é?',
			card: 'De que cartão é a fatura paga por esta conta?',
			signs: 'Um valor sem sinal é…',
			year: 'De que ano são as datas?',
			order: 'Como estão escritas as datas?',
			dayFirst: 'dia e mês',
			monthFirst: 'mês e dia',
			expense: 'uma despesa',
			income: 'uma receita',
			reasons: {
				lines_in_common: 'Linhas registradas dela têm os dias e valores deste arquivo.',
				same_person: 'É a da mesma pessoa.',
				another_person: 'Arquivos deste formato eram de outra pessoa, ou de ninguém.',
				other_lines:
					'O que está registrado da conta de antes, nestes dias, não está no arquivo: parece ser de outra.',
				newest_account: 'Como no último arquivo deste formato. Confira: pode ser de outra conta.',
				form_of_bank: 'O arquivo tem a forma que esse banco usa.',
				account_unsaid: 'O arquivo não diz. Faz parte do que torna cada linha única.',
				like_a_card:
					'Há nele algo de uma fatura: o nome, parcelas ou um pagamento recebido. Num cartão, um crédito é estorno ou paga a fatura; numa conta, é receita.',
				card_without_minus: 'Compras numa fatura vêm sem sinal.',
				payment_without_minus: 'Um pagamento da fatura vem sem sinal, como tudo o que a diminui.',
				minus_is_out: 'Há valores com menos, que num extrato é dinheiro que saiu.',
				types_against_signs: 'O tipo das linhas {{ about }} diz o contrário do sinal (linha do arquivo).',
				balance_against_columns:
					'O saldo diz o contrário da coluna (marca ou tipo) das linhas {{ about }} do arquivo. “Uma receita” fica com a coluna; “uma despesa” a inverte, em todas as linhas.',
				way_or_how_paid:
					'“Crédito” e “Débito” podem dizer se o dinheiro entrou ou saiu, ou como se pagou. “Uma receita” toma o que foi creditado por receita; “uma despesa” toma todas as linhas por compras.',
				balance_against_format: 'O saldo diz o contrário do que este formato costuma dizer.',
				balance_says_not: 'O saldo não diz isso das linhas {{ about }} do arquivo; a resposta é sobre elas.',
				types_say_no_way:
					'O tipo das linhas {{ about }} do arquivo não diz se o dinheiro entrou ou saiu; a resposta é sobre elas.',
				only_refunds_have_minus: 'Só estornos e descontos têm menos.',
				transfers_either_way:
					'As transferências não dizem se o dinheiro entrou ou saiu; a resposta é sobre elas.',
				title_of_spending:
					'Um título diz que o dinheiro saiu; abaixo dele há valores com menos, que podem ser devoluções.',
				no_minus: 'Nenhum valor tem menos.',
				dates_without_year: 'Há datas sem ano. Faz parte do que torna cada linha única.',
				file_name: 'O nome do arquivo o diz.',
				order_unproved:
					'Nenhuma data tem dia depois do 12: podem ser lidas de dois modos. Faz parte do que torna cada linha única.',
				no_purchases: 'O arquivo não tem compras pelas quais saber.',
				closing_day: 'Pelo fechamento de {{ about }}, a maioria das compras cai nela.',
				due_date: 'O arquivo diz que ela vence em {{ about }}.',
				newest_purchase: 'A compra mais nova é de {{ about }}, e a fatura vence no mês seguinte.',
				newest_line: 'A linha mais nova é de {{ about }}, e a fatura vence no mês seguinte.',
				only_card: 'É o único cartão do caderno.',
				card_unsaid: 'As linhas não dizem.',
			},
		},
		columns: {
			title: 'Colunas',
			hint: 'Data e valor fazem parte do que torna cada linha única: escolha as mesmas no próximo arquivo. As outras podem mudar.',
			found: 'como encontrado',
			date: 'Data',
			description: 'Descrição',
			details: 'Detalhes',
			amount: 'Valor',
			credit: 'Crédito',
			debit: 'Débito',
			category: 'Categoria',
			source: 'Fonte',
			person: 'Pessoa',
		},
		totals: {
			title: 'Por mês',
			month: 'Mês',
			here: 'Gasto já no caderno',
			all: 'Em tudo',
		},
		kinds: {
			expense: 'Despesa',
			income: 'Receita',
			refund: 'Estorno',
			transfer: 'Transferência',
		},
		kindsOf: {
			expense: 'Despesas',
			income: 'Receitas',
			refund: 'Estornos',
			transfer: 'Transferências',
		},
		lines: {
			title: 'O que entra',
			count: (n: number) => (n === 1 ? '1 linha nova' : `${n} linhas novas`),
			none: 'Nada de novo: tudo o que este arquivo tem já está no caderno.',
			asking: 'Conferindo o que o caderno já tem…',
			more: (n: number) => `Mostrar mais ${n}`,
			sameText: (n: number) => `vale para as ${n} linhas com este texto`,
			kindOf: 'Tipo de {{ what }}',
			categoryOf: 'Categoria de {{ what }}',
			billOf: 'Fatura paga por {{ what }}',
			noCategory: 'Sem categoria',
			part: 'parcela {{ part }} de {{ parts }}',
			times: 'em {{ n }}x',
			bill: 'fatura de {{ month }}',
			pays: 'paga a fatura de {{ month }}',
			unknownPlace: 'não dito',
			line: 'linha {{ n }}',
		},
		matches: {
			title: 'Já registrado?',
			lead: 'Estas linhas parecem compras que alguém já registrou. Sendo a mesma, a linha só confirma o que está no caderno.',
			ask: 'Confira: mais de uma resposta é provável.',
			which: 'Que compra é {{ what }}',
			another: 'É outra compra: registrar',
			same: 'É {{ what }}',
			allSame: 'São todas a mais parecida',
			allNew: 'São todas outras compras',
		},
		others: {
			undone: (n: number) =>
				n === 1
					? '1 linha desfeita depois de importada volta'
					: `${n} linhas desfeitas depois de importadas voltam`,
			hereBefore: (n: number) => (n === 1 ? '1 linha já está no caderno' : `${n} linhas já estão no caderno`),
			hereBeforeHint: 'Se são de outra conta ou de outra pessoa, diga acima de quem é o arquivo.',
			refusedBefore: (n: number) =>
				n === 1
					? '1 linha foi recusada antes; veja em A conferir'
					: `${n} linhas foram recusadas antes; veja em A conferir`,
			leftOut: (n: number) => (n === 1 ? '1 linha fica de fora' : `${n} linhas ficam de fora`),
			unreadable: (n: number) => (n === 1 ? '1 linha não dá para ler' : `${n} linhas não dá para ler`),
			why: {
				balance: 'saldo',
				total: 'total',
				heading: 'não é lançamento',
				zero: 'valor zero',
				skipped: 'pulada',
				not_booked: 'ainda não paga',
				not_done: 'cancelada, recusada ou devolvida',
				sheet_hidden: 'aba oculta, com tantas linhas',
				sheet_repeated: 'aba de que outra tem todas as linhas (tantas)',
				other_side: 'o outro lado da transferência da linha',
				date_unreadable: 'a data não dá para ler',
				amount_unreadable: 'o valor não dá para ler',
				amount_too_large: 'valor acima de 999.999.999,99',
				amount_currency: 'outra moeda: escreva quanto veio em reais',
				cells_beyond_header: 'mais células que o cabeçalho: uma vírgula sem aspas, talvez no valor',
				above_header: 'acima da tabela, sob nenhum cabeçalho conhecido',
				description_missing: 'sem descrição',
				description_too_long: 'descrição com mais de 280 letras',
				installments_unreadable: 'a parcela não dá para ler',
				occurred_at_out_of_range: 'há mais de 10 anos, ou no futuro',
				bill_month_out_of_range: 'a fatura fica longe demais da data',
			},
		},
		send: {
			button: (n: number) => (n === 1 ? 'Registrar 1 linha' : `Registrar ${n} linhas`),
			confirm: (n: number) => (n === 1 ? 'Confirmar 1 linha' : `Confirmar ${n} linhas`),
			andConfirm: (n: number) =>
				n === 1 ? 'e confirmar 1 já registrada' : `e confirmar ${n} já registradas`,
			another: 'Outro arquivo',
			correctionsOff:
				'As correções estão desligadas neste caderno (Ajustes › Caderno). O que já está gravado fica como está: só o que é novo vai.',
			notCompared:
				'Comparado só com importações anteriores: o que alguém já registrou pelo chat não foi procurado, e seria registrado de novo.',
			sending: 'Registrando {{ done }} de {{ all }}',
			progress: 'Progresso da importação',
		},
		done: {
			title: (n: number) => (n === 1 ? '1 linha importada' : `${n} linhas importadas`),
			restored: (n: number) => (n === 1 ? '1 linha voltou.' : `${n} linhas voltaram.`),
			hereBefore: (n: number) => (n === 1 ? '1 já estava no caderno.' : `${n} já estavam no caderno.`),
			matched: (n: number) =>
				n === 1 ? '1 já registrada foi confirmada.' : `${n} já registradas foram confirmadas.`,
			refused: (n: number) =>
				n === 1 ? '1 foi recusada e está em A conferir:' : `${n} foram recusadas e estão em A conferir:`,
			see: 'Ver o painel',
			review: 'A conferir',
			undo: 'Desfazer a importação',
			undoSure: 'Tudo o que esta importação registrou sai das contas. O histórico fica.',
			undone: 'Importação desfeita',
		},
	},
}
