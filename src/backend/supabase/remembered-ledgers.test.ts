import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Ledger } from '../../ledger/types'
import { forgetLedgers, rememberedLedgers, rememberLedgers } from './remembered-ledgers'

const casa: Ledger = {
	id: 'a',
	name: 'Casa',
	currency: 'BRL',
	timezone: 'America/Sao_Paulo',
	basis: 'bill',
	corrections: true,
	role: 'owner',
}
const stored = new Map<string, string>()

beforeEach(() => {
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => stored.get(key) ?? null,
		setItem: (key: string, value: string) => void stored.set(key, value),
		removeItem: (key: string) => void stored.delete(key),
	})
})
afterEach(() => {
	stored.clear()
	vi.unstubAllGlobals()
})

test('each person finds their own ledgers again, until they are forgotten', () => {
	rememberLedgers('ana', [casa])
	expect(rememberedLedgers('ana')).toEqual([casa])
	expect(rememberedLedgers('bia')).toBeNull()
	forgetLedgers('ana')
	expect(rememberedLedgers('ana')).toBeNull()
})

test.each(['not json', '[]', '{}', '[{"id":1}]', '[null]', JSON.stringify([{ ...casa, role: 'king' }])])(
	'unfit: %s',
	(text) => {
		stored.set('painel.ledgers.ana', text)
		expect(rememberedLedgers('ana')).toBeNull()
	},
)

test('storage that is forbidden or full is no error', () => {
	const refuse = () => {
		throw new DOMException('no', 'SecurityError')
	}
	vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse })
	rememberLedgers('ana', [casa])
	expect(rememberedLedgers('ana')).toBeNull()
	forgetLedgers('ana')
})
