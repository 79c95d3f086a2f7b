import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Backend } from '../backend/types'
import type { Ledger } from '../ledger/types'
import { makeStorage } from './sign-in/testing/storage'
import { fakeWindow } from './testing/fake-window'
import { LEDGER } from './testing/open-session'

// Which of somebody's ledgers is open, and what becomes of one that is theirs no more.

const BASE = 'https://painel.example/'
const ledger = (id: string, name: string): Ledger => ({ ...LEDGER, id: `${id.repeat(8)}-0000`, name })
const casa = ledger('a', 'Casa')
const loja = ledger('b', 'Loja')

let dispose = () => {}
let stored: Record<string, string>
beforeEach(() => {
	vi.useFakeTimers()
	stored = makeStorage()
	vi.stubGlobal('localStorage', stored)
})
afterEach(() => {
	dispose()
	vi.useRealTimers()
	vi.unstubAllGlobals()
})

const settle = () => vi.advanceTimersByTimeAsync(0)

async function open(
	theirs: Ledger[],
	{ hash = '#/', kind = 'supabase' as Backend['kind'], known = [] as Ledger[] } = {},
) {
	const at = fakeWindow(BASE + hash)
	const { chooseLedger } = await import('./choose-ledger')
	const { setLanguage } = await import('../words')
	await import('../words/all')
	const { toasts } = await import('../ui/toasts')
	const { route } = await import('./router')
	const { createRoot } = await import('solid-js')
	setLanguage('pt-BR')
	let list = theirs
	let asked = 0
	let tellNewer: (newer: Ledger[]) => void = () => {}
	const backend = {
		kind,
		knownLedgers: () => known,
		async ledgers(onLater: typeof tellNewer) {
			asked += 1
			tellNewer = onLater
			return list
		},
	} as unknown as Backend
	const chosen = createRoot((end) => {
		dispose = end
		return chooseLedger(backend)
	})
	await settle()
	return {
		...at,
		...chosen,
		route,
		asked: () => asked,
		toasts: () => toasts().map(({ kind, text }) => `${kind} ${text.replace(/[\u2066-\u2069]/g, '')}`),
		become: (next: Ledger[]) => {
			list = next
			tellNewer(next)
		},
		/** What the server will say. */
		answer: (next: Ledger[]) => {
			list = next
		},
		hash: () => at.addresses().at(-1)!.slice(BASE.length),
	}
}

describe('the open ledger', () => {
	test('is the first, and from then on the address names it and this device remembers it', async () => {
		const { opened, hash } = await open([casa, loja])
		expect(opened()).toBe(casa)
		expect([hash(), stored['painel.ledger']]).toEqual(['#/?l=aaaaaaaa', casa.id])
	})

	test('is the one that was open last on this device', async () => {
		stored['painel.ledger'] = loja.id
		expect((await open([casa, loja])).opened()).toBe(loja)
	})

	test('is the one that the address names, whatever was open last', async () => {
		stored['painel.ledger'] = casa.id
		const { opened, strange } = await open([casa, loja], { hash: '#/?l=bbbbbbbb' })
		expect([opened(), strange()]).toEqual([loja, false])
	})

	test('is none where the address names one of somebody else’s', async () => {
		const { opened, strange } = await open([casa], { hash: '#/?l=cccccccc' })
		expect([opened(), strange()]).toEqual([undefined, true])
	})

	test('of the demo is not written into the address: it means nothing after a reload', async () => {
		const { opened, hash } = await open([casa], { kind: 'demo', hash: '#/?l=cccccccc' })
		expect(opened()).toBe(casa)
		expect(hash()).toBe('#/?l=cccccccc')
	})

	test('may be another one, whose page begins at home', async () => {
		const { open: go, opened, hash } = await open([casa, loja], { hash: '#/orcamentos' })
		go(loja)
		expect([opened(), hash(), stored['painel.ledger']]).toEqual([loja, '#/?l=bbbbbbbb', loja.id])
	})
})

test('a ledger that was made is open at once', async () => {
	const { created, opened, ledgers, hash, scrolled } = await open([casa])
	created(loja)
	expect([opened(), ledgers.value(), hash()]).toEqual([loja, [casa, loja], '#/?l=bbbbbbbb'])
	expect(scrolled).toHaveLength(1)
	created({ ...loja, name: 'Outra' })
	expect(ledgers.value()).toHaveLength(2)
})

test('a ledger that was joined is asked for, and opens once it is there', async () => {
	const { joined, opened, asked, answer, hash, addresses } = await open([casa], { hash: '#/ajustes' })
	answer([casa, loja])
	joined(loja.id)
	await settle()
	expect([opened(), asked(), hash(), addresses().length]).toEqual([loja, 2, '#/?l=bbbbbbbb', 1])
})

describe('a ledger that is theirs no more', () => {
	test('by their own doing is said, and the page goes on in another', async () => {
		const { left, opened, ledgers, toasts, gone, lost, asked, hash } = await open([casa, loja])
		left(casa, 'deleted')
		expect([opened(), ledgers.value()]).toEqual([loja, [loja]])
		expect(toasts()).toEqual(['ok O caderno “Casa” foi apagado'])
		expect([gone()?.name, lost()]).toEqual(['Casa', undefined])
		expect([asked(), hash()]).toEqual([2, '#/?l=bbbbbbbb'])
	})

	test('is not said by a notice where there is no other to go on in', async () => {
		const { left, opened, toasts, gone } = await open([casa])
		left(casa, 'left')
		expect([opened(), toasts(), gone()]).toEqual([undefined, [], { id: casa.id, name: 'Casa', how: 'left' }])
	})

	test('by somebody else’s is said as the server’s list comes', async () => {
		const { become, toasts, opened } = await open([casa, loja])
		become([casa])
		expect(toasts()).toEqual(['bad Você não tem mais acesso ao caderno “Loja”'])
		expect(opened()).toBe(casa)
	})

	test('since the last visit is said too', async () => {
		const { toasts, gone } = await open([casa], { known: [casa, loja] })
		expect(toasts()).toEqual(['bad Você não tem mais acesso ao caderno “Loja”'])
		expect(gone()).toMatchObject({ id: loja.id, how: 'lost' })
	})

	test('and that the address names has a page of its own, no notice', async () => {
		const { toasts, lost, gone, opened } = await open([casa], { known: [casa, loja], hash: '#/?l=bbbbbbbb' })
		expect([toasts(), lost()?.id, gone()?.id, opened()]).toEqual([[], loja.id, loja.id, undefined])
	})

	test('is not told a second time, and read already by who lost it', async () => {
		const { left, become, toasts, gone } = await open([casa, loja])
		left(loja, 'lost')
		expect([toasts(), gone()?.how]).toEqual([[], 'lost'])
		become([casa])
		become([casa])
		expect(toasts()).toEqual([])
	})

	test('is theirs again once they joined it', async () => {
		const { left, joined, answer, opened, gone } = await open([casa, loja])
		left(loja, 'left')
		answer([casa, loja])
		joined(loja.id)
		await settle()
		expect([opened(), gone()]).toEqual([loja, undefined])
	})
})

describe('first steps that were left on this device', () => {
	test('are gone on with, once', async () => {
		stored['painel.first-steps'] = `${loja.id} sources`
		const { route, addresses } = await open([casa, loja])
		expect([route().path, addresses().length]).toEqual(['/comecar', 1])
	})

	test('of a ledger that is not theirs are not', async () => {
		stored['painel.first-steps'] = 'c sources'
		expect((await open([casa])).route().path).toBe('/')
	})

	test('wait while the reader is elsewhere', async () => {
		stored['painel.first-steps'] = `${casa.id} sources`
		expect((await open([casa], { hash: '#/ajustes' })).route().path).toBe('/ajustes')
	})
})

test('a list that cannot be read is asked for again, with nobody there to ask', async () => {
	fakeWindow(BASE)
	const { chooseLedger } = await import('./choose-ledger')
	const { createRoot } = await import('solid-js')
	let asked = 0
	const backend = {
		kind: 'supabase',
		knownLedgers: () => [],
		ledgers: async () => {
			asked += 1
			throw new Error('no server yet')
		},
	} as unknown as Backend
	const { opened, strange } = createRoot((end) => {
		dispose = end
		return chooseLedger(backend)
	})
	await vi.advanceTimersByTimeAsync(120_000)
	expect(asked).toBeGreaterThan(2)
	expect([opened(), strange()]).toEqual([undefined, undefined])
})
