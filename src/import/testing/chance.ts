/** Chance from a seed: the same seed gives the same file. */
export class Chance {
	constructor(private state: number) {}

	/** @returns a whole number from `from` to `to`, both included */
	int(from: number, to: number): number {
		this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0
		return from + Math.floor((this.state / 2 ** 32) * (to - from + 1))
	}

	is(share: number): boolean {
		return this.int(1, 1000) <= share * 1000
	}

	of<T>(choices: readonly T[]): T {
		return choices[this.int(0, choices.length - 1)]!
	}
}
