import { normalise } from '../ledger/name'
import { isFee } from './bank-words'

/**
 * What a bank calls a movement: an investment, a bill that is paid. The same words stand in names of shops and people, so it is the
 * operation that counts: what stands before ` - `, or a description that is nothing but one.
 */

const BEFORE_NAME = /\s[-–—]\s/
/** What follows them is who was paid, or who paid. */
const WITH_SOMEBODY = /\bpix\b|^(?:compra|boleto|pag\w*|pgto)\b|^transf\w* (?:enviad|recebid)[ao]\b/

const wordsOf = (text: string): string[] => text.split(/[^a-z0-9]+/).filter((word) => /[a-z]/.test(word))
const listed = (words: string): Set<string> => new Set(words.split(/\s+/))

const PRODUCT =
	'rdb|rdc|cdb|lci|lca|poup(?:anca)?|tesouro(?: direto| selic| ipca| prefixado)?|fundos?(?: de investimentos?)?|renda fixa|rende facil|invest(?:imentos?|facil)?|cofrinhos?|caixinhas?'
const MOVED = 'aplicac(?:ao|oes)|aplic|resgates?|resg|dinheiro (?:guardado|resgatado)'
/** `BAIXA AUTOMATICA FUNDOS`, Bradesco's word for taking money out. */
const TAKEN_OUT = `baixa aut\\w* (?:d[aeo]s? )?(?:${PRODUCT})`
const INVESTED = new RegExp(
	`\\b(?:${MOVED}|${TAKEN_OUT}|rdb|rdc|cdb|lci|lca|poup(?:anca)?|tesouro direto|invest(?:imentos?|facil)?|fundos? de investimento|renda fixa|rende facil|cofrinho|caixinha)\\b`,
)
const ALL_INVESTED = new RegExp(`\\b(?:${MOVED}|${TAKEN_OUT}|${PRODUCT})\\b`, 'g')
/** Said with what was done, a product may have a name of its own: `Resgate Caixinha Viagem`. */
const MOVED_PRODUCT = new RegExp(
	`^(?:${MOVED}|invest(?:imentos?)?)\\W+(?:(?:de|d[ao]s?|em|n[ao]s?|para|p|aut|auto|autom|automatic[ao]|seu|sua)\\W+)*(?:${PRODUCT})\\b`,
)
/** Put into a savings box, or taken out: the box has whatever name its owner gave it. Cash out of a machine is no box's. */
const BOXED =
	/^(?:dinheiro (?:guardado|resgatado|reservado|retirado)|reserva (?:por gastos|programada))\b(?!.*\b(?:saque|caixas? eletronicos?|banco ?24\w*|loterica|rendimentos?|juros|tarifa|iof)\b)(?! (?:para|pra|p\/?) ?(?:comprar?|pagar|pagamento)\b)/
/** What is bought and sold, where a savings box is a thing that shops sell too. */
const TRADED =
	/^(?:compra|venda)\W+(?:(?:de|do)\W+)?(?=(?:tesouro direto|rdb|cdb|lci|lca|fundos? de investimento)\b)/
const EARNED =
	/\b(?:rend(?:imentos?)?|juros|remuneracao|dividendos?|jcp|iof|impostos?|ir|taxas?|tarifas?|tar)\b/
/** What banks write beside, and no shop is called by. */
const OF_INVESTMENTS = listed(
	`a o e de da do dos das em no na para p por com seu sua meu minha
	transf transferencia transferido pix ted doc tev deb debito cred credito aut auto autom automat automatico automatica enviado enviada recebido recebida
	envio dep deposito depositado movimentacao saida entrada retirada guardar guardado dinheiro valor conta contas corrente c cc cp cta
	financeira financeiro financeiras financ fin aviso previo prev programada programado agendada agendado mensal digital online on line internet int ag app
	facil fac mais max contamax plus di pos pre fixado prefixado posfixado selic ipca liquidez diaria diario curto longo prazo prz
	vencto vencimento venc vcto parcial total rf referenciado multimercado acoes papeis titulo titulos publico publicos privado ouro integrada social
	bx baixa apl res antecipado antecip simples reserva emergencia objetivo meta metas porquinho cofre cof
	persondif lim limite garant garantido
	banco bb itau bradesco santander caixa nubank nu inter xp btg c6 picpay neon sicoob sicredi pagbank`,
)

/** Money put into or taken out of an investment; what it earns is income, and what it costs an expense. */
export function isInvestment(description: string): boolean {
	const text = normalise(description)
	if (BOXED.test(text)) return true
	if (!INVESTED.test(text)) return false
	const operation = text.split(BEFORE_NAME)[0]!
	if (isInvesting(operation)) return true
	return !WITH_SOMEBODY.test(operation) && isInvesting(text)
}

function isInvesting(text: string): boolean {
	if (!INVESTED.test(text) || EARNED.test(text)) return false
	if (MOVED_PRODUCT.test(text)) return true
	return wordsOf(text.replace(TRADED, '').replace(ALL_INVESTED, ' ').replace('mercado pago', ' ')).every(
		(word) => OF_INVESTMENTS.has(word),
	)
}

const PAID_BILL = [
	/\b(?:pagamento|pagto|pgto|pag|pg|paga|deb(?:ito)? aut\w*|deb(?:ito)?\W+(?:em\W+)?(?:cta|conta))\b.{0,24}\bfat(?:ura)?\b/,
	/^fatura(?:itau)?\b|\bfatura (?:paga|do cartao|de cartao|cartao)\b/,
	/\b(?:pagamento|pagto|pgto|pag|pg)\.? (?:d[eoa] )?cart(?:ao)?(?: de)?(?: cred(?:ito)?)?\b(?! (?:de )?deb)/,
	/^deb(?:ito)?\W+aut\w*\W+cart(?:ao)?\b(?! (?:de )?deb)|^deb(?:ito)?\W+cart(?:ao)?\W+(?:de )?cred(?:ito)?\b/,
	/^gastos? (?:n?[od]o )?cart(?:ao)?(?: de)? cred(?:ito)?\b/,
	/\bcredit card payment\b/,
]
/** Whose bills are no card's. */
const SUPPLIER =
	/\b(?:\w*energia|eletric\w*|luz|agua|saneamento|(?:com|ultra|copa|bahia|ce)?gas|energisa|equatorial|celesc|edp|copasa|sanepar|caesb|corsan|embasa|compesa|saneago|casan|cagece|aegea|net(?! ?bank)|telefon\w*|celular|movel|internet(?! ?bank)|tv|vivo|claro|tim|oi|sky|algar|brisanet|ligga|desktop|enel|cemig|copel|cpfl|coelba|celpe|cosern|elektro|light|sabesp|condominio|escola\w*|faculdade|saude|odonto\w*|unimed|amil|hapvida|seguro)\b/
/** Cards that are no credit. */
const NO_CREDIT =
	/\bcart(?:ao)? (?:d[aeo]s? |vale )?(?:todos|refeicao|alimentacao|presente|transporte|onibus|metro|desconto|pre ?pago)\b/
const BANK =
	'banco|nu(?:bank| pagamentos| financeira)?|(?:fatura)?itau\\w*|personnalite|person (?:multi|infi|black|plat)\\w*|uniclass|bradesc\\w*|santander|bb|caixa|c6|inter|xp|rico|btg|banco pan|pan|neon|next|picpay|mercado pago|pagbank|pagseguro|will(?: ?bank)?|credicard|visa|master\\w*|elo|amex|american express|hipercard|diners(?: club)?|porto ?bank|sicoob\\w*|sicredi|unicred|cresol|ailos|safra|bmg|digio|banrisul|banestes|banese|brb|bnb|agibank|sofisa|daycoval|bv|luizacred|credz|ourocard'
const OF_BANK = new RegExp(`\\b(?:${BANK})\\b`)
const ALL_OF_BANK = new RegExp(`\\b(?:${BANK})\\b|\\b(?:inter)?net ?bank(?:ing)?\\b`, 'g')
const OF_CARDS = listed(
	`cartao cartoes cart card credit credito cred de do da e bank final num numero nacional internacional
	classic standard gold platinum black infinite signature nanquim grafite mc`,
)
const OF_BILLS = listed(
	`a o as os e de da do dos das em no na por via para p ref referente final fatura fat conta contas cta mes mensal atual anterior total integral minimo minima
	parcial fechada pagamento pagamentos pagto pgto pag pg paga pagas pago payment credito debito deb aut auto automatico automatica antecipado antecipada
	agendado agendada efetuado efetuada realizado realizada vencimento venc vcto titulo gasto gastos cc cp corrente
	autom eletron eletronico eletronica quitacao quitada adiantado adiantada lote doc dia data nr thank you app int internet banking pix boleto obrigado online on line
	janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro
	jan fev mar abr mai jun jul ago set out nov dez`,
)

/**
 * A debit of an account that pays a card's bill. What is no word of a bank's own is whose bill it is: a bank's, a card's, or somebody's
 * whose bill is no card's.
 *
 * @param cards names that the household's cards have, normalised
 */
export function isBillPayment(description: string, cards: readonly string[] = []): boolean {
	const text = normalise(description)
	// Most lines are told by one look.
	if (!/fat|cart|card/.test(text)) return false
	const isOwn = (words: string) => cards.some((name) => ` ${words} `.includes(` ${name} `))
	if (text.startsWith('compra') || isFee(text) || NO_CREDIT.test(text) || !paysBill(text)) return false
	if (SUPPLIER.test(text) && !/\bcart/.test(text) && !isOwn(text)) return false
	const [operation, ...names] = text.split(BEFORE_NAME)
	const isBill = /\bfat/.test(operation!) && paysBill(operation!)
	const isNamed = (words: string) => OF_BANK.test(words) || isOwn(words)
	if (isBill && (isNamed(operation!) || /\bcart/.test(operation!))) return true
	const isOfBill = (words: string) => isNamed(words) || isOnly(words, OF_BILLS, OF_CARDS)
	return isOfBill(operation!) && names.every((name) => isOfBill(name) || /\bcart/.test(name))
}

const paysBill = (text: string): boolean => PAID_BILL.some((form) => form.test(text))

/** Nothing but such words, names of banks and numbers. */
const isOnly = (text: string, ...lists: Set<string>[]): boolean =>
	wordsOf(text.replace(ALL_OF_BANK, ' ')).every(
		(word) => lists.some((list) => list.has(word)) || /^x+\d*$/.test(word),
	)

/** A debit of an account that is nothing but a credit card's name: `CARTAO VISA PLATINUM`. */
export function isCardAlone(description: string): boolean {
	if (!/^\s*cart/i.test(description)) return false
	const text = normalise(description)
	return /^cart(?:ao)?\b/.test(text) && OF_BANK.test(text) && isOnly(text, OF_CARDS)
}
