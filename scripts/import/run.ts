import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import Papa from 'papaparse'
import { checkConfig } from '../../src/backend/config'
import { shownText } from '../../src/import/index'
import { findHeader, guessColumns, isEnough, namedColumns } from './columns'
import type { DateOrder } from './dates'
import { planFiles } from './files'
import { readOptions, USAGE } from './options'
import { planJson } from './plan-json'
import { planText } from './plan-text'
import { describeRefused, progressBar, refusedCsv, reportCsv } from './report'
import { type FileLine, readRows } from './rows'
import { ImportStopped, sendRows } from './send'

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

/** Where the command writes: its answer, and what is said beside it. */
export interface Output {
	out(line: string): void
	note(line: string): void
}

/**
 * Runs the command.
 * @returns the exit code: 0 all is planned or recorded, 1 some of it was refused, 2 a file could not be read, or nothing was run
 */
export async function runImport(args: string[], output: Output = CONSOLE): Promise<number> {
	const options = readOptions(args)
	if (options.help || options.files.length === 0) {
		output.out(USAGE)
		return options.help ? 0 : 2
	}
	// What is said there quotes the file.
	if (!options.dryRun) return sendFile(args, (line) => output.out(shownText(line)))
	const files = await planFiles(options.files, options.plans)
	if (options.json) output.out(planJson(files))
	else for (const file of files) for (const line of [...planText(file), '']) output.out(line)
	if (!options.json) output.out('Dry run: nothing was sent.')
	if (options.report) writeFileSync(options.report, reportCsv(files))
	return files.some(({ plan }) => plan === null) ? 2 : 0
}

const CONSOLE: Output = { out: console.log, note: console.error }

async function sendFile(args: string[], say: (line: string) => void): Promise<number> {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
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
		},
	})
	const file = positionals[0]!
	const one = <T extends string>(
		name: string,
		value: string | undefined,
		allowed: readonly T[],
	): T | undefined => {
		if (value !== undefined && !allowed.includes(value as T))
			throw new Error(`--${name} is one of ${allowed.join(', ')}.`)
		return value as T | undefined
	}
	const lines = readLines(readFileSync(file), values.encoding)
	const head = Math.max(findHeader(lines.map(({ record }) => record)), 0)
	const header = lines[head]?.record ?? []
	const columns = { ...guessColumns(header), ...namedColumns(header, values.map) }
	if (!isEnough(columns))
		throw new Error(
			`Which columns hold the date, the description and the amount? Name them: --map date=… --map description=… --map amount=…\nThe file has: ${header.join(' | ')}`,
		)
	say(
		`Columns: ${Object.entries(columns)
			.map(([field, at]) => `${field}=${header[at]}`)
			.join(', ')}`,
	)

	const { rows, refused, skipped } = readRows(lines.slice(head + 1), {
		columns,
		constants: { source: values.source, category: values.category, person: values.person },
		order: one<DateOrder>('order', values.order, ['dmy', 'mdy', 'ymd']),
		positive: one('positive', values.positive, ['expense', 'income'] as const),
		skip: values.skip,
		timezone: values.timezone,
	})
	const expenses = rows.filter((row) => row.kind === 'expense').length
	say(
		`${rows.length} rows to send: ${expenses} expenses, ${rows.length - expenses} incomes; ${skipped} left out; ${refused.length} refused.`,
	)
	const config = projectOf(values.url, values.key)
	const token = process.env.PAINEL_AGENT_TOKEN
	if (!token)
		throw new Error('Put the agent’s token in PAINEL_AGENT_TOKEN (the page shows it once: Ajustes, Agentes).')
	const sent = await sendRows(config, token, rows, { onProgress: progressBar(rows.length) })
	refused.push(...sent.refused)
	say(`${sent.accepted} recorded, ${sent.repeated} were here before, ${refused.length} refused.`)
	for (const text of describeRefused(refused)) say(text)
	if (values.report) writeFileSync(values.report, refusedCsv(refused))
	return refused.length > 0 ? 1 : 0
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
			// An error may quote the file.
			const message = error.message.split('\n').map(shownText).join('\n')
			console.error(
				error instanceof ImportStopped ? message : `${message}\n\nnpm run import -- --help says how.`,
			)
			process.exitCode = 2
		},
	)
}
