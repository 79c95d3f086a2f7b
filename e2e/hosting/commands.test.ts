// @module-tag ci
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

	const year = new Date().getUTCFullYear() - 1
	const write = (name: string, lines: string[]) => {
		const file = join(folder, name)
		writeFileSync(file, lines.join('\r\n'))
		return file
	}
	const run = async (...args: string[]) => {
		const { url, publishable_key } = inject('stack')
		const said: string[] = []
		const code = await runImport([...args, '--url', url, '--key', publishable_key, '--yes'], {
			out: (line) => said.push(line),
			note: () => {},
		})
		return { code, text: said.join('\n') }
	}
	const recorded = () =>
		household.owner.request<Record<string, unknown>[]>(
			'GET',
			`transactions?ledger_id=eq.${household.ledgerId}&select=kind,amount_cents,bill_month,description,source_text,to_source_text,part,parts,person_text&order=revision`,
		)

	it('records a card’s bill once, however often and under whatever options it is sent', async () => {
		const bill = write('Nubank.csv', [
			'date,title,amount',
			`${year}-10-20,Loja - Parcela 3/10,89.90`,
			`${year}-10-21,Café,5.00`,
			`${year}-10-21,Café,5.00`,
			`${year}-10-23,Estorno de Loja,-89.90`,
			`${year}-10-28,Pagamento recebido,-1500.00`,
			`${year - 20}-10-29,Muito antigo,1.00`,
		])
		const first = await run(bill, '--bill', `${year}-11`)
		expect(first.text).toContain('5 recorded, 0 were here before, 0 refused.')
		expect(first.text).toContain('line 7: occurred_at_out_of_range')
		expect(first.code).toBe(1)
		for (const options of [[], ['--source', 'Outro'], ['--person', 'Ana'], ['--sign', 'income']]) {
			const again = await run(bill, '--bill', `${year}-11`, ...options)
			expect(again.text).toContain('0 recorded, 5 were here before, 0 refused.')
			expect(again.text).toContain('line 2: here before, from an earlier import.')
		}
		const asAnother = await run(bill, '--bill', `${year}-11`, '--account', 'Outra conta')
		expect(asAnother.text).toContain('it would count twice')
		expect(asAnother.text).toContain('0 recorded')
		const row = {
			bill_month: `${year}-11-01`,
			source_text: 'Nubank',
			to_source_text: null,
			part: null,
			parts: null,
			person_text: null,
		}
		expect(await recorded()).toEqual([
			{ ...row, description: 'Loja', kind: 'expense', amount_cents: 8990, part: 3, parts: 10 },
			{ ...row, description: 'Café', kind: 'expense', amount_cents: 500 },
			{ ...row, description: 'Café', kind: 'expense', amount_cents: 500 },
			{ ...row, description: 'Estorno de Loja', kind: 'refund', amount_cents: 8990 },
			expect.objectContaining({
				description: 'Pagamento recebido',
				kind: 'transfer',
				to_source_text: 'Nubank',
				source_text: null,
			}),
		])
	})

	it('records an overlapping file’s new lines only, and remembers whose form it is', async () => {
		const lines = ['Data;Descrição;Valor', `01/10/${year};Feira;-10,00`, `02/10/${year};Luz;-99,00`]
		await run(write('outubro.csv', lines), '--account', 'Conta da Ana')
		const next = await run(
			write('ate-novembro.csv', [...lines.slice(0, 1), lines[2]!, `03/11/${year};Gás;-80,00`]),
		)
		expect(next.text).toContain('It is of Conta da Ana, as an earlier import was told.')
		expect(next.text).toContain('1 recorded, 1 were here before, 0 refused.')
		expect(new Set((await recorded()).map(({ source_text }) => source_text))).toEqual(
			new Set(['Conta da Ana']),
		)
	})

	it('keeps equal lines of two people’s files apart', async () => {
		const file = (name: string, second: string) =>
			write(name, ['date,title,amount', `${year}-10-02,Uber,14.90`, second])
		const ana = file('ana.csv', `${year}-10-03,Netflix,55.90`)
		const bruno = file('bruno.csv', `${year}-10-05,Padaria,9.00`)
		await run(ana, '--person', 'Ana')
		expect((await run(bruno, '--person', 'Bruno')).text).toContain('2 recorded, 0 were here before')
		expect((await run(bruno, '--person', 'Bruno')).text).toContain('0 recorded, 2 were here before')
		expect((await run(ana, '--person', 'Ana')).text).toContain('0 recorded, 2 were here before')
	})

	it('proposes to a member to bring back what was undone', async () => {
		const file = write('desfeito.csv', ['Data;Descrição;Valor', `01/10/${year};Feira;-10,00`])
		await run(file)
		const [{ message_id } = { message_id: '' }] = await household.owner.request<{ message_id: string }[]>(
			'GET',
			`inbox?ledger_id=eq.${household.ledgerId}&select=message_id`,
		)
		await household.post({ message_id: 'wamid.undo', action: 'void', target_message_id: message_id })
		vi.stubEnv('PAINEL_EMAIL', household.owner.email)
		vi.stubEnv('PAINEL_PASSWORD', household.owner.password)
		const again = await run(file, '--sign-in')
		expect(again.text).toContain('line 2: undone since an earlier import; sending brings it back.')
		expect(again.text).toContain('0 recorded, 1 brought back, 0 were here before, 0 refused.')
		expect((await run(file, '--sign-in')).text).toContain('0 recorded, 1 were here before, 0 refused.')
	})
})
