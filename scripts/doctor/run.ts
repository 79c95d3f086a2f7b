import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { checkConfig } from '../../src/backend/config-advice'
import {
	checkAgent,
	checkApi,
	checkAuth,
	checkCounts,
	checkFunctions,
	checkTables,
	checkWriting,
} from './api'
import { type Finding, project } from './finding'
import { checkPage } from './page'
import { checkRealtime } from './realtime'

const usage = `Checks a Supabase project from outside, with its public key only, and says what is missing. Changes nothing.

  npm run doctor                         VITE_SUPABASE_URL and VITE_SUPABASE_PUBLISHABLE_KEY, also from .env
  npm run doctor -- --url URL --key KEY
  npm run doctor -- --page https://…     a published page too
  PAINEL_AGENT_TOKEN=… npm run doctor    an agent’s token too
  --json                                 findings as JSON
`

/** All findings, in the order in which a person would put them right. */
export async function examine(
	url: string,
	key: string,
	{ token, page }: { token?: string; page?: string } = {},
): Promise<Finding[]> {
	const asked = project(url, key)
	const auth = await checkAuth(asked)
	if (auth.some((finding) => finding.level === 'fail' && finding.what !== 'people can sign in by e-mail'))
		return auth
	const api = await checkApi(asked)
	if (api.some((finding) => finding.level === 'fail')) return [...auth, ...api]
	const tables = await checkTables(asked)
	// Without tables the rest would only say the same again.
	const noTables = tables.every(
		({ level, what }) => level === 'fail' && what === 'the database has Painel’s tables',
	)
	const rest = noTables
		? []
		: [...(await checkFunctions(asked)), ...(await checkWriting(asked)), ...(await checkCounts(asked))]
	return [
		...auth,
		...api,
		...tables,
		...rest,
		...(token ? await checkAgent(asked, token) : []),
		...(await checkRealtime(url, key)),
		...(page ? await checkPage(page, url) : []),
	]
}

const signs = { ok: '✓', warn: '!', fail: '✗' }

/** Findings for a person: a line each, with the remedy under those that need one. */
export function describe(findings: Finding[]): string {
	const lines = findings.flatMap(({ level, what, remedy }) => [
		`${signs[level]} ${what}`,
		...(remedy ? [`    ${remedy}`] : []),
	])
	const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length
	return [...lines, `${count('ok')} well, ${count('warn')} to look at, ${count('fail')} to put right.`].join(
		'\n',
	)
}

/** Runs the command. @returns the exit code: 0 nothing to put right, 1 something is, 2 not run. */
export async function runDoctor(args: string[], say: (text: string) => void = console.log): Promise<number> {
	const { values } = parseArgs({
		args,
		options: {
			url: { type: 'string' },
			key: { type: 'string' },
			page: { type: 'string' },
			json: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	})
	if (values.help) {
		say(usage)
		return 0
	}
	if (existsSync('.env')) process.loadEnvFile('.env')
	const config = checkConfig({
		supabaseUrl: values.url ?? process.env.VITE_SUPABASE_URL,
		publishableKey: values.key ?? process.env.VITE_SUPABASE_PUBLISHABLE_KEY,
	})
	if (!config) {
		say(`Which project?\n\n${usage}`)
		return 2
	}
	const findings = await examine(config.supabaseUrl, config.publishableKey, {
		token: process.env.PAINEL_AGENT_TOKEN,
		page: values.page,
	})
	say(values.json ? JSON.stringify(findings, null, '\t') : describe(findings))
	return findings.some((finding) => finding.level === 'fail') ? 1 : 0
}

if (process.argv[1] === import.meta.filename) {
	runDoctor(process.argv.slice(2)).then(
		(code) => {
			process.exitCode = code
		},
		(error: Error) => {
			console.error(error.message)
			process.exitCode = 2
		},
	)
}
