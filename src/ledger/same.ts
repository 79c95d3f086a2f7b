/** Whether two values (numbers, texts, plain objects and arrays of them) are equal in value. */
export function same(a: unknown, b: unknown): boolean {
	if (Object.is(a, b)) return true
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
	if (Array.isArray(a)) {
		if (!Array.isArray(b) || a.length !== b.length) return false
		for (let index = 0; index < a.length; index++) if (!same(a[index], b[index])) return false
		return true
	}
	const left = a as Record<string, unknown>
	const right = b as Record<string, unknown>
	const names = Object.keys(left)
	if (names.length !== Object.keys(right).length) return false
	for (const name of names) if (!same(left[name], right[name])) return false
	return true
}
