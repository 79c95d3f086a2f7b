import { parseArgs } from 'node:util'
import {
	type Change,
	type DateOrder,
	FIELDS,
	type Field,
	KINDS,
	type KnownLedger,
	type PlanOptions,
	type QuestionId,
} from '../../src/import/index'
import { isTimezone, makeCalendar } from '../../src/ledger/calendar'
import { isBillMonth } from '../../src/ledger/month'
import type { BillMonth } from '../../src/ledger/types'

export const USAGE = `Records the files of banks and apps through the inbox. Sending a file again changes nothing.

  npm run import -- FILE… --dry-run
  PAINEL_AGENT_TOKEN=… npm run import -- FILE…

What only a person can say is asked on a terminal; elsewhere, and with --yes, the proposed answer is taken.
FILE is a CSV, an OFX or an XLSX, as the bank or app gives it.

  --dry-run              say what each line would become; nothing is sent
  --json                 the plan as one JSON object (npm run import --silent -- … leaves npm's own lines out)
  --yes                  ask nothing: every question takes its proposed answer, and all is sent
  --report FILE          write what became of each line as CSV
  --undo                 with --sign-in: take back every purchase that lines of FILE became; asks first unless --yes

What the file does not say:
  --account NAME         whose file it is: the account or card. Part of what makes a line that line
  --type account|card    what file it is
  --bill YYYY-MM         which bill a card's file is
  --paid-card NAME       the card whose bill an account's file pays
  --sign expense|income  what an amount without a minus is
  --year YYYY            of dates without a year
  --card NAME:25:5       a card with its closing and due day, where the ledger does not say; may be repeated

How it is read:
  --map field=column     which column holds what, by header or position; again for each field:
                         ${FIELDS.slice(0, 11).join(', ')},
                         ${FIELDS.slice(11).join(', ')}
  --order dmy|mdy|ymd    how dates are written
  --source NAME --category NAME --person NAME   for every line whose own is empty
  --kind 'TEXT=KIND'     all lines with that description, in any case, are of that kind (expense, refund, income or transfer);
                         may be repeated
  --categorise 'TEXT=CATEGORY'   the same of their category; nothing behind the = takes it away
  --pays 'LINE=YYYY-MM'  the bill that the payment on that line of FILE pays; may be repeated
  --skip TEXT            leave out lines whose description contains it; may be repeated
  --timezone ZONE        where the dates are (America/Sao_Paulo)
  --encoding NAME        of the file

--account, --bill and --person may be said once for each file, in the order of the files.

Where it goes:
  --sign-in              as a member, by e-mail and password (PAINEL_EMAIL, PAINEL_PASSWORD, else asked): cards and their days are
                         the ledger's own, what was undone is offered again, no agent's token is needed
  --ledger NAME          of a member with several
  --url URL --key KEY    the project (else VITE_SUPABASE_URL and VITE_SUPABASE_PUBLISHABLE_KEY, also from .env)
`

/** What the command was told. */
export interface ImportOptions {
	files: string[]
	help: boolean
	dryRun: boolean
	json: boolean
	yes: boolean
	/** Takes back instead of sending. */
	undo: boolean
	signIn: boolean
	/** Name of the member's ledger. */
	ledgerName: string | undefined
	report: string | null
	url: string | undefined
	key: string | undefined
	/** What is changed of all lines with one text, by the text as it was said. */
	changes: Map<string, Change>
	/** Which bill the payment on a line pays, by the line's number; of one file. */
	pays: Map<number, BillMonth>
	/** How each file is read, in the order of the files. */
	plans: PlanOptions[]
}

/**
 * Reads the command's arguments.
 * @throws Error that names the option and what it takes
 */
export function readOptions(args: string[], now = Date.now()): ImportOptions {
	const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS })
	const sign = oneOf('sign', values.sign ?? values.positive, ['expense', 'income'])
	if (values.undo && !values['sign-in'])
		throw new Error('--undo needs --sign-in: only a member takes back what is recorded.')
	if (values.undo && (values.json || values.report !== undefined))
		throw new Error('--undo says how many purchases it takes back: it has no --json and no --report.')
	if (!values.bill.every(isBillMonth)) throw new Error('--bill is a month, such as 2026-11.')
	if (values.year !== undefined && !/^\d{4}$/.test(values.year))
		throw new Error('--year has four digits, such as 2026.')
	if (!isTimezone(values.timezone))
		throw new Error(`--timezone ${values.timezone}: no such zone. Write it as America/Sao_Paulo.`)
	const ledger: KnownLedger = {
		timezone: values.timezone,
		today: makeCalendar(values.timezone).dayAt(now),
		sources: values.card.map(readCard),
	}
	return {
		files: positionals,
		help: values.help,
		dryRun: values['dry-run'],
		json: values.json,
		yes: values.yes,
		undo: values.undo,
		signIn: values['sign-in'],
		ledgerName: values.ledger,
		report: values.report ?? null,
		url: values.url,
		key: values.key,
		changes: readChanges(values.kind, values.categorise),
		pays: readPays(values.pays, positionals.length),
		plans: positionals.map((_, at) => {
			const own = (name: 'account' | 'bill' | 'person') => saidFor(name, values[name], at, positionals.length)
			return {
				ledger,
				answers: given<QuestionId>({
					account: own('account'),
					bill: own('bill'),
					card: values['paid-card'],
					type: oneOf('type', values.type, ['account', 'card']),
					signs: sign,
					year: values.year,
				}),
				columns: readMap(values.map),
				order: oneOf<DateOrder>('order', values.order, ['dmy', 'mdy', 'ymd']),
				constants: given({ source: values.source, category: values.category, person: own('person') }),
				skip: values.skip,
				encoding: values.encoding,
			}
		}),
	}
}

/** An option that is said once for all files, or once for each. */
function saidFor(name: string, said: string[], at: number, files: number): string | undefined {
	if (said.length > 1 && said.length !== files)
		throw new Error(`--${name} is said once for all files, or once for each of them in their order.`)
	return said.length > 1 ? said[at] : said[0]
}

const text = { type: 'string' } as const
const texts = { type: 'string', multiple: true, default: [] as string[] } as const
const flag = { type: 'boolean', default: false } as const

const OPTIONS = {
	'dry-run': flag,
	json: flag,
	yes: flag,
	undo: flag,
	'sign-in': flag,
	ledger: text,
	help: flag,
	report: text,
	account: texts,
	type: text,
	bill: texts,
	'paid-card': text,
	sign: text,
	positive: text,
	year: text,
	card: texts,
	map: texts,
	order: text,
	source: text,
	category: text,
	person: texts,
	skip: texts,
	kind: texts,
	categorise: texts,
	pays: texts,
	timezone: { type: 'string', default: 'America/Sao_Paulo' },
	encoding: text,
	url: text,
	key: text,
} as const

function oneOf<T extends string>(
	name: string,
	value: string | undefined,
	allowed: readonly T[],
): T | undefined {
	if (value !== undefined && !allowed.includes(value as T))
		throw new Error(`--${name} is one of ${allowed.join(', ')}.`)
	return value as T | undefined
}

/** Only what was said and is not empty. */
function given<Name extends string>(
	values: Partial<Record<Name, string | undefined>>,
): Partial<Record<Name, string>> {
	const said = Object.entries<string | undefined>(values).filter(([, value]) => value?.trim())
	return Object.fromEntries(said) as Partial<Record<Name, string>>
}

function readMap(pairs: string[]): Partial<Record<Field, string>> {
	const columns: Partial<Record<Field, string>> = {}
	for (const pair of pairs) {
		const cut = pair.indexOf('=')
		const said = pair.slice(0, cut)
		const field = (said === 'kind' ? 'type' : said) as Field
		if (cut < 0 || !FIELDS.includes(field))
			throw new Error(`--map ${pair}: write it as field=column, with a field of ${FIELDS.join(', ')}.`)
		columns[field] = pair.slice(cut + 1).trim()
	}
	return columns
}

/** A description may have a = of its own, a kind or category has none. */
function readChanges(kinds: string[], categories: string[]): Map<string, Change> {
	const changes = new Map<string, Change>()
	const read = (name: string, pairs: string[], changeOf: (value: string) => Change) => {
		for (const pair of pairs) {
			const cut = pair.lastIndexOf('=')
			const text = pair.slice(0, Math.max(cut, 0)).trim()
			if (!text)
				throw new Error(`--${name} ${pair}: write it as TEXT=${name === 'kind' ? 'transfer' : 'CATEGORY'}.`)
			changes.set(text, { ...changes.get(text), ...changeOf(pair.slice(cut + 1).trim()) })
		}
	}
	read('kind', kinds, (kind) => ({ kind: oneOf('kind', kind, KINDS)! }))
	read('categorise', categories, (category) => ({ category }))
	return changes
}

function readPays(pairs: string[], files: number): Map<number, BillMonth> {
	if (pairs.length > 0 && files > 1)
		throw new Error('--pays names a line of one file: give one file at a time.')
	return new Map(
		pairs.map((pair) => {
			const [, line, bill] = /^(\d+)=(.+)$/.exec(pair) ?? []
			if (!line || !isBillMonth(bill!)) throw new Error(`--pays ${pair}: write it as LINE=2026-11.`)
			return [Number(line), bill!]
		}),
	)
}

function readCard(said: string): KnownLedger['sources'][number] {
	const parts = /^(.+?):(\d{1,2})(?::(\d{1,2}))?$/.exec(said)
	const days = [parts?.[2], parts?.[3]].map((day) => (day ? Number(day) : null))
	if (!parts || days.some((day) => day !== null && (day < 1 || day > 31)))
		throw new Error(`--card ${said}: write it as NAME:25:5, with its closing and its due day.`)
	return { name: parts[1]!, aliases: [], cycles: [{ closing_day: days[0]!, due_day: days[1]! }] }
}
