import { parseQueued, type QueuedCorrection } from './queued'

/** Where corrections wait on this device. */
export interface QueueStorage {
	/** In the order in which they were made. */
	load(): QueuedCorrection[]
	/** False: it could not be kept, and is gone when the page closes. */
	save(correction: QueuedCorrection): boolean
	remove(id: string): void
	/** As it stands there: another tab may have sent it, or taken it back (null). Undefined: nothing can be kept. */
	read(id: string): QueuedCorrection | null | undefined
}

const PREFIX = 'painel.corrections.'

const prefixOf = (user: string, ledger = '') => `${PREFIX}${user}.${ledger && `${ledger}.`}`

/**
 * The corrections of one person in one ledger, each under a key of its own, so that two tabs never overwrite one another's.
 * In `localStorage`, because it has stored when it returns: a phone may close the page right after the tap. Signing out
 * removes whatever begins with `painel.`, these included.
 */
export class DeviceQueue implements QueueStorage {
	private readonly prefix: string
	/** Those for which there was no room: that they are not there says nothing. */
	private readonly unkept = new Set<string>()

	constructor(
		user: string,
		ledger: string,
		private readonly device: Storage | null = deviceStorage(),
	) {
		this.prefix = prefixOf(user, ledger)
	}

	load(): QueuedCorrection[] {
		const found = keysOf(this.device, this.prefix).flatMap((key) => {
			const correction = parseQueued(this.device?.getItem(key) ?? '')
			if (!correction) this.device?.removeItem(key)
			return correction ?? []
		})
		return found.sort((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1))
	}

	save(correction: QueuedCorrection): boolean {
		try {
			if (!this.device) return false
			this.device.setItem(this.prefix + correction.id, JSON.stringify(correction))
			this.unkept.delete(correction.id)
			return true
		} catch {
			this.unkept.add(correction.id)
			return false
		}
	}

	remove(id: string): void {
		this.device?.removeItem(this.prefix + id)
	}

	read(id: string): QueuedCorrection | null | undefined {
		return this.device && !this.unkept.has(id)
			? parseQueued(this.device.getItem(this.prefix + id) ?? '')
			: undefined
	}
}

/** How many corrections of a person wait on this device, in one ledger or in all. */
export function countQueued(user: string, ledger = '', device = deviceStorage()): number {
	return keysOf(device, prefixOf(user, ledger)).length
}

function keysOf(device: Storage | null, prefix: string): string[] {
	if (!device) return []
	const keys = Array.from({ length: device.length }, (_, at) => device.key(at) ?? '')
	return keys.filter((key) => key.startsWith(prefix))
}

/** Null where the browser refuses storage. */
export function deviceStorage(): Storage | null {
	try {
		return globalThis.localStorage ?? null
	} catch {
		return null
	}
}
