import { normalise } from '../ledger/name'
import type { LeftOutLine } from './types'

/** What the words of a line say about it, in the descriptions that Brazilian banks write. All texts are normalised first. */

// `PAG*MARIA` is a shop, as a terminal writes it.
const PAID_TO_CARD =
	/^(?:inclusao de )?(?:pagamentos?|pagtos?|pgtos?|pag|payment)\b(?! ?\*)|^cred(?:ito)? (?:de |do )?(?:pagamento|pagto|pgto|pag)\b|^pg fat|\bpagamento (?:recebido|efetuado)|(?:obrigado pelo|recebemos(?: o)?)(?: seu)? pagamento|^deb(?:ito)? (?:em|na) (?:c ?\/ ?c|cc|conta)\b|^(?:valor|boleto) pago\b|\bdeb(?:ito)? ?aut/
const BETWEEN_OWN =
	/\b(?:entre contas|mesma titularidade|contas? propri[ao]s?|entre minhas contas|transferencia interna|transferencia entre)\b/
const WITHDRAWN = /\bsaque\b|^saq\W+(?:cart(?:ao)?|atm)\b/
/** What the bank takes for it. */
const FEE =
	/^(?:(?:cobranca|debito|deb) (?:de )?)?(?:tarifas?|tar|taxas?|iof|juros|multas?|encargos?|anuidades?)\b/
/** A Pix that didn't reach anybody, too: `Pix - Rejeitado`, `DEV PIX JOAO01/10`. */
const GIVEN_BACK =
	/^(?:descontos?|abatimentos?)\b(?! (?:de |d[eo]s )?(?:cheques?|duplicatas?|titulos?|recebiveis))|\b(?:estorn\w*|devolucao|devolvid\w*|reembols\w*|chargeback|refund\w*|reversal)\b|^pix\W+(?:rejeitado|recusado)\b|^(?:cr(?:ed)?\W+)?(?:dev|est)\W+pix\b/
/** `Saldo Lojas` sells things. */
const SHOP =
	/^saldo (?:d[aeo]s? )?(?:\w+ )?(?:lojas?|magazine|modas?|calcados|outlet|store|shop|mercado|comercio|livraria|moveis|ltda|eireli)\b/
const PERIOD =
	/^(?:sub)?total(?: (?:geral|balance|(?:d[eoa]s? )?(?:periodo|fatura|mes|dia|lancamentos|gastos|compras|despesas|creditos|debitos))\b.*)?$/

const OF_TIME =
	'periodo|mes|dia|ano|semana|janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|month|period|year'
/** What a footer sums up, under a date too: nothing but words of sums, so that no shop's name is one. */
const SUMMED = new RegExp(
	`^(?:valor )?(?:(?:sub)?total|soma|(?:gastos?|entradas?|saidas?|receitas?|despesas?) tota(?:l|is)|resultado(?= d[eo] (?:periodo|mes|dia|ano)))(?: (?:gasto|recebido|pago|debitado|creditado|movimentado|d[aeo]s?|n[ao]s?|em|est[ae]|entradas?|saidas?|receitas?|despesas?|gastos|compras|creditos?|debitos?|lancamentos|pagamentos|conta|fatura|cartao|spent|received|paid|this|for|of|the|in|expenses|income|r|reais|${OF_TIME}))+$`,
)
/** What the bank would lend, or the account would give. */
const AVAILABLE =
	/^(?:(?:valor|total|credito) )?(?:limites? (?=d|t|u|c|p|r)|disponivel\b|cheque especial (?=disponivel|contratado|utilizado|limite|total)|available (?=balance|credit|limit|to|for)|(?:credit|overdraft) limit\b)(?: ?(?:d[aeo]s?|n[ao]|em|para|conta|corrente|cheque|especial|credito|cartao|disponivel|total|utilizado|contratado|restante|limite|saques?|compras?|parcelad[ao]s?|uso|hoje|dia|balance|credit|limit|to|for|withdrawals?|spend|account))*$/

/** A credit on a card that is somebody paying its bill. */
export const isCardPayment = (description: string): boolean => PAID_TO_CARD.test(normalise(description))

/** Words that only a card's bill has for its own payment: they tell what file it is. */
export const isOnlyCardPayment = (description: string): boolean =>
	// Most lines are told by a look at the text as it is.
	/pag|pgto|obrig/i.test(description) &&
	/^(?:inclusao de pagamento|pagamento recebido|pagamento efetuado$|pagamentos? on ?line$|pagamentos? validos? norma(?:l|is)$|pagamento com saldo$|cred(?:ito)? (?:de |do )?(?:pagamento|pagto|pgto|pag) (?:d[ae] )?fat(?:ura)?$|(?:obrigado pelo|recebemos(?: o)?)(?: seu)? pagamento)/.test(
		normalise(description),
	)

/** A transfer between places of the same owner. */
export const isOwnTransfer = (description: string): boolean => {
	const text = normalise(description)
	return BETWEEN_OWN.test(text) && !isFee(text)
}

/** Cash from the account; what the bank takes for that is an expense. */
export const isWithdrawal = (description: string): boolean => {
	const text = normalise(description)
	return WITHDRAWN.test(text) && !isFee(text) && !/\bsaque\W+(?:tarifa|tar|taxa|iof)\b/.test(text)
}

/** A fee, an interest or a tax on something, which is not that thing. */
export const isFee = (text: string): boolean => FEE.test(normalise(text))

/** Money back on a purchase. */
export const isGivenBack = (description: string): boolean => GIVEN_BACK.test(normalise(description))

const TAKEN_BACK =
	/^(?:estorn\w*|devoluc(?:ao|oes)|reversao)\b\W*(?:(?:de|d[aeo])\b\W*)?|\W+(?:estornad[ao]|devolvid[ao]|estorno|devolucao)\W*$/g

/** What was taken back: `Estorno de pagamento de fatura`, `Saque estornado`. Null: nothing was, or it is not said. */
export const takenBack = (description: string): string | null => {
	// Most lines are told by a look at the text as it is.
	if (!/estorn|devol|revers/i.test(description)) return null
	const text = normalise(description)
	const rest = text.replace(TAKEN_BACK, '')
	return rest === text || rest === '' ? null : rest
}

/** A card lends to its owner's account, for a Pix that the card's bill then has as a purchase. */
export const isLentByCard = (description: string): boolean =>
	/^\s*valor/i.test(description) &&
	/^valor adicionado n?a conta por cartao de credito\b/.test(normalise(description))

/** What a bank charges beside purchases: with an amount it is no footer, wherever its words stand. */
export const isCharge = (text: string): boolean =>
	/\b(?:iof|juros|multa|encargos?|tarifas?|anuidade|seguro|repasse|ajuste|estorno)\b/.test(normalise(text))

/** Whether a line is a balance or a total and no transaction; without a date more is taken for a total. */
export function summaryOf(description: string, hasDate: boolean): LeftOutLine['why'] | null {
	const text = normalise(description)
	// Banco do Brasil spaces its letters: `S A L D O`.
	if (/^[^a-z]*s ?a ?l ?d ?o(?: |$)/.test(text) && !(hasDate && SHOP.test(text))) return 'balance'
	// What the bill before came to stands above what paid it.
	if (/^(?:valor )?(?:d[ae] )?fatura (?:anterior|do mes anterior)$/.test(text)) return 'balance'
	// Itaú's `SDO CTA/APL AUTOMATICAS`.
	if (
		/^sdo\W+(?:(?:cta|conta|c\/c|cc|inicial|final|atual|total|d[eo]|dia)\b|(?:apl|disp|ant|bloq))/.test(text)
	)
		return 'balance'
	// What takes Nubank's "Saldo em atraso" of a bill paid late away again.
	if (/^(?:credito de atraso|encerramento de divida)$/.test(text)) return 'balance'
	// Most lines are told by one look.
	if (/tota|soma|result|limit|dispon|especial|availab/.test(text)) {
		const words = text.replace(/[^a-z]+/g, ' ').trim()
		if (AVAILABLE.test(words)) return 'balance'
		if (SUMMED.test(words)) return 'total'
	}
	if (PERIOD.test(text) || (!hasDate && /^(?:(?:sub)?total|soma(?:toria|torio)?|acumulado|sum)\b/.test(text)))
		return 'total'
	return null
}

/** A balance with what the bank invested of the account: not what the lines add up to. */
export const isWithInvested = (description: string): boolean => /^sdo\b.*\bapl/.test(normalise(description))

const FLOWS =
	'(?:lancamento|saida|entrada|compra|parcela|debito|credito|pagamento|despesa|receita|gasto|transferencia|recebimento|resgate|compromisso|boleto)s?|movimentac(?:ao|oes)|transac(?:ao|oes)|contas|(?:transaction|payment|purchase|installment|charge|bill)s?'
const STILL_TO_COME =
	'futur[ao]s?|em processamento|provisionad[ao]s?|agendad[ao]s?|agendamentos?|a (?:vencer|debitar|lancar|faturar)|programad[ao]s?|previst[ao]s?|pendentes|proxim[ao]s? (?:faturas?|lancamentos?|compras?|parcelas?|debitos?|pagamentos?|vencimentos?|mes(?:es)?|dias)|(?:faturas?|mes(?:es)?) seguintes?|future|scheduled|upcoming|pending|(?:next|following) (?:bills?|statements?|months?)'
const HEADING_OF_FUTURE = new RegExp(
	`^(?:(?:${FLOWS}|d[aeo]s?|n[ao]s?|para|as?|os?|e|of|on|the|faturas?|parcelad[ao]s|nacionais|internacionais|automatic[ao]s|outr[ao]s|demais)\\W+)*(?:${STILL_TO_COME})\\b`,
)
/** A bill that is to be paid is one all the same. */
const TO_BE_PAID =
	/^(?:minhas |outras |demais )?(?:contas|compromissos|despesas|receitas|boletos|lancamentos|valores) a (?:pagar|receber)(?: e a (?:pagar|receber))?(?:\W|$)(?!.*\b(?:pag[ao]s|recebid[ao]s)\b)/
const SENTENCE =
	/\b(?:nao|esta|estao|sao|sera|serao|pode|podem|poderao|foi|foram|are|is|will|may|not|incluid[ao]s?)\b/

/**
 * A heading below which a file lists what is still to come: on the coming days, or on the next bills. Above all tables `Próxima fatura` only
 * says which bill it is.
 */
export const isHeadingOfFuture = (text: string, isAboveTables = false): boolean => {
	if (text.length > 100) return false
	const said = normalise(text)
	if (TO_BE_PAID.test(said)) return true
	if (!HEADING_OF_FUTURE.test(said) || SENTENCE.test(said)) return false
	return !isAboveTables || !/^proxima fatura\b/.test(said)
}

const HEADING_OF_PAST = new RegExp(
	`^(?:${FLOWS}|extrato|historico)(?:\\W+(?:atua(?:l|is)|efetuad[ao]s|efetivad[ao]s|realizad[ao]s|concluid[ao]s|passad[ao]s|recentes|anteriores|d[aeo]s?|n[ao]|est[ae]|conta|corrente|periodo|mes|fatura|past|current|recent|posted|completed|booked))*\\W*$`,
)

/** A heading below which stands what has happened. */
export const isHeadingOfPast = (text: string): boolean => HEADING_OF_PAST.test(normalise(text))

/** Whether a cell of a type column says that the line sets a balance and moves no money. */
export const isBalanceType = (cell: string): boolean =>
	/^(?:balance modification|opening balance|reconciliation|saldo inicial)$/.test(normalise(cell))

/** `Despesa fixa`, `Receita (extra)`: which one it is. */
const WHICH = '(?:[ :(-]+(?!estorn|cancel|devolv|reembols|e |ou )[a-z].*)?'
const MONEY_IN = new RegExp(
	`^(?:income|(?:receitas?|rendas?)${WHICH}|rendimentos?|recebimentos?|recebid[ao]s?|entradas?|creditos?|credit|c|deposit|deposito|ganhos?)$`,
)
const MONEY_OUT = new RegExp(
	`^(?:expenses?|(?:despesas?|gastos?)${WHICH}|compras?|custos?|saidas?|debitos?|debit|d|withdrawal)$`,
)
const REFUNDED = /^(?:refund|estorno|reembolso)$/
const TRANSFERRED = /^(?:transfer(?:encias?)?|investimentos?|aplicac(?:ao|oes)|poupanca|resgates?)$/
const TRANSFERRED_IN = /^transfer in$/
const TRANSFERRED_OUT = /^transfer out$/

/** What a cell of a type column says. A transfer may say which way money went. */
export type TypeWord = 'in' | 'out' | 'refund' | 'transfer' | 'transfer_in' | 'transfer_out'

/** Null for a word of another kind (`Pix`, `Boleto`). */
export function typeOf(cell: string): TypeWord | null {
	const text = normalise(cell)
	if (REFUNDED.test(text)) return 'refund'
	if (TRANSFERRED.test(text)) return 'transfer'
	if (TRANSFERRED_IN.test(text)) return 'transfer_in'
	if (TRANSFERRED_OUT.test(text)) return 'transfer_out'
	if (MONEY_IN.test(text)) return 'in'
	return MONEY_OUT.test(text) ? 'out' : null
}
