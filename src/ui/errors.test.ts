import { beforeEach, describe, expect, test } from 'vitest'
import { problemOf } from '../app/sign-in/problems'
import { AuthRefusal } from '../backend/auth-errors'
import { BackendError } from '../backend/types'
import { setLanguage } from '../words'
import '../words/all'
import { page } from '../words/pt-BR/page'
import { settings } from '../words/pt-BR/settings'
import { start } from '../words/pt-BR/start'
import { errorText, fieldErrorOf } from './errors'
import { clearToasts, currentToast } from './toasts'
import { showUndo } from './undo'

beforeEach(() => {
	setLanguage('pt-BR')
	clearToasts()
})

describe('what a refused request says', () => {
	test('is by its code, or that nobody knows', () => {
		expect(errorText(new BackendError('network'))).toBe(page.error.network)
		expect(errorText(new Error('boom'))).toBe(page.error.unknown)
	})

	test('has the words of its field where there are any', () => {
		expect(fieldErrorOf(new BackendError('duplicate', '', 'name'))).toEqual({
			field: 'name',
			text: settings.form.problem.name.duplicate,
		})
	})

	test('of a field without words for it is said by its code, at that field', () => {
		expect(fieldErrorOf(new BackendError('network', '', 'name'))).toEqual({
			field: 'name',
			text: page.error.network,
		})
		expect(fieldErrorOf(new BackendError('server'))).toEqual({ field: null, text: page.error.server })
		expect(fieldErrorOf('boom')).toEqual({ field: null, text: page.error.unknown })
	})
})

describe('what a refused way in says', () => {
	test('is by the auth service’s reason, with its number', () => {
		expect(problemOf(new AuthRefusal('rate_limited', '', 'email', 'wait_seconds', 40))).toEqual({
			field: 'email',
			text: start.way.reason.wait_seconds.replace('{{ n }}', '40'),
		})
		expect(problemOf(new AuthRefusal('rate_limited', '', null, 'wait_seconds')).text).toBe(
			start.way.reason.wait_seconds.replace('{{ n }}', '0'),
		)
	})

	test.each(['network', 'blocked', 'server', 'rate_limited', 'plan_limit', 'project_paused'] as const)(
		'is the trouble with %s, which has nothing to do with what was typed',
		(code) => {
			expect(problemOf(new BackendError(code))).toEqual({ field: null, text: start.way.trouble[code] })
		},
	)

	test('is what was answered where nobody has words for it', () => {
		const other = (detail: string) => start.way.trouble.other.replace('{{ detail }}', detail)
		expect(problemOf(new BackendError('invalid_input', 'odd'))).toEqual({ field: null, text: other('odd') })
		expect(problemOf(new Error('boom')).text).toBe(other('Error: boom'))
		expect(problemOf(new AuthRefusal('invalid_input', 'odd', 'email', null)).text).toBe(other('odd'))
	})
})

describe('what can be undone', () => {
	const undo = async (outcome: () => Promise<unknown>) => {
		showUndo({ text: 'Apagada', detail: 'Mercado', undo: outcome })
		expect(currentToast()).toMatchObject({ kind: 'ok', text: 'Apagada', detail: 'Mercado' })
		expect(currentToast()?.action?.label).toBe(settings.form.undo)
		currentToast()?.action?.run()
		await Promise.resolve()
		await Promise.resolve()
		return currentToast()
	}

	test('is said to be as before', async () => {
		expect(await undo(async () => {})).toEqual({ kind: 'ok', text: settings.form.undone })
	})

	test('is said not to be, and why', async () => {
		expect(await undo(() => Promise.reject(new BackendError('network')))).toEqual({
			kind: 'bad',
			text: settings.form.undoFailed,
			detail: page.error.network,
		})
	})
})
