import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeStorage } from '../app/sign-in/testing/storage'
import { keepProgress, readProgress } from './progress'

let stored: Record<string, string>
beforeEach(() => {
	stored = makeStorage()
	vi.stubGlobal('localStorage', stored)
})
afterEach(() => vi.unstubAllGlobals())

test('where the first steps were left is found again, until they are done', () => {
	expect(readProgress()).toBeNull()
	keepProgress({ ledgerId: 'L', step: 'sources' })
	expect(stored['painel.first-steps']).toBe('L sources')
	expect(readProgress()).toEqual({ ledgerId: 'L', step: 'sources' })
	keepProgress(null)
	expect(readProgress()).toBeNull()
})

test.each(['L ledger', 'L dance', 'L', ' sources', 'sources'])('%j makes no sense', (text) => {
	stored['painel.first-steps'] = text
	expect(readProgress()).toBeNull()
})
