import { build, type Rolldown } from 'vite'
import { expect, it } from 'vitest'
import { COMPILE_HINT, compileHints } from './compile-hints'

it('puts the hint first in every script, also in one that is loaded later', async () => {
	const { output } = (await build({
		configFile: false,
		logLevel: 'silent',
		plugins: [
			{
				name: 'sources',
				resolveId: (id) => (id.startsWith('source:') ? id : null),
				load: (id) =>
					id === 'source:first'
						? "import('source:later')"
						: id.startsWith('source:')
							? 'console.log(1)'
							: null,
			},
			compileHints(),
		],
		build: { write: false, rolldownOptions: { input: 'source:first' } },
	})) as Rolldown.RolldownOutput
	const scripts = output.filter((file) => file.type === 'chunk')
	expect(scripts.length).toBe(2)
	for (const { code } of scripts) expect(code.startsWith(COMPILE_HINT)).toBe(true)
})
