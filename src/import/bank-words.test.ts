import { expect, test } from 'vitest'
import { isBalanceType, isHeadingOfFuture, isHeadingOfPast } from './bank-words'

// Each form, and what only begins or ends with one.

test.each([
	[
		isHeadingOfPast,
		'Lançamentos|Lançamento|Movimentações|Movimentação|Compras|Lançamentos atuais|Compras efetuadas|Lançamentos efetuados|Compras realizadas|Lançamentos realizados|Movimentações passadas|Lançamentos passados|Movimentação do período|Lançamentos do mês|Compras de mês',
		'Meus lançamentos|Lançamentos futuros|Compras no mês|Compras atuais do mês|Lançamentoss|Compras efetuadxs|Compras realizadxs|Movimentações passadxs|Compras parceladas|Lançamentos dx mês',
	],
	[
		isHeadingOfFuture,
		'Lançamentos futuros|Lançamento futuro|Saídas futuras|Entradas futuras|Movimentações futuras|Movimentação futura|Compras futuras|Parcelas a vencer|Débitos agendados|Créditos agendados|Pagamentos programados|Pagamento agendado|Próximas faturas|Próxima fatura|Próximos lançamentos|Próximas parcelas|Próximos débitos|Agendamentos|Agendamento|Compras parceladas - próximas faturas|Compras parceladas: parcelas futuras',
		'Meus lançamentos futuros|Lançamentos|Compras parceladas|Lançamentos futurxs|Débitos agendadxs|Agendamentox|Próximos meses|Futuros lançamentos',
	],
	[
		isBalanceType,
		'Balance Modification|Opening Balance|Reconciliation|Saldo inicial',
		'My opening balance|Opening balances|Saldo inicial do mês|O saldo inicial|Reconciliations',
	],
])('%o', (is, yes, no) => {
	expect(yes.split('|').filter((text) => !is(text.normalize('NFC')))).toEqual([])
	expect(no.split('|').filter((text) => is(text))).toEqual([])
})
