/** A line may be what a slot holds. */
export interface Edge<Slot> {
	line: number
	slot: Slot
	/** Of the slot: the same name, the same slot. */
	name: string
	/** Everything that must agree does; else the edge is offered and never taken by itself. */
	isSure: boolean
	/** The likelier the lower, the first number first. */
	cost: number[]
	/** Lines of one look are alike to a person, and so are slots. */
	lineLook: string
	slotLook: string
}

/** What became of one line. */
export interface Assigned<Slot> {
	line: number
	/** All slots that it may have, the likeliest first. */
	edges: Edge<Slot>[]
	chosen: Edge<Slot> | null
	/** Another choice would be as good, or nothing sure was found: a person should look. */
	asked: boolean
}

export const byCost = (a: { cost: number[] }, b: { cost: number[] }): number => {
	const at = a.cost.findIndex((cost, place) => cost !== b.cost[place])
	return at < 0 ? 0 : a.cost[at]! - b.cost[at]!
}

/**
 * Gives each slot to at most one line, and a slot to as many lines as can have one: a line that stays without one only because
 * others took theirs first would be recorded twice. Among equally many the likelier goes first. Answers the lines that have an edge.
 *
 * @param edges of each line in the order of their cost
 */
export function assign<Slot>(edges: Edge<Slot>[]): Assigned<Slot>[] {
	const ofLine = new Map<number, Edge<Slot>[]>()
	for (const edge of edges) {
		const others = ofLine.get(edge.line)
		if (others) others.push(edge)
		else ofLine.set(edge.line, [edge])
	}
	const sure = new Map<number, Edge<Slot>[]>()
	for (const [line, all] of ofLine) {
		const own = all.filter(({ isSure }) => isSure)
		if (own.length > 0) sure.set(line, own)
	}
	const chosen = new Matching(sure).chosen()
	const open = openLines(ofLine)
	return [...ofLine].map(([line, own]) => ({
		line,
		edges: own,
		chosen: chosen.get(line) ?? null,
		asked: open.has(line),
	}))
}

/** A matching of most lines, by paths that give a slot away where its line finds another. */
class Matching<Slot> {
	private readonly holder = new Map<string, Edge<Slot>>()
	/** Slots from which no free one can be reached: none ever can again. */
	private readonly dead = new Set<string>()

	constructor(private readonly sure: Map<number, Edge<Slot>[]>) {}

	/** The edge of each line that has one. */
	chosen(): Map<number, Edge<Slot>> {
		const lines = [...this.sure].sort(([, [a]], [, [b]]) => byCost(a!, b!))
		for (const [line] of lines) this.place(line)
		return new Map([...this.holder.values()].map((edge) => [edge.line, edge]))
	}

	private place(line: number): void {
		/** The edge by which each slot was reached. */
		const reached = new Map<string, Edge<Slot>>()
		const waiting = [line]
		for (const from of waiting) {
			for (const edge of this.sure.get(from)!) {
				if (reached.has(edge.name) || this.dead.has(edge.name)) continue
				reached.set(edge.name, edge)
				const holder = this.holder.get(edge.name)
				if (!holder) {
					this.passOn(edge, line, reached)
					return
				}
				waiting.push(holder.line)
			}
		}
		for (const name of reached.keys()) this.dead.add(name)
	}

	/** Along the path each line takes the slot it reached, and leaves its own to the line before. */
	private passOn(end: Edge<Slot>, line: number, reached: Map<string, Edge<Slot>>): void {
		const heldBy = new Map([...reached.keys()].map((name) => [this.holder.get(name)?.line, name]))
		for (let edge = end; ; ) {
			const before = heldBy.get(edge.line)
			this.holder.set(edge.name, edge)
			if (edge.line === line || before === undefined) return
			edge = reached.get(before)!
		}
	}
}

/** What a group of lines and slots looks like. */
interface Look {
	lines: Set<string>
	slots: Set<string>
	isSure: boolean
}

/** Lines that could as well have another slot, or whose slot could be another line's, or none; not where all of them look alike. */
function openLines<Slot>(ofLine: Map<number, Edge<Slot>[]>): Set<number> {
	const groups = new Groups()
	for (const own of ofLine.values())
		for (const { line, name } of own) groups.join(`line ${line}`, `slot ${name}`)
	const looks = new Map<string, Look>()
	for (const [line, own] of ofLine) {
		const group = groups.of(`line ${line}`)
		const seen = looks.get(group) ?? { lines: new Set(), slots: new Set(), isSure: true }
		looks.set(group, seen)
		for (const { lineLook, slotLook, isSure } of own) {
			seen.lines.add(lineLook)
			seen.slots.add(slotLook)
			seen.isSure &&= isSure
		}
	}
	const isOpen = ({ lines, slots, isSure }: Look) => !isSure || lines.size > 1 || slots.size > 1
	return new Set([...ofLine.keys()].filter((line) => isOpen(looks.get(groups.of(`line ${line}`))!)))
}

/** Which names belong together. */
class Groups {
	private readonly above = new Map<string, string>()

	of(name: string): string {
		let top = name
		for (let next = this.above.get(top); next !== undefined; next = this.above.get(top)) top = next
		// Shorter ways for the next look.
		for (let at = name; at !== top; ) {
			const next = this.above.get(at)!
			this.above.set(at, top)
			at = next
		}
		return top
	}

	join(a: string, b: string): void {
		const [first, second] = [this.of(a), this.of(b)]
		if (first !== second) this.above.set(first, second)
	}
}
