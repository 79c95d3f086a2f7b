import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeStorage } from './sign-in/testing/storage'
import { fakeWindow } from './testing/fake-window'

// What the page keeps on the device and asks of the browser: choices, theme, title, keys, and which world it talks to.

let stored: Record<string, string>
beforeEach(() => {
	vi.useFakeTimers()
	stored = makeStorage()
	vi.stubGlobal('localStorage', stored)
})
afterEach(() => {
	vi.useRealTimers()
	vi.unstubAllGlobals()
	vi.doUnmock('../demo/backend')
	vi.doUnmock('../backend/supabase')
	vi.doUnmock('../backend/config')
})

describe('a choice', () => {
	test('is kept under the page’s own name, and forgotten', async () => {
		const { load, save, anyText } = await import('./storage')
		save('ledger', 'L')
		expect(stored['painel.ledger']).toBe('L')
		expect(load('ledger', anyText)).toBe('L')
		save('ledger', null)
		expect([load('ledger', anyText), Object.keys(stored)]).toEqual([null, []])
	})

	test('that nobody would take is none', async () => {
		const { load, save, anyText } = await import('./storage')
		const isYes = (value: string): value is 'yes' => value === 'yes'
		save('x', 'no')
		expect([load('x', isYes), load('y', isYes)]).toEqual([null, null])
		save('x', '')
		expect(load('x', anyText)).toBeNull()
	})

	test('is looked for by how its name begins', async () => {
		const { hasStored, save } = await import('./storage')
		save('corrections.ana.L.1', '{}')
		expect([hasStored('corrections.ana.'), hasStored('corrections.bia.'), hasStored('ana')]).toEqual([
			true,
			false,
			false,
		])
	})

	test('lasts as long as the page where storage is refused', async () => {
		vi.stubGlobal('localStorage', undefined)
		const { hasStored, load, save, anyText } = await import('./storage')
		save('ledger', 'L')
		expect([load('ledger', anyText), hasStored('ledger')]).toEqual([null, false])
	})
})

describe('the theme', () => {
	async function open(isDark = false) {
		const { document } = fakeWindow()
		let listener: (event: { matches: boolean }) => void = () => {}
		let query = ''
		vi.stubGlobal('matchMedia', (asked: string) => {
			query = asked
			return {
				matches: isDark,
				addEventListener: (_: string, given: typeof listener) => {
					listener = given
				},
			}
		})
		const themes = await import('./theme')
		return {
			...themes,
			query: () => query,
			marked: () => document.documentElement.dataset.theme,
			device: (matches: boolean) => listener({ matches }),
		}
	}

	test('is the device’s until one is chosen, and follows it', async () => {
		const { theme, shownTheme, device, marked, query } = await open(true)
		expect([theme(), shownTheme(), query()]).toEqual(['system', 'dark', '(prefers-color-scheme: dark)'])
		device(false)
		expect([shownTheme(), marked()]).toEqual(['light', 'light'])
		device(true)
		expect([shownTheme(), marked()]).toEqual(['dark', 'dark'])
	})

	test('that is chosen stays, on this device too', async () => {
		const { theme, setTheme, shownTheme, device, marked } = await open()
		setTheme('dark')
		expect([theme(), shownTheme(), marked(), stored['painel.theme']]).toEqual([
			'dark',
			'dark',
			'dark',
			'dark',
		])
		device(false)
		expect([shownTheme(), marked()]).toEqual(['dark', 'dark'])
		setTheme('system')
		expect([shownTheme(), marked(), stored['painel.theme']]).toEqual(['light', 'light', undefined])
	})

	test.each(['light', 'dark', 'system'] as const)('that was chosen before counts: %s', async (chosen) => {
		stored['painel.theme'] = chosen
		const { theme } = await open()
		expect(theme()).toBe(chosen)
	})

	test('that nobody knows is the device’s', async () => {
		stored['painel.theme'] = 'pink'
		expect((await open()).theme()).toBe('system')
	})

	test('of the wall is dark where none was chosen, while it is shown', async () => {
		const { preferDark, shownTheme, marked, device } = await open()
		const leave = preferDark()
		expect([shownTheme(), marked()]).toEqual(['dark', 'dark'])
		device(false)
		expect(marked()).toBe('dark')
		leave()
		expect([shownTheme(), marked()]).toEqual(['light', 'light'])
	})

	test('of the wall is the chosen one', async () => {
		stored['painel.theme'] = 'light'
		const { preferDark, shownTheme, marked } = await open()
		preferDark()
		expect([shownTheme(), marked()]).toEqual(['light', 'light'])
	})

	test('is light where no device says anything', async () => {
		fakeWindow()
		const { shownTheme } = await import('./theme')
		expect(shownTheme()).toBe('light')
	})
})

test('a tab is called what its page says, and nothing of it once that is gone', async () => {
	const { document } = fakeWindow()
	const page = document as unknown as { title: string }
	const { createTitle } = await import('./title')
	const { createRoot, createSignal } = await import('solid-js')
	const [name, setName] = createSignal<string | null>('Casa')
	const dispose = createRoot((end) => {
		createTitle(name)
		return end
	})
	expect(page.title).toBe('Casa')
	setName(null)
	expect(page.title).toBe('Painel')
	setName('Loja')
	dispose()
	expect(page.title).toBe('Painel')
})

describe('a key', () => {
	async function open() {
		vi.resetModules()
		const { onShortcut, runShortcut } = await import('./shortcuts')
		const { createRoot } = await import('solid-js')
		const mount = (name: Parameters<typeof onShortcut>[0]) => {
			const handler = vi.fn()
			const dispose = createRoot((end) => {
				onShortcut(name, handler)
				return end
			})
			return { handler, dispose }
		}
		return { runShortcut, mount }
	}

	test('is heard by whatever is on the page that can do it', async () => {
		const { runShortcut, mount } = await open()
		const [one, two, other] = [mount('search'), mount('search'), mount('clear')]
		runShortcut('search')
		two.dispose()
		runShortcut('search')
		const times = [one, two, other].map(({ handler }) => handler.mock.calls.length)
		expect(times).toEqual([2, 1, 0])
	})

	test('waits two seconds for a part that is still being built, and runs once', async () => {
		const { runShortcut, mount } = await open()
		runShortcut('search')
		vi.advanceTimersByTime(2_000)
		expect(mount('clear').handler).not.toHaveBeenCalled()
		expect(mount('search').handler).toHaveBeenCalledTimes(1)
		expect(mount('search').handler).not.toHaveBeenCalled()
	})

	test('is forgotten after that, and where it was heard', async () => {
		const { runShortcut, mount } = await open()
		runShortcut('search')
		vi.advanceTimersByTime(2_001)
		const late = mount('search')
		expect(late.handler).not.toHaveBeenCalled()
		runShortcut('search')
		expect(mount('search').handler).not.toHaveBeenCalled()
		late.dispose()
	})
})

describe('which world the page talks to', () => {
	async function open(config: unknown) {
		vi.resetModules()
		vi.doMock('../demo/backend', () => ({ createDemoBackend: (given: object) => ({ kind: 'demo', given }) }))
		vi.doMock('../backend/supabase', () => ({
			createSupabaseBackend: (given: object) => ({ kind: 'supabase', given }),
		}))
		vi.doMock('../backend/config', async (original) => ({
			...(await original<object>()),
			readConfig() {
				if (config instanceof Error) throw config
				return config
			},
		}))
		vi.stubGlobal('navigator', { onLine: true })
		const { openBackend } = await import('./open-backend')
		const opening = openBackend()
		return opening.kind === 'ready' ? { ...opening, backend: await opening.backend } : opening
	}

	test('is the demo without a configuration, with an agent that posts every few seconds', async () => {
		expect(await open(null)).toEqual({
			kind: 'ready',
			backend: { kind: 'demo', given: { pace: 5_000 } },
		})
	})

	test('is the project that is configured, with the account that it shows', async () => {
		const config = { supabaseUrl: 'https://x', demo: { email: 'a', password: 'b' } }
		expect(await open(config)).toEqual({
			kind: 'ready',
			demo: config.demo,
			backend: { kind: 'supabase', given: config },
		})
	})

	test('is none where the configuration is unfit; another trouble is not hidden', async () => {
		vi.resetModules()
		vi.doMock('../backend/config', async (original) => {
			const real = await original<typeof import('../backend/config')>()
			return {
				...real,
				readConfig() {
					throw new real.ConfigError('key_secret')
				},
			}
		})
		const { openBackend } = await import('./open-backend')
		expect(openBackend()).toEqual({ kind: 'unfit', problem: 'key_secret' })
		await expect(open(new Error('boom'))).rejects.toThrow('boom')
	})
})

describe('the focus', () => {
	test('that went with what had it is caught, once the change was drawn', async () => {
		const { page } = fakeWindow()
		const { catchFocus } = await import('../ui/focus')
		const { createRoot, createSignal } = await import('solid-js')
		const [source, setSource] = createSignal(0)
		const focus = vi.fn()
		let target: { focus: typeof focus } | undefined = { focus }
		createRoot(() => catchFocus(source, () => target as unknown as HTMLElement))
		await vi.advanceTimersByTimeAsync(0)
		expect(focus).not.toHaveBeenCalled()
		setSource(1)
		expect(focus).not.toHaveBeenCalled()
		await vi.advanceTimersByTimeAsync(0)
		expect(focus.mock.calls).toEqual([[{ preventScroll: true }]])
		// Something has it.
		page.focus = {}
		setSource(2)
		await vi.advanceTimersByTimeAsync(0)
		page.focus = page.body
		target = undefined
		setSource(3)
		await vi.advanceTimersByTimeAsync(0)
		expect(focus).toHaveBeenCalledTimes(1)
	})
})
