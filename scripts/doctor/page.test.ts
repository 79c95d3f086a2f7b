import { expect, it } from 'vitest'
import { connectSources, contentSecurityPolicy } from '../build/headers'
import { checkPage } from './page'

const url = 'https://abcd.supabase.co'
const check = async (headers: Record<string, string> | null) => {
	const request = async () => {
		if (!headers) throw new TypeError('fetch failed')
		return new Response('', { headers })
	}
	const findings = await checkPage('https://painel.example', url, request as typeof fetch)
	return findings.filter(({ level }) => level !== 'ok').map(({ level, remedy }) => `${level}: ${remedy}`)
}
const policy = (connect: string[]) => ({
	'content-security-policy': contentSecurityPolicy(connect),
	'strict-transport-security': 'max-age=63072000',
})

it('is content with the headers of the build', async () => {
	expect(await check(policy(connectSources(url)))).toEqual([])
})

it('tells what is missing', async () => {
	expect(await check(null)).toEqual([expect.stringMatching(/^fail: .*answered nothing/)])
	expect(await check(policy(connectSources('https://other.supabase.co')))).toEqual([
		expect.stringMatching(/^fail: .*npm run configure/),
	])
	expect(await check({})).toEqual([
		expect.stringMatching(/^warn: .*_headers/),
		expect.stringMatching(/Strict-Transport/),
	])
	const unsafe = contentSecurityPolicy(connectSources(url)).replace(
		"script-src 'self'",
		"script-src 'self' 'unsafe-inline'",
	)
	expect(await check({ ...policy([]), 'content-security-policy': unsafe })).toEqual([
		expect.stringMatching(/unsafe-inline/),
	])
})
