import { same } from '../ledger/same'

/** Figures asked for with other arguments (months, limits) are kept up to here. */
const KEPT = 64

/** Keeps each figure until its version moves on, and its identity until its value does. */
export class Memo {
	private readonly held = new Map<string, { version: number; value: unknown }>()

	read<T>(name: string, version: number, compute: () => T): T {
		const held = this.held.get(name)
		if (held?.version === version) return held.value as T
		const fresh = compute()
		const value = held && same(held.value, fresh) ? (held.value as T) : fresh
		if (!held && this.held.size === KEPT) this.held.clear()
		this.held.set(name, { version, value })
		return value
	}
}
