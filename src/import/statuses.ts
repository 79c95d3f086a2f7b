import { normalise } from '../ledger/name'

/** What did not happen, or was undone: cancelled, refused, failed, given back. */
const NOT_DONE =
	/^(?:foi )?(?:cancel|estornad|recusad|negad|rejeitad|reprovad|falh|devolvid|expirad|reembolsad|contestad|abortad|anulad|invalid|sem sucesso|com erro|erro$|(?:nao|sem) (?:autoriz|aprov|complet|conclu|processad|efetu|realiz)|declin|refus|reject|fail|revers|refund|return|void|denied|expired|error$|not (?:authori[sz]ed|approved|completed|processed))/

/** What happened, and was given back since. */
const GIVEN_BACK = /^(?:foi )?(?:estornad|devolvid|reembolsad|contestad|revers|refund|return)/

/** Whether a status says that money was given back: a line of its own may say so too, in words of its own. */
export const isStatusGivenBack = (cell: string): boolean => GIVEN_BACK.test(words(cell))

/** Whether a status says that the line itself gives money back. */
export const isStatusOfRefund = (cell: string): boolean =>
	/^(?:estorno|reembolso|devolucao)\b/.test(words(cell))

const words = (cell: string): string => normalise(cell).replace(/^[^a-z]+/, '')

/** What is still to come or to be paid. */
const NOT_BOOKED =
	/^(?:pendente|pending|agendad|programad|previst|prevision|provision|planejad|projetad|futur|aguardando|em (?:aberto|analise|andamento|processamento|espera|atraso)|abert[ao]$|processando|atrasad|vencid|a (?:pagar|receber|vencer|debitar|compensar)|(?:ainda )?nao (?:pag|recebid|quitad|efetivad|compensad|debitad|lancad|contabilizad)|nao$|false$|falso$|no$|unpaid|overdue|due$|open$|outstanding|scheduled|planned|upcoming|forecast|on hold|processing|in (?:progress|process|review)|awaiting|waiting|not (?:paid|received|booked|posted|cleared|yet))/

/** What a cell of a status column says against recording its line; null where it says nothing against it. */
export function statusOf(cell: string): 'not_done' | 'not_booked' | null {
	const text = words(cell)
	if (NOT_DONE.test(text)) return 'not_done'
	return NOT_BOOKED.test(text) ? 'not_booked' : null
}
