import { describe, expect, test } from 'vitest'
import { countQueued, DeviceQueue } from './device-queue'
import type { QueuedCorrection } from './queued'

class FakeDevice implements Storage {
	private readonly texts = new Map<string, string>()
	isFull = false

	get length() {
		return this.texts.size
	}
	clear() {
		this.texts.clear()
	}
	getItem(key: string) {
		return this.texts.get(key) ?? null
	}
	key(at: number) {
		return [...this.texts.keys()][at] ?? null
	}
	removeItem(key: string) {
		this.texts.delete(key)
	}
	setItem(key: string, text: string) {
		if (this.isFull) throw new DOMException('no room', 'QuotaExceededError')
		this.texts.set(key, text)
	}
}

const correction = (id: string, madeAt: number, more: Partial<QueuedCorrection> = {}): QueuedCorrection => ({
	id,
	transaction: 't',
	item: { action: 'amend', transaction_id: 't', amount: 40 },
	saw: null,
	name: 'mercado',
	madeAt,
	status: 'queued',
	wasSent: false,
	inboxId: null,
	reason: null,
	revision: null,
	...more,
})

describe('corrections on the device', () => {
	test('are kept by person and ledger, in the order in which they were made', () => {
		const device = new FakeDevice()
		const queue = new DeviceQueue('ana', 'casa', device)
		queue.save(correction('b', 2))
		queue.save(correction('a', 1))
		new DeviceQueue('ana', 'loja', device).save(correction('c', 3))
		new DeviceQueue('bruno', 'casa', device).save(correction('d', 4))
		expect(new DeviceQueue('ana', 'casa', device).load().map(({ id }) => id)).toEqual(['a', 'b'])
		expect(countQueued('ana', 'casa', device)).toBe(2)
		expect(countQueued('ana', '', device)).toBe(3)
		queue.remove('a')
		expect(queue.read('a')).toBeNull()
		expect(queue.read('b')).toMatchObject({ madeAt: 2 })
	})

	test('that were on their way when the page closed are asked about again', () => {
		const device = new FakeDevice()
		new DeviceQueue('ana', 'casa', device).save(correction('a', 1, { status: 'sending', wasSent: true }))
		expect(new DeviceQueue('ana', 'casa', device).load()).toMatchObject([{ status: 'queued', wasSent: true }])
	})

	test('that cannot be read are forgotten', () => {
		const device = new FakeDevice()
		for (const [at, text] of [
			'',
			'{',
			'[]',
			'{"id":"a"}',
			JSON.stringify({ ...correction('a', 1), status: 'x' }),
		].entries())
			device.setItem(`painel.corrections.ana.casa.${at}`, text)
		expect(new DeviceQueue('ana', 'casa', device).load()).toEqual([])
		expect(device.length).toBe(0)
	})

	test('without room or storage last as long as the page, and never count as another tab’s doing', () => {
		const device = new FakeDevice()
		device.isFull = true
		const queue = new DeviceQueue('ana', 'casa', device)
		expect(queue.save(correction('a', 1))).toBe(false)
		expect(queue.read('a')).toBeUndefined()
		const without = new DeviceQueue('ana', 'casa', null)
		expect(without.save(correction('a', 1))).toBe(false)
		expect(without.load()).toEqual([])
		expect(without.read('a')).toBeUndefined()
		expect(countQueued('ana', '', null)).toBe(0)
	})
})
