import { createSignal } from 'solid-js'
import { AuthRefusal } from '../../backend/auth-errors'
import type { AccountPort, LinkPurpose, SessionPort } from '../../backend/types'
import { countAttempt } from '../../ui/form'
import { useWords } from '../../words'
import { type Arrival, setArrival, setChoosesPassword } from './arrival'
import { createCountdown, lastSent, noteAsked, secondsLeft } from './cooldown'
import { type Problem, problemOf } from './problems'

const t = useWords('start')

/** Shortest password the form takes; the project may ask for more. */
const SHORTEST = 8

/** What the form is for at the moment. `code`: an e-mail is on its way. */
export type Step = 'enter' | 'create' | 'forgot' | 'code'

/** The state of the sign-in page. Made by a component, which it counts down in. */
export class WayIn {
	private readonly signals = {
		step: createSignal<Step>('enter'),
		email: createSignal(''),
		password: createSignal(''),
		code: createSignal(''),
		notice: createSignal<string | null>(null),
		problems: createSignal<readonly Problem[]>([]),
		busy: createSignal(false),
	}
	readonly step = this.signals.step[0]
	readonly email = this.signals.email[0]
	readonly setEmail = this.signals.email[1]
	readonly password = this.signals.password[0]
	readonly setPassword = this.signals.password[1]
	readonly code = this.signals.code[0]
	/** What happened before, in words: how the reader got here, or what was sent. */
	readonly notice = this.signals.notice[0]
	readonly busy = this.signals.busy[0]
	/** Seconds until this address may ask for another e-mail. */
	readonly countdown = createCountdown(this.email)
	/** What another e-mail would be for. */
	private wanted: LinkPurpose = 'email'
	/** What the e-mail on its way is for. Its code is good for nothing else. */
	private sent: LinkPurpose = 'email'

	constructor(
		private readonly port: SessionPort,
		arrived: Arrival | null,
	) {
		this.signals.notice[1](noticeOf(port, arrived))
		// Dealt with: whoever signs in now is not told of it again.
		if (arrived && arrived.kind !== 'tap') setArrival(null)
		if (arrived?.kind === 'code') this.exchange(arrived.code)
	}

	go(step: Step): void {
		this.signals.problems[1]([])
		this.signals.notice[1](null)
		this.signals.code[1]('')
		this.signals.step[1](step)
	}

	setCode(text: string): void {
		this.signals.code[1](text.replace(/[^\d\s]/g, ''))
	}

	problemAt(field: string | null): string | null {
		return this.signals.problems[0]().find((found) => found.field === field)?.text ?? null
	}

	/** What the step's main button does. */
	submit(): void {
		const step = this.step()
		if (step === 'enter') {
			if (this.isComplete(true)) this.signIn(this.email(), this.password())
		} else if (step === 'create') this.create()
		else if (step === 'forgot') this.askForEmail('recovery')
		else this.useCode()
	}

	/** Another e-mail for what is wanted; from the sign-in form one to sign in with. */
	sendCode(): void {
		this.askForEmail(this.step() === 'code' ? this.wanted : 'email')
	}

	/** Signs in with an address and password that are at hand. */
	signIn(email: string, password: string): void {
		this.attempt((account) => account.signIn(email, password))
	}

	private create(): void {
		if (!this.isComplete(true) || this.isOnItsWay('email')) return
		this.attempt(async (account) => {
			const outcome = await account.signUp(this.email(), this.password())
			if (outcome === 'signed_in') return
			if (outcome === 'known') {
				this.go('enter')
				this.signals.notice[1](t('way.known', { email: this.email() }))
				return
			}
			this.expectEmail('email')
			if (outcome === 'confirm_again') this.signals.notice[1](t('way.firstPasswordStays'))
		})
	}

	private useCode(): void {
		const typed = this.code().replace(/\D/g, '')
		if (!/^\d{6,10}$/.test(typed)) this.refuse({ field: 'code', text: t('way.codeMissing') })
		else this.checkCode(typed)
	}

	private checkCode(typed: string): void {
		this.attempt(async (account) => {
			// Before: the page goes on the moment that somebody is signed in.
			setChoosesPassword(this.wanted === 'recovery' || this.sent === 'recovery')
			try {
				await account.useCode(this.email(), typed, this.sent)
			} catch (error) {
				setChoosesPassword(false)
				throw error
			}
		})
	}

	/** Asks for an e-mail, never twice in a minute: the second request would kill the first e-mail's link. */
	private askForEmail(purpose: LinkPurpose): void {
		if (!this.isComplete(false) || this.isOnItsWay(purpose)) return
		this.attempt(async (account) => {
			await (purpose === 'recovery' ? account.recover(this.email()) : account.sendCode(this.email()))
			this.expectEmail(purpose)
		})
	}

	/** An e-mail was sent less than a minute ago: its code may be typed, also by a page that was left for the mail and loaded anew. */
	private isOnItsWay(purpose: LinkPurpose): boolean {
		const seconds = secondsLeft(this.email())
		if (seconds === 0) return false
		const sent = lastSent(this.email()) ?? purpose
		const text = t('way.reason.wait_seconds', { n: seconds })
		// What left holds no code that signs in.
		if (sent === 'email_change' || sent === 'reauthentication') this.refuse({ field: null, text })
		else {
			this.typeCodeOf(sent, purpose)
			this.signals.notice[1](text)
		}
		return true
	}

	private expectEmail(purpose: LinkPurpose): void {
		noteAsked(this.email(), purpose)
		this.typeCodeOf(purpose, purpose)
	}

	private typeCodeOf(sent: LinkPurpose, wanted: LinkPurpose): void {
		this.go('code')
		this.sent = sent
		this.wanted = wanted
	}

	/** The platform's own link came back here; only the browser that asked for it can use it. */
	private exchange(code: string): void {
		this.attempt(async (account) => {
			if (await account.askedHere()) await account.exchange(code)
			else this.signals.notice[1](t('way.arrived.elsewhere'))
		})
	}

	private isComplete(needsPassword: boolean): boolean {
		const texts = { email: this.wrongEmail(), password: needsPassword ? this.wrongPassword() : null }
		const missing = Object.entries(texts).flatMap(([field, text]) => (text ? [{ field, text }] : []))
		if (missing.length > 0) this.refuse(...missing)
		else this.setEmail(this.email().trim())
		return missing.length === 0
	}

	private wrongEmail(): string | null {
		const email = this.email().trim()
		if (email === '') return t('way.emailMissing')
		return /^\S+@\S+$/.test(email) ? null : t('way.emailUnfinished')
	}

	private wrongPassword(): string | null {
		if (this.password() === '') return t('way.passwordMissing')
		const isShort = this.step() === 'create' && [...this.password()].length < SHORTEST
		return isShort ? t('way.reason.password_short', { n: SHORTEST }) : null
	}

	private refuse(...problems: Problem[]): void {
		countAttempt()
		this.signals.problems[1](problems)
	}

	private async attempt(task: (account: AccountPort) => Promise<unknown>): Promise<void> {
		const { account } = this.port
		if (this.busy() || !account) return
		this.signals.busy[1](true)
		this.signals.problems[1]([])
		try {
			await task(account)
		} catch (error) {
			if (error instanceof AuthRefusal && error.reason === 'wait_seconds')
				noteAsked(this.email(), lastSent(this.email()), error.amount ?? undefined)
			this.refuse(problemOf(error))
		} finally {
			this.signals.busy[1](false)
		}
	}
}

/** How the reader got here, in words. */
function noticeOf(port: SessionPort, arrived: Arrival | null): string | null {
	switch (arrived?.kind) {
		case 'over':
			return t('way.arrived.over')
		case 'failed':
			return t('way.arrived.failed', { detail: arrived.detail })
		case 'one_of_two':
			return t('way.arrived.oneOfTwo')
		case 'unusable':
			return t('way.arrived.elsewhere')
		default:
			return port.endedByServer() ? t('way.ended') : null
	}
}
