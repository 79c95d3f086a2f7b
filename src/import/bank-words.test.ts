import { expect, test } from 'vitest'
import {
	isBalanceType,
	isCardPayment,
	isGivenBack,
	isHeadingOfFuture,
	isHeadingOfPast,
	isLentByCard,
	isOnlyCardPayment,
	isOwnTransfer,
	isWithdrawal,
	summaryOf,
	takenBack,
	typeOf,
} from './bank-words'

// Each form, and what only begins or ends with one.

test.each([
	[
		isHeadingOfPast,
		'Lançamentos|Lançamento|Movimentações|Movimentação|Compras|Lançamentos atuais|Compras efetuadas|Lançamentos efetuados|Compras realizadas|Lançamentos realizados|Movimentações passadas|Lançamentos passados|Movimentação do período|Lançamentos do mês|Compras de mês|Compras no mês|Compras atuais do mês',
		'Meus lançamentos|Lançamentos futuros|Lançamentoss|Compras efetuadxs|Compras realizadxs|Movimentações passadxs|Compras parceladas|Lançamentos dx mês',
	],
	[
		isHeadingOfFuture,
		'Lançamentos futuros|Lançamento futuro|Saídas futuras|Entradas futuras|Movimentações futuras|Movimentação futura|Compras futuras|Parcelas a vencer|Débitos agendados|Créditos agendados|Pagamentos programados|Pagamento agendado|Próximas faturas|Próxima fatura|Próximos lançamentos|Próximas parcelas|Próximos débitos|Agendamentos|Agendamento|Compras parceladas - próximas faturas|Compras parceladas: parcelas futuras|Parcelas das próximas faturas|Próximos meses|Futuros lançamentos|Scheduled payments',
		'Meus lançamentos futuros|Lançamentos|Compras parceladas|Lançamentos futurxs|Débitos agendadxs|Agendamentox|Próximos xeses|Lançamentos futuros não estão incluídos',
	],
	[
		isBalanceType,
		'Balance Modification|Opening Balance|Reconciliation|Saldo inicial',
		'My opening balance|Opening balances|Saldo inicial do mês|O saldo inicial|Reconciliations',
	],
	[
		isOnlyCardPayment,
		'Inclusão de pagamento|Inclusao de pagamento 12/10|Pagamento recebido|Pagamento recebido - obrigado|Pagamento efetuado|Pagamento on line|Pagamento online|Pagamentos on line|Pagamentos Validos Normais|PAGAMENTO COM SALDO|Obrigado pelo pagamento|OBRIGADO PELO PAGAMENTO!',
		'Nova inclusão de pagamento|Pix pagamento recebido|Pagamento efetuado a Ana|Pagamento on line loja|Muito obrigado pelo pagamento|Pagamentx on line|Pagamento da luz',
	],
	[
		isCardPayment,
		'Inclusão de pagamento|Inclusao de pagto|Pagamento|Pagamento da fatura|Pagto 123|Pgto|Pag fatura|Payment received|Seu pagamento recebido|Um pagamento efetuado|Muito obrigado pelo pagamento|Débito automático|Deb aut|Debaut|Fatura debito aut|Pagamentos|Pagamentos Validos Normais',
		'PAG*MARIA|Pag*Lanchonete|Pag *Bar|Meu pagamento|Inclusão de pag2|Paguei|Pagseguro|Um débito|Repagamento recebido|Xdeb aut|Loja',
	],
	[
		isOwnTransfer,
		'Transferência entre contas|TED mesma titularidade|Conta própria|Conta proprio|Contas próprias|Contas proprios|Entre minhas contas|Transferência interna|Transferência entre',
		'TARIFA TRANSFERENCIA ENTRE CONTAS|Transferência|Entre amigos|Mesma loja|Contas|Transferência internacional|Dentre contasx',
	],
	[
		isWithdrawal,
		'Saque|Saque 24h|Um saque|Saque sem tarifa|Saque - Ana Taxada|SAQ CARTAO|SAQ CART|SAQ.CARTAO|SAQ ATM',
		'Saques|Ressaque|Banco|TARIFA SAQUE BANCO24HORAS|TAR SAQUE TERMINAL|Tarifa - Saque|Tarifas saque|IOF SAQUE EXTERIOR|Taxa de saque|Juros saque|Encargos saque|Cobrança de tarifa saque|Saque - Tarifa|SAQUE IOF|Saque taxa|SAQ|SAQ MODAS|SAQ CARTORIO|LOJA SAQ CARTAO|TAR SAQ CARTAO',
	],
	[
		isLentByCard,
		'Valor adicionado na conta por cartão de crédito|Valor adicionado à conta por cartão de crédito|Valor adicionado na conta por cartão de crédito - Valor adicionado para Pix no Crédito',
		'Valor adicionado na conta|Meu valor adicionado na conta por cartão de crédito|Crédito em conta|Valor adicionado na conta por cartão de débito',
	],
	[
		isGivenBack,
		'Estorno|Estornado|Compra estornada|Devolução|Devolvido|Devolvida|Reembolso|Reembolsado|Chargeback|Refund|Refunded|Reversal|Desconto|Descontos da fatura|Abatimento|DESCONTO LOJA|Pix - Rejeitado|Pix rejeitado|Pix recusado|DEV PIX|DEV PIX JOAO01/10|EST PIX|CR DEV PIX|CRED DEV PIX',
		'Devolver|Chargebacks|Prefundo|Restorno|Reversals|Desconto de cheques|Desconto duplicatas|Pagamento com desconto|Descontão|Pix|Pix - Rejeitados|Pix recebido - Rejeitado Bar|Pix recebido - DEV PIX LTDA|Recusado|DEV SOFTWARE|DEV PIXEL|EST PIXEL|EST FERROVIARIA|CR PIX|CREDENCIAL DEV PIX',
	],
])('%o', (is, yes, no) => {
	expect(yes.split('|').filter((text) => !is(text.normalize('NFC')))).toEqual([])
	expect(no.split('|').filter((text) => is(text))).toEqual([])
})

test.each<[ReturnType<typeof typeOf>, string]>([
	[
		'in',
		'income|receita|receitas|Receita fixa|Receita (extra)|Receitas - outras|entrada|entradas|crédito|créditos|credit|C|deposit|depósito|ganho|ganhos',
	],
	[
		'out',
		'expense|expenses|despesa|despesas|Despesa fixa|Despesas: casa|gasto|Gastos variáveis|gastos|saída|saídas|débito|débitos|debit|D|withdrawal',
	],
	['refund', 'refund|estorno|reembolso'],
	[
		'transfer',
		'transfer|transferência|transferências|Investimento|investimentos|Aplicação|Aplicações|poupança|Resgate|resgates',
	],
	['transfer_in', 'transfer in'],
	['transfer_out', 'transfer out'],
	[
		null,
		'Pix|Boleto||income tax|my income|expenses of|an expense|refunds|a refund|transfers|a transfer|cc|dd|credits|transfer inn|transferência recebida|depositx|Despesa estornada|Receita cancelada|Receita ou despesa|Receita/Despesa|Despesas e receitas|Despesafixa|Minha despesa fixa|-35|Investir|Poupança Itaú|Entrada parcelada',
	],
])('a type column says %s', (type, words) => {
	expect(words.split('|').filter((word) => typeOf(word) !== type)).toEqual([])
})

test.each<[ReturnType<typeof summaryOf>, boolean, string]>([
	[
		'balance',
		true,
		'Saldo|Saldo do dia|S A L D O|- saldo anterior|123 Saldo|SALDO EM CONTA|Saldo em atraso|Crédito de atraso|Encerramento de dívida',
	],
	[
		'total',
		true,
		'Total|Subtotal|Total geral|Total balance|Total do período|Total da fatura|Total do mês|Total do dia|Total dos lançamentos|Total de gastos|Total das compras|Total despesas|Total de créditos|Subtotal de débitos 12|Total da fatura anterior',
	],
	['total', false, 'Total|Subtotal|Total Energia|Subtotal de tudo'],
	[
		null,
		true,
		'Saldo Lojas|Saldo Loja 12 SAO PAULO|SALDO DAS LOJAS|Saldo Bom Calçados|Saldox|Meu saldo|Juros de atraso|Crédito de atrasos|Total Energia|Subtotal de tudo|Totalidade|O total|Total da loja|Total Diagnósticos|Total Mesa|Total geralx|Total faturax',
	],
	['balance', true, 'SDO CTA/APL AUTOMATICAS|SDO CTA APL|Sdo anterior|SDO DO DIA|SDO DISPONIVEL'],
	[null, true, 'SDO MATERIAIS|SDOA CTA|MEU SDO CTA|SDO CTAS LTDA'],
	[null, false, 'Mercado|Totalidade|O total|Subtotais'],
])('%s, dated %s', (why, hasDate, words) => {
	expect(words.split('|').filter((word) => summaryOf(word, hasDate) !== why)).toEqual([])
})

test.each([
	['Estorno de pagamento de fatura', 'pagamento de fatura'],
	['ESTORNO SAQUE', 'saque'],
	['Estorno Aplicação RDB', 'aplicacao rdb'],
	['Saque estornado', 'saque'],
	['Pagamento devolvido', 'pagamento'],
	['Pagamento de fatura - Estorno', 'pagamento de fatura'],
	['Devolução da aplicação', 'aplicacao'],
	['Estorno', null],
	['Saque', null],
	['Loja do estorno barato', null],
])('%s: %s was taken back', (description, undone) => {
	expect(takenBack(description)).toBe(undone)
})
