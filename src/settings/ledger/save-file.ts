/** Downloads a text as a file. */
export function saveFile(name: string, type: string, texts: string[]): void {
	const url = URL.createObjectURL(new Blob(texts, { type }))
	const link = document.createElement('a')
	link.href = url
	link.download = name
	link.click()
	// The browser has taken the file by the next task; keeping the URL would keep the text in memory.
	setTimeout(() => URL.revokeObjectURL(url))
}

/** JSON with each row of a list on a line of its own, in pieces: one text could not hold a large ledger. */
export function linesOf(document: object): string[] {
	const fields = Object.entries(document).map(([name, value]) => {
		const key = JSON.stringify(name)
		if (!Array.isArray(value) || value.length === 0) return [`${key}: ${JSON.stringify(value)}`]
		const rows = value.map((row, at) => `\t${JSON.stringify(row)}${at < value.length - 1 ? ',' : ''}\n`)
		return [`${key}: [\n`, ...rows, ']']
	})
	return ['{\n', ...fields.flatMap((field, at) => [...field, at < fields.length - 1 ? ',\n' : '\n']), '}\n']
}

/** A file name that every system takes: letters, digits and dashes. */
export function fileName(ledger: string, day: string): string {
	const plain = ledger
		.normalize('NFD')
		.replace(/[\u0300-\u036f]/g, '')
		.replace(/[^A-Za-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.toLowerCase()
	return `${plain || 'painel'}-${day}.json`
}
