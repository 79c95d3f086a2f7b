import { IDBFactory } from 'fake-indexeddb'
import { rowsOfColumns, toPlainColumns } from '../../ledger/columns'
import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { TransactionColumns } from '../../ledger/types'
import type { CacheHeader, FeedCache } from '../ports'
import { makeFakeLedger, type Version } from '../testing/fake-ledger'
import { PACKED_FORMAT } from './format'
import { DeviceCache, wipeDeviceCache } from './index'

beforeEach(() => {
	globalThis.indexedDB = new IDBFactory()
})

function header(applied: number, floor = applied, filled = floor, database = 'e'): CacheHeader {
	return {
		extent: { applied, floor, filled, window: { from: '2026-10', to: '2037-03' } },
		head: applied,
		database,
		confirmedAt: 1000 + applied,
		settings: null,
		inboxRevision: 3,
	}
}

async function readAll(
	cache: FeedCache,
): Promise<{ header: CacheHeader; rows: Map<string, Version> } | null> {
	const found = await cache.load()
	if (!found) return null
	const rows = new Map<string, Version>()
	await found.read(async (columns) => {
		for (const row of rowsOfColumns(toPlainColumns(columns))) {
			const held = rows.get(row.id)
			if (!held || row.revision > held.revision) rows.set(row.id, row)
		}
	})
	return { header: found.header, rows }
}

function ledgerOf(rows: number) {
	const ledger = makeFakeLedger(() => 0)
	return { ledger, written: ledger.record(rows).rows }
}

/** Opens the stored parts by hand. */
async function tamper(change: (parts: IDBObjectStore, headers: IDBObjectStore) => void): Promise<void> {
	const db = await new Promise<IDBDatabase>((resolve, reject) => {
		const request = indexedDB.open('painel-feed')
		request.onsuccess = () => resolve(request.result)
		request.onerror = () => reject(request.error)
	})
	const tx = db.transaction(['parts', 'headers'], 'readwrite')
	change(tx.objectStore('parts'), tx.objectStore('headers'))
	await new Promise((resolve) => {
		tx.oncomplete = resolve
	})
	db.close()
}

describe('a return visit', () => {
	test('finds exactly what was saved, with its header', async () => {
		const { ledger, written } = ledgerOf(4500)
		const first = new DeviceCache('ana', 'casa')
		expect(await first.load()).toBeNull()
		await first.save([written], header(4500))
		const [id] = ledger.ids()
		await first.save(
			[ledger.change([id!], { amount_cents: 7, description: 'ação 🎉 <b>' }).rows],
			header(4501, 4500),
		)
		first.close()
		const found = await readAll(new DeviceCache('ana', 'casa'))
		expect(found?.header).toEqual(header(4501, 4500))
		expect(found?.rows).toEqual(ledger.asOf(4501))
	})

	test('many rows at once are packed with a rest after each part, a few without one', async () => {
		const rest = vi.fn(async () => {})
		vi.stubGlobal('scheduler', { yield: rest })
		const save = async (rows: number) => {
			rest.mockClear()
			await new DeviceCache('ana', `casa${rows}`).save([ledgerOf(rows).written], header(rows))
			return rest.mock.calls.length
		}
		expect([await save(300), await save(301)]).toEqual([0, 1])
		vi.unstubAllGlobals()
	})

	test('many small parts are joined, and stay the same rows', async () => {
		const { ledger, written } = ledgerOf(10)
		const cache = new DeviceCache('ana', 'casa')
		await cache.save([written], header(10))
		for (let n = 0; n < 60; n++) await cache.save([ledger.record(1).rows], header(11 + n, 10))
		expect((await readAll(new DeviceCache('ana', 'casa')))?.rows.size).toBe(70)
		const again = await readAll(new DeviceCache('ana', 'casa'))
		expect(again?.rows).toEqual(ledger.asOf(70))
		let parts = 0
		await tamper((store) => {
			store.count().onsuccess = (event) => {
				parts = (event.target as IDBRequest<number>).result
			}
		})
		expect(parts).toBeLessThan(5)
	})
})

describe('a copy that an older version of the page left', () => {
	test('is dropped, and the next one begun in its place', async () => {
		const older = await new Promise<IDBDatabase>((resolve) => {
			const request = indexedDB.open('painel-feed', PACKED_FORMAT - 1)
			request.onupgradeneeded = () => {
				for (const name of ['headers', 'parts']) request.result.createObjectStore(name)
			}
			request.onsuccess = () => resolve(request.result)
		})
		const tx = older.transaction(['headers', 'parts'], 'readwrite')
		tx.objectStore('headers').put({ ...header(3), format: PACKED_FORMAT - 1, user: 'ana' }, ['ana', 'casa'])
		tx.objectStore('parts').put({ format: PACKED_FORMAT - 1, rows: 3 }, ['ana', 'casa', 0])
		older.close()

		const cache = new DeviceCache('ana', 'casa')
		expect(await cache.load()).toBeNull()
		const { ledger, written } = ledgerOf(3)
		await cache.save([written], header(3))
		cache.close()
		expect((await readAll(new DeviceCache('ana', 'casa')))?.rows).toEqual(ledger.asOf(3))
	})
})

describe('whose it is', () => {
	test('another user and another ledger see nothing of it', async () => {
		const { written } = ledgerOf(3)
		await new DeviceCache('ana', 'casa').save([written], header(3))
		expect(await new DeviceCache('bia', 'casa').load()).toBeNull()
		expect(await new DeviceCache('ana', 'loja').load()).toBeNull()
	})

	test('saving and wiping one ledger leaves the rows of all others', async () => {
		const { written } = ledgerOf(3)
		await new DeviceCache('ana', 'casa').save([written], header(3))
		const other = new DeviceCache('bia', 'loja')
		await other.save([written], header(3))
		expect((await readAll(new DeviceCache('ana', 'casa')))?.rows.size).toBe(3)
		await other.wipe()
		expect((await readAll(new DeviceCache('ana', 'casa')))?.rows.size).toBe(3)
	})

	test("signing out wipes every ledger of the user, and nobody else's", async () => {
		const { written } = ledgerOf(3)
		for (const [user, ledger] of [
			['ana', 'casa'],
			['ana', 'loja'],
			['bia', 'casa'],
		] as const)
			await new DeviceCache(user, ledger).save([written], header(3))
		await wipeDeviceCache('ana')
		expect(await new DeviceCache('ana', 'casa').load()).toBeNull()
		expect(await new DeviceCache('ana', 'loja').load()).toBeNull()
		expect((await readAll(new DeviceCache('bia', 'casa')))?.rows.size).toBe(3)
	})
})

describe('what is unfit is dropped, never shown', () => {
	const unfit: [string, (parts: IDBObjectStore, headers: IDBObjectStore) => void][] = [
		['a part is missing', (parts) => void parts.delete(['ana', 'casa', 0])],
		['a part is something else', (parts) => void parts.put({ rows: 3 }, ['ana', 'casa', 0])],
		[
			'an amount was changed',
			(parts) => {
				parts.get(['ana', 'casa', 0]).onsuccess = (event) => {
					const part = (event.target as IDBRequest).result
					new DataView(part.numbers).setFloat64(4 * 8, 1, true)
					parts.put(part, ['ana', 'casa', 0])
				}
			},
		],
		[
			'a text was changed',
			(parts) => {
				parts.get(['ana', 'casa', 0]).onsuccess = (event) => {
					const part = (event.target as IDBRequest).result
					part.text = part.text.replace('purchase', 'PURCHASE')
					parts.put(part, ['ana', 'casa', 0])
				}
			},
		],
	]
	test.each(unfit)('%s', async (_, change) => {
		const { written } = ledgerOf(3)
		const cache = new DeviceCache('ana', 'casa')
		await cache.save([written], header(3))
		cache.close()
		await tamper(change)
		await expect(readAll(new DeviceCache('ana', 'casa'))).rejects.toThrow()
	})

	test.each<[string, object]>([
		['of another version', { format: 99 }],
		['of another user', { user: 'bia' }],
		['with an extent that cannot be', { extent: { applied: 1, floor: 5, filled: 9, window: null } }],
		['without a database', { database: null }],
		['of another ledger', { ledger: 'loja' }],
		['with the settings of another ledger', { settings: { ledger: { id: 'loja' } } }],
		['with half a part', { parts: 0.5 }],
		['without a head', { head: null }],
		['without a generation', { generation: 7 }],
	])('a header %s', async (_, wrong) => {
		const { written } = ledgerOf(3)
		const cache = new DeviceCache('ana', 'casa')
		await cache.save([written], header(3))
		cache.close()
		await tamper((_parts, headers) => {
			headers.get(['ana', 'casa']).onsuccess = (event) => {
				headers.put({ ...(event.target as IDBRequest).result, ...wrong }, ['ana', 'casa'])
			}
		})
		expect(await new DeviceCache('ana', 'casa').load()).toBeNull()
	})
})

describe('what was asked for before a wipe', () => {
	test('is not written after it, however far it had come', async () => {
		// Every point between the call and its transaction: packing many rows gives way to the page in between.
		for (let wait = 0; wait < 40; wait++) {
			globalThis.indexedDB = new IDBFactory()
			const { written } = ledgerOf(9000)
			const cache = new DeviceCache('ana', 'casa')
			// Half of the times it would have been this page's first write.
			if (wait % 2) await cache.save([], header(0))
			const underWay = cache.save([written], header(9000))
			for (let n = 0; n < wait >> 1; n++) await new Promise((resolve) => setImmediate(resolve))
			const wiped = cache.wipe()
			await Promise.all([underWay, wiped])
			expect(await new DeviceCache('ana', 'casa').load()).toBeNull()
			expect(await count()).toEqual({ headers: 0, parts: 0 })
			// Nor does it stand in the way of the copy that follows.
			expect(await cache.save([ledgerOf(3).written], header(3))).toBe(true)
			expect((await readAll(new DeviceCache('ana', 'casa')))?.rows.size).toBe(3)
			cache.close()
		}
	})

	test('is not written after one that came while it waited for another wipe', async () => {
		const cache = new DeviceCache('ana', 'casa')
		const first = cache.wipe()
		const underWay = cache.save([ledgerOf(3).written], header(3))
		const second = cache.wipe()
		expect([await first, await underWay, await second]).toEqual([undefined, false, undefined])
		expect(await count()).toEqual({ headers: 0, parts: 0 })
	})

	test('a wipe leaves no part of any size, and the copy after it is its own', async () => {
		const { ledger, written } = ledgerOf(9000)
		const cache = new DeviceCache('ana', 'casa')
		await cache.save([written], header(9000))
		expect((await count()).parts).toBe(3)
		await cache.wipe()
		expect(await count()).toEqual({ headers: 0, parts: 0 })
		await cache.save([ledger.record(1).rows], header(9001, 9001, 0))
		expect(await count()).toEqual({ headers: 1, parts: 1 })
	})

	test.each([true, false])(
		'after signing out nothing is written by this page any more (it had: %s)',
		async (had) => {
			const { ledger, written } = ledgerOf(3)
			const cache = new DeviceCache('ana', 'casa')
			if (had) await cache.save([written], header(3))
			await cache.wipeUser()
			expect(await cache.save([ledger.record(1).rows], header(4, 3))).toBe(false)
			expect(await cache.save([written], header(3))).toBe(false)
			expect(await count()).toEqual({ headers: 0, parts: 0 })
		},
	)

	test('signing out leaves no part either', async () => {
		const { written } = ledgerOf(3)
		await new DeviceCache('ana', 'casa').save([written], header(3))
		await new DeviceCache('bia', 'casa').save([written], header(3))
		await wipeDeviceCache('ana')
		expect(await count()).toEqual({ headers: 1, parts: 1 })
	})
})

describe('a copy of a busy ledger', () => {
	test('that grew far beyond what it was when complete is dropped, and the next visit builds it anew', async () => {
		const { ledger, written } = ledgerOf(100)
		const cache = new DeviceCache('ana', 'casa')
		await cache.save([written], header(100))
		let head = 100
		const change = async (rows: number) => {
			const ids = ledger.ids()
			const batches = []
			for (let left = rows; left > 0; left -= 100)
				batches.push(ledger.change(ids, { amount_cents: left }).rows)
			head += rows
			return cache.save(batches, header(head, 100))
		}
		expect(await change(20_000)).toBe(true)
		expect((await readAll(new DeviceCache('ana', 'casa')))?.rows.size).toBe(100)
		expect(await change(200)).toBe(false)
		expect(await count()).toEqual({ headers: 0, parts: 0 })
		// This visit's rows do not follow on from an empty copy.
		expect(await cache.save([ledger.record(1).rows], header(head + 1, 100))).toBe(false)
		expect(await count()).toEqual({ headers: 0, parts: 0 })
	})

	test('that is not complete yet may grow', async () => {
		const { written } = ledgerOf(30_000)
		const cache = new DeviceCache('ana', 'casa')
		expect(await cache.save([written], header(60_000, 60_000, 30_000))).toBe(true)
		expect((await readAll(new DeviceCache('ana', 'casa')))?.rows.size).toBe(30_000)
	})
})

describe('its connection', () => {
	test('makes way for a newer version of the page, and this one goes on without a copy', async () => {
		const { written } = ledgerOf(3)
		const cache = new DeviceCache('ana', 'casa')
		await cache.save([written], header(3))
		const upgraded = await new Promise<IDBDatabase>((resolve, reject) => {
			const request = indexedDB.open('painel-feed', PACKED_FORMAT + 1)
			request.onsuccess = () => resolve(request.result)
			request.onerror = () => reject(request.error)
		})
		upgraded.close()
		expect(await cache.save([], header(3))).toBe(false)
		expect(await cache.load()).toBeNull()
	})

	test('is closed when the feed stops, after the writes under way, and none is opened later', async () => {
		const { written } = ledgerOf(3)
		const cache = new DeviceCache('ana', 'casa')
		const underWay = cache.save([written], header(3))
		await underWay
		cache.close()
		expect(await cache.load()).toBeNull()
		expect(await cache.save([], header(4, 3))).toBe(false)
		// With a connection left open this would wait for ever.
		await new Promise<void>((resolve, reject) => {
			const request = indexedDB.deleteDatabase('painel-feed')
			request.onsuccess = () => resolve()
			request.onblocked = () => reject(new Error('a connection is open'))
		})
	})
})

describe('several tabs', () => {
	test('both go on from the same copy; the farther one decides, and nothing is stored twice', async () => {
		const { ledger, written } = ledgerOf(10)
		await new DeviceCache('ana', 'casa').save([written], header(10))
		const [left, right] = [new DeviceCache('ana', 'casa'), new DeviceCache('ana', 'casa')]
		await readAll(left)
		await readAll(right)
		const change: TransactionColumns = ledger.record(2).rows
		await left.save([change], header(12, 10))
		await right.save([change], header(12, 10))
		await right.save([ledger.record(1).rows], header(13, 10))
		await left.save([], header(12, 10))
		const found = await readAll(new DeviceCache('ana', 'casa'))
		expect(found?.header.extent.applied).toBe(13)
		expect(found?.rows).toEqual(ledger.asOf(13))
		let stored = 0
		await tamper((_parts, headers) => {
			headers.get(['ana', 'casa']).onsuccess = (event) => {
				stored = (event.target as IDBRequest).result.rows
			}
		})
		expect(stored).toBe(13)
	})

	test('a tab that missed a wipe does not bring anything back', async () => {
		const { ledger, written } = ledgerOf(10)
		await new DeviceCache('ana', 'casa').save([written], header(10))
		const late = new DeviceCache('ana', 'casa')
		await readAll(late)
		await wipeDeviceCache('ana')
		await late.save([ledger.record(1).rows], header(11, 10))
		expect(await new DeviceCache('ana', 'casa').load()).toBeNull()
	})

	test('a copy that was loaded and not read is replaced, not added to', async () => {
		const { ledger, written } = ledgerOf(400)
		await new DeviceCache('ana', 'casa').save([written], header(400))
		const hasty = new DeviceCache('ana', 'casa')
		const late = await hasty.load()
		const since = ledger.record(100).rows
		// A first page that reached down to nothing yet: what lies below 500 is still to be read.
		await hasty.save([since], header(500, 500, 0))
		await expect(late?.read(async () => {})).rejects.toThrow()
		const found = await readAll(new DeviceCache('ana', 'casa'))
		expect(found?.header.extent).toMatchObject({ floor: 500, filled: 0 })
		expect(found?.rows.size).toBe(100)
	})

	test('what is saved right after a wipe waits for it, and what was under way before it is not written', async () => {
		const { ledger, written } = ledgerOf(1000)
		const cache = new DeviceCache('ana', 'casa')
		const before = cache.save([written], header(1000))
		const wiped = cache.wipe()
		const anew = makeFakeLedger(() => 0, 'b')
		const after = cache.save([anew.record(5).rows], header(5))
		expect([await before, await wiped, await after]).toEqual([false, undefined, true])
		expect(ledger.head()).toBe(1000)
		const found = await readAll(new DeviceCache('ana', 'casa'))
		expect(found?.header.extent.applied).toBe(5)
		expect(found?.rows).toEqual(anew.asOf(5))
	})

	test('a copy that is replaced leaves none of its parts', async () => {
		const { ledger, written } = ledgerOf(9000)
		await new DeviceCache('ana', 'casa').save([written], header(9000))
		expect(await count()).toEqual({ headers: 1, parts: 3 })
		await new DeviceCache('ana', 'casa').save([ledger.record(1).rows], header(9001, 9001, 0))
		expect(await count()).toEqual({ headers: 1, parts: 1 })
	})

	test('a tab whose copy was begun anew by another keeps out of it', async () => {
		const { ledger, written } = ledgerOf(10)
		const first = new DeviceCache('ana', 'casa')
		await first.save([written], header(10))
		await new DeviceCache('ana', 'casa').save([ledger.changes(0, 99, null) as never].map(rowsOf), header(10))
		await first.save([ledger.record(5).rows], header(15, 10))
		const found = await readAll(new DeviceCache('ana', 'casa'))
		expect(found?.header.extent.applied).toBe(10)
		expect(found?.rows.size).toBe(10)
	})
})

/** How many entries each store holds, whoever's. */
async function count(): Promise<{ headers: number; parts: number }> {
	const counted = { headers: 0, parts: 0 }
	await tamper((parts, headers) => {
		parts.count().onsuccess = (event) => {
			counted.parts = (event.target as IDBRequest<number>).result
		}
		headers.count().onsuccess = (event) => {
			counted.headers = (event.target as IDBRequest<number>).result
		}
	})
	return counted
}

const rowsOf = (answer: { rows: TransactionColumns }) => answer.rows

describe('storage that does not work', () => {
	const broken = {
		forbidden: {
			open: () => {
				throw new DOMException('denied', 'SecurityError')
			},
		},
		absent: undefined,
	}
	test.each(Object.entries(broken))('%s is an empty cache and no error', async (_, factory) => {
		Object.defineProperty(globalThis, 'indexedDB', { value: factory, configurable: true, writable: true })
		const cache = new DeviceCache('ana', 'casa')
		expect(await cache.load()).toBeNull()
		expect(await cache.save([ledgerOf(3).written], header(3))).toBe(false)
		await cache.wipe()
		await cache.wipeUser()
		cache.close()
	})

	test('a browser that throws at whoever asks for it has an empty cache too', async () => {
		const get = () => {
			throw new DOMException('denied', 'SecurityError')
		}
		Object.defineProperty(globalThis, 'indexedDB', { get, configurable: true })
		const cache = new DeviceCache('ana', 'casa')
		expect(await cache.load()).toBeNull()
		await cache.wipeUser()
		Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true, writable: true })
	})

	test('what half a write left is taken back', async () => {
		const { ledger, written } = ledgerOf(3)
		const cache = new DeviceCache('ana', 'casa')
		await cache.save([written], header(3))
		const put = IDBObjectStore.prototype.put
		IDBObjectStore.prototype.put = function (...given) {
			// The part is written, its header finds no room.
			if (this.name === 'headers') throw new DOMException('full', 'QuotaExceededError')
			return put.apply(this, given)
		}
		expect(await cache.save([ledger.record(3).rows], header(6, 3))).toBe(false)
		IDBObjectStore.prototype.put = put
		expect(await count()).toEqual({ headers: 1, parts: 1 })
	})

	test('full is no error either', async () => {
		const { written } = ledgerOf(3)
		const cache = new DeviceCache('ana', 'casa')
		await cache.save([written], header(3))
		const put = IDBObjectStore.prototype.put
		IDBObjectStore.prototype.put = () => {
			throw new DOMException('full', 'QuotaExceededError')
		}
		expect(await cache.save([written], header(6, 3))).toBe(false)
		IDBObjectStore.prototype.put = put
		expect((await readAll(new DeviceCache('ana', 'casa')))?.header.extent.applied).toBe(3)
	})

	test('rows that found no room are never claimed by what is saved after them', async () => {
		const { ledger, written } = ledgerOf(3)
		const cache = new DeviceCache('ana', 'casa')
		await cache.save([written], header(3))
		const put = IDBObjectStore.prototype.put
		IDBObjectStore.prototype.put = function (...given) {
			// As the browser does it: the write is taken, and the transaction ends with the error.
			const request = put.apply(this, given)
			this.transaction.abort()
			return request
		}
		await cache.save([ledger.record(3).rows], header(6, 3))
		IDBObjectStore.prototype.put = put
		expect(await cache.save([ledger.record(1).rows], header(7, 3))).toBe(false)
		const found = await readAll(new DeviceCache('ana', 'casa'))
		expect(found?.header.extent.applied).toBe(3)
		expect(found?.rows).toEqual(ledger.asOf(3))
	})

	test('a first visit without room leaves no copy, and a wipe lets it begin anew', async () => {
		const { ledger, written } = ledgerOf(3)
		const cache = new DeviceCache('ana', 'casa')
		const put = IDBObjectStore.prototype.put
		IDBObjectStore.prototype.put = () => {
			throw new DOMException('full', 'QuotaExceededError')
		}
		await cache.save([written], header(3))
		IDBObjectStore.prototype.put = put
		await cache.save([ledger.record(1).rows], header(4, 3))
		expect(await new DeviceCache('ana', 'casa').load()).toBeNull()
		await cache.wipe()
		expect(await cache.save([written, ledger.record(1).rows], header(5, 5))).toBe(true)
		expect((await readAll(new DeviceCache('ana', 'casa')))?.header.extent.applied).toBe(5)
	})
})
