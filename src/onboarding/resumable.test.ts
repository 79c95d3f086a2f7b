import { expect, test } from 'vitest'
import { createResumable } from './resumable'

test('a second try goes on where the first one stopped', async () => {
	const made: string[] = []
	let broken = true
	const save = createResumable(
		(name: string) => name,
		async (name) => {
			if (name === 'c' && broken) throw new Error('network')
			made.push(name)
		},
	)
	await expect(save(['a', 'b', 'c', 'd'])).rejects.toThrow('network')
	broken = false
	await save(['a', 'b', 'c', 'd'])
	expect(made).toEqual(['a', 'b', 'c', 'd'])
})
