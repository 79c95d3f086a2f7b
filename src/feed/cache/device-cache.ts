import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB } from 'idb'
import { toPlainColumns } from '../../ledger/typed-columns'
import type { TransactionColumns } from '../../ledger/types'
import { breathe } from '../breathe'
import { type Extent, isExtent } from '../extent'
import type { CachedLedger, CacheHeader, FeedCache } from '../ports'
import { mergedHeader } from './merged-header'
import {
	PACKED_FORMAT,
	type PackedColumns,
	packColumns,
	packedRevisions,
	unpackColumns,
} from './packed-columns'

const NAME = 'painel-feed'
/** Rows per stored part: the largest page the feed reads, and a few milliseconds to unpack. */
const PART_ROWS = 4000
/** A cache this much larger than it was when first complete is dropped, and built anew by the next visit. */
const GROWTH = 2
const GROWTH_FLOOR = 20_000
/** Rows from which on packing is worth a task of its own. */
const LARGE = 300
/** More parts than this of a few rows each are joined into one when read. */
const SMALL_PARTS = 40

interface StoredHeader extends CacheHeader {
	format: typeof PACKED_FORMAT
	user: string
	ledger: string
	/** Told apart from a cache that was wiped and begun anew meanwhile. */
	generation: string
	parts: number
	rows: number
	/** Rows when history was first complete. */
	rowsComplete: number
}

interface Schema extends DBSchema {
	headers: { key: [string, string]; value: StoredHeader }
	parts: { key: [string, string, number]; value: PackedColumns }
}

/**
 * One ledger's rows on this device, for one user, in IndexedDB. Several tabs may use it at once: a part is added only to
 * the generation that this tab knows, and the header only moves forward. Storage that is full, forbidden or damaged
 * makes it an empty cache, never an error.
 */
export function makeDeviceCache(user: string, ledger: string, factory = globalThis.indexedDB): FeedCache {
	const key: [string, string] = [user, ledger]
	/** The generation this tab may write to: undefined before the first write or read, null when it lost its right to. */
	let generation: string | null | undefined
	/** Grows with each wipe: a write that was asked for before must not bring anything back. */
	let wipes = 0
	let connection: Promise<IDBPDatabase<Schema> | null> | null = null
	let closed = false

	function connect(): Promise<IDBPDatabase<Schema> | null> {
		connection ??= (async () => {
			if (!factory) return null
			try {
				const db = await openDB<Schema>(NAME, PACKED_FORMAT, {
					upgrade(database) {
						for (const name of [...database.objectStoreNames]) database.deleteObjectStore(name)
						database.createObjectStore('headers')
						database.createObjectStore('parts')
					},
					blocking() {
						// A newer version of the page wants to upgrade.
						void connection?.then((open) => open?.close())
						connection = Promise.resolve(null)
					},
					terminated() {
						connection = Promise.resolve(null)
					},
				})
				return db
			} catch {
				return null
			}
		})()
		return connection
	}

	async function quietly<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>, otherwise: T): Promise<T> {
		if (closed) return otherwise
		try {
			const db = await connect()
			return db ? await work(db) : otherwise
		} catch {
			return otherwise
		}
	}

	async function load(db: IDBPDatabase<Schema>): Promise<CachedLedger | null> {
		const stored = await db.get('headers', key)
		// What is not ours is left to the first save, which replaces it: this may be an answer that nobody waits for any more.
		if (!stored || !isOurs(stored, user, ledger)) return null
		const { extent, head, epoch, confirmedAt, directory, inboxRevision } = stored
		return {
			header: { extent, head, epoch, confirmedAt, directory, inboxRevision },
			async read(onColumns) {
				// Only a copy that is shown may be added to: rows on top of one that was not read would leave a hole.
				if (generation !== undefined && generation !== stored.generation)
					throw new Error('this copy was given up')
				generation = stored.generation
				let small = 0
				for (let part = 0; part < stored.parts; part++) {
					const packed = await db.get('parts', [...key, part])
					// Unpacking starts in a task of its own, after the browser's copying.
					if (packed && packed.rows > LARGE) await breathe()
					const columns = unpackColumns(packed)
					if (!columns) throw new Error('a part of the cache is missing or damaged')
					if (columns.rows < PART_ROWS / 20) small += 1
					await onColumns(columns)
				}
				// The reader has all rows and need not wait for this.
				if (small > SMALL_PARTS)
					void quietly((open) => joinSmallParts(open, key, stored.generation), undefined)
			},
		}
	}

	/** Not stored: this tab's rows do not follow on from what is there any more, so it writes nothing until a wipe. */
	async function save(batches: Parameters<FeedCache['save']>[0], header: CacheHeader): Promise<boolean> {
		if (generation === null) return false
		const before = wipes
		const stored = await quietly((db) => store(db, batches, header, () => before === wipes), false)
		if (!stored && before === wipes) generation = null
		return stored
	}

	async function store(
		db: IDBPDatabase<Schema>,
		batches: Parameters<FeedCache['save']>[0],
		header: CacheHeader,
		isWanted: () => boolean,
	): Promise<boolean> {
		const packed: PackedColumns[] = []
		for (const columns of batches.flatMap(split)) {
			packed.push(packColumns(columns))
			if (columns.id.length > LARGE) await breathe()
		}
		return inOneGo(db, async (headers, parts) => {
			let stored = await headers.get(key)
			// Only now is it known which came first: transactions run in the order in which they began.
			if (!isWanted()) return false
			if (generation === undefined) {
				// A first visit: whatever lies there is not what we would add to.
				generation = crypto.randomUUID()
				stored = blank(user, ledger, generation, header)
				await parts.delete(allParts(key))
			} else if (!stored || stored.generation !== generation) {
				// Another tab wiped it or began anew; what we hold does not follow on from that.
				return false
			}
			const next: StoredHeader = { ...stored, ...mergedHeader(stored, header) }
			for (const part of packed) {
				if (isKnown(part, stored.extent)) continue
				await parts.put(part, [...key, next.parts])
				next.parts += 1
				next.rows += part.rows
			}
			if (next.extent.filled >= next.extent.floor && next.rowsComplete === 0) next.rowsComplete = next.rows
			if (next.rowsComplete > 0 && next.rows > GROWTH_FLOOR + next.rowsComplete * GROWTH) {
				await headers.delete(key)
				await parts.delete(allParts(key))
				return false
			}
			await headers.put(next, key)
			return true
		})
	}

	function wipe(): Promise<void> {
		wipes += 1
		// What comes after a wipe begins a new generation. Its transaction waits for this one.
		generation = undefined
		return quietly(
			(db) =>
				inOneGo(db, async (headers, parts) => {
					await headers.delete(key)
					await parts.delete(allParts(key))
				}),
			undefined,
		)
	}

	return {
		load: () => quietly(load, null),
		save,
		wipe,
		async wipeUser() {
			wipes += 1
			generation = null
			await quietly((db) => deleteUser(db, user), undefined)
		},
		close() {
			// Writes under way finish first; IndexedDB waits for them.
			closed = true
			void connection?.then((db) => db?.close())
		},
	}
}

/** Forgets every ledger of a user on this device. */
export async function wipeDeviceCache(user: string, factory = globalThis.indexedDB): Promise<void> {
	const cache = makeDeviceCache(user, '', factory)
	await cache.wipeUser()
	cache.close()
}

type Stores<Name extends 'headers' | 'parts'> = IDBPObjectStore<
	Schema,
	('headers' | 'parts')[],
	Name,
	'readwrite'
>

/** One transaction on both stores; if `work` fails, nothing of it is kept. */
async function inOneGo<T>(
	db: IDBPDatabase<Schema>,
	work: (headers: Stores<'headers'>, parts: Stores<'parts'>) => Promise<T>,
): Promise<T> {
	const tx = db.transaction(['headers', 'parts'], 'readwrite')
	// The first error to come is the one that is thrown; this is the same one again.
	tx.done.catch(() => {})
	try {
		const result = await work(tx.objectStore('headers'), tx.objectStore('parts'))
		await tx.done
		return result
	} catch (error) {
		try {
			tx.abort()
		} catch {
			// It ended by itself.
		}
		throw error
	}
}

function allParts(key: [string, string]): IDBKeyRange {
	return IDBKeyRange.bound([...key, 0], [...key, Number.MAX_SAFE_INTEGER])
}

function deleteUser(db: IDBPDatabase<Schema>, user: string): Promise<void> {
	return inOneGo(db, async (headers, parts) => {
		// An array sorts after every string, so this spans all ledgers.
		await headers.delete(IDBKeyRange.bound([user], [user, []]))
		await parts.delete(IDBKeyRange.bound([user], [user, []]))
	})
}

function isOurs(stored: StoredHeader, user: string, ledger: string): boolean {
	return (
		stored.format === PACKED_FORMAT &&
		stored.user === user &&
		stored.ledger === ledger &&
		typeof stored.generation === 'string' &&
		typeof stored.epoch === 'string' &&
		Number.isSafeInteger(stored.parts) &&
		isExtent(stored.extent) &&
		Number.isSafeInteger(stored.head) &&
		(stored.directory === null || stored.directory?.ledger?.id === ledger)
	)
}

/** A header that claims no rows yet. */
function blank(user: string, ledger: string, generation: string, header: CacheHeader): StoredHeader {
	const extent = { ...header.extent, applied: header.extent.floor, filled: 0, window: null }
	return {
		...header,
		extent,
		format: PACKED_FORMAT,
		user,
		ledger,
		generation,
		parts: 0,
		rows: 0,
		rowsComplete: 0,
	}
}

/** Another tab has stored these rows, or newer versions of them, already. */
function isKnown(part: PackedColumns, extent: Extent): boolean {
	return packedRevisions(part).every((revision) =>
		revision > extent.floor ? revision <= extent.applied : revision <= extent.filled,
	)
}

function split(columns: Parameters<typeof packColumns>[0]) {
	const rows = columns.id.length
	if (rows === 0) return []
	if (rows <= PART_ROWS) return [columns]
	const pieces = []
	for (let start = 0; start < rows; start += PART_ROWS) {
		const piece: Record<string, unknown[]> = {}
		for (const [name, column] of Object.entries(columns)) piece[name] = column.slice(start, start + PART_ROWS)
		pieces.push(piece as unknown as typeof columns)
	}
	return pieces
}

/** Live rows arrive a few at a time; without this a busy ledger's cache would be thousands of tiny parts. */
function joinSmallParts(db: IDBPDatabase<Schema>, key: [string, string], generation: string): Promise<void> {
	return inOneGo(db, async (headers, parts) => {
		const stored = await headers.get(key)
		if (!stored || stored.generation !== generation) return
		const kept: PackedColumns[] = []
		const small: TransactionColumns[] = []
		for (let part = 0; part < stored.parts; part++) {
			const packed = await parts.get([...key, part])
			if (!packed) return
			const columns = packed.rows < PART_ROWS / 20 ? unpackColumns(packed) : null
			if (columns) small.push(toPlainColumns(columns))
			else kept.push(packed)
		}
		const joined: Record<string, unknown[]> = {}
		for (const columns of small)
			for (const [name, column] of Object.entries(columns)) {
				joined[name] ??= []
				joined[name].push(...column)
			}
		const all = [...kept, ...split(joined as never).map(packColumns)]
		await parts.delete(allParts(key))
		for (const [part, packed] of all.entries()) await parts.put(packed, [...key, part])
		await headers.put({ ...stored, parts: all.length }, key)
	})
}

/** A cache that remembers nothing: no storage, or none wanted. */
export const noCache: FeedCache = {
	load: async () => null,
	save: async () => false,
	wipe: async () => {},
	wipeUser: async () => {},
	close() {},
}
