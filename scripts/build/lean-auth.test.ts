import { readFileSync } from 'node:fs'
import { parseAst } from 'vite'
import { expect, it } from 'vitest'
import { leanAuthCode } from './lean-auth'

const client = readFileSync(
	new URL('../../node_modules/@supabase/auth-js/dist/module/GoTrueClient.js', import.meta.url),
	'utf8',
)

it('leaves of the installed version a script with all that the page calls, and little else', () => {
	const lean = leanAuthCode(client)
	expect(() => parseAst(lean)).not.toThrow()
	expect(client.length - lean.length).toBeGreaterThan(70_000)
	for (const name of ['signOut', 'getSession', '_saveSession', '_removeSession', '_notifyAllSubscribers'])
		expect(lean).toContain(`async ${name}(`)
	for (const name of ['onAuthStateChange', 'refreshSession', 'startAutoRefresh', 'stopAutoRefresh'])
		expect(lean).toContain(`${name}(`)
})

it('refuses a version that lacks a method or calls one where it is not expected', () => {
	expect(() => leanAuthCode(client.replace('async _enroll(', 'async _enrol('))).toThrow(/no _enroll/)
	expect(() => leanAuthCode(client.replace('async getSession() {', '$& this._enroll();'))).toThrow(
		/asks for _enroll/,
	)
})

it('leaves of the administration what signing out asks of it', () => {
	const admin = readFileSync(
		new URL('../../node_modules/@supabase/auth-js/dist/module/GoTrueAdminApi.js', import.meta.url),
		'utf8',
	)
	const lean = leanAuthCode(admin, 'GoTrueAdminApi')
	expect(() => parseAst(lean)).not.toThrow()
	expect(lean).toContain('async signOut(')
	expect(lean).not.toContain('async createUser(')
})
