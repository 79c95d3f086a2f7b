import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const jwt = (claims: object) =>
	`eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`
const url = 'https://abcd.supabase.co'

/** What the container does first, with `echo` in place of the web server. */
function start(SUPABASE_URL: string, SUPABASE_PUBLISHABLE_KEY: string) {
	const { status, stdout, stderr } = spawnSync('sh', ['docker/start', 'echo', 'serving'], {
		env: { PATH: process.env.PATH, SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY },
		encoding: 'utf8',
	})
	return { status, stdout, stderr }
}

describe('the container', () => {
	it.each([
		['nothing, for the demo', '', ''],
		['a publishable key', url, 'sb_publishable_Zm9v-bar_1'],
		['a legacy anon key', url, jwt({ iss: 'supabase', role: 'anon', ref: 'ab' })],
		['an anon key with one letter more', `${url}/`, jwt({ iss: 'supabas', role: 'anon' })],
		['a stack at home', 'http://192.168.0.7:54321', jwt({ role: 'anon' })],
	])('serves with %s', (_, supabaseUrl, key) => {
		expect(start(supabaseUrl, key)).toEqual({ status: 0, stdout: 'serving\n', stderr: '' })
	})

	it.each([
		['a secret key', url, 'sb_secret_hunter2hunter2', /SECRET/],
		['a secret key in capitals', url, 'SB_SECRET_hunter2hunter2', /SECRET/],
		['a secret key as the address', 'sb_secret_hunter2hunter2', 'sb_publishable_a', /SECRET/],
		['a service_role key', url, jwt({ role: 'service_role', hunter2: 1 }), /SECRET/],
		["a person's session", url, jwt({ role: 'authenticated', hunter2: 1 }), /SECRET/],
		['a key of no role', url, jwt({ hunter2: 1 }), /SECRET/],
		['an example left in place', url, 'sb_publishable_…', /no key/],
		['no key', url, '', /no SUPABASE_PUBLISHABLE_KEY/],
		['no address', '', 'sb_publishable_a', /no SUPABASE_URL/],
		['an address with a path', `${url}/rest/v1`, 'sb_publishable_a', /address alone/],
		['an address that adds to the policy', `${url}; script-src *`, 'sb_publishable_a', /address alone/],
		['an address that adds to the script', `${url}"+alert(1)+"`, 'sb_publishable_a', /address alone/],
		['a key that adds to the script', url, 'sb_publishable_a"+alert(1)+"', /no key/],
	])('refuses %s, and does not repeat it', (_, supabaseUrl, key, message) => {
		const { status, stdout, stderr } = start(supabaseUrl, key)
		expect([status, stdout]).toEqual([64, ''])
		expect(stderr).toMatch(message)
		expect(stderr).not.toContain('hunter2')
	})

	it('comes with no n8n older than 2.42.6, the first of its line without three known holes', () => {
		const compose = readFileSync('compose.yaml', 'utf8')
		const [, line, patch] = /image: docker\.n8n\.io\/n8nio\/n8n:(\d+\.\d+)\.(\d+)$/m.exec(compose)!
		expect(line).toBe('2.42')
		expect(Number(patch)).toBeGreaterThanOrEqual(6)
	})

	it('is not root, and nothing in it can become root', () => {
		expect(readFileSync('docker/Dockerfile', 'utf8')).toMatch(/^USER 1000:1000$/m)
		const page = readFileSync('compose.yaml', 'utf8').split('\n  n8n:')[0]!
		expect(page).toMatch(/user: "1000:1000"/)
		expect(page).toMatch(/cap_drop: \[ALL\]/)
		expect(page).toMatch(/no-new-privileges:true/)
		expect(page).toMatch(/read_only: true/)
	})
})
