/** When a request was asked, as far as it matters to what its answer may settle. */
export type Moment = Readonly<{ generation: number; invalidations: number; headUpdates: number }>

/** Counts what makes an answer under way worth less than it was when its question was asked. */
export class Freshness {
	private moment: Moment = { generation: 0, invalidations: 0, headUpdates: 0 }

	now(): Moment {
		return this.moment
	}

	/** Everything read before is void, or nobody wants it any more. */
	void(): void {
		this.moment = { ...this.moment, generation: this.moment.generation + 1 }
	}

	isVoid(before: Moment): boolean {
		return this.moment.generation !== before.generation
	}

	invalidate(): void {
		this.moment = { ...this.moment, invalidations: this.moment.invalidations + 1 }
	}

	isOutdated(before: Moment): boolean {
		return this.moment.invalidations !== before.invalidations
	}

	noteHead(): void {
		this.moment = { ...this.moment, headUpdates: this.moment.headUpdates + 1 }
	}

	isHeadNewer(before: Moment): boolean {
		return this.moment.headUpdates !== before.headUpdates
	}
}
