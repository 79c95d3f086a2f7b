import { expect, test } from 'vitest'
import { planImport } from './plan'

/** Why a line with that status is left out; null where it is recorded. */
async function leftOut(status: string, header = 'Data,Descrição,Valor,Status') {
	const file = [header, `01/10/2026,Loja,"-50,00",${status}`, '02/10/2026,Pão,"-5,00",'].join('\n')
	const { items, left_out } = await planImport(new TextEncoder().encode(file), {
		ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] },
	})
	expect(items.map(({ line }) => line)).toEqual(left_out.length > 0 ? [3] : [2, 3])
	return left_out[0]?.why ?? null
}

const NOT_DONE = [
	...[
		'Cancelado',
		'Cancelada',
		'CANCELADO PELO CLIENTE',
		'Estornado',
		'Estornada',
		'Recusada',
		'Negada',
		'Falhou',
	],
	...[
		'Não autorizada',
		'NAO AUTORIZADO',
		'Não aprovada',
		'Devolvido',
		'Rejeitada',
		'Expirado',
		'Não concluída',
		'Falha',
	],
	...['Declined', 'Cancelled', 'Canceled', 'Failed', 'Refused', 'Reversed', 'Refunded', 'Rejected', 'Voided'],
]
const NOT_BOOKED = [
	...[
		'Agendado',
		'Não Paga',
		'não pago',
		'A pagar',
		'Previsto',
		'Prevista',
		'Pendente',
		'PENDENTE',
		'Em aberto',
		'Atrasada',
	],
	...['Em processamento', 'Aguardando pagamento', 'A vencer', 'Vencido', 'Programada', 'Não', 'Não recebida'],
	...['Pending', 'Unpaid', 'Scheduled', 'Processing', 'Upcoming', 'Not paid'],
]
const DONE = [
	...[
		'Pago',
		'Paga',
		'Efetivado',
		'Concluída',
		'Aprovada',
		'Autorizado',
		'Confirmado',
		'Recebido',
		'Liquidado',
		'Sim',
		'',
	],
	...[
		'Não conciliado',
		'Completed',
		'Paid',
		'Posted',
		'Cleared',
		'Booked',
		'Uncleared',
		'Processado',
		'Normal',
	],
]

test.each(NOT_DONE)('%s did not happen', async (status) => {
	expect(await leftOut(status)).toBe('not_done')
})

test.each(NOT_BOOKED)('%s is still to come', async (status) => {
	expect(await leftOut(status)).toBe('not_booked')
})

test.each(DONE)('%s happened, or says nothing of it', async (status) => {
	expect(await leftOut(status)).toBeNull()
})

test.each([
	'Situação',
	'SITUACAO',
	'Status da transação',
	'Situação do lançamento',
	'Estado',
	'Transaction status',
	'Pago?',
])('a status may stand under %s', async (name) => {
	expect(await leftOut('Pendente', `Data,Descrição,Valor,${name}`)).toBe('not_booked')
	expect(await leftOut('Cancelada', `Data,Descrição,Valor,${name}`)).toBe('not_done')
})
