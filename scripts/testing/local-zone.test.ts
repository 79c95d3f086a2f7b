import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { leaningOnLocalZone } from './local-zone'

const FOLDERS = ['src', 'local', 'scripts', 'supabase', 'fixtures', 'n8n', 'e2e', 'bench']

describe('code that leans on the zone of the machine', () => {
	it.each([
		'date.getHours()',
		'new Date(at).getDate()',
		'date.setMonth(3)',
		'date.getTimezoneOffset()',
		'new Date(2026, 10, 23)',
		"new Date('2026-11-23T12:00')",
		"Date.parse('2026-11-23 12:00:00')",
		'date.toLocaleDateString()',
		"date.toLocaleTimeString('pt-BR', { hour: '2-digit' })",
		"new Intl.DateTimeFormat('pt-BR', { weekday: 'long' })",
	])('is found: %s', (code) => {
		expect(leaningOnLocalZone('x.ts', `const x = ${code}`)).toEqual([`x.ts:1: ${code}`])
	})

	it.each([
		'date.getUTCHours()',
		'Date.now()',
		'new Date(at)',
		"new Date('2026-11-23')",
		"new Date('2026-11-23T12:00-03:00')",
		'new Date(Date.UTC(2026, 10, 23))',
		"date.toLocaleDateString('pt-BR', { timeZone: 'UTC' })",
		"new Intl.DateTimeFormat('en-CA', { timeZone: zone })",
		'new Intl.DateTimeFormat().resolvedOptions().timeZone',
		'bucket.setDay(at, day)',
	])('is not: %s', (code) => {
		expect(leaningOnLocalZone('x.ts', `const x = ${code}`)).toEqual([])
	})

	it('stands nowhere', () => {
		const files = FOLDERS.flatMap((folder) =>
			readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
		).filter((file) => /\.(tsx?|js)$/.test(file) && !/node_modules|\.d\.ts$/.test(file))
		expect(files.length).toBeGreaterThan(300)
		const found = files.flatMap((file) => leaningOnLocalZone(file, readFileSync(file, 'utf8')))
		// It proves that a test's zone is in force.
		expect(found).toEqual([expect.stringMatching(/^local\/database\/database\.test\.ts:\d+: new Date\(0\)/)])
	})
})
