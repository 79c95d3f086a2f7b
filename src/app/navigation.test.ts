import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeWindow } from './testing/fake-window'

// Where the page is, how it goes elsewhere, and what holds it.

const BASE = 'https://painel.example/casa/'
const CASA = 'a82e7752-7a43-4b56-9e0c-2f5a35f5a001'

let dispose = () => {}
beforeEach(() => vi.useFakeTimers())
afterEach(() => {
	dispose()
	dispose = () => {}
	vi.useRealTimers()
	vi.unstubAllGlobals()
})

async function open(hash = '', search = '') {
	const at = fakeWindow(`${BASE}${search}${hash}`)
	const router = await import('./router')
	return { ...at, ...router, last: () => at.addresses().at(-1)!.slice(BASE.length) }
}

describe('going to another page', () => {
	test('is a step for the back button, and begins at the top', async () => {
		const { navigate, route, addresses, scrolled, travel, last } = await open('#/')
		navigate('#/orcamentos')
		expect([route().path, last(), addresses().length, scrolled.length]).toEqual([
			'/orcamentos',
			'#/orcamentos',
			2,
			1,
		])
		expect(scrolled[0]).toEqual({ top: 0, behavior: 'instant' })
		travel(-1)
		expect(route().path).toBe('/')
	})

	test('that replaces is none', async () => {
		const { navigate, addresses, route } = await open('#/')
		navigate('#/orcamentos', true)
		expect([route().path, addresses().length]).toEqual(['/orcamentos', 1])
	})

	test('where one is already changes nothing', async () => {
		const { navigate, addresses, scrolled } = await open('#/orcamentos?m=2026-10')
		navigate('#/orcamentos?m=2026-10')
		expect([addresses().length, scrolled.length]).toEqual([1, 0])
	})

	test('that was seen before keeps its place, as browsers do', async () => {
		const { navigate, travel, scrolled } = await open('#/')
		// Each page is seen once it was followed to.
		navigate('#/orcamentos')
		navigate('#/importar')
		travel(-1)
		expect(scrolled).toHaveLength(2)
	})

	test('of the same room keeps its place: the review lies over the dashboard', async () => {
		const { navigate, scrolled, waiting } = await open('#/')
		navigate('#/conferir')
		navigate('#/?c=1')
		expect([scrolled.length, waiting()]).toEqual([0, 0])
	})

	test('by a link is followed as well', async () => {
		const { follow, route, scrolled } = await open('#/')
		follow('#/ajustes/fontes?x=1')
		expect([route().path, route().query.get('x'), scrolled.length]).toEqual(['/ajustes/fontes', '1', 1])
	})

	test('keeps what stands before the hash', async () => {
		const { navigate, last } = await open('#/', '?tv=1')
		navigate('#/orcamentos')
		expect(last()).toBe('?tv=1#/orcamentos')
	})
})

describe('the keyboard', () => {
	test('is the next page’s once that is there, where nothing else has it', async () => {
		const { navigate, page, paint } = await open('#/')
		const { content } = page
		page.content = null
		navigate('#/orcamentos')
		paint()
		expect(content?.focused).toBe(0)
		page.content = content
		paint()
		expect(content?.focused).toBe(1)
		paint()
		expect(content?.focused).toBe(1)
	})

	test('stays with what has it', async () => {
		const { navigate, page, paint } = await open('#/')
		page.focus = {}
		navigate('#/orcamentos')
		paint()
		expect(page.content?.focused).toBe(0)
	})

	test('is asked for once, however often one moves on', async () => {
		const { navigate, waiting } = await open('#/')
		navigate('#/orcamentos')
		navigate('#/importar')
		expect(waiting()).toBe(1)
	})

	test('and the top are a page’s that takes the place of another under its address', async () => {
		const { beginPage, scrolled, page, paint } = await open('#/')
		beginPage()
		paint()
		expect([scrolled, page.content?.focused]).toEqual([[{ top: 0, behavior: 'instant' }], 1])
	})
})

describe('the ledger of the address', () => {
	test('is the one that it came with', async () => {
		const { namesLedger, isInAddress, route } = await open('#/?l=a82e7752&m=2026-10')
		expect([namesLedger(), isInAddress(CASA), isInAddress('other')]).toEqual([true, true, false])
		expect(route().query.toString()).toBe('m=2026-10')
	})

	test('is none where it names none', async () => {
		const { namesLedger, isInAddress } = await open('#/?m=2026-10')
		expect([namesLedger(), isInAddress(CASA)]).toEqual([false, false])
	})

	test('is carried by every address from now on, by its first characters', async () => {
		const { setAddressLedger, navigate, last, isInAddress, addresses } = await open('#/?m=2026-10')
		setAddressLedger(CASA)
		expect([last(), addresses().length, isInAddress(CASA)]).toEqual(['#/?l=a82e7752&m=2026-10', 1, true])
		navigate('#/orcamentos')
		expect(last()).toBe('#/orcamentos?l=a82e7752')
	})

	test('is taken from an address that names another', async () => {
		const { setAddressLedger, follow, isInAddress, last } = await open('#/')
		setAddressLedger(CASA)
		follow('#/?l=bbbbbbbb')
		expect([isInAddress('bbbbbbbb-1'), isInAddress(CASA), last()]).toEqual([true, false, '#/?l=bbbbbbbb'])
	})

	test('goes when there is none', async () => {
		const { setAddressLedger, last, namesLedger } = await open('#/?l=a82e7752&m=2026-10')
		setAddressLedger(null)
		expect([last(), namesLedger()]).toEqual(['#/?m=2026-10', false])
	})

	test('that is there already is not written again', async () => {
		const { setAddressLedger } = await open('#/?l=a82e7752')
		const replace = vi.spyOn(history, 'replaceState')
		setAddressLedger(CASA)
		expect(replace).not.toHaveBeenCalled()
	})
})

test('the wall is asked for before the hash', async () => {
	expect((await open('#/', '?tv=1')).tvMode()).toBe(true)
	expect((await open('#/', '?tv=0')).tvMode()).toBe(false)
	expect((await open('#/?tv=1')).tvMode()).toBe(false)
})

describe('a page that is held', () => {
	async function hold(hash = '#/ajustes/agentes') {
		const at = await open(hash)
		const { createLeaveGuard } = await import('./leave-guard')
		// The one that was loaded with it.
		const { createRoot } = await import('solid-js')
		let holds = true
		// In a component: what it listens to comes with its mount.
		const guard = createRoot((end) => {
			dispose = end
			return createLeaveGuard(() => holds)
		})
		return {
			...at,
			guard,
			let: (next: boolean) => {
				holds = next
			},
		}
	}

	test('asks before its own buttons leave it, and goes once that was agreed to', async () => {
		const { navigate, route, guard } = await hold()
		navigate('#/orcamentos')
		expect([route().path, guard.asked()]).toEqual(['/ajustes/agentes', true])
		guard.stay()
		expect([route().path, guard.asked()]).toEqual(['/ajustes/agentes', false])
		navigate('#/orcamentos')
		guard.leave()
		expect([route().path, guard.asked()]).toEqual(['/orcamentos', false])
	})

	test('asks before whatever else leaves it', async () => {
		const { leavePage, guard } = await hold()
		const go = vi.fn()
		leavePage(go)
		expect(go).not.toHaveBeenCalled()
		guard.leave()
		expect(go).toHaveBeenCalledTimes(1)
		guard.leave()
		expect(go).toHaveBeenCalledTimes(1)
	})

	test('keeps its place where Back or a typed address moved already, and goes back from there', async () => {
		const { follow, route, addresses, guard } = await hold()
		const here = addresses().at(-1)
		follow('#/orcamentos')
		expect([route().path, guard.asked(), addresses().at(-1)]).toEqual(['/ajustes/agentes', true, here])
		guard.leave()
		expect(route().path).toBe('/orcamentos')
	})

	test('asks before its links are followed, and no others', async () => {
		const { tell, document, guard, route } = await hold()
		const click = (target: unknown) => {
			const event = Object.assign(new Event('click', { cancelable: true }))
			Object.defineProperty(event, 'target', { value: target })
			document.dispatchEvent(event)
			return event.defaultPrevented
		}
		const link = {
			closest: (what: string) => (what === 'a[href^="#"]' ? { getAttribute: () => '#/importar' } : null),
		}
		expect(click({ closest: () => null })).toBe(false)
		expect(click(null)).toBe(false)
		expect(guard.asked()).toBe(false)
		expect(click(link)).toBe(true)
		expect([guard.asked(), route().path]).toEqual([true, '/ajustes/agentes'])
		guard.leave()
		expect(route().path).toBe('/importar')
		expect(tell('beforeunload')).toBe(false)
	})

	test('has the browser ask before the tab is closed', async () => {
		const stage = await hold()
		expect(stage.tell('beforeunload')).toBe(false)
		stage.let(false)
		expect(stage.tell('beforeunload')).toBe(true)
	})

	test('lets go where there is nothing to lose', async () => {
		const stage = await hold()
		stage.let(false)
		stage.navigate('#/orcamentos')
		expect([stage.route().path, stage.guard.asked()]).toEqual(['/orcamentos', false])
		stage.follow('#/importar')
		expect(stage.route().path).toBe('/importar')
		// From here on it holds this page.
		stage.let(true)
		stage.navigate('#/')
		stage.guard.stay()
		expect(stage.last()).toBe('#/importar')
	})

	test('holds no more once it is gone', async () => {
		const { navigate, route, tell } = await hold()
		dispose()
		navigate('#/orcamentos')
		expect(route().path).toBe('/orcamentos')
		expect(tell('beforeunload')).toBe(true)
	})

	test('by a later one is that one’s, also when the first is gone', async () => {
		const { holdRoute, navigate, route } = await open('#/')
		const held: string[] = []
		const first = holdRoute({ moved: () => false, wants: () => Boolean(held.push('first')) })
		const second = holdRoute({ moved: () => false, wants: () => Boolean(held.push('second')) })
		first()
		navigate('#/orcamentos')
		expect([held, route().path]).toEqual([['second'], '/'])
		second()
		navigate('#/orcamentos')
		expect(route().path).toBe('/orcamentos')
	})

	test('is left without a question by what takes its place', async () => {
		const { navigate, route, guard } = await hold()
		navigate('#/orcamentos', true)
		expect([route().path, guard.asked()]).toEqual(['/orcamentos', false])
	})
})
