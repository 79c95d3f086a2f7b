import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Stack, startStack } from '../../local/stack/index'
import { limits } from '../testing/limits'
import { runRestore } from './run'
import { Owner } from './testing/owner'
import { drawLedger } from './testing/random-ledger'

let from: Stack
let to: Stack
let old: Owner
let folder: string
let path: string
let said: string[]

const run = (...args: string[]) => runRestore(args, (line) => said.push(line))
const there = () => ['--url', to.url, '--key', to.publishable_key]
const ledgerIdSaid = () => /--into (\S+)/.exec(said.join('\n'))![1]!

beforeAll(async () => {
	const auth = { requestLimits: false }
	;[from, to] = await Promise.all([startStack({ auth }), startStack({ auth })])
	old = await Owner.of(from)
	await drawLedger(old, Number(process.env.PAINEL_SEED) || 7)
})
afterAll(async () => {
	await from.close()
	await to.close()
})
beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'painel-restore-'))
	path = join(folder, 'casa.json')
	writeFileSync(path, JSON.stringify(await old.export()))
	said = []
	vi.stubEnv('PAINEL_EMAIL', to.demo.email)
	vi.stubEnv('PAINEL_PASSWORD', to.demo.password)
})
afterEach(() => {
	vi.unstubAllEnvs()
	vi.restoreAllMocks()
	rmSync(folder, { recursive: true })
})

describe('a ledger of every kind', () => {
	it(
		'is in the other project as it was, with its settings, though the first run was cut off',
		async () => {
			const real = globalThis.fetch
			let posts = 0
			vi.spyOn(globalThis, 'fetch').mockImplementation((url, init) => {
				if (String(url).includes('/inbox?') && ++posts === 2)
					return Promise.resolve(new Response('{"message":"cut off"}', { status: 400 }))
				return real(url, init)
			})
			await expect(run(path, ...there())).rejects.toThrow('cut off (400)')
			vi.restoreAllMocks()
			expect(await run(path, ...there(), '--into', ledgerIdSaid())).toBe(0)
			expect(said.at(-1)).toMatch(/^\d+ purchases are there as they were, 0 are not\.$/)

			const restored = await Owner.of(to, ledgerIdSaid())
			expect(await restored.settings()).toEqual(await old.settings())
			const rows = await restored.liveRows()
			expect(rows).toEqual(await old.liveRows())
			expect(rows.length).toBeGreaterThan(60)
			for (const said of [
				'moves',
				'refund_of',
				'pays_month',
				'part',
				'bill_given',
				'imported',
				'category_text',
			])
				expect(
					rows.some((row) => row[said as keyof typeof row]),
					said,
				).toBe(true)
			expect(await restored.waiting()).toEqual(await old.waiting())
			expect((await old.waiting()).length).toBeGreaterThan(1)
			expect(await restored.originals()).toEqual(await old.originals())

			// A third time nothing is sent twice.
			const revision = await restored.revision()
			expect(await run(path, ...there(), '--into', restored.ledgerId)).toBe(0)
			expect(await restored.revision()).toBe(revision)
		},
		limits.setUp,
	)
})

describe('what is said and not done', () => {
	it('a dry run asks nobody', async () => {
		const asked = vi.spyOn(globalThis, 'fetch')
		expect(await run(path, '--dry-run')).toBe(0)
		expect(said.join('\n')).toMatch(/\d+ purchases; \d+ messages that wait .*; left behind: \d+ undone/)
		expect(asked).not.toHaveBeenCalled()
	})

	it('a ledger of the same name is not filled by chance, nor one that holds other purchases', async () => {
		const file = JSON.parse(JSON.stringify(await old.export()))
		const name = (await Owner.of(to)).name
		writeFileSync(path, JSON.stringify({ ...file, ledger: { ...file.ledger, name } }))
		await expect(run(path, ...there())).rejects.toThrow(
			`You have a ledger "${name}" already. --into ${to.ledger_id} goes on with it; --name makes another.`,
		)
		const other = await Owner.of(to)
		await other.post([{ message_id: 'wamid.other', description: 'Outra', amount: '1' }])
		await expect(run(path, ...there(), '--into', to.ledger_id)).rejects.toThrow(
			'holds purchases that are not of this file',
		)
	})

	it('names what a purchase lacks that the inbox refuses', async () => {
		const file = JSON.parse(JSON.stringify(await old.export()))
		const [first] = file.transactions
		file.transactions = [
			{ ...first, voided: false, refund_of: null, moves: null, occurred_at: '1999-01-01T12:00:00Z' },
		]
		file.inbox = []
		writeFileSync(path, JSON.stringify(file))
		expect(await run(path, ...there(), '--name', 'Velho')).toBe(1)
		expect(said.join('\n')).toMatch(
			/is not there: occurred_at 1999-01-01.* is over 1 day ahead or over 10 years back\./,
		)
		expect(said.at(-1)).toBe('0 purchases are there as they were, 1 are not.')
	})

	it.each([
		['a file that is none', 'PK', 'is no JSON, or was cut off: export the ledger again.'],
		['another JSON', '{"format": "x"}', '"format" must be "painel-1"'],
		[
			'a list that is missing',
			JSON.stringify({ format: 'painel-1', ledger: { name: 'a', currency: 'BRL', timezone: 'UTC' } }),
			'categories must be a list. Export the ledger again rather than edit the file.',
		],
	])('%s', async (_, text, error) => {
		writeFileSync(path, text)
		await expect(run(path, ...there())).rejects.toThrow(error)
	})

	it('a wrong field is named', async () => {
		const file = JSON.parse(JSON.stringify(await old.export()))
		file.transactions[1].amount_cents = '12'
		writeFileSync(path, JSON.stringify(file))
		await expect(run(path, '--dry-run')).rejects.toThrow('transactions[1].amount_cents must be a number')
	})
})
