// @module-tag ci
import { execFile, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectFiles } from './project-files'

/**
 * Every `supabase …` that a document or a program tells somebody to type, read by the pinned CLI itself. It is local by
 * default, so a `db push` without `--remote` never reaches a hosted project. A command with `--remote` runs in a
 * folder that is linked to an invented project, without credentials, and is stopped at its line `Target: …`, before
 * it asks the network for anything. No other command runs: with Docker it could change somebody's own stack.
 *
 * `supabase/config.toml` is read by the CLI too: by a `db push` to a port of this machine where nothing listens. What the
 * file says is then looked at setting by setting.
 */
const LINKED = 'abcdefghijklmnopqrst'

/** What is meant for the stack of `supabase start`. Whatever else has a target needs `--remote`. */
const MEANT_LOCAL = new Set(['db advisors', 'db reset', 'gen types', 'migration list', 'test db'])

const TEXT = /\.(md|ts|tsx|js|sql|toml|ya?ml|json)$/
const SELF = 'scripts/supabase-cli.test.ts'

/** `supabase` where it is the first word of a command: after `npx`, or at the start of inline code or of an indented line. */
const COMMAND = /(?:npx(?: --no-install)? |`|^(?: {4,}|\t+))supabase ([^`'"#(),;|\n]+)/gm
const WORD = /^(?:[a-z][a-z-]*|--?[a-z][\w-]*(?:=\S+)?|<[a-z]+>)$/

/** The commands in a text, without the name of the program: `db push --remote`. */
function commandsIn(text: string): string[] {
	return [...text.matchAll(COMMAND)].map((match) => {
		const words = match[1]!.replace(/[.:]+(\s|$)/g, ' . ').split(/\s+/)
		const end = words.findIndex((word) => !WORD.test(word))
		return words.slice(0, end < 0 ? undefined : end).join(' ')
	})
}

const documented = [
	...new Set(
		projectFiles()
			.filter((file) => TEXT.test(file) && file !== SELF && !file.includes('package-lock'))
			.flatMap((file) => commandsIn(readFileSync(file, 'utf8'))),
	),
].filter((command) => command !== '')

const packageFile = createRequire(import.meta.url).resolve('supabase/package.json')
const { bin } = JSON.parse(readFileSync(packageFile, 'utf8')) as { bin: { supabase: string } }
const program = join(dirname(packageFile), bin.supabase)

let folder: string
let environment: NodeJS.ProcessEnv
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'painel-cli-'))
	mkdirSync(join(folder, 'supabase/.temp'), { recursive: true })
	writeFileSync(join(folder, 'supabase/config.toml'), readFileSync('supabase/config.toml'))
	cpSync('supabase/templates', join(folder, 'supabase/templates'), { recursive: true })
	writeFileSync(join(folder, 'supabase/.temp/project-ref'), LINKED)
	const { PATH } = process.env
	// No credentials: neither this shell's nor those of a home folder.
	environment = {
		...{ PATH, HOME: folder, PAINEL_SITE_URL: 'https://painel.example/' },
		...{ DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
	}
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Where nothing listens: the discard service's port. */
const NOWHERE = 'postgresql://postgres:none@127.0.0.1:9/postgres'

/** Runs a command until it has said its target; gives all it said up to there. */
const readTarget = (command: string) => run(command, (said) => /^Target: .*\n/m.test(said))

/** Runs a command until what it said is enough, or to its end; gives all of it. */
function run(command: string, isEnough: (said: string) => boolean = () => false): Promise<string> {
	const values = command.replace('<url>', NOWHERE)
	const dry = values.startsWith('db push') ? ['--dry-run'] : []
	return new Promise((done, failed) => {
		let said = ''
		const child = spawn(program, ['--workdir', folder, ...values.split(' '), ...dry], {
			cwd: folder,
			env: environment,
			stdio: ['ignore', 'pipe', 'pipe'],
			// A group of its own: the program starts the real binary as its child.
			detached: true,
		})
		const listen = (chunk: Buffer) => {
			said += chunk
			if (!isEnough(said)) return
			try {
				process.kill(-child.pid!, 'SIGKILL')
			} catch {
				// It has ended by itself.
			}
		}
		child.stdout.on('data', listen)
		child.stderr.on('data', listen)
		child.on('error', failed)
		child.on('close', () => done(said))
	})
}

const helpTexts = new Map<string, Promise<string>>()

function help(path: string): Promise<string> {
	const asked =
		helpTexts.get(path) ??
		new Promise<string>((done, failed) => {
			execFile(
				program,
				[...path.split(' '), '--help'],
				{ cwd: folder, env: environment },
				(error, stdout, stderr) => (error ? failed(new Error(stdout + stderr)) : done(stdout + stderr)),
			)
		})
	helpTexts.set(path, asked)
	return asked
}

/** `link` of `link --project-ref <ref>`: the words before the first flag or value. */
const pathOf = (command: string) => /^[a-z-]+(?: [a-z][a-z-]*)*/.exec(command)![0]

describe('reading commands', () => {
	it.each([
		['Run `npx supabase db push --remote`, then build.', 'db push --remote'],
		['       npx supabase link --project-ref <ref>\n', 'link --project-ref <ref>'],
		["const push = 'Apply the migrations: npx supabase db push.'", 'db push'],
		['    supabase test db                     # the tests', 'test db'],
		['| banco | `npx supabase login`; depois', 'login'],
	])('%s', (text, command) => {
		expect(commandsIn(text)).toEqual([command])
	})

	it('leaves prose alone', () => {
		expect(commandsIn('A hosted supabase project, or what supabase start gives.')).toEqual([])
	})

	it('finds those of the road', () => {
		expect(documented).toEqual(
			expect.arrayContaining(['login', 'link', 'link --project-ref <ref>', 'db push --remote', 'start']),
		)
	})
})

describe.each(documented)('supabase %s', (command) => {
	it('is a command of the pinned CLI, with flags that it has', async () => {
		const text = await help(pathOf(command))
		// An unknown command answers with the help of its parent.
		expect(text).toMatch(new RegExp(`^  supabase ${pathOf(command)}(?: \\[|$)`, 'm'))
		for (const [flag] of command.matchAll(/(?<=\s)--?[a-z][\w-]*/g))
			expect(text, `${command}: ${flag}`).toMatch(new RegExp(`^  (?:--[\\w-]+, )?${flag}\\b`, 'm'))
	})

	it('reaches what it is meant for', async () => {
		const target = /^TARGET\n {2}(.*)$/m.exec(await help(pathOf(command)))?.[1] ?? ''
		if (!/ --remote\b/.test(command)) {
			if (/local by default/i.test(target)) expect([...MEANT_LOCAL]).toContain(pathOf(command))
			return
		}
		const said = await readTarget(command)
		const expected = command.includes('--remote=') ? /^Target: custom Postgres/m : `Target: project ${LINKED}`
		expect(said).toMatch(expected)
	})
})

/** What the CLI says to a configuration: the settings that it does not know or take, or that it went on to the database. */
async function readConfiguration(text: string): Promise<string> {
	writeFileSync(join(folder, 'supabase/config.toml'), text)
	return run(`db push --remote=${NOWHERE}`)
}

const configuration = readFileSync('supabase/config.toml', 'utf8')

/** Names with their section, `auth.email.otp_length`, and values, of the TOML that the CLI has read: those on one line are JSON. */
function settingsOf(text: string): Record<string, unknown> {
	const found: Record<string, unknown> = {}
	let section = ''
	for (const line of text.split('\n')) {
		section = /^\[(.+)\]$/.exec(line)?.[1] ?? section
		const [, name, value] = /^(\w+) = (.+)$/.exec(line) ?? []
		if (name) found[section ? `${section}.${name}` : name] = JSON.parse(value!)
	}
	return found
}

describe('supabase/config.toml', () => {
	afterAll(() => writeFileSync(join(folder, 'supabase/config.toml'), configuration))

	it('is taken whole by the pinned CLI, which knows each of its settings', async () => {
		const said = await readConfiguration(configuration)
		expect(said).toMatch(/^Target: custom Postgres/)
		expect(said).toContain('failed to connect to postgres')
	})

	it.each([
		['a misspelt key', 'otp_length = ', 'otp_lenght = ', /ignores: auth\.email\.otp_lenght/],
		['a value of another kind', 'otp_length = 6', 'otp_length = "six"', /Invalid auth\.email\.otp_length/],
		['a broken header', '[auth.email]', '[auth.email', /Invalid TOML/],
		[
			'a template that is not there',
			'invite.html',
			'invitation.html',
			/Invalid .*template\.invite\.content_path/,
		],
	])('with %s it would not be', async (_, right, wrong, complaint) => {
		expect(configuration).toContain(right)
		const said = await readConfiguration(configuration.replace(right, wrong))
		expect(said).toMatch(complaint)
		expect(said).not.toMatch(/^Target: custom Postgres/)
	})

	it('says what the way in rests on', () => {
		expect(settingsOf(configuration)).toMatchObject({
			'auth.site_url': 'env(PAINEL_SITE_URL)',
			'auth.additional_redirect_urls': ['env(PAINEL_SITE_URL)'],
			'auth.enable_signup': true,
			'auth.enable_anonymous_sign_ins': false,
			'auth.jwt_expiry': 3600,
			'auth.minimum_password_length': 8,
			'auth.email.enable_confirmations': true,
			'auth.email.double_confirm_changes': true,
			'auth.email.secure_password_change': true,
			'auth.email.max_frequency': '60s',
			'auth.email.otp_length': 6,
			'auth.email.otp_expiry': 3600,
		})
	})

	it.each(['confirmation', 'magic_link', 'recovery', 'email_change', 'reauthentication', 'invite'])(
		'sends the e-mail %s with our own words, and its subject has the code where its text has one',
		(kind) => {
			const settings = settingsOf(configuration)
			const path = settings[`auth.email.template.${kind}.content_path`] as string
			expect(path).toBe(`./supabase/templates/${kind}.html`)
			expect(existsSync(path)).toBe(true)
			const html = readFileSync(path, 'utf8')
			const subject = settings[`auth.email.template.${kind}.subject`] as string
			expect(subject).toContain('Painel')
			expect(subject.includes('{{ .Token }}')).toBe(html.includes('{{ .Token }}'))
		},
	)
})
