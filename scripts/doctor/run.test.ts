import { expect, it, vi } from 'vitest'
import { fail, ok, warn } from './finding'
import { describe as describeFindings, runDoctor } from './run'

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
