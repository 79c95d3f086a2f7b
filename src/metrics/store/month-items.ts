import { ComboSums } from './combo-sums'
import type { Combos } from './combos'
import type { ItemId } from './item-id'
import { Peaks } from './peaks'

const SMALLEST = 16
const LARGE = 1024
/** The columns of a month before its first item, shared by all: making some for each would cost more than a small ledger's rows. */
const NO_CENTS = new Float64Array(0)
const NO_CODES = new Uint16Array(0)
const NO_TEXTS = new Uint32Array(0)
const NO_HANDLES = new Int32Array(0)

/**
 * The items of one bill month, in columns, in no order.
 *
 * Invariants: columns are dense (a removed item's place is taken by the last one), so scans meet live items only; the cube,
 * once asked for, is the sum of all of them; `firstDay` and `lastDay` enclose every day, but need not be reached once items
 * are gone. Hold no column over an `add`: columns are replaced when they grow.
 */
export class MonthItems {
	length = 0
	cents = NO_CENTS
	/** Two bytes until a ledger has more combinations than that. */
	codes: Uint16Array | Uint32Array = NO_CODES
	days = NO_CODES
	texts = NO_TEXTS
	handles = NO_HANDLES
	firstDay = Number.POSITIVE_INFINITY
	lastDay = Number.NEGATIVE_INFINITY
	/** Increases with every change. */
	version = 0
	private sums: ComboSums | null = null
	private bounds: Peaks | null = null

	/** `month` counts from January 1970. `known` are the codes its items have. */
	constructor(
		readonly month: number,
		private readonly known: Combos,
	) {}

	/** Answers the item's position. */
	add(handle: ItemId, code: number, cents: number, day: number, text: number): number {
		const at = this.length++
		if (at === this.cents.length)
			this.setCapacity(at < LARGE ? Math.max(SMALLEST, 2 * at) : Math.ceil(1.375 * at))
		if (code > 0xffff && this.codes instanceof Uint16Array) this.codes = Uint32Array.from(this.codes)
		this.cents[at] = cents
		this.codes[at] = code
		this.texts[at] = text
		this.handles[at] = handle
		this.setDay(at, day)
		this.sums?.add(code, cents)
		this.bounds?.raise(at, this.known.kinds[code]!, cents)
		this.version++
		return at
	}

	/** Takes an item out; the one now at its position, if any, is `handles[position]`. */
	remove(position: number): void {
		this.sums?.remove(this.codes[position]!, this.cents[position]!)
		const last = --this.length
		this.cents[position] = this.cents[last]!
		this.codes[position] = this.codes[last]!
		this.days[position] = this.days[last]!
		this.texts[position] = this.texts[last]!
		this.handles[position] = this.handles[last]!
		if (position < last)
			this.bounds?.raise(position, this.known.kinds[this.codes[position]!]!, this.cents[position]!)
		this.version++
	}

	setDay(position: number, day: number): void {
		this.days[position] = day
		if (day < this.firstDay) this.firstDay = day
		if (day > this.lastDay) this.lastDay = day
	}

	/** Bounds of the amounts, for looking for the largest. */
	peaks(): Peaks {
		if (this.bounds === null) {
			this.bounds = new Peaks()
			const { kinds } = this.known
			for (let at = 0; at < this.length; at++) this.bounds.raise(at, kinds[this.codes[at]!]!, this.cents[at]!)
		}
		return this.bounds
	}

	/** Sums of all items by code, with grown for so many codes. A ledger of many short months would spend more on these than on its rows: only if read. */
	cube(codes: number): ComboSums {
		if (this.sums === null) {
			this.sums = new ComboSums(codes)
			for (let at = 0; at < this.length; at++) this.sums.add(this.codes[at]!, this.cents[at]!)
		}
		return this.sums
	}

	/** Makes grown for so many before the first comes, and some more: growing copies all that is there. */
	expect(count: number): void {
		if (count > SMALLEST && this.length === 0) this.setCapacity(Math.ceil(count * 1.05))
	}

	/** All columns share one buffer, widest first. */
	private setCapacity(capacity: number): void {
		const wide = this.codes instanceof Uint32Array
		const { buffer, start } = bufferFor(capacity * (wide ? 22 : 20))
		const { cents, codes, days, handles, texts } = this
		this.cents = new Float64Array(buffer, start, capacity)
		this.texts = new Uint32Array(buffer, start + 8 * capacity, capacity)
		this.handles = new Int32Array(buffer, start + 12 * capacity, capacity)
		this.codes = wide
			? new Uint32Array(buffer, start + 16 * capacity, capacity)
			: new Uint16Array(buffer, start + 16 * capacity, capacity)
		this.days = new Uint16Array(buffer, start + (wide ? 20 : 18) * capacity, capacity)
		if (cents.length === 0) return
		this.cents.set(cents)
		this.texts.set(texts)
		this.handles.set(handles)
		this.codes.set(codes)
		this.days.set(days)
	}
}

/**
 * Where small months lie, many in one: they are many, and making a buffer takes longer than filling a small one. What a month
 * outgrows stays unused until all in the same sheet are gone.
 */
let sheet = new ArrayBuffer(0)
let sheetUsed = 0
const SHEET = 16 * 1024

function bufferFor(bytes: number): { buffer: ArrayBuffer; start: number } {
	// Columns of eight bytes must begin at a multiple of eight.
	const taken = Math.ceil(bytes / 8) * 8
	if (taken > SHEET / 16) return { buffer: new ArrayBuffer(taken), start: 0 }
	if (sheetUsed + taken > sheet.byteLength) {
		sheet = new ArrayBuffer(SHEET)
		sheetUsed = 0
	}
	const start = sheetUsed
	sheetUsed += taken
	return { buffer: sheet, start }
}
