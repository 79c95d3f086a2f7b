import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { createHousehold, type Household, type HouseholdPlan } from '../../../e2e/harness/household.ts'
import { type RunningStack, runStack } from '../../../e2e/harness/stack.ts'
import { runImport } from '../../../scripts/import/run.ts'

/**
 * Where tests of the import command run: a stack of the file, and for each test a household and a folder for its files. The
 * environment names the household's owner.
 */
export class ImportHome {
	stack!: RunningStack
	home!: Household
	folder!: string

	/** Makes it before the tests of the file that calls this, and takes it away after them. */
	static forTests(plan?: HouseholdPlan): ImportHome {
		const made = new ImportHome()
		beforeAll(async () => {
			made.stack = await runStack([])
		})
		afterAll(() => made.stack.stop())
		beforeEach(async () => {
			made.home = await createHousehold(made.stack, plan)
			made.folder = mkdtempSync(join(tmpdir(), 'painel-import-'))
			vi.stubEnv('PAINEL_EMAIL', made.home.owner.email)
			vi.stubEnv('PAINEL_PASSWORD', made.home.owner.password)
			vi.stubEnv('PAINEL_AGENT_TOKEN', undefined)
		})
		afterEach(() => {
			vi.unstubAllEnvs()
			rmSync(made.folder, { recursive: true })
		})
		return made
	}

	/** The token of the ledger's import agent, which the environment names from now on. */
	async beAgent(): Promise<void> {
		const { owner, ledgerId } = this.home
		const token = await owner.request<string>('POST', 'rpc/import_token', { ledger_id: ledgerId })
		vi.stubEnv('PAINEL_AGENT_TOKEN', token)
	}

	/** The command's exit code, all that it says (`text`), and what of it is its output and no note (`out`). */
	async run(...args: string[]): Promise<{ code: number; text: string; out: string }> {
		const said: string[] = []
		const out: string[] = []
		const where = ['--url', this.stack.url, '--key', this.stack.publishable_key]
		const code = await runImport([...where, ...args], {
			out: (line) => {
				out.push(line)
				said.push(line)
			},
			note: (line) => said.push(line),
		})
		return { code, text: said.join('\n'), out: out.join('\n') }
	}
}
