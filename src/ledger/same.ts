/** Whether two values (numbers, texts, plain objects and arrays of them) are equal in value. */
export function same(a: unknown, b: unknown): boolean {
	if (Object.is(a, b)) return true
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
	if (!Array.isArray(a)) return !Array.isArray(b) && sameFields(a, b)
	if (!Array.isArray(b) || a.length !== b.length) return false
	for (let index = 0; index < a.length; index++) if (!same(a[index], b[index])) return false
	return true
}

function sameFields(a: object, b: object): boolean {
	const fields = Object.entries(a)
	if (fields.length !== Object.keys(b).length) return false
	for (const [name, value] of fields)
		if (!Object.hasOwn(b, name) || !same(value, (b as Record<string, unknown>)[name])) return false
	return true
}
