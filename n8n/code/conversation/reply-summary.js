// The answer to a question. The figures are the database's; the model only picked the filters.
const { about, filters } = $('Linhas').item.json
const { statusCode, body } = $json

const nameOf = (month) => monthName(month, true)
const rangeOf = ({ from_month, to_month }) =>
	from_month === to_month ? nameOf(from_month) : `${nameOf(from_month)} a ${nameOf(to_month)}`
const matching = (list, name) => {
	const plain = (value) => String(value ?? '').normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().trim()
	return (list ?? []).filter((entry) => [entry.name ?? entry.category ?? entry.source, ...(entry.aliases ?? [])].some((one) => plain(one) === plain(name)))
}

function budgets() {
	const all = context.budgets ?? []
	const known = filters.category ? matching(context.categories, filters.category)[0]?.name : undefined
	const chosen = filters.category ? all.filter(({ category }) => category === (known ?? filters.category)) : all
	if (chosen.length === 0)
		return filters.category ? `Não há orçamento de ${oneLine(filters.category, 40)} neste mês.` : 'Não há orçamento neste mês.'
	return chosen
		.map(({ category, amount_cents, left_cents }) => {
			const name = category ? oneLine(category, 40) : 'mês todo'
			return left_cents >= 0
				? `*${name}: faltam ${money(left_cents)}* de ${money(amount_cents)}`
				: `*${name}: passou ${money(-left_cents)}* de ${money(amount_cents)}`
		})
		.join('\n')
}

function bills() {
	const cards = (context.sources ?? []).filter(({ bills }) => bills?.length)
	const chosen = filters.source ? matching(cards, filters.source) : cards
	if (chosen.length === 0)
		return filters.source ? `Não sei de uma fatura de ${oneLine(filters.source, 40)}.` : 'Nenhum cartão tem dia de fechamento no Painel.'
	const states = { open: 'aberta', closed: 'fechada', partly: 'paga em parte', overdue: 'vencida', paid: 'paga' }
	return chosen
		.flatMap(({ name, bills }) =>
			bills.map((bill) => {
				const due = bill.due ? `, vence ${dayWords(bill.due) || 'hoje'}` : ''
				const left = bill.left_cents !== bill.amount_cents && bill.left_cents > 0 ? `, faltam ${money(bill.left_cents)}` : ''
				return `*${oneLine(name, 40)}, ${nameOf(bill.bill_month)}: ${money(bill.amount_cents)}* (${states[bill.state] ?? bill.state}${due}${left})`
			}),
		)
		.join('\n')
}

function spending() {
	if (statusCode === 400 && body?.code === '22023')
		return `Não achei esse nome. ${body.hint ? oneLine(body.hint, 200) : 'Confira como ele está no Painel.'}`
	const cents = body?.spending_cents
	if (statusCode !== 200 || !Number.isSafeInteger(cents)) return null
	const filtered = [filters.category, filters.source, filters.person, filters.text].filter(Boolean).map((one) => oneLine(one, 40))
	const head = `*${filtered.length ? `${filtered.join(', ')} em ` : ''}${rangeOf(filters)}: ${money(cents)}*`
	const earlier = body.before_same_days ?? body.before
	const compared = earlier && Number.isSafeInteger(earlier.spending_cents)
		? [`${body.before_same_days ? 'Nos mesmos dias' : 'No período'} anterior${body.before_same_days ? 'es' : ''}: ${money(earlier.spending_cents)}`]
		: []
	const lines = filtered.length
		? [`${body.purchases} ${body.purchases === 1 ? 'compra' : 'compras'}`]
		: (body.categories ?? [])
				.slice(0, 8)
				.map((line) => `• ${line.name ? oneLine(line.name, 40) : 'sem categoria'}: ${money(line.spending_cents)}`)
	return [head, ...lines, ...compared].join('\n')
}

const said = about === 'budget' ? budgets() : about === 'bill' ? bills() : spending()
if (said === null) return { json: { status: 'failed' } }
const { json } = reply(said)
// "E em setembro?" goes on from this one. A name that nobody has was no question.
return { json: statusCode === 200 ? { ...json, asked: { about, ...filters } } : json }
