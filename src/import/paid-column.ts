import { centsIn, readAmount } from './amounts'
import { cellAt } from './cells'
import { headerName, isNeverAmount, plainName } from './column-names'
import { isDay } from './dates'
import type { Block } from './layout'
import { adjusts, isDueOn, isOfBill, isPaidAmount, PAID_OR_NOT } from './purchase-columns'

/**
 * Tells by its cells what a column is whose name leaves it open: `Pago` may hold Sim and Não, what was paid, or the day on which it was. A
 * `Valor pago` that nobody fills in is no amount.
 *
 * @param lines those of all tables under this header
 */
export function settlePaid(block: Block, lines = block.lines): Block {
	const { columns, header } = block
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
	if (
		isPaidAmount(nameOf(columns.amount)) &&
		!filled(columns.amount).some((cell) => isAmount(cell) && /[1-9]/.test(cell))
	) {
		const billed = header.findIndex((_, at) => isOfBill(nameOf(at)))
		if (billed >= 0) return { ...block, columns: { ...columns, amount: billed } }
	}
	return block
}

/**
 * Of two amounts in a line the one that comes of the other once a discount is taken off, or interest added, whatever they are called:
 * `Total;Desconto;Valor` and `Valor;Desconto;Total` say the same.
 */
export function settleAdjusted(block: Block, lines = block.lines): Block {
	const { columns, header } = block
	const before = columns.amount
	const names = header.map((cell) => plainName(headerName(cell)))
	const adjusting = names.flatMap((name, at) => (adjusts(name) === 0 ? [] : [{ at, sign: adjusts(name) }]))
	if (before === undefined || block.profile !== null || adjusting.length === 0) return block
	const others = names.flatMap((_, at) =>
		at === before ||
		at === columns.balance ||
		adjusting.some((column) => column.at === at) ||
		isNeverAmount(header[at]!)
			? []
			: [at],
	)
	const comesOf = (to: number) => {
		let isAdjusted = false
		let isAll = true
		for (const line of lines) {
			const [whole, paid] = [centsIn(cellAt(line, before)), centsIn(cellAt(line, to))]
			if (whole === null) continue
			const change = adjusting.reduce((sum, { at, sign }) => sum + sign * (centsIn(cellAt(line, at)) ?? 0), 0)
			isAll &&= paid === whole + change
			isAdjusted ||= change !== 0
		}
		return isAll && isAdjusted
	}
	const paid = others.find(comesOf)
	return paid === undefined ? block : { ...block, columns: { ...columns, amount: paid } }
}

const isMostly = (cells: string[], test: (cell: string) => boolean): boolean =>
	cells.length > 0 && cells.filter(test).length * 2 > cells.length

function isAmount(cell: string): boolean {
	const amount = readAmount(cell)
	return amount !== null && 'cents' in amount && !isDay(cell)
}
