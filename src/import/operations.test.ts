import { describe, expect, test } from 'vitest'
import { isBillPayment, isCardAlone, isInvestment } from './operations'
import { planImport } from './plan'

// Each form, what only begins or ends with one, and what only is called so.

test.each([
	[
		isBillPayment,
		'Pagamento de fatura|Pagto fat|Pgto fatura cartao|Pag fatura|Pg fat|Paga fatura|Deb aut fatura|Débito automático da fatura|Fatura|Fatura Nubank|A fatura paga|Uma fatura do cartao|Fatura de cartao|Nossa fatura cartao|Pagamento cartão|Pagamento de cartao|Pagto do cart|Pgto da cart|Pag. cartao de credito|Pg cartao cred|Pagamento de fatura cartao Vivo|Credit card payment|Pagamento cartao de cred|Pagamento fatura net banking|Fatura de contas pagas',
		'Compra fatura|Compra pagamento fatura|Pagamento de fatura Vivo|Pagamento fatura energia|Fatura eletrica|Fatura água|Pagamento de cartao de debito|Pagamento cartao deb|Pagamento|Uma fatura|Pagamento para a loja do outro lado da rua fatura|Repagamento fatura|Fatural|Pagamento fatia|Pagamento de conta|Credit card payments|Pagamento cartaz|Fatura condominio|Pagamento fatura plano de saude|Pagamento fatura escolar|Pagamento fatura internet|PAGAMENTO FATURA COMGAS|DEB AUT FATURA NEOENERGIA|PAG FATURA NET SERVICOS',
	],
	[
		isBillPayment,
		'Pagamento de fatura - Nubank|Pagamento de fatura – NU PAGAMENTOS S.A.|Pagamento de fatura - Cartão Renner|Pagamento de fatura - final 1234|Pagamento de fatura - outubro/2026|Pagamento efetuado - Fatura cartao Inter|Débito automático - Fatura Itaucard|Cartao de credito - Pagto fatura|Fatura - Nubank|Pagamento fatura Visa - Ana Silva|Pagamento de fatura cartao - Ana Silva|Pagto cartao de credito - Santander|Pagamento de fatura - Pix',
		'Pagamento de fatura - Unimed|Pagamento de fatura - ALGAR|Pagamento de fatura ALGAR|Pagamento de fatura - Bradesco Saude|Pagamento de fatura - Academia|Pagamento cartao - Loja|Pagamento de boleto - Fatura Certa|Pix enviado - Fatura Certa Ltda|Pagamento - Loja da Fatura|Débito automático - Unimed fatura',
	],
	// Without ` - ` the rule of names is the same.
	[
		isBillPayment,
		'DEB.CTA.FATURA-030129693|DEB CTA FATURA|Débito em conta fatura Visa|GASTOS CARTAO DE CREDITO|Gasto cartao credito Bradesco|PAGTO FATURA CARTAO 10/2026|Pagamento fatura Mastercard Platinum|Pgto fatura XXXX1234|Pag fatura Will Bank|Pagamento da fatura realizado|Fatura cartao Renner|Pagto cartao Sicredi|Fatura venc 10/10|PAG CARTAO MERCADO PAGO|Int Pagamento Cartao|Pag Fat Deb Cc|PAGTO FATURA DEB CONTA CORRENTE|DEB AUTOM FATURA|Pagamento eletron fatura cartao',
		'Pagamento Fatura DMAE|Fatura SAAE|Pagto fatura Giga Mais Fibra|Fatura Sem Parar|Pgto Fatura Iguá|DEB CTA FATURA DMAE|PAG CARTAO MERCADO X|Pagto cartao refeicao|Fatura cartao de todos|Pagamento fatura Renner|Gastos cartao de credito Ana|Meus gastos cartao de credito|Tarifa fatura cartao|IOF pagamento fatura|Juros fatura cartao|Multa pagamento de fatura',
	],
	[
		isBillPayment,
		'FATURA PAGA PERSON MULTI|FATURA PAGA PERSON INFINITE|FATURA PAGA PERSONNALITE|FATURAITAU UNICLASS|FATURAITAU|FATURA PAGA UNICLASS|DEB AUT CART|DEB.AUT.CART|Débito automático cartão|DEB AUT CARTAO VISA|DEB CART CRED|DEB CARTAO DE CREDITO',
		'FATURA PAGA PERSON ACADEMIA|FATURA PERSONAL|FATURAITAUNA|FATURAITAUNA MODAS|DEB CART|DEB AUT|DEB AUT CARTORIO|DEB AUT CART DEB|DEB AUT CART LOJA|DEB CART CRED LOJA|DEB CART VISA|DEB CART CREDIARIO|Compra deb cart cred|TAR DEB CART CRED',
	],
	[
		isCardAlone,
		'CARTAO VISA PLATINUM|CARTAO CREDITO SICREDI|Cartão de crédito Nubank|CARTAO BB|CART CRED ITAU 1234|Cartao Mastercard Black final 1234',
		'CARTAO|CARTAO DE CREDITO|CARTAO RENNER|CARTAO VISA ELECTRON|CARTAO DEBITO VISA|CARTAO CREDITO SICREDI ANUIDADE|CARTAO DE TODOS|CARTAO BLACK FRIDAY|Compra cartao Visa|CARTAO VISA LOJA|CARTAO PRE PAGO CAIXA|Itau Black 1234-5678',
	],
	[
		isInvestment,
		'APLIC.FINANC.AVISO PREVIO|RESG.APLIC.FIN.AVISO PREV|BAIXA AUTOMAT POUPANCA*|BAIXA AUTOMATICA FUNDOS|APL.INVEST FAC|APLICACAO RDC LONGO POS|RDC|INT APLICACAO CDB DI|INT RESGATE CDB|DEB APLIC POUP|Dinheiro reservado|Dinheiro reservado Viagem|Dinheiro retirado Reserva|Dinheiro retirado Imposto de renda|Dinheiro guardado|Dinheiro resgatado do cinema',
		'AVISO PREVIO|Baixa automatica|BAIXA AUTOMATICA BOLETO|RDC ENGENHARIA|POUPATEMPO|POUP CENTER|INT MODAS|Meu dinheiro reservado|Dinheiro reservados|Dinheiro retirado no caixa eletronico|Dinheiro retirado Banco24Horas|Dinheiro retirado para comprar pao|Rendimento dinheiro reservado|Dinheiro reservado - rendimentos|TAR RESGATE|Tarifas CDB|Impostos resgate',
	],
	[
		isInvestment,
		'APLIC.AUTOM.INVESTFACIL*|RESG.AUTOM.INVEST FACIL*|RESG.AUTOM.INVESTFACIL|INVESTFACIL|APLICACAO COFRINHOS|RESGATE COFRINHOS|COF RESGATE CDB|Aplicação Caixinhas|Resgate Caixinhas|INT/AG.RESGATE PERSONDIF|CDB C6 LIM. GARANT.|Reserva por gastos|Reserva por gastos Emergência|Reserva programada Viagem|DEP POUP',
		'Cofrinhos|Caixinhas|COF MODAS|COF|PERSONDIF|INVESTFACIL IMOVEIS|INVESTFACILITY|LIM. GARANT.|C6 LIM GARANT|CDB GARANTE SERVICOS|Reserva|Reserva Hotel|Reserva Viagem|Reservas programadas|Reserva programadas|Minha reserva programada|Compra reserva programada|Rendimento reserva programada|Reserva por gastos - rendimentos|DEP|DEP DINHEIRO|DEP POUP CALCADOS|Loja dos Cofrinhos|Aplicações de caixinhass|RENDIMENTO COFRINHOS|IOF RESGATE COFRINHOS',
	],
	[
		isInvestment,
		'Aplicação|Aplic CDB|Resgate|Resg automático|RDB|CDB|LCI|LCA|Poupança|Tesouro direto|Invest|Investimento|Investimentos|Fundo de investimento|Fundos de investimento|Renda fixa|Rende fácil|Cofrinho|Caixinha|Dinheiro guardado|Dinheiro resgatado|Resgate do fundo',
		'Resgate de pontos|Resgate dos pontos|Resgate pontos|Resgate de milhas|Resg cashback|Rendimento poupança|Rend CDB|Rendimentos da caixinha|Juros poupança|Remuneração CDB|Dividendo investimento|Dividendos de investimentos|JCP investimento|IOF resgate|Imposto resgate|IR resgate|Taxa CDB|Tarifa poupança|Aplicativo|Dinheiro|Fundo|Investir|Renda|Cofrinhos',
	],
	[
		isInvestment,
		'INVEST FACIL|APLIC.INVEST FACIL|RESG.INVEST FACIL|BB RENDE FACIL|APLICACAO CDB DI 2028|APL APLIC AUT MAIS|RES APLIC AUT MAIS|RESGATE CONTAMAX|Aplicação automática|Transferência para poupança|TRANSF. POUPANCA P/ C/C|Transferência - Poupança|TED - Aplicação|Aplicação - Ana Silva|Aplicação CDB - Banco Inter SA|Resgate Caixinha Viagem|Dinheiro guardado na caixinha do cinema|Resgate do fundo XYZ multimercado|Resgate Tesouro Selic 2029|Depósito Poupança|Pix Poupança|Poupança Mercado Pago|COMPRA TESOURO DIRETO|Compra de CDB|Venda Tesouro Direto|Venda de fundo de investimento',
		'POUPANCA CALCADOS|Caixinha do cinema|LCA CONTABILIDADE|CLINICA APLICACAO|APLICACAO INSULFILM|Resgate Pet Shop|INVEST IMOVEIS LTDA|Renda Fixa Modas|Tesouro Direto Joias|MERCADO POUPANCA|Pix enviado - Poupança Imóveis|Pix recebido - RDB Consultoria|Transferência enviada pelo Pix - POUPANCA CALCADOS - 12.345|Pix enviado - LCA|Compra no débito - Caixinha|Transferência recebida - Invest|Pagamento efetuado - CDB|Boleto - LCI|Compra caixinha|COMPRA LCA CONTABILIDADE|Venda de caixinha|Compra Tesouro Direto Joias',
	],
])('%o', (is, yes, no) => {
	expect(yes.split('|').filter((text) => !is(text.normalize('NFC')))).toEqual([])
	expect(no.split('|').filter((text) => is(text))).toEqual([])
})

test('a bill of a card that the household knows is one, whatever the card is called', () => {
	expect(isBillPayment('Pagamento de fatura - Roxinho', ['roxinho'])).toBe(true)
	expect(isBillPayment('Pagamento de fatura - Vivo', ['vivo'])).toBe(true)
	expect(isBillPayment('Pagamento de fatura - Roxinhos', ['roxinho'])).toBe(false)
	expect(isBillPayment('Pix enviado - Roxinho', ['roxinho'])).toBe(false)
})

describe('names of shops and people move no money between own places', () => {
	const plan = async (lines: string[]) => {
		const sources = [
			{ name: 'Renner', aliases: ['Loja Vermelha'], cycles: [{ closing_day: 25, due_day: 5 }] },
		]
		const file = ['Data;Descrição;Valor;Conta', ...lines.map((line) => `05/10/2026;${line}`)].join('\n')
		const { items } = await planImport(new TextEncoder().encode(file), {
			ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources },
			answers: { signs: 'income', card: 'Renner' },
		})
		return items.map(({ kind, to_source }) => (to_source ? `${kind} to ${to_source}` : kind))
	}

	test('in an account', async () => {
		expect(
			await plan([
				'POUPANCA CALCADOS;-10,00;Conta',
				'LCA CONTABILIDADE;20,00;Conta',
				'Pagamento de fatura - Unimed;-30,00;Conta',
				'Pagamento de fatura - Loja Vermelha;-40,00;Conta',
				'INVEST FACIL;-50,00;Conta',
			]),
		).toEqual(['expense', 'income', 'expense', 'transfer to Renner', 'transfer'])
	})

	test('a debit that is nothing but a card pays it; what a card brought in does not', async () => {
		expect(
			await plan([
				'CARTAO VISA PLATINUM;-10,00;Conta',
				'CARTAO VISA PLATINUM;20,00;Conta',
				'CARTAO CREDITO SICREDI;-30,00;Conta',
				'Tarifa - Saque;-40,00;Conta',
				'Saque;-50,00;Conta',
			]),
		).toEqual(['transfer to Renner', 'income', 'transfer to Renner', 'expense', 'transfer to Dinheiro'])
	})

	test('nor are they one side of a transfer', async () => {
		const received = 'Pagamento recebido;300,00;Renner'
		expect(await plan(['Pagamento de fatura - Unimed;-300,00;Conta', received])).toEqual([
			'expense',
			'transfer to Renner',
		])
		expect(await plan(['Pagamento de fatura - Renner;-300,00;Conta', received])).toEqual([
			'transfer to Renner',
		])
	})
})
