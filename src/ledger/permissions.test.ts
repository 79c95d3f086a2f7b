import { expect, test } from 'vitest'
import { can } from './permissions'

test('viewers read, editors set and correct, owners also decide who comes in', () => {
	const all = ['settings', 'review', 'correct', 'ledger', 'members', 'agents'] as const
	const of = (role: 'owner' | 'editor' | 'viewer') => all.filter((permission) => can(role, permission))
	expect(of('viewer')).toEqual([])
	expect(of('editor')).toEqual(['settings', 'review', 'correct'])
	expect(of('owner')).toEqual([...all])
})
