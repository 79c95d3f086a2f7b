import { readFileSync } from 'node:fs'
import { build, type Rolldown } from 'vite'
import { expect, it } from 'vitest'
import { leaveOutUnusedParts } from './leave-out'

async function bundle(plugins: ReturnType<typeof leaveOutUnusedParts>[]) {
	const answer = (await build({
		configFile: false,
		logLevel: 'silent',
		plugins,
		build: {
			write: false,
			lib: { entry: 'node_modules/@supabase/supabase-js/dist/index.mjs', formats: ['es'] },
		},
	})) as Rolldown.RolldownOutput[]
	return answer[0]!.output[0].code.length
}

it('makes supabase-js smaller by what the page never calls, and still builds', async () => {
	const [whole, lean] = [await bundle([]), await bundle([leaveOutUnusedParts()])]
	expect(whole - lean).toBeGreaterThan(40_000)
})

it('names all that is imported from those parts', () => {
	const given = readFileSync(new URL('./leave-out.ts', import.meta.url), 'utf8')
	const importedFrom = (file: string, parts: RegExp) => {
		const source = readFileSync(`node_modules/@supabase/${file}`, 'utf8')
		const imports = [...source.matchAll(/^import \{ ([^}]+?),? \} from ["']([^"']+)["']/gm)]
		return imports.filter((match) => parts.test(match[2]!)).flatMap((match) => match[1]!.split(', '))
	}
	const imported = [
		...importedFrom('supabase-js/dist/index.mjs', /storage-js|functions-js/),
		...importedFrom('auth-js/dist/module/GoTrueClient.js', /webauthn|web3/),
	]
	expect(imported.length).toBeGreaterThan(15)
	for (const name of imported) expect(given).toContain(`'${name}'`)
})

it('keeps the code of the live channel out of the first chunk, and in the page', async () => {
	const answer = (await build({
		configFile: false,
		logLevel: 'silent',
		plugins: [leaveOutUnusedParts()],
		build: {
			write: false,
			rollupOptions: { input: 'src/backend/supabase.ts', preserveEntrySignatures: 'strict' },
		},
	})) as Rolldown.RolldownOutput
	const chunks = answer.output.filter((output) => output.type === 'chunk')
	const holding = chunks.filter((chunk) => chunk.code.includes('phx_join'))
	expect(holding).toHaveLength(1)
	expect(holding[0]!.isDynamicEntry).toBe(true)
})
