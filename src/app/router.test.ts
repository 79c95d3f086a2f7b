import { expect, test } from 'vitest'
import { formatHash, parseHash } from './router'

test('a hash is a path and a query', () => {
	const route = parseHash('#/ajustes/fontes?c=1,2&q=p%C3%A3o')
	expect(route.path).toBe('/ajustes/fontes')
	expect(route.query.get('c')).toBe('1,2')
	expect(route.query.get('q')).toBe('pão')
})

test('the ledger of an address is no part of what the page asks for', () => {
	const route = parseHash('#/?l=a82e7752&m=2026-01')
	expect(route.ledger).toBe('a82e7752')
	expect(route.query.toString()).toBe('m=2026-01')
	expect(parseHash('#/?m=2026-01').ledger).toBeNull()
	expect(parseHash('#/?l=').ledger).toBeNull()
})

test('odd hashes lead home', () => {
	for (const hash of ['', '#', '#x', '#?c=1', '#//']) expect(parseHash(hash).path).toBe('/')
})

test('what is written is read back', () => {
	const query = new URLSearchParams({ m: '2026-01..2026-03', c: '1,-', q: 'a&b=c, d' })
	const hash = formatHash('/', query)
	expect(hash).toContain('c=1,-')
	expect(Object.fromEntries(parseHash(hash).query)).toEqual(Object.fromEntries(query))
})
