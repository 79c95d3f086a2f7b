import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import Papa from 'papaparse'
import { checkConfig } from '../../src/backend/config'
import { findHeader, guessColumns, isEnough, namedColumns } from './columns'
import { describeRefused, progressBar, refusedCsv } from './report'
import { type FileLine, readRows } from './rows'
import { ImportStopped, sendRows } from './send'

const usage = `Sends a CSV of purchases through the inbox, as an agent. Sending it twice changes nothing.

  npm run import -- file.csv --dry-run
  PAINEL_AGENT_TOKEN=… npm run import -- file.csv

  --dry-run              read and judge the file only; nothing is sent
  --map field=column     which column holds what, by header or position; again for each field:
                         date, description, amount, kind, category, source, person, installments, id
  --order dmy|mdy|ymd    how dates are written (else found in the file)
  --positive expense|income   what a positive amount is (else found in the file)
  --source NAME --category NAME --person NAME   for every row whose own is empty
  --skip TEXT            leave out lines whose description contains it; may be repeated
  --timezone ZONE        where the dates are (America/Sao_Paulo)
  --encoding NAME        of the file (utf-8, else windows-1252)
  --report FILE          write what was refused as CSV
  --url URL --key KEY    the project (else VITE_SUPABASE_URL and VITE_SUPABASE_PUBLISHABLE_KEY, also from .env)
`

/** Splits a file into records with the line where each begins, whatever its delimiter and encoding. */
export function readLines(bytes: Uint8Array, encoding?: string): FileLine[] {
	// PostgreSQL stores no U+0000: one of them would refuse a whole batch.
	const text = decode(bytes, encoding).replaceAll('\u0000', '')
	// The delimiter under which the header makes sense; a parser's guess fails on the lines that banks put above it.
	const ways = [';', ',', '\t', '|'].map((delimiter) => split(text, delimiter))
	const widest = (lines: FileLine[]) => Math.max(0, ...lines.map(({ record }) => record.length))
	return (
		ways.find((lines) => findHeader(lines.map(({ record }) => record)) >= 0) ??
		ways.reduce((best, lines) => (widest(lines) > widest(best) ? lines : best))
	)
}

function split(text: string, delimiter: string): FileLine[] {
	const lines: FileLine[] = []
	// A record may hold line breaks: its line is counted from where the parser stands.
	let from = 0
	let line = 1
	Papa.parse<string[]>(text, {
		delimiter,
		step: ({ data, meta }) => {
			if (data.some((value) => value.trim() !== '')) lines.push({ line, record: data })
			line += text.slice(from, meta.cursor).split('\n').length - 1
			from = meta.cursor
		},
	})
	return lines
}

function decode(bytes: Uint8Array, encoding?: string): string {
	if (encoding) return new TextDecoder(encoding).decode(bytes)
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
	} catch {
		return new TextDecoder('windows-1252').decode(bytes)
	}
}

const parse = (args: string[]) =>
	parseArgs({
		args,
		allowPositionals: true,
		options: {
			'dry-run': { type: 'boolean', default: false },
			map: { type: 'string', multiple: true, default: [] },
			order: { type: 'string' },
			positive: { type: 'string' },
			source: { type: 'string' },
			category: { type: 'string' },
			person: { type: 'string' },
			skip: { type: 'string', multiple: true, default: [] },
			timezone: { type: 'string', default: 'America/Sao_Paulo' },
			encoding: { type: 'string' },
			report: { type: 'string' },
			url: { type: 'string' },
			key: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	})

type Options = ReturnType<typeof parse>['values']
type Rows = ReturnType<typeof readRows>
type Say = (line: string) => void

/** Runs the command. @returns the exit code: 0 all recorded, 1 some refused, 2 not run. */
export async function runImport(args: string[], say: Say = console.log): Promise<number> {
	const { values, positionals } = parse(args)
	const [file] = positionals
	if (values.help || !file || positionals.length > 1) {
		say(usage)
		return values.help ? 0 : 2
	}
	const { rows, refused, skipped } = readFile(file, values, say)
	const expenses = rows.filter((row) => row.kind === 'expense').length
	say(
		`${rows.length} rows to send: ${expenses} expenses, ${rows.length - expenses} incomes; ${skipped} left out; ${refused.length} refused.`,
	)
	if (values['dry-run']) showFirst(rows, say)
	else refused.push(...(await send(rows, refused.length, values, say)))
	for (const text of describeRefused(refused)) say(text)
	if (values.report) writeFileSync(values.report, refusedCsv(refused))
	return refused.length > 0 ? 1 : 0
}

function readFile(file: string, values: Options, say: Say): Rows {
	new Intl.DateTimeFormat('en', { timeZone: values.timezone }) // throws on an unknown zone
	const lines = readLines(readFileSync(file), values.encoding)
	const head = Math.max(findHeader(lines.map(({ record }) => record)), 0)
	const header = lines[head]?.record ?? []
	const columns = { ...guessColumns(header), ...namedColumns(header, values.map) }
	if (!isEnough(columns))
		throw new Error(
			`Which columns hold the date, the description and the amount? Name them: --map date=… --map description=… --map amount=…\nThe file has: ${header.join(' | ')}`,
		)
	const named = Object.entries(columns).map(([field, at]) => `${field}=${header[at]}`)
	say(`Columns: ${named.join(', ')}`)
	return readRows(lines.slice(head + 1), {
		columns,
		constants: { source: values.source, category: values.category, person: values.person },
		order: oneOf('order', values.order, ['dmy', 'mdy', 'ymd']),
		positive: oneOf('positive', values.positive, ['expense', 'income']),
		skip: values.skip,
		timezone: values.timezone,
	})
}

function oneOf<const T extends string>(
	name: string,
	value: string | undefined,
	allowed: readonly T[],
): T | undefined {
	if (value !== undefined && !allowed.includes(value as T))
		throw new Error(`--${name} is one of ${allowed.join(', ')}.`)
	return value as T | undefined
}

function showFirst(rows: Rows['rows'], say: Say): void {
	for (const { occurred_at, kind, amount, description, source } of rows.slice(0, 5))
		say(`  ${occurred_at.slice(0, 10)}  ${kind}  ${amount}  ${description}${source ? ` (${source})` : ''}`)
	say('Dry run: nothing was sent.')
}

/** Answers what the inbox refused. */
async function send(
	rows: Rows['rows'],
	refusedBefore: number,
	values: Options,
	say: Say,
): Promise<Rows['refused']> {
	const config = projectOf(values.url, values.key)
	const token = process.env.PAINEL_AGENT_TOKEN
	if (!token)
		throw new Error('Put the agent’s token in PAINEL_AGENT_TOKEN (the page shows it once: Ajustes, Agentes).')
	const { accepted, repeated, refused } = await sendRows(config, token, rows, {
		onProgress: progressBar(rows.length),
	})
	say(`${accepted} recorded, ${repeated} were here before, ${refusedBefore + refused.length} refused.`)
	return refused
}

function projectOf(url?: string, key?: string) {
	if (existsSync('.env')) process.loadEnvFile('.env')
	const config = checkConfig({
		supabaseUrl: url ?? process.env.VITE_SUPABASE_URL,
		publishableKey: key ?? process.env.VITE_SUPABASE_PUBLISHABLE_KEY,
	})
	if (!config)
		throw new Error(
			'Which project? Give --url and --key, or put VITE_SUPABASE_URL and VITE_SUPABASE_PUBLISHABLE_KEY in .env.',
		)
	return config
}

if (process.argv[1] === import.meta.filename) {
	runImport(process.argv.slice(2)).then(
		(code) => {
			process.exitCode = code
		},
		(error: Error) => {
			console.error(
				error instanceof ImportStopped
					? error.message
					: `${error.message}\n\nnpm run import -- --help says how.`,
			)
			process.exitCode = 2
		},
	)
}
