/** Distinct values, numbered as they come: sums and filters go by the number. */
export class Numbered<Value> {
	readonly values: Value[] = []
	private readonly numbers = new Map<unknown, number>()

	get size(): number {
		return this.values.length
	}

	/** The number of a value; a new one is the old `size`. Values with the same key are the same. */
	enter(value: Value, key: unknown = value): number {
		let number = this.numbers.get(key)
		if (number === undefined) {
			number = this.values.push(value) - 1
			this.numbers.set(key, number)
		}
		return number
	}
}
