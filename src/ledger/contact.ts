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
	const [, kind = 'tel', rest = text] = /^(tel|wa|lid|tg|app):(.*)$/s.exec(text) ?? []
	const id = rest.trim()
	if (kind !== 'tel') return FORMS[kind]!.test(id) ? `${kind}:${id}` : null
	if (!/^[+\d\s().-]+$/.test(id)) return null
	const digits = id.replace(/\D/g, '').replace(/^(55[1-9][1-9])([6-9]\d{7})$/, '$19$2')
	return /^\d{8,15}$/.test(digits) ? `tel:${digits}` : null
}
