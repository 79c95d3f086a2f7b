import { expect, test } from 'vitest'
import { may } from './may'

test('viewers read, editors set, owners also decide who comes in', () => {
	const deeds = ['settings', 'review', 'ledger', 'members', 'agents'] as const
	const of = (role: 'owner' | 'editor' | 'viewer') => deeds.filter((deed) => may(role, deed))
	expect(of('viewer')).toEqual([])
	expect(of('editor')).toEqual(['settings', 'review'])
	expect(of('owner')).toEqual([...deeds])
})
