import type { IDBPDatabase } from 'idb'
import type { TypedColumns } from '../../ledger/columns'
import type { TransactionColumns } from '../../ledger/types'
import { yieldToBrowser } from '../browser'
import type { CachedLedger, CacheHeader, FeedCache } from '../ports'
import {
	allParts,
	CacheDatabase,
	type CacheKey,
	deleteCopiesOf,
	deleteCopy,
	inOneTransaction,
	type Schema,
} from './database'
import { type PackedColumns, packColumns, unpackColumns } from './format'
import { blankHeader, isHeaderOf, isStored, mergedHeader, type StoredHeader } from './header'
import { isSmall, joinSmallParts, SMALL_PARTS, splitIntoParts } from './parts'

/** A copy this much larger than it was when first complete is dropped, and built anew by the next visit. */
const GROWTH = 2
const GROWTH_FLOOR = 20_000
/** Rows from which on packing is worth a task of its own. */
const LARGE = 300

/**
 * One ledger's rows on this device, for one user, in IndexedDB. Several tabs may use it at once: a part is added only to
 * the generation that this tab knows, and the header only moves forward. Storage that is full, forbidden or damaged
 * makes it an empty copy, never an error.
 */
export class DeviceCache implements FeedCache {
	private readonly key: CacheKey
	private readonly database: CacheDatabase
	/** The generation this tab may write to: undefined before the first write or read, null when it lost its right to. */
	private generation: string | null | undefined
	/** Incremented by each wipe: a write that was asked for before must not bring anything back. */
	private wipes = 0

	constructor(
		private readonly user: string,
		private readonly ledger: string,
		factory: IDBFactory | undefined = deviceDatabases(),
	) {
		this.key = [user, ledger]
		this.database = new CacheDatabase(factory)
	}

	load(): Promise<CachedLedger | null> {
		return this.database.attempt(async (db) => {
			const stored = await db.get('headers', this.key)
			// What is not ours is left to the first save, which replaces it: nobody may be waiting for this answer any more.
			if (!stored || !isHeaderOf(stored, this.user, this.ledger)) return null
			const { extent, head, database, confirmedAt, settings, inboxRevision } = stored
			return {
				header: { extent, head, database, confirmedAt, settings, inboxRevision },
				read: (onPart: (columns: TypedColumns) => Promise<void>) => this.readParts(db, stored, onPart),
			}
		}, null)
	}

	/** False: not stored. This tab's rows do not follow on from what is there any more, so it writes nothing until a wipe. */
	async save(batches: readonly TransactionColumns[], header: CacheHeader): Promise<boolean> {
		if (this.generation === null) return false
		const before = this.wipes
		const isWanted = () => before === this.wipes
		const isSaved = await this.database.attempt((db) => this.store(db, batches, header, isWanted), false)
		if (!isSaved && isWanted()) this.generation = null
		return isSaved
	}

	wipe(): Promise<void> {
		this.wipes += 1
		// What comes after a wipe begins a new generation. Its transaction waits for this one.
		this.generation = undefined
		return this.database.attempt((db) => deleteCopy(db, this.key), undefined)
	}

	async wipeUser(): Promise<void> {
		this.wipes += 1
		this.generation = null
		await this.database.attempt((db) => deleteCopiesOf(db, this.user), undefined)
	}

	close(): void {
		this.database.close()
	}

	private async readParts(
		db: IDBPDatabase<Schema>,
		stored: StoredHeader,
		onPart: (columns: TypedColumns) => Promise<void>,
	): Promise<void> {
		// Only a copy that is shown may be added to: rows on top of one that was not read would leave a hole.
		if (this.generation !== undefined && this.generation !== stored.generation)
			throw new Error('this copy was given up')
		this.generation = stored.generation
		let small = 0
		for (let part = 0; part < stored.parts; part++) {
			const packed = await db.get('parts', [...this.key, part])
			// Unpacking starts in a task of its own, after the browser's copying.
			if (packed && packed.rows > LARGE) await yieldToBrowser()
			const columns = unpackColumns(packed)
			if (!columns) throw new Error('a part of the cache is missing or damaged')
			if (isSmall(columns)) small += 1
			await onPart(columns)
		}
		// The page has all rows and need not wait for this.
		if (small > SMALL_PARTS)
			void this.database.attempt((open) => joinSmallParts(open, this.key, stored.generation), undefined)
	}

	private async store(
		db: IDBPDatabase<Schema>,
		batches: readonly TransactionColumns[],
		header: CacheHeader,
		isWanted: () => boolean,
	): Promise<boolean> {
		const packed: PackedColumns[] = []
		for (const columns of batches.flatMap(splitIntoParts)) {
			packed.push(packColumns(columns))
			if (columns.id.length > LARGE) await yieldToBrowser()
		}
		return inOneTransaction(db, async (headers, parts) => {
			let stored = await headers.get(this.key)
			// Only now is it known which came first: transactions run in the order in which they began.
			if (!isWanted()) return false
			if (this.generation === undefined) {
				// A first visit: whatever lies there is not what we would add to.
				this.generation = crypto.randomUUID()
				stored = blankHeader(this.user, this.ledger, this.generation, header)
				await parts.delete(allParts(this.key))
			} else if (!stored || stored.generation !== this.generation) {
				// Another tab wiped it or began anew; what we hold does not follow on from that.
				return false
			}
			const next: StoredHeader = { ...stored, ...mergedHeader(stored, header) }
			for (const part of packed) {
				if (isStored(part, stored.extent)) continue
				await parts.put(part, [...this.key, next.parts])
				next.parts += 1
				next.rows += part.rows
			}
			if (next.extent.filled >= next.extent.floor && next.rowsComplete === 0) next.rowsComplete = next.rows
			if (next.rowsComplete > 0 && next.rows > GROWTH_FLOOR + next.rowsComplete * GROWTH) {
				await headers.delete(this.key)
				await parts.delete(allParts(this.key))
				return false
			}
			await headers.put(next, this.key)
			return true
		})
	}
}

/** Undefined where there is none, or where the browser throws at whoever asks (a sandboxed frame, storage switched off). */
function deviceDatabases(): IDBFactory | undefined {
	try {
		return globalThis.indexedDB
	} catch {
		return undefined
	}
}

/** Forgets every ledger of a user on this device. */
export async function wipeDeviceCache(user: string, factory = deviceDatabases()): Promise<void> {
	const cache = new DeviceCache(user, '', factory)
	await cache.wipeUser()
	cache.close()
}

/** Remembers nothing. */
export const noCache: FeedCache = {
	load: async () => null,
	save: async () => false,
	wipe: async () => {},
	wipeUser: async () => {},
	close() {},
}
