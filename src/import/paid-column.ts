import { readAmount } from './amounts'
import { cellAt } from './cells'
import { headerName, plainName } from './column-names'
import { readDate } from './dates'
import type { Block } from './layout'
import { isDueOn, isOfBill, isPaidAmount, PAID_OR_NOT } from './purchase-columns'

/**
 * Tells by its cells what a column is whose name leaves it open: `Pago` may hold Sim and Não, what was paid, or the day on which it was. A
 * `Valor pago` that nobody fills in is no amount.
 */
export function settlePaid(block: Block): Block {
	const { columns, header, lines } = block
	const nameOf = (at: number | undefined) => plainName(headerName(header[at ?? -1] ?? ''))
	const filled = (at: number | undefined) =>
		lines.map((line) => cellAt(line, at)).filter((cell) => cell !== '')
	const { booked, ...others } = columns
	if (booked !== undefined && PAID_OR_NOT.test(nameOf(booked))) {
		const cells = filled(booked)
		if (isMostly(cells, isAmount) && cells.some((cell) => !/^[01]$/.test(cell)))
			return { ...block, columns: { ...others, amount: booked } }
		if (isMostly(cells, isDay) && isDueOn(nameOf(columns.date)))
			return { ...block, columns: { ...others, date: booked } }
	}
	if (isPaidAmount(nameOf(columns.amount)) && !filled(columns.amount).some(isAmount)) {
		const billed = header.findIndex((_, at) => isOfBill(nameOf(at)))
		if (billed >= 0) return { ...block, columns: { ...columns, amount: billed } }
	}
	return block
}

const isMostly = (cells: string[], test: (cell: string) => boolean): boolean =>
	cells.length > 0 && cells.filter(test).length * 2 > cells.length

function isAmount(cell: string): boolean {
	const amount = readAmount(cell)
	return amount !== null && 'cents' in amount && !isDay(cell)
}

export const isDay = (cell: string): boolean => readDate(cell, 'dmy', 'UTC') !== null
