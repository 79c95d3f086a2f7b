import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { examine } from '../../scripts/doctor/run'
import { runImport } from '../../scripts/import/run'
import { createHousehold, type Household } from '../harness/household'

// A household for each test: what one of them imports is none of another's.
let household: Household
beforeEach(async () => {
	household = await createHousehold(inject('stack'))
	vi.stubEnv('PAINEL_AGENT_TOKEN', household.token)
})
afterAll(() => vi.unstubAllEnvs())

describe('npm run doctor', () => {
	it('finds nothing to put right in the stack', async () => {
		const { url, publishable_key } = inject('stack')
		const findings = await examine(url, publishable_key, { token: household.token, page: inject('site') })
		expect(findings.filter(({ level }) => level === 'fail')).toEqual([])
		expect(findings.map(({ what }) => what)).toEqual(
			expect.arrayContaining([
				'nobody reads without signing in',
				'nobody writes to inbox with a forged token',
				'nobody hears a ledger without signing in',
				'the agent’s token works',
				'the page may reach this project',
			]),
		)
	})

	it('names a key of another project and a revoked token', async () => {
		const { url, publishable_key } = inject('stack')
		const failures = async (...given: Parameters<typeof examine>) =>
			(await examine(...given)).filter(({ level }) => level === 'fail').map(({ what }) => what)
		expect(await failures(url, 'sb_publishable_of_another_project')).toEqual(['the key is accepted'])
		expect(await failures(url, publishable_key, { token: 'painel_revoked' })).toEqual([
			'the agent’s token works',
		])
	})
})

describe('npm run import', () => {
	let folder: string
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'painel-import-'))
	})
	afterAll(() => rmSync(folder, { recursive: true }))

	it('records a file once, however often it is sent, and reports what was refused', async () => {
		const { url, publishable_key } = inject('stack')
		const file = join(folder, 'extrato.csv')
		const year = new Date().getUTCFullYear() - 1
		writeFileSync(
			file,
			[
				'Extrato do cartão',
				'Data;Descrição;Valor;Categoria',
				`03/04/${year};Café;5,00;`,
				`03/04/${year};Café;5,00;`,
				`04/04/${year};Feira;"1.234,56";Mercado`,
				`05/04/${year};Estorno;-10,00;`,
				`06/04/${year - 20};Muito antigo;1,00;`,
				`Total;;1254,56;`,
			].join('\r\n'),
		)
		const run = async () => {
			const said: string[] = []
			const code = await runImport([file, '--url', url, '--key', publishable_key, '--source', 'Pix'], {
				out: (line) => said.push(line),
				note: () => {},
			})
			return { code, text: said.join('\n') }
		}
		const first = await run()
		expect(first.code).toBe(1)
		expect(first.text).toContain('4 recorded, 0 were here before, 2 refused.')
		expect(first.text).toContain('line 7: occurred_at_out_of_range')
		expect(first.text).toContain('line 8: date_unreadable')
		expect((await run()).text).toContain('0 recorded, 4 were here before, 2 refused.')

		const rows = await household.owner.request<
			{ kind: string; amount_cents: number; bill_month: string; description: string }[]
		>(
			'GET',
			`transactions?ledger_id=eq.${household.ledgerId}&select=kind,amount_cents,bill_month,description&order=revision`,
		)
		expect(rows.map((row) => [row.description, row.kind, row.amount_cents, row.bill_month])).toEqual([
			['Café', 'expense', 500, `${year}-04-01`],
			['Café', 'expense', 500, `${year}-04-01`],
			['Feira', 'expense', 123456, `${year}-04-01`],
			['Estorno', 'income', 1000, `${year}-04-01`],
		])
	})

	it('records a line put right under its own id, and does not pass over one whose id a refused item has', async () => {
		const { url, publishable_key } = inject('stack')
		const file = join(folder, 'ids.csv')
		const run = async (first: string) => {
			const year = new Date().getUTCFullYear() - 1
			writeFileSync(
				file,
				`Data;Descrição;Valor;Id\n03/04/${year};${first};5,00;n-1\n04/04/${year};Feira;7,00;n-2\n`,
			)
			const said: string[] = []
			const code = await runImport([file, '--url', url, '--key', publishable_key], {
				out: (line) => said.push(line),
				note: () => {},
			})
			return [code, said.join('\n')]
		}
		const hash = createHash('sha256').update('n-2').digest('hex').slice(0, 24)
		const message_id = `import.${hash}.0`
		const older = await household.post({ message_id, description: 'x'.repeat(281), amount: '7,00' })
		expect(older).toMatchObject([{ status: 'rejected' }])

		expect(await run('x'.repeat(281))).toEqual([1, expect.stringMatching(/0 recorded.*, 2 refused\./)])
		const [code, text] = await run('Café')
		expect(code).toBe(1)
		expect(text).toContain('1 recorded, 0 were here before, 1 refused.')
		expect(text).toMatch(new RegExp(`line 3: description_too_long\\..*target_message_id ${message_id}`))
	})
})
