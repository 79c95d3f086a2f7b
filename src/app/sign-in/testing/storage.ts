/** A storage in memory. Its keys are those of the object itself, as in a browser. */
export const makeStorage = (): Record<string, string> =>
	Object.create({
		getItem(this: Record<string, string>, key: string) {
			return this[key] ?? null
		},
		setItem(this: Record<string, string>, key: string, value: string) {
			this[key] = value
		},
		removeItem(this: Record<string, string>, key: string) {
			delete this[key]
		},
	})
