import { afterEach, expect, test } from 'vitest'
import { closeToast, currentToast, showToast, toasts } from './toasts'

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
