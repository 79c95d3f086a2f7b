import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { AuthRefusal } from '../../backend/auth-errors'
import type { AccountPort, SessionPort } from '../../backend/types'
import { closeToast, currentToast, toasts } from '../../ui/toasts'
import { setLanguage } from '../../words'
import '../../words/all'
import { start } from '../../words/pt-BR/start'
import { type Arrival, arrival, setArrival } from './arrival'
import { settleArrival } from './settle-arrival'

// Newer versions of Node have a language of their own.
beforeAll(() => setLanguage('pt-BR'))
afterEach(() => {
	setArrival(null)
	for (const toast of toasts()) closeToast(toast)
})

const words = start.way.arrived

/** Somebody signed in, who came by a link. */
async function settle(arrived: Arrival, account: Partial<AccountPort> | null = {}): Promise<void> {
	setArrival(arrived)
	await settleArrival({ account } as SessionPort)
}

test.each<[Arrival, string, string]>([
	[{ kind: 'over' }, 'warn', words.overSignedIn],
	[{ kind: 'failed', detail: 'Boom' }, 'warn', words.failed.replace('{{ detail }}', 'Boom')],
	[{ kind: 'one_of_two' }, 'info', words.oneOfTwo],
	[{ kind: 'unusable' }, 'warn', words.overSignedIn],
])('%o is told once', async (arrived, kind, text) => {
	await settle(arrived)
	expect(currentToast()).toEqual({ kind, text })
	expect(arrival()).toBeNull()
	closeToast(currentToast()!)
	await settleArrival({ account: {} } as SessionPort)
	expect(currentToast()).toBeNull()
})

test('a link that waits for a tap is left to its page', async () => {
	const tap: Arrival = { kind: 'tap', tokenHash: 'ab12', purpose: 'email' }
	await settle(tap)
	expect(arrival()).toEqual(tap)
	expect(currentToast()).toBeNull()
})

test('the code of a link that another browser asked for is not used, and is told', async () => {
	const exchange = vi.fn(async () => {})
	await settle({ kind: 'code', code: '4d1e' }, { askedHere: async () => false, exchange })
	expect(exchange).not.toHaveBeenCalled()
	expect(currentToast()).toEqual({ kind: 'info', text: words.elsewhereSignedIn })
	expect(arrival()).toBeNull()
})

test('the code of a link that was asked for here is used without a word', async () => {
	const exchange = vi.fn(async () => {})
	await settle({ kind: 'code', code: '4d1e' }, { askedHere: async () => true, exchange })
	expect(exchange.mock.calls).toEqual([['4d1e']])
	expect(currentToast()).toBeNull()
	expect(arrival()).toBeNull()
})

test('why such a code was refused is told', async () => {
	const exchange = async () => {
		throw new AuthRefusal('invalid_input', 'flow state not found', null, 'link_over')
	}
	await settle({ kind: 'code', code: '4d1e' }, { askedHere: async () => true, exchange })
	expect(currentToast()).toEqual({ kind: 'warn', text: start.way.reason.link_over })
})

test('the demo, which has no accounts, uses no code', async () => {
	await settle({ kind: 'code', code: '4d1e' }, null)
	expect(currentToast()).toBeNull()
	expect(arrival()).toBeNull()
})
