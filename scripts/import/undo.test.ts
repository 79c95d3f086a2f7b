import { expect, it } from 'vitest'
import { type CorrectionRow, type ImportInbox, ImportStopped, type PlanItem } from '../../src/import/index'
import type { PlannedFile } from './files'
import { runImport } from './run'
import { undoFiles } from './undo'

const line = (number: number) => ({ line: number, message_id: `import:${number}:0` }) as PlanItem
const fileOf = (lines: number[], more: Partial<PlannedFile> = {}): PlannedFile =>
	({
		name: 'file.csv',
		plan: {},
		error: null,
		hereBefore: lines.map((number) => ({ item: line(number), as: null })),
		...more,
	}) as PlannedFile
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1)

/** A ledger where lines of an import count until they are undone. */
function ledgerOf(lines: number[]) {
	const counting = new Set(lines.map((number) => `import:${number}:0`))
	const arrays: number[] = []
	const state = { counting, arrays, cutAfter: Number.POSITIVE_INFINITY, refuse: '' }
	const correct = async (rows: CorrectionRow[]) => {
		if (arrays.length >= state.cutAfter) throw new ImportStopped('no answer', 'no_answer')
		arrays.push(rows.length)
		return rows.map(({ action, message_id, target_message_id }) => {
			expect(action).toBe('void')
			const refused = target_message_id === state.refuse
			if (!refused) counting.delete(target_message_id)
			return {
				message_id,
				status: refused ? ('rejected' as const) : ('accepted' as const),
				reason: refused ? 'target_not_found' : null,
				transaction_id: null,
				person: null,
				bytes: null,
			}
		})
	}
	const project = {
		inbox: { correct } as unknown as ImportInbox,
		ledger: null,
		corrections: true,
		held: null,
		countsStill: async (ids: string[]) => {
			expect(ids.length).toBeLessThanOrEqual(100)
			return ids.filter((id) => counting.has(id))
		},
	}
	return { counting, arrays, state, project }
}

async function undo(
	{ project }: Pick<ReturnType<typeof ledgerOf>, 'project'>,
	files: PlannedFile[],
	more: Partial<Parameters<typeof undoFiles>[2]> = {},
) {
	const said: string[] = []
	const code = await undoFiles(files, project, {
		ask: null,
		yes: true,
		dryRun: false,
		say: (text) => said.push(text),
		...more,
	})
	return { code, text: said.join('\n') }
}

it('takes back what counts still, at most 1,000 at a time, and says how many', async () => {
	const ledger = ledgerOf(upTo(3000))
	const { code, text } = await undo(ledger, [fileOf(upTo(3002))])
	expect(code).toBe(0)
	expect(text).toContain('3000 purchases of this file can be taken back.')
	expect(text).toContain('2 lines here before are parts of these, or were recorded by others')
	expect(text).toContain('3000 taken back, 0 refused.')
	expect(ledger.counting.size).toBe(0)
	expect(ledger.arrays).toEqual([1000, 1000, 1000])
	expect((await undo(ledger, [fileOf(upTo(3002))])).text).toContain('0 purchases of this file')
})

it('cut off it says how many were taken back, and the same command takes back the rest', async () => {
	const ledger = ledgerOf(upTo(2500))
	ledger.state.cutAfter = 2
	await expect(undo(ledger, [fileOf(upTo(2500))])).rejects.toThrow(
		/2000 of 2500 purchases were taken back; the same command takes back the rest/,
	)
	ledger.state.cutAfter = Number.POSITIVE_INFINITY
	expect((await undo(ledger, [fileOf(upTo(2500))])).text).toContain('500 taken back, 0 refused.')
	expect(ledger.counting.size).toBe(0)
})

it('asks first, and takes nothing back without a yes or somebody to ask', async () => {
	const ledger = ledgerOf(upTo(3))
	const asked: string[] = []
	const ask = (answer: string) => async (prompt: string) => {
		asked.push(prompt)
		return answer
	}
	const files = [fileOf(upTo(3))]
	expect(await undo(ledger, files, { yes: false, ask: ask('') })).toMatchObject({
		code: 2,
		text: expect.stringContaining('Nothing was taken back.'),
	})
	await expect(undo(ledger, files, { yes: false })).rejects.toThrow(/--yes/)
	expect((await undo(ledger, files, { dryRun: true })).text).toContain('Dry run: nothing was taken back.')
	expect(ledger.counting.size).toBe(3)
	expect((await undo(ledger, files, { yes: false, ask: ask('s') })).text).toContain('3 taken back')
	expect(asked).toEqual(Array(2).fill('Take back 3 purchases? [y/n] '))
})

it('takes a line that two files have back once, and tells what was refused or not read', async () => {
	const ledger = ledgerOf(upTo(3))
	ledger.state.refuse = 'import:2:0'
	const second = fileOf([3])
	second.hereBefore.push({ item: line(1), as: { file: 'file.csv', line: 1 } })
	const { code, text } = await undo(ledger, [fileOf([1, 2]), second])
	expect(code).toBe(1)
	expect(text).toContain('2 taken back, 1 refused.')
	expect(text).toContain('import:2:0: target_not_found.')
	const unread = fileOf([], { plan: null, error: 'It is no table.' })
	expect(await undo(ledger, [unread])).toMatchObject({ code: 2, text: expect.stringContaining('no table') })
})

it('leaves all where corrections are switched off', async () => {
	const ledger = ledgerOf(upTo(2))
	ledger.project.corrections = false
	await expect(undo(ledger, [fileOf(upTo(2))])).rejects.toThrow(/Corrections are switched off/)
	expect(ledger.counting.size).toBe(2)
})

it('names what it needs', async () => {
	await expect(runImport(['a.csv', '--undo'])).rejects.toThrow(/--undo needs --sign-in/)
	await expect(runImport(['a.csv', '--undo', '--sign-in', '--json'])).rejects.toThrow(/no --json/)
})
