import type { TestOptions } from 'vitest'

/** The tag of tests that `npm test` leaves out. `npm run test:all` runs them, and `.ci/run`. */
export const CI_TAG = {
	name: 'ci',
	description:
		'One more variant of what another test tries (a theme, a width, a field, a language), or what few changes can break.',
}

/** The options of a test that is left to CI; of a whole file: a comment that says `module-tag ci`, with an at sign before it. */
export const leftToCi: TestOptions = { tags: [CI_TAG.name] }

/** The options of one of many variants: `npm test` tries the `main` one, CI all of them. */
export const variant = <T>(one: T, main: T): TestOptions => (one === main ? {} : leftToCi)
