import { expect, it } from 'vitest'
import { shapesOf } from './icons'

it('takes the shapes out of a group, without what the style sheet says', () => {
	expect(
		shapesOf(
			'<g fill="none" stroke="currentColor" stroke-width="2"><circle cx="12" cy="12" r="4"/><path d="M12 2v2"/></g>',
		),
	).toEqual([
		['circle', { cx: '12', cy: '12', r: '4' }],
		['path', { d: 'M12 2v2' }],
	])
})

it('takes a single shape', () => {
	expect(shapesOf('<path fill="none" stroke-linecap="round" d="m6 9l6 6l6-6"/>')).toEqual([
		['path', { d: 'm6 9l6 6l6-6' }],
	])
})

it('refuses what is no shape', () => {
	expect(() => shapesOf('<path d="M0 0"/><script>x</script>')).toThrow('<script>x</script>')
	expect(() => shapesOf('<text>x</text>')).toThrow()
})
