import type { Columns } from './types'

const PER_PART =
	/^(?:valor (?:(?:por|cada) )?(?:parcela|prestacao)|parcela valor|valor mensal|installment (?:amount|value)|amount per installment|monthly payment)$/
const COUNT_OF_PARTS =
	/^(?:(?:n[.ºo°]?|nro\.?|num\.?|numero|qtde?\.?|qte\.?|quant\.?|quantidade|total) parcelas|parcelas totais|parcelamento|vezes|(?:number of|no\.? of|total) installments)$/
const PARTS = /^(?:parcelas|installments)$/
const ONE_PART =
	/^(?:parcela(?: (?:atual|n[.ºo°]?|numero))?|(?:n[.ºo°]?|nro\.?|num\.?|numero) parcela|installment(?: (?:number|no\.?))?|current installment)$/
const QUANTITY = /^(?:qtde?\.?|qte\.?|quant\.?|quantidade|qty|quantity|unidades)$/
const OF_ONE = /^(?:preco|price|valor|value|amount|cost|preco unitario|valor unitario|unit price)$/
const OF_ALL = /^(?:total|valor total|preco total|total price|subtotal|total amount)$/
/** What is added to a price, or taken off it, before it is paid. */
const ADJUSTED =
	/^(?:(?:valor )?(?:descontos?|abatimentos?|acrescimos?|juros|multas?|taxas?|tarifas?|frete|encargos?|gorjeta)|(?:juros|multa)(?:\/| e )(?:juros|multa)|discounts?|fees?|tax(?:es)?|shipping|tips?|interest)$/
const NET =
	/^(?:(?:valor |total )?liquido|valor final|valor com desconto|total com desconto|net(?: amount| total)?)$/
const PLANNED =
	/\b(?:previst[ao]|planejad[ao]|orcad[ao]|estimad[ao]|projetad[ao]|planned|budget(?:ed)?|expected|estimated|forecast)\b/
const PAID =
	/^(?:valor (?:pago|realizado|efetivo|efetivado|real)|(?:paid|actual) amount|amount paid|total pago|pago|realizado|efetivado|actual|paid)$/
const PAID_ON = /^(?:data (?:pagamento|pagto\.?)|pago em|pagamento|payment date|paid on)$/
const DUE_ON = /^(?:(?:data )?(?:vencimento|vcto\.?)|due(?: date)?)$/

/** Names, in their plain form, of columns that say Sim or Não, or have a mark. */
export const PAID_OR_NOT =
	/^(?:(?:ja |foi )?(?:pag[ao]|quitad[ao]|efetivad[ao]|realizad[ao]|compensad[ao]|baixad[ao]|recebid[ao]|conciliad[ao])(?:\/recebid[ao])?|paid|cleared)\??$/

/** Whether a name, in its plain form, says an amount that was only meant to be paid. */
export const isPlanned = (name: string): boolean => PLANNED.test(name)

/** Whether a name, in its plain form, says an amount that was paid, and never whether it was. */
export const isPaidAmount = (name: string): boolean => PAID.test(name) && name.includes(' ')

/** Whether a name, in its plain form, says what a bill comes to, where what was paid of it stands beside. */
export const isOfBill = (name: string): boolean => /^(?:valor|amount)$/.test(name)

/** Whether a name, in its plain form, says on which day a line is due. */
export const isDueOn = (name: string): boolean => DUE_ON.test(name)

/** Whether a name, in its plain form, says a day of payment, or the one on which a line is due. */
export const isDayOfPaying = (name: string): boolean =>
	DUE_ON.test(name) || (PAID_ON.test(name) && name !== 'pagamento')

/** Which of some columns of days was paid on, where the first of them is when it was due. */
export const paidOn = (days: number[], plain: string[]): number | undefined =>
	DUE_ON.test(plain[days[0]!] ?? '') ? days.find((at) => PAID_ON.test(plain[at] ?? '')) : undefined

/** The column of the day of payment, or else of the one on which a line is due; -1 where there is neither. */
export function onlyDay(plain: string[]): number {
	const paid = plain.findIndex((name) => PAID_ON.test(name) && name !== 'pagamento')
	return paid >= 0 ? paid : plain.findIndex((name) => DUE_ON.test(name))
}

/** The column of the day on which a line is due, beside the one on which it was paid. */
export function dueBeside(date: string, plain: string[]): number | undefined {
	const at = PAID_ON.test(date) || PAID_OR_NOT.test(date) ? plain.findIndex((name) => DUE_ON.test(name)) : -1
	return at < 0 ? undefined : at
}

/** What a column of this name does to a price before it is paid: takes off (-1), adds (1), or nothing that is known (0). */
export const adjusts = (name: string): -1 | 0 | 1 =>
	!ADJUSTED.test(name) ? 0 : /descont|abatiment|discount/.test(name) ? -1 : 1

/** Whether a name, in its plain form, says the amount of one part. */
export const isPerPart = (name: string): boolean => PER_PART.test(name)

/** Takes the columns that say in how many parts a purchase is: `Parcela atual` beside `Total de parcelas`, or `Nº de parcelas` alone. */
export function takeParts(columns: Columns, plain: string[], taken: Set<number>): void {
	const part = plain.findIndex((name) => ONE_PART.test(name))
	const count = plain.findIndex((name) => COUNT_OF_PARTS.test(name))
	const parts = count >= 0 ? count : plain.findIndex((name) => PARTS.test(name))
	if (part >= 0 && parts >= 0) {
		Object.assign(columns, { part, parts })
		taken.add(part).add(parts)
	} else if (count >= 0 && !plain.some((name) => PARTS.test(name))) {
		columns.installments = count
		taken.add(count)
	} else if (part >= 0 && !/^(?:parcela|installment)$/.test(plain[part]!)) {
		columns.part = part
		taken.add(part)
	}
}

/**
 * Of several amounts in a line the one that was paid: of a part beside its whole purchase, of all pieces beside one, what was paid
 * beside what was planned.
 */
export function arrangeAmounts(columns: Columns, plain: string[], taken: Set<number>): void {
	const { credit, debit } = columns
	if (credit !== undefined && debit !== undefined) return
	const nameOf = (at: number | undefined) => (at === undefined ? '' : plain[at]!)
	const free = (form: RegExp) => plain.findIndex((name, at) => form.test(name) && !taken.has(at))
	const take = (at: number) => {
		columns.amount = at
		taken.add(at)
	}
	const plan = plain.findIndex((name) => PLANNED.test(name))
	const paid = free(PAID)
	const isAmountOpen = columns.amount === undefined || isOfBill(nameOf(columns.amount))
	if (
		isAmountOpen &&
		paid >= 0 &&
		(isPaidAmount(nameOf(paid)) || (plan >= 0 && columns.amount === undefined))
	)
		take(paid)
	// `Pagamento` alone may be how it was paid.
	const isPaidOn = plain.some((name) => PAID_ON.test(name) && name !== 'pagamento')
	const isDue = plain.some((name) => DUE_ON.test(name))
	if ((plan >= 0 || (isPaidOn && isDue)) && columns.date === undefined) {
		const on = [free(PAID_ON), free(DUE_ON)].find((at) => at >= 0)
		if (on !== undefined) columns.date = on
	}
	const net = free(NET)
	if (net >= 0 && paid < 0) take(net)
	const perPart = free(PER_PART)
	if (perPart >= 0) {
		if (columns.amount !== undefined) columns.total ??= columns.amount
		take(perPart)
	}
	const all = plain.findIndex((name, at) => OF_ALL.test(name) && at !== columns.amount)
	const isOfOne =
		plain.some((name) => QUANTITY.test(name) || ADJUSTED.test(name)) ||
		/^(?:preco|price)/.test(nameOf(columns.amount))
	if (all >= 0 && isOfOne && OF_ONE.test(nameOf(columns.amount))) {
		take(all)
		if (columns.total === all) delete columns.total
	}
	const isOpen = columns.amount === undefined && credit === undefined && debit === undefined
	if (isOpen && all >= 0 && columns.total === undefined) take(all)
	else if (isOpen && columns.date !== undefined && columns.total !== undefined) {
		columns.amount = columns.total
		delete columns.total
	}
}
