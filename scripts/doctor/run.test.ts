import { expect, it, vi } from 'vitest'
import { fail, ok, warn } from './finding'
import { describe as describeFindings, examine, runDoctor } from './run'

it('says each finding with its remedy, and counts them', () => {
	expect(describeFindings([ok('a'), warn('b', 'do b'), fail('c', 'do c')]).split('\n')).toEqual([
		'✓ a',
		'! b',
		'    do b',
		'✗ c',
		'    do c',
		'1 well, 1 to look at, 1 to put right.',
	])
})

it('asks which project, and explains itself', async () => {
	vi.stubEnv('VITE_SUPABASE_URL', '')
	vi.stubEnv('VITE_SUPABASE_PUBLISHABLE_KEY', '')
	const said: string[] = []
	expect(await runDoctor(['--help'], (text) => said.push(text))).toBe(0)
	await expect(
		runDoctor(['--url', 'https://abcd.supabase.co', '--key', 'sb_secret_abcdefgh']),
	).rejects.toThrow(/SECRET/)
	expect(said.join()).toContain('npm run doctor')
	vi.unstubAllEnvs()
})

it('stops where the API is down, instead of blaming what lies behind it', async () => {
	const asked: string[] = []
	const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation(async (url) => {
		asked.push(String(url))
		return String(url).includes('/auth/')
			? new Response(JSON.stringify({ external: { email: true } }))
			: new Response(JSON.stringify({ code: 'PGRST002' }), { status: 503 })
	})
	const findings = await examine('https://abcd.supabase.co', 'sb_publishable_a', { token: 'painel_t' })
	fetched.mockRestore()
	expect(findings.filter(({ level }) => level !== 'ok').map(({ what }) => what)).toEqual(['the API answers'])
	expect(asked).toHaveLength(2)
})
