import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { ImportInbox } from '../../src/import/index'
import { planFiles } from './files'

/** Whoever imported before: a card's file of Ana's. */
const ANA = { account: 'Nubank', person: 'Ana' }
const inbox: ImportInbox = {
	post: () => Promise.reject(new Error('nothing is sent')),
	correct: () => Promise.reject(new Error('nothing is corrected')),
	find: async () => [],
	toldOf: async () => ({ ...ANA, type: null, order: null, until: null, by: 'form', accounts: [ANA] }),
	earlierLines: async () => ({ lines: [], isWhole: true }),
	otherForms: async () => [],
	transactionsHere: async () => [],
	undone: async () => [],
	recorded: async () => [],
}

it('an account that is proposed stays as it is, whatever is answered after it', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'painel-files-'))
	const path = join(folder, 'fatura.csv')
	writeFileSync(path, 'date,title,amount\n2026-08-03,Padaria Central,18.50\n2026-08-09,Posto Azul,120.00\n')
	const asked: [id: string, proposed: string | null][] = []
	const ask = async (_: string, { id, proposed }: { id: string; proposed: string | null }) => {
		asked.push([id, proposed])
		return id === 'bill' ? '2026-10' : null
	}
	const options = {
		ledger: { timezone: 'America/Sao_Paulo', currency: 'BRL', today: '2026-11-23', sources: [] },
		constants: { person: 'Bruno' },
	}
	const [file] = await planFiles([path], [options], { inbox, ask })
	rmSync(folder, { recursive: true })
	expect(asked).toEqual([
		['account', 'Nubank de Bruno'],
		['bill', '2026-09'],
	])
	const becomes = file!.plan!.items.map(({ source, person, bill_month }) => [source, person, bill_month])
	expect(becomes).toEqual([
		['Nubank de Bruno', 'Bruno', '2026-10'],
		['Nubank de Bruno', 'Bruno', '2026-10'],
	])
})
