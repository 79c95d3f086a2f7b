// Amounts as the inbox reads them. Held to fixtures/amounts.jsonl.
const AFFIXES = /^(?:(?:r\$|brl)\s*)?([\d.,]+)(?:\s*(?:reais|real|brl))?$/i
const GROUPED_BY_DOTS = /^([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d{1,2}))?$/
const PLAIN = /^(\d+)(?:[.,](\d{1,2}))?$/
const GROUPED_BY_COMMAS = /^([1-9]\d{0,2}(?:,\d{3})+)\.(\d{1,2})$/

const MOST = 99_999_999_999

/** Cents; null of what the inbox would refuse. */
function centsOf(value) {
	if (typeof value === 'number') {
		const cents = Math.round(value * 100)
		return cents > 0 && cents <= MOST && cents / 100 === value ? cents : null
	}
	const digits = AFFIXES.exec(String(value ?? '').trim())?.[1] ?? ''
	const parts = GROUPED_BY_DOTS.exec(digits) ?? PLAIN.exec(digits) ?? GROUPED_BY_COMMAS.exec(digits)
	if (!parts) return null
	const cents = Number(parts[1].replace(/[.,]/g, '')) * 100 + Number((parts[2] ?? '').padEnd(2, '0'))
	return cents > 0 && cents <= MOST ? cents : null
}

/** Cents as the inbox takes them: "899,00". */
const written = (cents) => `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`

/** Signs and words of currencies beside an amount. */
const SIGNS = {
	BRL: /(?<!\w)r\$|\bbrl\b|\brea(?:is|l)\b/i,
	USD: /us\$|u\$s|\busd\b|\bd[oó]lar(?:es)?\b|\bdollars?\b/i,
	EUR: /€|\beur\b|\beuros?\b/i,
	GBP: /£|\bgbp\b|\blibras?\b|\bpounds?\b/i,
	ARS: /\bars\b|\bpesos?\b/i,
}

/** A currency that is not the ledger's, by a sign or a word beside the amount; null: none. */
function foreignCurrency(item) {
	const said = String(item.currency ?? '').trim().toUpperCase()
	const own = context.currency ?? 'BRL'
	if (/^[A-Z]{3}$/.test(said) && said !== own) return said
	for (const [code, sign] of Object.entries(SIGNS)) {
		const beside = code === own ? null : sign.exec(String(item.amount ?? ''))
		if (beside) return beside[0]
	}
	return null
}

/** Without the sign of the ledger's own currency, which the inbox knows of the real alone: "$52.90" where dollars are counted. */
function withoutSign(said) {
	const own = context.currency ?? 'BRL'
	if (typeof said !== 'string' || own === 'BRL') return said
	return said.replace(SIGNS[own] ?? own, '').replace(/^\s*\$/, '').trim()
}
