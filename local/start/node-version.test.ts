import { expect, test, vi } from 'vitest'
import { nodeAdvice, withoutNodeWarning } from './node-version'

test('Node 20 is advised against, maintained versions are not', () => {
	expect(nodeAdvice('20.20.2')).toBe(
		'Node 20.20.2 works, but is no longer maintained: take Node 24 when you can.',
	)
	for (const version of ['22.12.0', '24.21.0', '26.10.0']) expect(nodeAdvice(version)).toBeNull()
})

test('only the warning about Node is kept back, and only while loading', async () => {
	const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
	const warning = '⚠️  Node.js 20 and below are deprecated and will no longer be supported'
	const loaded = await withoutNodeWarning(async () => {
		console.warn(warning)
		console.warn('Something else')
		return 'loaded'
	})
	expect(loaded).toBe('loaded')
	expect(warn.mock.calls).toEqual([['Something else']])
	await expect(withoutNodeWarning(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
	console.warn(warning)
	expect(warn).toHaveBeenLastCalledWith(warning)
	warn.mockRestore()
})
