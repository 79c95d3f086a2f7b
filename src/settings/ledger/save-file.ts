/** Downloads a text as a file. */
export function saveFile(name: string, type: string, text: string): void {
	const url = URL.createObjectURL(new Blob([text], { type }))
	const link = document.createElement('a')
	link.href = url
	link.download = name
	link.click()
	// The browser has taken the file by the next task; keeping the URL would keep the text in memory.
	setTimeout(() => URL.revokeObjectURL(url))
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
