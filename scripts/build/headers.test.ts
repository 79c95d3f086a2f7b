import { describe, expect, it } from 'vitest'
import { connectSources, headersFor, hostingHeaders, netlifyHeaders, parseNetlifyHeaders } from './headers'

const rules = hostingHeaders(connectSources('https://abcd.supabase.co'))
const policy = (path: string) =>
	new Map(
		headersFor(rules, path)
			['Content-Security-Policy']!.split('; ')
			.map((directive) => directive.split(' '))
			.map(([name, ...values]) => [name, values.join(' ')]),
	)

describe('the Content-Security-Policy', () => {
	it('names this Supabase host over https and wss, and nobody else', () => {
		expect(policy('/').get('connect-src')).toBe("'self' https://abcd.supabase.co wss://abcd.supabase.co")
		expect(connectSources('http://127.0.0.1:54321')).toEqual([
			'http://127.0.0.1:54321',
			'ws://127.0.0.1:54321',
		])
		expect(connectSources(null)).toEqual([])
	})

	it('lets no script in from elsewhere, from the markup or from a string', () => {
		expect(policy('/').get('script-src')).toBe("'self'")
		expect(policy('/').get('default-src')).toBe("'none'")
		expect(policy('/').get('object-src')).toBe("'none'")
		expect(policy('/').get('base-uri')).toBe("'none'")
		expect(policy('/').get('frame-ancestors')).toBe("'none'")
	})

	it('covers every path', () => {
		for (const path of ['/', '/index.html', '/assets/x.js', '/file/painel.js', '/config.js'])
			expect(policy(path).size).toBeGreaterThan(10)
	})
})

it('caches what has a hash in its name for ever, and asks again for what has not', () => {
	const cache = (path: string) => headersFor(rules, path)['Cache-Control']
	expect(cache('/assets/index-C4q8HzgJ.js')).toMatch(/max-age=31536000, immutable/)
	for (const path of ['/', '/index.html', '/sw.js', '/config.js', '/boot.js'])
		expect(cache(path)).toBe('no-cache')
})

it('brings the other protections', () => {
	expect(headersFor(rules, '/')).toMatchObject({
		'Strict-Transport-Security': expect.stringMatching(/^max-age=\d{8}/),
		'X-Content-Type-Options': 'nosniff',
		'Referrer-Policy': 'strict-origin-when-cross-origin',
		'Permissions-Policy': expect.stringContaining('camera=()'),
	})
})

it('never sets one header twice for a path: hosts join such values', () => {
	for (const path of ['/', '/index.html', '/assets/x.js', '/sw.js']) {
		const matching = rules.filter((rule) =>
			rule.path.endsWith('*') ? path.startsWith(rule.path.slice(0, -1)) : rule.path === path,
		)
		const names = matching.flatMap((rule) => Object.keys(rule.headers))
		expect(new Set(names).size).toBe(names.length)
	}
})

it('writes _headers that read back as they were', () => {
	expect(parseNetlifyHeaders(netlifyHeaders(rules))).toEqual(rules)
	expect(() => parseNetlifyHeaders('  X: y')).toThrow(/unreadable/)
})
