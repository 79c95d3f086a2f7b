/** A statement of so many lines, some of them alike. */
export function statementOf(count: number): Uint8Array {
	const lines = Array.from(
		{ length: count },
		(_, at) =>
			`${String((at % 28) + 1).padStart(2, '0')}/${String((at % 9) + 1).padStart(2, '0')}/2026;Compra ${at % 5000} LOJA;-${at % 900},50`,
	)
	return new TextEncoder().encode(`Data;Descrição;Valor\n${lines.join('\n')}\n`)
}
