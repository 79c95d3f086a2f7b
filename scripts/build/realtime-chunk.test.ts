import { build, type Rolldown } from 'vite'
import { expect, it } from 'vitest'

it('keeps the code of the live channel out of the first chunk, and files and edge functions out of the page', async () => {
	const answer = (await build({
		configFile: false,
		logLevel: 'silent',
		build: {
			write: false,
			rollupOptions: { input: 'src/backend/supabase/index.ts', preserveEntrySignatures: 'strict' },
		},
	})) as Rolldown.RolldownOutput
	const chunks = answer.output.filter((output) => output.type === 'chunk')
	const holding = chunks.filter((chunk) => chunk.code.includes('phx_join'))
	expect(holding).toHaveLength(1)
	expect(holding[0]!.isDynamicEntry).toBe(true)
	const parts = chunks.flatMap(({ moduleIds }) =>
		moduleIds.flatMap((id) => id.match(/@supabase\/[\w-]+/) ?? []),
	)
	expect([...new Set(parts)].sort()).toEqual([
		'@supabase/phoenix',
		'@supabase/postgrest-js',
		'@supabase/realtime-js',
	])
})
