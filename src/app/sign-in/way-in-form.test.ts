import { createRoot } from 'solid-js'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AuthRefusal } from '../../backend/auth-errors'
import { type AccountPort, BackendError, type SessionPort } from '../../backend/types'
import { formAttempts } from '../../ui/form'
import { setLanguage } from '../../words'
import '../../words/all'
import { type Arrival, arrival, choosesPassword, setArrival, setChoosesPassword } from './arrival'
import { lastSent, noteAsked, secondsLeft } from './cooldown'
import { makeStorage } from './testing/storage'
import { WayIn } from './way-in'

// What the sign-in form takes, what it says, and how the reader got there.

const EMAIL = 'ana@example.com'

let dispose = () => {}
beforeEach(() => {
	setLanguage('pt-BR')
	vi.useFakeTimers()
	vi.stubGlobal('localStorage', makeStorage())
})
afterEach(() => {
	dispose()
	setArrival(null)
	setChoosesPassword(false)
	vi.unstubAllGlobals()
	vi.useRealTimers()
})

const answered = () => vi.advanceTimersByTimeAsync(0)

function open({
	arrived = null as Arrival | null,
	ended = false,
	account = {} as Partial<AccountPort> | null,
	email = EMAIL,
	password = 'senha-de-teste-1',
} = {}) {
	const asked: unknown[][] = []
	const noting =
		(name: string) =>
		async (...given: unknown[]) =>
			void asked.push([name, ...given])
	const port = {
		account: account && {
			signIn: noting('signIn'),
			sendCode: noting('sendCode'),
			recover: noting('recover'),
			exchange: noting('exchange'),
			askedHere: async () => true,
			signUp: async () => 'confirm',
			...account,
		},
		endedByServer: () => ended,
	} as unknown as SessionPort
	const way = createRoot((end) => {
		dispose = end
		return new WayIn(port, arrived)
	})
	way.setEmail(email)
	way.setPassword(password)
	return { way, asked }
}

describe('an address and a password', () => {
	test('sign in as they are, but for spaces around the address', async () => {
		const { way, asked } = open({ email: `  ${EMAIL} `, password: ' x ' })
		way.submit()
		expect(way.busy()).toBe(true)
		await answered()
		expect(asked).toEqual([['signIn', EMAIL, ' x ']])
		expect(way.busy()).toBe(false)
	})

	test.each([
		['', 'x', 'Escreva o e-mail.', null],
		['   ', 'x', 'Escreva o e-mail.', null],
		['ana', 'x', 'Escreva inteiro, como maria@exemplo.com.', null],
		['ana @example.com', 'x', 'Escreva inteiro, como maria@exemplo.com.', null],
		['ana@example.com e bia', 'x', 'Escreva inteiro, como maria@exemplo.com.', null],
		[EMAIL, '', null, 'Escreva a senha.'],
		['', '', 'Escreva o e-mail.', 'Escreva a senha.'],
	])('%j and %j ask nobody where something is missing', async (email, password, atEmail, atPassword) => {
		const { way, asked } = open({ email, password })
		const attempts = formAttempts()
		way.submit()
		await answered()
		expect(asked).toEqual([])
		expect([way.problemAt('email'), way.problemAt('password')]).toEqual([atEmail, atPassword])
		expect(formAttempts()).toBe(attempts + 1)
		// What was typed stays.
		expect(way.email()).toBe(email)
	})

	test('for a new account take eight characters, however many bytes they are', async () => {
		const signUp = vi.fn(async () => 'confirm' as const)
		const { way } = open({ account: { signUp }, password: '🙂🙂🙂🙂🙂🙂🙂' })
		way.go('create')
		way.submit()
		await answered()
		expect(signUp).not.toHaveBeenCalled()
		expect(way.problemAt('password')).toContain('8')
		way.setPassword('🙂🙂🙂🙂🙂🙂🙂🙂')
		way.submit()
		await answered()
		expect(signUp).toHaveBeenCalledWith(EMAIL, '🙂🙂🙂🙂🙂🙂🙂🙂')
		expect(way.problemAt('password')).toBeNull()
	})

	test('of before may be shorter', async () => {
		const { way, asked } = open({ password: 'curta' })
		way.submit()
		await answered()
		expect(asked).toEqual([['signIn', EMAIL, 'curta']])
	})

	test('a forgotten password needs the address alone', async () => {
		const { way, asked } = open({ password: '' })
		way.go('forgot')
		way.submit()
		await answered()
		expect(asked).toEqual([['recover', EMAIL]])
	})
})

describe('a new account', () => {
	const create = async (outcome: Awaited<ReturnType<AccountPort['signUp']>>) => {
		const { way } = open({ account: { signUp: async () => outcome } })
		way.go('create')
		way.submit()
		await answered()
		return way
	}

	test('that is there at once leaves the form as it is', async () => {
		const way = await create('signed_in')
		expect([way.step(), way.notice(), secondsLeft(EMAIL)]).toEqual(['create', null, 0])
	})

	test('of an address that has one leads back to signing in, and no e-mail is waited for', async () => {
		const way = await create('known')
		expect([way.step(), secondsLeft(EMAIL)]).toEqual(['enter', 0])
		expect(way.notice()).toContain(`${EMAIL} já tem conta`)
	})

	test('waits for its code', async () => {
		const way = await create('confirm')
		expect([way.step(), way.notice(), secondsLeft(EMAIL)]).toEqual(['code', null, 60])
		expect(lastSent(EMAIL)).toBe('email')
	})

	test('that waited before says that its first password stays', async () => {
		const way = await create('confirm_again')
		expect(way.step()).toBe('code')
		expect(way.notice()).toContain('Vale a primeira senha')
	})
})

describe('a code', () => {
	const typing = async (code: string, account: Partial<AccountPort> = {}) => {
		const useCode = vi.fn<AccountPort['useCode']>(async () => 'signed_in')
		const { way } = open({ account: { useCode, ...account } })
		way.go('forgot')
		way.submit()
		await answered()
		way.setCode(code)
		way.submit()
		await answered()
		return { way, useCode }
	}

	test('is digits, with spaces as one likes', async () => {
		const { way, useCode } = await typing('12a3 456-')
		expect(way.code()).toBe('123 456')
		expect(useCode).toHaveBeenCalledWith(EMAIL, '123456', 'recovery')
		expect(choosesPassword()).toBe(true)
	})

	test.each(['', '12345', '12345678901'])('of %j digits is none', async (code) => {
		const { way, useCode } = await typing(code)
		expect(useCode).not.toHaveBeenCalled()
		expect(way.problemAt('code')).toBe('O código tem de 6 a 10 dígitos.')
	})

	test.each(['123456', '1234567890'])('of %j digits is one', async (code) => {
		expect((await typing(code)).useCode).toHaveBeenCalledTimes(1)
	})

	test('that is refused asks for no new password', async () => {
		const refusal = new AuthRefusal('invalid_input', '', 'code', 'code_wrong')
		const { way } = await typing('123456', { useCode: () => Promise.reject(refusal) })
		expect(choosesPassword()).toBe(false)
		expect(way.problemAt('code')).not.toBeNull()
	})

	test('another one is asked for as what was wanted', async () => {
		const { way, asked } = open()
		way.go('forgot')
		way.submit()
		await answered()
		vi.advanceTimersByTime(60_000)
		way.sendCode()
		await answered()
		expect(asked).toEqual([
			['recover', EMAIL],
			['recover', EMAIL],
		])
	})

	test('from the sign-in form it is one to sign in with', async () => {
		const { way, asked } = open({ password: '' })
		way.sendCode()
		await answered()
		expect(asked).toEqual([['sendCode', EMAIL]])
	})
})

describe('trouble', () => {
	const failing = async (error: unknown) => {
		const { way } = open({ account: { signIn: () => Promise.reject(error) } })
		way.submit()
		await answered()
		return way
	}

	test('is shown at its field, or at none, until the next try', async () => {
		const way = await failing(new AuthRefusal('invalid_credentials', '', 'password', 'credentials'))
		expect([way.problemAt('password') !== null, way.problemAt(null)]).toEqual([true, null])
		way.go('enter')
		expect(way.problemAt('password')).toBeNull()
		const other = await failing(new BackendError('network'))
		expect([other.problemAt('password'), other.problemAt(null) !== null]).toEqual([null, true])
	})

	test('a wait that the service asks for is kept, and what was sent before is still known', async () => {
		noteAsked(EMAIL, 'recovery', 1)
		const way = await failing(new AuthRefusal('rate_limited', '', null, 'wait_seconds', 40))
		expect([secondsLeft(EMAIL), lastSent(EMAIL)]).toEqual([40, 'recovery'])
		expect(way.countdown()).toBe(40)
	})

	test.each([
		new AuthRefusal('invalid_credentials', '', 'password', 'credentials', 40),
		new BackendError('network'),
	])('of another kind begins no wait', async (error) => {
		await failing(error)
		expect(secondsLeft(EMAIL)).toBe(0)
	})
})

test('one thing is asked for at a time', async () => {
	let answer = () => {}
	const signIn = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)))
	const { way } = open({ account: { signIn } })
	way.submit()
	way.submit()
	expect(signIn).toHaveBeenCalledTimes(1)
	answer()
	await answered()
	way.submit()
	expect(signIn).toHaveBeenCalledTimes(2)
})

test('the demo has no accounts: nothing is tried', async () => {
	const { way } = open({ account: null })
	way.submit()
	await answered()
	expect([way.busy(), way.problemAt(null)]).toEqual([false, null])
})

test('going on leaves what was said and typed of a code behind', async () => {
	const { way } = open({ ended: true })
	way.setCode('123')
	way.go('forgot')
	expect([way.step(), way.code(), way.notice()]).toEqual(['forgot', '', null])
})

describe('how the reader got here', () => {
	test.each<[Arrival, string]>([
		[{ kind: 'over' }, 'Este link já foi usado'],
		[{ kind: 'failed', detail: 'quebrou' }, 'O link não deu certo: quebrou.'],
		[{ kind: 'one_of_two' }, 'Um dos dois endereços confirmou.'],
		[{ kind: 'unusable' }, 'O link foi aberto em outro navegador'],
	])('%j is said once', (arrived, words) => {
		setArrival(arrived)
		const { way } = open({ arrived })
		expect(way.notice()).toContain(words)
		expect(arrival()).toBeNull()
	})

	test('a session that the server ended is said, and nothing of one that somebody left', () => {
		expect(open({ ended: true }).way.notice()).toContain('A sessão terminou.')
		expect(open().way.notice()).toBeNull()
	})

	test('a link that waits for a tap keeps waiting', () => {
		const arrived: Arrival = { kind: 'tap', tokenHash: 'h', purpose: 'email' }
		setArrival(arrived)
		expect(open({ arrived }).way.notice()).toBeNull()
		expect(arrival()).toEqual(arrived)
	})

	test('a code of the platform’s own link signs in where it was asked for', async () => {
		const { asked } = open({ arrived: { kind: 'code', code: 'c1' } })
		await answered()
		expect(asked).toEqual([['exchange', 'c1']])
	})

	test('and elsewhere is explained', async () => {
		const { way, asked } = open({
			arrived: { kind: 'code', code: 'c1' },
			account: { askedHere: async () => false },
		})
		await answered()
		expect(asked).toEqual([])
		expect(way.notice()).toContain('outro navegador')
	})
})
