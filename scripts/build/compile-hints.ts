import type { Plugin } from 'vite'

/**
 * Asks the browser to compile a script's functions at once, beside the page's own thread while the script comes in, instead
 * of each one on the page's thread when it is first called, which a phone feels.
 * Chromium knows it (explicit compile hints); to others it is a comment. Must be the script's first line.
 */
export const COMPILE_HINT = '//# allFunctionsCalledOnLoad\n'

/** Puts the hint on every script of the built page: what it loads it calls, and what it may not need comes in scripts of its own. */
export function compileHints(): Plugin {
	return {
		name: 'painel:compile-hints',
		apply: 'build',
		enforce: 'post',
		generateBundle: {
			order: 'post',
			handler(_, bundle) {
				for (const file of Object.values(bundle))
					if (file.type === 'chunk') file.code = COMPILE_HINT + file.code
			},
		},
	}
}
