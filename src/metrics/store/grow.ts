/** A typed array used as a growing column. */
export type Column = Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array | Int8Array

const SMALLEST = 16
const LARGE = 1024

/**
 * The column itself when it holds `length` values, else a larger copy. Loops take `const` references to columns, so nothing
 * may grow inside them.
 */
export function grown<C extends Column>(column: C, length: number): C {
	if (length <= column.length) return column
	// Large columns grow by a quarter: a ninth of the memory is idle in the mean, and each value is copied about 5 times in all.
	const factor = column.length < LARGE ? 2 : 1.25
	const capacity = Math.max(SMALLEST, length, Math.ceil(column.length * factor))
	const larger = new (column.constructor as new (length: number) => C)(capacity)
	larger.set(column)
	return larger
}
