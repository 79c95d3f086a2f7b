import { writeFileSync } from 'node:fs'
import {
	factsOf,
	type ImportInbox,
	ImportStopped,
	type KnownLedger,
	type Question,
	sendImport,
	shownText,
	totalsByMonth,
} from '../../src/import/index'
import { makeCalendar } from '../../src/ledger/calendar'
import type { Cents } from '../../src/ledger/types'
import { isNotCompared, linesToRecord, type PlannedFile, planFiles } from './files'
import { type ImportOptions, readOptions, USAGE } from './options'
import { planJson } from './plan-json'
import { aboutPurchase, because, type FileTotals, otherAnswers, planText, QUESTIONS } from './plan-text'
import { openProject, type Project } from './project'
import { remedyOf } from './remedies'
import { reportCsv, type SentLines } from './report'
import { askPerson, isTerminal, progressBar } from './terminal'
import { undoFiles } from './undo'

/** Where the command writes: its answer, and what is said beside it. */
export interface Output {
	out(line: string): void
	note(line: string): void
}

const CONSOLE: Output = { out: console.log, note: console.error }

/** What a plan does not know must be read before it is sent. */
const NOT_COMPARED =
	'Compared with earlier imports only: what somebody recorded by chat was not looked for, and would be recorded twice. --sign-in looks.'

/** The same of what the totals lack. */
const NOT_BESIDE = 'What the ledger has in these months stands beside the totals with --sign-in only.'

/** The same of what may not be changed. */
const CORRECTIONS_OFF =
	'Corrections are switched off in this ledger (Ajustes, Caderno): what is recorded stays as it is, and only what is new is sent.'

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
	const asks = isTerminal() && !options.yes && !options.json
	const project = await openProject(options, asks ? askPerson : null)
	const plans = project?.ledger
		? options.plans.map((plan) => ({ ...plan, ledger: known(project.ledger!) }))
		: options.plans
	const files = await planFiles(options.files, plans, {
		inbox: project?.inbox ?? null,
		ask: asks && !options.dryRun && !options.undo ? askAbout : null,
		changes: options.changes,
		pays: options.pays,
		undo: options.undo,
	})
	if (options.undo) return undo(files, project, { options, output, asks })
	if (options.json) output.out(planJson(files))
	else {
		for (const [at, file] of files.entries()) {
			const totals = await totalsOf(file, plans[at]!.ledger, project)
			for (const line of [...planText(file, totals), '']) output.out(line)
		}
		if (!project?.held) output.out(NOT_BESIDE)
		if (files.some(isNotCompared)) output.out(NOT_COMPARED)
	}
	if (project && !project.corrections) leaveAsIs(files, options.json ? output.note : output.out)
	const unread = files.some(({ plan }) => plan === null)
	if (options.dryRun || !project) {
		if (!options.json) output.out('Dry run: nothing was sent.')
		if (options.report) writeFileSync(options.report, reportCsv(files))
		return unread ? 2 : 0
	}
	const sent = await sendFiles(files, project.inbox, plans[0]!.ledger.timezone, { options, output, asks })
	if (options.report) writeFileSync(options.report, reportCsv(files, sent))
	if (sent === null || unread) return 2
	return sent.refused.length > 0 || files.some(({ plan }) => plan!.unreadable.length > 0) ? 1 : 0
}

/** What a file's lines to record come to, and what the ledger has in those months. */
async function totalsOf(
	file: PlannedFile,
	ledger: KnownLedger,
	project: Project | null,
): Promise<FileTotals> {
	const source = project?.held ?? null
	const months = totalsByMonth(linesToRecord(file), { basis: source?.basis ?? 'bill', ledger })
	if (source === null || months.length === 0) return { months, held: source && (() => 0) }
	const sums = new Map<string, Cents>()
	for (const { month, kind, amount_cents } of await source.between(months.at(-1)!.month, months[0]!.month)) {
		const key = `${month.slice(0, 7)} ${kind}`
		sums.set(key, (sums.get(key) ?? 0) + amount_cents)
	}
	return { months, held: (month, kind) => sums.get(`${month} ${kind}`) ?? 0 }
}

/** Of a project nobody named, not even a dry run knows what can be taken back. */
function undo(
	files: PlannedFile[],
	project: Project | null,
	{ options, output, asks }: { options: ImportOptions; output: Output; asks: boolean },
): Promise<number> {
	if (!project) throw new Error('Which project? Give --url and --key.')
	const { yes, dryRun } = options
	return undoFiles(files, project, { ask: asks ? askPerson : null, yes, dryRun, say: output.out })
}

const known = (ledger: NonNullable<NonNullable<Awaited<ReturnType<typeof openProject>>>['ledger']>) => ({
	...ledger,
	today: makeCalendar(ledger.timezone).dayAt(Date.now()),
})

/** @returns null when the person said no */
async function sendFiles(
	files: PlannedFile[],
	inbox: ImportInbox,
	timezone: string,
	{ options, output, asks }: { options: ImportOptions; output: Output; asks: boolean },
): Promise<SentLines | null> {
	const say = options.json ? output.note : output.out
	if (asks) for (const file of files) await askMatches(file)
	if (!options.signIn) leaveUnsaid(files)
	const toSend = files.flatMap((file) => (file.plan ? [sendable(file, file.plan)] : []))
	const count = toSend.reduce(
		(sum, { fresh, undone, matches }) => sum + fresh.length + undone.length + matches.length,
		0,
	)
	if (asks && count > 0 && !/^[ysj]/i.test(await askPerson(`Send ${count} lines? [y/n] `))) {
		say('Nothing was sent.')
		return null
	}
	const sent = await sendImport(toSend, inbox, timezone, { onProgress: progressBar(count) })
	const before = sent.hereBefore + files.reduce((sum, { hereBefore }) => sum + hereBefore.length, 0)
	const refused = [
		...sent.refused,
		...files.flatMap(({ name, refusedBefore }) =>
			refusedBefore.map(({ item, reason }) => ({ file: name, line: item.line, reason })),
		),
	]
	say(
		[
			`${sent.recorded} recorded`,
			...(sent.matched > 0 ? [`${sent.matched} recorded by chat already`] : []),
			...(sent.restored > 0 ? [`${sent.restored} brought back`] : []),
			`${before} were here before`,
			`${refused.length} refused.`,
		].join(', '),
	)
	for (const { file, line, reason } of refused)
		say(`${shownText(file)} line ${line}: ${reason}. ${remedyOf(reason)}`)
	return { refused }
}

/** Only a member says of a purchase that another line is it, too: an agent leaves that line out, and finds it again the next time. */
function leaveUnsaid(files: PlannedFile[]): void {
	for (const file of files) {
		if (!file.plan || !file.matches) continue
		file.hereBefore.push(...file.matches.confirmed().map(({ item }) => ({ item, as: null })))
		file.plan.items = linesToRecord(file)
		file.matches = null
	}
}

/** Lines that are recorded already are there, whether or not a member may say so; what was undone stays undone. */
function leaveAsIs(files: PlannedFile[], say: (line: string) => void): void {
	let count = 0
	for (const file of files) {
		const matched = file.matches?.confirmed().map(({ item }) => item) ?? []
		count += matched.length + file.undone.length
		file.hereBefore.push(...matched.map((item) => ({ item, as: null })))
		if (file.plan) file.plan.items = linesToRecord(file)
		file.matches = null
		file.undone = []
	}
	if (count > 0) say(CORRECTIONS_OFF)
}

/** What was undone is brought back only where a person saw it proposed, or said `--yes`. */
function sendable(file: PlannedFile, plan: NonNullable<PlannedFile['plan']>) {
	return {
		file: factsOf(file.name, file.bytes, plan.file),
		fresh: linesToRecord(file),
		undone: file.undone,
		matches: file.matches?.confirmed() ?? [],
		// Another file's line may not know the transfer's other side.
		hereBefore: file.hereBefore.flatMap(({ item, as }) => (as === null || item.other_side ? item : [])),
	}
}

/** What is clear is confirmed at once; each other line is asked about. */
async function askMatches({ name, matches, timezone }: PlannedFile): Promise<void> {
	const file = shownText(name)
	const clear = matches?.matches.filter(({ asked }) => !asked) ?? []
	if (clear.length > 0) {
		const said = await askPerson(
			`${file}: ${clear.length} lines are recorded already, as listed. Are they the same purchases? [Y/n] `,
		)
		if (/^n/i.test(said)) for (const match of clear) matches!.choose(match, null)
	}
	for (const match of matches?.matches ?? []) {
		if (!match.asked) continue
		const { item, candidates } = match
		const now = matches!.of(match)
		const offered = now ? candidates.indexOf(now) + 1 : 0
		const list = candidates.map((purchase, at) => `  ${at + 1}: ${aboutPurchase(purchase, timezone)}`)
		const said = await askPerson(
			`${file} line ${item.line}, ${shownText(item.text)}: which purchase is it?\n${['  0: a new one', ...list].join('\n')}\n[${offered}] `,
		)
		const number = /^\d+$/.test(said) ? Number(said) : offered
		matches!.choose(match, candidates[number - 1] ?? null)
	}
}

async function askAbout(file: string, question: Question): Promise<string | null> {
	const { id, proposed } = question
	const offer = proposed === null ? '' : ` [${shownText(proposed)}, because ${shownText(because(question))}]`
	return (
		(await askPerson(`${shownText(file)}: ${QUESTIONS[id].asks}${otherAnswers(question)}${offer} `)) || null
	)
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
