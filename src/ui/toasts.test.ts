import { afterEach, expect, test, vi } from 'vitest'
import { clearToasts, closeToast, currentToast, raiseToast, setToastPlace, showToast, toasts } from './toasts'

afterEach(() => {
	for (const toast of toasts()) closeToast(toast)
})

const texts = () => toasts().map(({ text }) => text)
const undoable = (text: string) => ({ kind: 'ok', text, action: { label: 'undo', run() {} } }) as const

test('a newer notice replaces one that only says something, never one that can be undone', () => {
	showToast({ kind: 'ok', text: 'saved' })
	showToast(undoable('deleted a'))
	expect(texts()).toEqual(['deleted a'])
	showToast({ kind: 'ok', text: 'saved again' })
	expect(texts()).toEqual(['deleted a', 'saved again'])
	showToast(undoable('deleted b'))
	expect(texts()).toEqual(['deleted a', 'deleted b'])
	expect(currentToast()?.text).toBe('deleted b')
	showToast(undoable('deleted c'))
	showToast(undoable('deleted d'))
	expect(texts()).toEqual(['deleted b', 'deleted c', 'deleted d'])
})

test('a notice about the same replaces the one before, whatever could still be done', () => {
	showToast({ ...undoable('corrected'), about: 'c1' })
	showToast({ ...undoable('corrected another'), about: 'c2' })
	showToast({ ...undoable('refused'), about: 'c1' })
	expect(texts()).toEqual(['corrected another', 'refused'])
})

test('all that was said goes with whoever has gone', () => {
	showToast(undoable('a'))
	clearToasts()
	expect([texts(), currentToast()]).toEqual([[], null])
})

/** A place that notices appear in, and the dialogs of the page, topmost last. */
function page(dialogs: object[] = []) {
	const calls: string[] = []
	let isOpen = false
	const element = (name: string) => ({
		name,
		append(child: { parentElement: object }) {
			calls.push(`into ${name}`)
			child.parentElement = this
		},
	})
	const body = element('body')
	const place = {
		parentElement: body as object,
		matches: (what: string) => what === ':popover-open' && isOpen,
		hidePopover() {
			calls.push('hide')
			isOpen = false
		},
		showPopover() {
			calls.push('show')
			isOpen = true
		},
	}
	vi.stubGlobal('document', {
		body,
		querySelectorAll: (what: string) => (what === 'dialog:modal' ? dialogs : []),
	})
	setToastPlace(place as unknown as HTMLElement)
	return { element, place, took: () => calls.splice(0) }
}

test('notices lie on top of everything: in the topmost dialog that stays, else on the page', () => {
	const dialogs: object[] = []
	const { element, took } = page(dialogs)
	raiseToast()
	expect(took()).toEqual([])
	showToast(undoable('a'))
	raiseToast()
	expect(took()).toEqual(['show'])
	const [below, above] = [element('below'), element('above')]
	dialogs.push(below, above)
	raiseToast()
	expect(took()).toEqual(['hide', 'into above', 'show'])
	// It is about to go.
	raiseToast(above as unknown as HTMLDialogElement)
	expect(took()).toEqual(['hide', 'into below', 'show'])
	dialogs.length = 0
	raiseToast()
	expect(took()).toEqual(['hide', 'into body', 'show'])
	vi.unstubAllGlobals()
})

test('a browser without popovers leaves them where they are', () => {
	const { place, took } = page()
	setToastPlace({ ...place, showPopover: undefined } as unknown as HTMLElement)
	raiseToast()
	expect(took()).toEqual([])
	vi.unstubAllGlobals()
})
