import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { caddyfile } from './caddy'

it('is what docker/Caddyfile holds (else: npm run caddyfile)', () => {
	expect(readFileSync(new URL('../../docker/Caddyfile', import.meta.url), 'utf8')).toBe(caddyfile())
})
