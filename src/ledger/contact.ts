/** Kinds of addresses with their own form, as in `private.folded_contact`. */
const FORMS: Record<string, RegExp> = {
	wa: /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/,
	lid: /^\d{1,20}$/,
	tg: /^\d{1,20}$/,
	app: /^\S(?:.{0,58}\S)?$/,
}

/**
 * What was typed as an address of a person, in the one form in which the database keeps it; null when it is none. A number alone is
 * a telephone's, with country and area code; Brazilian mobiles get their ninth digit.
 *
 * @example contactAddress('+55 (11) 9999-8888') // 'tel:5511999998888'
 */
export function contactAddress(typed: string): string | null {
	const text = typed.trim()
	const prefix = /^(tel|wa|lid|tg|app):/.exec(text)
	const kind = prefix?.[1] ?? 'tel'
	const id = text.slice(prefix?.[0].length).trim()
	if (kind !== 'tel') return FORMS[kind]!.test(id) ? `${kind}:${id}` : null
	if (!/^[+\d\s().-]+$/.test(id)) return null
	const digits = id.replace(/\D/g, '').replace(/^(55[1-9][1-9])([6-9]\d{7})$/, '$19$2')
	return /^\d{8,15}$/.test(digits) ? `tel:${digits}` : null
}

/** The digits of a telephone number as WhatsApp's links take them; null when it is none. */
export function phoneDigits(typed: string): string | null {
	const address = contactAddress(typed)
	return address?.startsWith('tel:') ? address.slice(4) : null
}

/** A link that opens WhatsApp with words filled in, to a number, or where there is none to whom the sender chooses. */
export function whatsAppLink(text: string, number = ''): string {
	return `https://wa.me/${phoneDigits(number) ?? ''}?text=${encodeURIComponent(text)}`
}

/** Whether a text can be an e-mail address: something, an at sign, and a domain with a dot in it. */
export function isEmail(text: string): boolean {
	return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text.trim())
}
