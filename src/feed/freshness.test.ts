import { expect, test } from 'vitest'
import { Freshness } from './freshness'

const CHANGES = {
	void: (freshness: Freshness) => freshness.void(),
	invalidate: (freshness: Freshness) => freshness.invalidate(),
	noteHead: (freshness: Freshness) => freshness.noteHead(),
}

test('what happens after a moment shows in that moment, and in no later one', () => {
	for (const [name, change] of Object.entries(CHANGES)) {
		const freshness = new Freshness()
		const answers = (of = freshness.now()) => [
			freshness.isVoid(of),
			freshness.isOutdated(of),
			freshness.isHeadNewer(of),
		]
		// Other things happened before.
		for (const other of Object.values(CHANGES)) other(freshness)
		const before = freshness.now()
		expect(answers(before)).toEqual([false, false, false])
		change(freshness)
		expect([name, ...answers(before)]).toEqual([
			name,
			name === 'void',
			name === 'invalidate',
			name === 'noteHead',
		])
		expect(answers()).toEqual([false, false, false])
	}
})
