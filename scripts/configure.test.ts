import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { configFrom } from '../src/backend/config'
import { headersFor, parseNetlifyHeaders } from './build/headers'
import { configure } from './configure'

let folder: string
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'painel-configure-'))
	writeFileSync(join(folder, 'index.html'), '')
})
afterEach(() => rmSync(folder, { recursive: true }))

it('writes a config.js that the page reads, and a policy that names the same project', () => {
	configure(folder, 'https://abcd.supabase.co', 'sb_publishable_abc')
	const script = readFileSync(join(folder, 'config.js'), 'utf8')
	const scope: { PAINEL_CONFIG?: unknown } = {}
	new Function('globalThis', script)(scope)
	expect(configFrom({ script: scope.PAINEL_CONFIG, stored: null, build: {} })).toEqual({
		supabaseUrl: 'https://abcd.supabase.co',
		publishableKey: 'sb_publishable_abc',
	})
	const rules = parseNetlifyHeaders(readFileSync(join(folder, '_headers'), 'utf8'))
	expect(headersFor(rules, '/')['Content-Security-Policy']).toContain('wss://abcd.supabase.co')
})

it('refuses a secret key, an unfit URL and a folder without a build', () => {
	expect(() => configure(folder, 'https://abcd.supabase.co', 'sb_secret_abcdefgh')).toThrow(/SECRET/)
	expect(() => configure(folder, 'abcd', 'sb_publishable_abc')).toThrow(/address alone/)
	expect(() => configure(folder, '', '')).toThrow(/Give the project URL/)
	rmSync(join(folder, 'index.html'))
	expect(() => configure(folder, 'https://abcd.supabase.co', 'sb_publishable_abc')).toThrow(/npm run build/)
})
