import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB } from 'idb'
import { PACKED_FORMAT, type PackedColumns } from './format'
import type { StoredHeader } from './header'

const NAME = 'painel-feed'

export interface Schema extends DBSchema {
	headers: { key: [string, string]; value: StoredHeader }
	parts: { key: [string, string, number]; value: PackedColumns }
}

/** User and ledger. */
export type CacheKey = [string, string]

type Stores<Name extends 'headers' | 'parts'> = IDBPObjectStore<
	Schema,
	('headers' | 'parts')[],
	Name,
	'readwrite'
>

/** A connection that opens when it is first needed. Where storage is full, forbidden or broken there is none, and no error. */
export class CacheDatabase {
	private connection: Promise<IDBPDatabase<Schema> | null> | null = null
	private isClosed = false

	constructor(private readonly factory: IDBFactory | undefined) {}

	/** Does `work`, or answers `otherwise` if it cannot be done. */
	async attempt<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>, otherwise: T): Promise<T> {
		if (this.isClosed) return otherwise
		try {
			this.connection ??= this.open()
			const db = await this.connection
			return db ? await work(db) : otherwise
		} catch {
			return otherwise
		}
	}

	/** Writes under way finish first; IndexedDB waits for them. */
	close(): void {
		this.isClosed = true
		void this.connection?.then((db) => db?.close())
	}

	private async open(): Promise<IDBPDatabase<Schema> | null> {
		if (!this.factory) return null
		try {
			return await openDB<Schema>(NAME, PACKED_FORMAT, {
				upgrade(database) {
					for (const name of [...database.objectStoreNames]) database.deleteObjectStore(name)
					database.createObjectStore('headers')
					database.createObjectStore('parts')
				},
				blocking: () => {
					// A newer version of the page wants to upgrade.
					void this.connection?.then((open) => open?.close())
					this.connection = Promise.resolve(null)
				},
				terminated: () => {
					this.connection = Promise.resolve(null)
				},
			})
		} catch {
			return null
		}
	}
}

/** One transaction on both stores; if `work` fails, nothing of it is kept. */
export async function inOneTransaction<T>(
	db: IDBPDatabase<Schema>,
	work: (headers: Stores<'headers'>, parts: Stores<'parts'>) => Promise<T>,
): Promise<T> {
	const tx = db.transaction(['headers', 'parts'], 'readwrite')
	// The first error is the one that is thrown below; this is the same one again.
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

export function allParts(key: CacheKey): IDBKeyRange {
	return IDBKeyRange.bound([...key, 0], [...key, Number.MAX_SAFE_INTEGER])
}

export function deleteCopy(db: IDBPDatabase<Schema>, key: CacheKey): Promise<void> {
	return inOneTransaction(db, async (headers, parts) => {
		await headers.delete(key)
		await parts.delete(allParts(key))
	})
}

export function deleteCopiesOf(db: IDBPDatabase<Schema>, user: string): Promise<void> {
	// An array sorts after every string, so this spans all ledgers.
	const range = IDBKeyRange.bound([user], [user, []])
	return inOneTransaction(db, async (headers, parts) => {
		await headers.delete(range)
		await parts.delete(range)
	})
}
