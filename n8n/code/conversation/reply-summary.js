// The answer to a question. The figures are the database's; the model only picked the filters.
const { about, filters } = $('Linhas').item.json
const { statusCode, body } = $json

const nameOf = (month) => monthName(month, true)
const rangeOf = ({ from_month, to_month }) =>
	from_month === to_month ? nameOf(from_month) : t.range(nameOf(from_month), nameOf(to_month))
const matching = (list, name) => {
	const plain = (value) => String(value ?? '').normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().trim()
	return (list ?? []).filter((entry) => [entry.name ?? entry.category ?? entry.source, ...(entry.aliases ?? [])].some((one) => plain(one) === plain(name)))
}

function budgets() {
	const all = context.budgets ?? []
	const known = filters.category ? matching(context.categories, filters.category)[0]?.name : undefined
	const chosen = filters.category ? all.filter(({ category }) => category === (known ?? filters.category)) : all
	if (chosen.length === 0) return t.noBudget(filters.category ? oneLine(filters.category, 40) : null)
	return chosen
		.map(({ category, amount_cents, left_cents }) => {
			const name = category ? oneLine(category, 40) : t.wholeMonth
			return left_cents >= 0
				? t.budgetLeft(name, money(left_cents), money(amount_cents))
				: t.budgetOver(name, money(-left_cents), money(amount_cents))
		})
		.join('\n')
}

function bills() {
	const cards = (context.sources ?? []).filter(({ bills }) => bills?.length)
	const chosen = filters.source ? matching(cards, filters.source) : cards
	if (chosen.length === 0) return t.noBill(filters.source ? oneLine(filters.source, 40) : null)
	return chosen
		.flatMap(({ name, bills }) =>
			bills.map((bill) => {
				const isPartly = bill.left_cents !== bill.amount_cents && bill.left_cents > 0
				const told = [
					t.billStates[bill.state] ?? bill.state,
					bill.due ? t.billDue(dayOrToday(bill.due)) : null,
					isPartly ? t.billLeft(money(bill.left_cents)) : null,
				]
				return `*${oneLine(name, 40)}, ${nameOf(bill.bill_month)}: ${money(bill.amount_cents)}* (${told.filter(Boolean).join(', ')})`
			}),
		)
		.join('\n')
}

function spending() {
	// The database's hint is a sentence in English: only its names are told.
	if (statusCode === 400 && body?.code === '22023') return t.unknownName(oneLine(/^There are: (.*)\.$/.exec(body.hint ?? '')?.[1] ?? '', 200))
	const cents = body?.spending_cents
	if (statusCode !== 200 || !Number.isSafeInteger(cents)) return null
	const filtered = [filters.category, filters.source, filters.person, filters.text].filter(Boolean).map((one) => oneLine(one, 40))
	const head = t.spentOn(filtered.join(', '), rangeOf(filters), money(cents))
	const earlier = body.before_same_days ?? body.before
	const compared = earlier && Number.isSafeInteger(earlier.spending_cents)
		? [(body.before_same_days ? t.sameDaysBefore : t.rangeBefore)(money(earlier.spending_cents))]
		: []
	const lines = filtered.length
		? [t.purchases(body.purchases)]
		: (body.categories ?? [])
				.slice(0, 8)
				.map((line) => `• ${line.name ? oneLine(line.name, 40) : t.noCategory}: ${money(line.spending_cents)}`)
	return [head, ...lines, ...compared].join('\n')
}

const said = about === 'budget' ? budgets() : about === 'bill' ? bills() : spending()
if (said === null) return { json: { status: 'failed' } }
const { json } = reply(said)
// "E em setembro?" goes on from this one. A name that nobody has was no question.
return { json: statusCode === 200 ? { ...json, asked: { about, ...filters } } : json }
