import { normalise } from '../ledger/name'
import { isOnlyCardPayment } from './bank-words'

const listed = (words: string): Set<string> => new Set(words.split(/\s+/))

const PAID = listed('pagamento pagamentos pagto pagtos pgto pgtos pag pg pago paga payment payments')
/** What stands beside them, how it was paid and at which bank: no shop, and nobody's name. */
const BESIDE = listed(
	`o a de da do das dos em no na com por pelo pela p para via seu sua nosso your you for the of ref referente
	fatura faturas fat bill boleto bancario bancaria titulo debito deb credito cred conta corrente c cc cartao cartoes card saldo valor
	aut auto automatico automatica recebido recebida recebemos received efetuado efetuada efetivado realizado confirmado compensado inclusao obrigado thank
	valido validos normal normais minimo minima total parcial antecipado antecipada mensal anterior atual on line online app internet banking pix ted loterica
	banco nubank nu itau bradesco santander bb caixa c6 inter xp btg pan neon next picpay pagbank will credicard visa mastercard master elo sicoob sicredi
	janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro jan fev mar abr mai jun jul ago set out nov dez`,
)

/** Whether a description is a payment's words and nothing else: `PAGAMENTO DE FATURA PELO PICPAY`, and not `Pagamento João`. */
export function isNothingButPayment(description: string): boolean {
	const text = normalise(description).replace('mercado pago', 'pag')
	if (/^deb(?:ito)? (?:em|na) (?:c ?\/ ?c|cc|conta)\b/.test(text)) return true
	const words = text.split(/[^a-z0-9]+/).filter((word) => /[a-z]/.test(word))
	return words.some((word) => PAID.has(word)) && words.every((word) => PAID.has(word) || BESIDE.has(word))
}

/** Words of a bill's payment, and of a customer's. */
export const isPayment = (description: string): boolean =>
	isOnlyCardPayment(description) || isNothingButPayment(description)
