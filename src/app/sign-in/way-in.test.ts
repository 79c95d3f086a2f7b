import { createRoot } from 'solid-js'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { AuthRefusal } from '../../backend/auth-errors'
import type { AccountPort, SessionPort, Used } from '../../backend/types'
import { setLanguage } from '../../words'
import '../../words/all'
import { choosesPassword, setChoosesPassword } from './arrival'
import { lastSent, noteAsked, type Sent } from './cooldown'
import { makeStorage } from './testing/storage'
import { WayIn } from './way-in'

const EMAIL = 'ana@example.com'
const HELD = /^Um e-mail acaba de sair\. Outro só daqui a \d+ s\.$/

// Newer versions of Node have a language of their own.
beforeAll(() => setLanguage('pt-BR'))

let dispose: () => void
beforeEach(() => {
	vi.useFakeTimers()
	vi.stubGlobal('localStorage', makeStorage())
})
afterEach(() => {
	dispose()
	setChoosesPassword(false)
	vi.unstubAllGlobals()
	vi.useRealTimers()
})

/** Until the account service has answered, which takes no time. */
const answered = () => vi.advanceTimersByTimeAsync(0)

/** An account service that does all it is asked, and the page in front of it. */
function open() {
	const account = {
		signUp: vi.fn<AccountPort['signUp']>(async () => 'confirm'),
		sendCode: vi.fn<AccountPort['sendCode']>(async () => {}),
		recover: vi.fn<AccountPort['recover']>(async () => {}),
		useCode: vi.fn<AccountPort['useCode']>(async (): Promise<Used> => 'signed_in'),
	}
	const port = { account: account as Partial<AccountPort>, endedByServer: () => false } as SessionPort
	const way = createRoot((end) => {
		dispose = end
		return new WayIn(port, null)
	})
	way.setEmail(EMAIL)
	way.setPassword('senha-de-teste-1')
	const asked = () =>
		[account.signUp, account.sendCode, account.recover].reduce((sum, { mock }) => sum + mock.calls.length, 0)
	/** Presses what asks for an e-mail, and waits until it was answered. */
	const ask = async (what: 'signUp' | 'sendCode' | 'recover') => {
		way.go(what === 'signUp' ? 'create' : what === 'recover' ? 'forgot' : 'enter')
		if (what === 'sendCode') way.sendCode()
		else way.submit()
		await answered()
	}
	const typeCode = async () => {
		way.setCode('123456')
		way.submit()
		await answered()
	}
	return { account, way, asked, ask, typeCode }
}

const ways = ['signUp', 'sendCode', 'recover'] as const

test.each(ways.flatMap((first) => ways.map((second) => [first, second] as const)))(
	'after %s, %s within the minute asks for no other e-mail; after it, it does',
	async (first, second) => {
		const { way, asked, ask } = open()
		await ask(first)
		expect(asked()).toBe(1)
		expect(way.step()).toBe('code')
		vi.advanceTimersByTime(59_000)
		await ask(second)
		expect(asked()).toBe(1)
		expect(way.step()).toBe('code')
		expect(way.notice()).toMatch(HELD)
		vi.advanceTimersByTime(1_000)
		await ask(second)
		expect(asked()).toBe(2)
	},
)

test.each([
	['signUp', 'recover', 'email', true],
	['sendCode', 'recover', 'email', true],
	['recover', 'sendCode', 'recovery', true],
	['recover', 'signUp', 'recovery', true],
	['signUp', 'sendCode', 'email', false],
	['recover', 'recover', 'recovery', true],
] as const)(
	'the code that %s sent is verified as that after a held %s: as %s',
	async (first, second, sent, chooses) => {
		const { account, ask, typeCode } = open()
		await ask(first)
		await ask(second)
		await typeCode()
		expect(account.useCode.mock.calls).toEqual([[EMAIL, '123456', sent]])
		expect(choosesPassword()).toBe(chooses)
	},
)

test('also by a page that was loaded anew meanwhile', async () => {
	const before = open()
	await before.ask('signUp')
	dispose()
	const { account, ask, typeCode } = open()
	await ask('recover')
	await typeCode()
	expect(account.useCode.mock.calls).toEqual([[EMAIL, '123456', 'email']])
})

test('another e-mail, once it may be asked for, is for what is wanted', async () => {
	const { account, way, ask, typeCode } = open()
	await ask('signUp')
	await ask('recover')
	vi.advanceTimersByTime(60_000)
	way.sendCode()
	await answered()
	expect(account.recover.mock.calls).toEqual([[EMAIL]])
	await typeCode()
	expect(account.useCode.mock.calls).toEqual([[EMAIL, '123456', 'recovery']])
})

test.each<Sent>(['email_change', 'reauthentication'])(
	'an e-mail for %s holds no code to sign in with: no field asks for it',
	async (sent) => {
		noteAsked(EMAIL, sent)
		const { way, asked, ask } = open()
		await ask('sendCode')
		expect(asked()).toBe(0)
		expect(way.step()).toBe('enter')
		expect(way.problemAt(null)).toMatch(HELD)
	},
)

test('the seconds that the server says count, and what was sent stays known', async () => {
	const { account, way, asked, ask } = open()
	account.recover.mockRejectedValueOnce(
		new AuthRefusal('rate_limited', 'after 17 seconds', null, 'wait_seconds', 17),
	)
	await ask('recover')
	expect(way.countdown()).toBe(17)
	expect(lastSent(EMAIL)).toBeNull()
	expect(way.problemAt(null)).toMatch(/17 s/)
	await ask('recover')
	expect(asked()).toBe(1)
	vi.advanceTimersByTime(17_000)
	expect(way.countdown()).toBe(0)
})
