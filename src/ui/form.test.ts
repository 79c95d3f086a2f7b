import { createRoot } from 'solid-js'
import { expect, test } from 'vitest'
import { BackendError } from '../backend/types'
import { setLanguage } from '../words'
import '../words/all'
import { createForm } from './form'

const inRoot = <T>(work: (dispose: () => void) => T) => createRoot(work)

test('an error shows at its field, in the page language, and goes with the next try', async () => {
	await inRoot(async (dispose) => {
		let error: BackendError | null = new BackendError('duplicate', 'taken', 'name')
		const form = createForm(async () => {
			if (error) throw error
		}, ['name'])
		expect(await form.submit()).toBe(false)
		await setLanguage('pt-BR')
		expect(form.errorOf('name')).toBe('Este nome já é de outro. Escolha um diferente.')
		expect(form.errorOf(null)).toBeNull()
		await setLanguage('en')
		expect(form.errorOf('name')).toBe('Another one has this name. Choose a different one.')
		error = null
		expect(await form.submit()).toBe(true)
		expect([form.errorOf('name'), form.errorOf(null)]).toEqual([null, null])
		dispose()
	})
})

test('what belongs to no field of the form is shown as the form’s own, and everything has words', async () => {
	await inRoot(async (dispose) => {
		for (const error of [
			new BackendError('network'),
			new BackendError('duplicate', '', 'colour'),
			new Error('boom'),
		]) {
			const form = createForm(async () => {
				throw error
			}, ['name'])
			await form.submit()
			expect(form.errorOf('name')).toBeNull()
			expect(form.errorOf(null)).toMatch(/\w/)
		}
		dispose()
	})
})

test('all that is wrong is said at once, each at its field', async () => {
	await inRoot(async (dispose) => {
		const form = createForm(async () => {}, ['name', 'day'])
		form.refuseAll([
			{ field: 'name', text: 'no name' },
			{ field: 'day', text: 'no day' },
		])
		expect([form.errorOf('name'), form.errorOf('day'), form.errorOf(null)]).toEqual([
			'no name',
			'no day',
			null,
		])
		await form.submit()
		expect([form.errorOf('name'), form.errorOf('day')]).toEqual([null, null])
		dispose()
	})
})

test('a second submit while one is under way does nothing', async () => {
	await inRoot(async (dispose) => {
		let calls = 0
		let finish = () => {}
		const form = createForm(() => {
			calls++
			return new Promise<void>((resolve) => {
				finish = resolve
			})
		})
		const first = form.submit()
		expect(await form.submit()).toBe(false)
		expect(form.busy()).toBe(true)
		finish()
		expect(await first).toBe(true)
		expect([calls, form.busy()]).toEqual([1, false])
		dispose()
	})
})

test('an error found in a list of fields shows at that one of them only', async () => {
	await inRoot(async (dispose) => {
		const form = createForm(async () => {})
		form.refuse(['cards', 1, 'name'], 'Give it a name.')
		expect(form.errorOf(['cards', 1, 'name'])).toBe('Give it a name.')
		expect([form.errorOf(['cards', 0, 'name']), form.errorOf('name'), form.errorOf(null)]).toEqual([
			null,
			null,
			null,
		])
		await form.submit()
		expect(form.errorOf(['cards', 1, 'name'])).toBeNull()
		dispose()
	})
})
