/** Where progress is written; a terminal can have its last line changed. */
export interface Terminal {
	isTTY?: boolean
	write(text: string): unknown
}

/** Shows several things under way at once: what each is doing now, and how long it took. */
export class Progress {
	private lines = new Map<string, string>()
	private shown = ''

	constructor(
		private readonly terminal: Terminal,
		private readonly now: () => number = Date.now,
	) {}

	/** Runs one step, showing its name; it may say more while it runs. */
	async step<T>(name: string, work: (say: (line: string) => void) => Promise<T>): Promise<T> {
		const began = this.now()
		this.say(name, '')
		try {
			const result = await work((line) => this.say(name, line))
			this.finish(name, `✓ ${name} ${((this.now() - began) / 1000).toFixed(1)} s`)
			return result
		} catch (error) {
			this.finish(name, `✗ ${name}`)
			throw error
		}
	}

	private say(name: string, line: string): void {
		this.lines.set(name, line ? `${name}: ${line}` : name)
		this.draw()
	}

	private finish(name: string, line: string): void {
		this.clear()
		this.lines.delete(name)
		this.terminal.write(`  ${line}\n`)
		this.draw()
	}

	private clear(): void {
		if (this.shown) this.terminal.write(`\r${' '.repeat(this.shown.length)}\r`)
		this.shown = ''
	}

	/** One line that is written over; in a log file only finished steps show. */
	private draw(): void {
		if (!this.terminal.isTTY) return
		this.clear()
		this.shown = this.lines.size > 0 ? `  … ${[...this.lines.values()].join(' · ')}`.slice(0, 100) : ''
		this.terminal.write(this.shown)
	}
}
