import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { checkConfig } from '../../src/backend/config-advice'
import { shownText } from '../../src/import/index'
import { askPerson, isTerminal, progressBar } from '../import/terminal'
import { readLedgerFile } from './ledger-file'
import { Project } from './project'
import { Restore } from './restore'

export const USAGE = `Puts a ledger that was exported on the page (Ajustes > Caderno > Exportar) into another project. Run again, it goes on.

  npm run restore -- FILE --dry-run
  npm run restore -- FILE --url URL --key KEY

A new ledger of the file's name is made, with all settings and every purchase as it is now. You sign in as its owner, by e-mail and
password (PAINEL_EMAIL, PAINEL_PASSWORD, else asked).

  --dry-run        say what the file holds; nothing is sent
  --name NAME      another name for the new ledger
  --into ID        go on with the ledger that an earlier run made; the run says its id
  --url URL --key KEY    the project (else VITE_SUPABASE_URL and VITE_SUPABASE_PUBLISHABLE_KEY, also from .env)
`

/**
 * Runs the command.
 * @returns the exit code: 0 all is there as it was, 1 some of it is not, 2 nothing was run
 */
export async function runRestore(args: string[], say: (line: string) => void = console.log): Promise<number> {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			'dry-run': { type: 'boolean', default: false },
			name: { type: 'string' },
			into: { type: 'string' },
			url: { type: 'string' },
			key: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	})
	if (values.help || positionals.length !== 1) {
		say(USAGE)
		return values.help ? 0 : 2
	}
	if (existsSync('.env')) process.loadEnvFile('.env')
	const file = readLedgerFile(positionals[0]!)
	const config = checkConfig({
		supabaseUrl: values.url ?? process.env.VITE_SUPABASE_URL,
		publishableKey: values.key ?? process.env.VITE_SUPABASE_PUBLISHABLE_KEY,
	})
	if (!config && !values['dry-run'])
		throw new Error(
			'Which project? Give --url and --key, or put VITE_SUPABASE_URL and VITE_SUPABASE_PUBLISHABLE_KEY in .env.',
		)
	const project = new Project(config ?? { supabaseUrl: '', publishableKey: '' })
	let bar: ((done: number) => void) | undefined
	const restore = new Restore(project, file, {
		name: values.name ?? null,
		into: values.into ?? null,
		say: (line) => say(shownText(line)),
		progress: (done, total) => {
			bar ??= progressBar(total)
			bar(done)
		},
	})
	say(`${shownText(file.ledger.name)}: ${restore.plan}.`)
	if (values['dry-run']) {
		say('Dry run: nothing was sent.')
		return 0
	}
	await signIn(project)
	const { restored, different } = await restore.run()
	for (const line of different) say(shownText(line))
	say(`${restored} purchases are there as they were, ${different.length} are not.`)
	return different.length > 0 ? 1 : 0
}

async function signIn(project: Project): Promise<void> {
	const asks = isTerminal()
	const email = process.env.PAINEL_EMAIL ?? (asks ? await askPerson('E-mail: ') : '')
	const password = process.env.PAINEL_PASSWORD ?? (asks ? await askPerson('Password: ', true) : '')
	if (!email || !password)
		throw new Error('Signing in needs PAINEL_EMAIL and PAINEL_PASSWORD, or a terminal to ask on.')
	await project.signIn(email, password)
}

if (process.argv[1] === import.meta.filename) {
	runRestore(process.argv.slice(2)).then(
		(code) => {
			process.exitCode = code
		},
		(error: Error) => {
			console.error(
				`${error.message.split('\n').map(shownText).join('\n')}\n\nnpm run restore -- --help says how.`,
			)
			process.exitCode = 2
		},
	)
}
