import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import {
	allMatches,
	type Change,
	type Compared,
	changed,
	compareWithInbox,
	type FormLine,
	fileFingerprint,
	ImportFileError,
	type ImportInbox,
	idForPerson,
	isOfOneAccount,
	type KnownLedger,
	MatchChoices,
	type Plan,
	type PlanItem,
	type PlanOptions,
	pairForms,
	planWithMemory,
	type Question,
	shownText,
	slotOf,
	takeKnownSide,
} from '../../src/import/index'
import { normalise } from '../../src/ledger/name'
import type { BillMonth } from '../../src/ledger/types'

/** A line that another file of the same command, or an earlier import, has already. */
export interface HereBefore {
	item: PlanItem
	/** The file and line that have it; null: an earlier import. */
	as: { file: string; line: number } | null
}

/** One file and what its lines become; no plan where it could not be read at all. */
export interface PlannedFile {
	name: string
	/** Fingerprint of its bytes. */
	bytes: string
	/** Where its days are. */
	timezone: string
	plan: Plan | null
	/** Why there is none. */
	error: string | null
	hereBefore: HereBefore[]
	/** Lines that are perhaps recorded already, by chat or from a file of another form; null: there is nothing to choose. */
	matches: MatchChoices | null
	/** They were looked for among what was recorded by chat. */
	isCompared: boolean
	undone: Compared['undone']
	refusedBefore: Compared['refusedBefore']
	/** The account that an earlier import was told, in place of the question. */
	remembered: string | null
}

/** Whether a file's lines were not looked for among what was recorded by chat. */
export const isNotCompared = ({ plan, isCompared }: PlannedFile): boolean => plan !== null && !isCompared

/** Asks a person; answers what they said, or null for what is proposed. */
export type Ask = (file: string, question: Question) => Promise<string | null>

interface Planning {
	/** What the ledger has already; null: nobody was asked. */
	inbox: ImportInbox | null
	ask: Ask | null
	/** What was sent is taken back: it is known by the account that it was sent as of. */
	undo?: boolean
	/** What is changed of all lines with one text, by that text. */
	changes?: ReadonlyMap<string, Change>
	/** Which bill the payment on a line pays. */
	pays?: ReadonlyMap<number, BillMonth>
}

/**
 * Plans files in the order given. Files that overlap have a line in common once: the first that has it keeps it, unless the
 * two are said to be of different people.
 */
export async function planFiles(
	paths: string[],
	options: PlanOptions[],
	{ inbox, ask, undo, changes = new Map(), pays = new Map() }: Planning,
): Promise<PlannedFile[]> {
	const changing = new Changing(changes)
	const files: PlannedFile[] = []
	const seen: Seen = new Map()
	const before: LineOfFile[] = []
	const taken = new Set<string>()
	for (const [at, path] of paths.entries()) {
		const sameName = paths.filter((other) => basename(other) === basename(path)).length > 1
		const bytes = readFileSync(path)
		const file: PlannedFile = {
			name: sameName ? path : basename(path),
			bytes: await fileFingerprint(bytes),
			timezone: options[at]!.ledger.timezone,
			plan: null,
			error: null,
			hereBefore: [],
			matches: null,
			isCompared: false,
			undone: [],
			refusedBefore: [],
			remembered: null,
		}
		files.push(file)
		try {
			file.plan = await answeredPlan(file, bytes, options[at]!, { inbox, ask, undo })
			changing.apply(file.plan)
			payBills(file.plan, pays)
			const all = file.plan.items
			leaveOutSeen(file, file.plan, seen)
			await leaveOutTwins(file, file.plan, all, before)
			if (inbox) await leaveOutKnown(file, file.plan, inbox, { ledger: options[at]!.ledger, taken })
		} catch (error) {
			if (!(error instanceof ImportFileError || error instanceof SentBefore)) throw error
			file.error = error.message
		}
	}
	changing.checkAllUsed()
	return files
}

/** Changes lines by their text before they are compared: of another kind, a line may be another purchase of the ledger. */
class Changing {
	private readonly byKey = new Map<string, Change>()
	private readonly unused = new Map<string, string>()

	constructor(changes: ReadonlyMap<string, Change>) {
		for (const [text, change] of changes) {
			const key = normalise(text)
			this.byKey.set(key, { ...this.byKey.get(key), ...change })
			this.unused.set(key, text)
		}
	}

	apply(plan: Plan): void {
		if (this.byKey.size === 0) return
		plan.items = plan.items.map((item) => {
			const key = normalise(item.description)
			const change = this.byKey.get(key)
			if (!change) return item
			this.unused.delete(key)
			return changed(item, change, plan.file)
		})
	}

	/** @throws Error that names a text which no line has */
	checkAllUsed(): void {
		const [text] = this.unused.values()
		if (text !== undefined)
			throw new Error(
				`No line has the description "${text}", which --kind or --categorise names: write it as the plan shows it.`,
			)
	}
}

/** Plans once to learn what must be asked, and again with the answers. */
async function answeredPlan(
	file: PlannedFile,
	bytes: Uint8Array,
	options: PlanOptions,
	{ inbox, ask, undo = false }: Planning,
): Promise<Plan> {
	const named = { ...options, fileName: file.name }
	const { plan, options: known, remembered, sentAs } = await planWithMemory(bytes, file.bytes, named, inbox)
	if (sentAs !== null && !undo) throw new SentBefore(sentAs, named.answers!.account!)
	file.remembered = remembered
	const answers = { ...known.answers }
	// From what the person said, not from what was proposed: a proposal made of one would grow with each answer.
	const again = async () => (await planWithMemory(bytes, file.bytes, { ...named, answers }, inbox)).plan
	let answered = plan
	// Whose file it is decides which bill is proposed: one question after the other.
	const asked = new Set<string>()
	for (;;) {
		const question = ask ? answered.questions.find(({ id }) => !asked.has(id)) : undefined
		if (!question) return answered
		asked.add(question.id)
		const said = await ask!(file.name, question)
		if (said === null) continue
		answers[question.id] = said
		answered = await again()
	}
}

/** The file counts already, as another account's; the message says what to do. */
class SentBefore extends Error {
	constructor(before: string, now: string) {
		const was = before === '' ? 'an account that nobody named' : shownText(before)
		super(
			`This very file was sent as of ${was}, and still counts: as of ${shownText(now)} it would count twice. Leave --account out; or take it back first (--sign-in --undo), and send it again with --sign-in and --account.`,
		)
	}
}

/** @throws Error that names a line which pays no bill */
function payBills(plan: Plan, pays: ReadonlyMap<number, BillMonth>): void {
	for (const [line, bill] of pays) {
		const item = plan.items.find((item) => item.line === line && item.kind === 'transfer' && item.bill_month)
		if (!item) throw new Error(`--pays ${line}=${bill}: line ${line} is no payment of a card’s bill.`)
		item.bill_month = bill
	}
}

type Seen = Map<string, { file: string; line: number; person: string | null }>

function leaveOutSeen(file: PlannedFile, plan: Plan, seen: Seen): void {
	plan.items = plan.items.filter((item) => {
		const { line, person } = item
		const first = seen.get(item.message_id)
		if (first && person && first.person && normalise(person) !== normalise(first.person))
			item.message_id = idForPerson(item.message_id, person)
		takeKnownSide(item, (id) => seen.has(id))
		const as = seen.get(item.message_id)
		if (as) file.hereBefore.push({ item, as })
		else seen.set(item.message_id, { file: file.name, line, person })
		const { other_side } = item
		if (other_side && !seen.has(other_side.message_id))
			seen.set(other_side.message_id, { file: file.name, line: other_side.line, person })
		return !as
	})
}

/** A line of a file of this command. */
interface LineOfFile extends FormLine {
	form: string
	file: string
	line: number
}

/** A line that a file of another form has, of the same account: the CSV and the OFX of a month. */
async function leaveOutTwins(
	file: PlannedFile,
	plan: Plan,
	all: PlanItem[],
	before: LineOfFile[],
): Promise<void> {
	const { form } = plan.file
	const account = plan.file.account ?? ''
	if (!isOfOneAccount(plan.file)) return
	const others = before.filter((line) => line.form !== form)
	const pairs = others.length > 0 ? await pairForms(plan.items, others, { account, all }) : []
	const paired = new Map(pairs.flatMap(({ item, proposed }) => (proposed ? [[item, proposed] as const] : [])))
	for (const [item, as] of paired) file.hereBefore.push({ item, as })
	plan.items = plan.items.filter((item) => !paired.has(item))
	for (const item of all)
		before.push({
			...item,
			cents: item.amount_cents,
			account,
			form,
			key: `${file.name} ${item.line}`,
			file: file.name,
		})
}

async function leaveOutKnown(
	file: PlannedFile,
	plan: Plan,
	inbox: ImportInbox,
	{ ledger, taken }: { ledger: KnownLedger; taken: Set<string> },
): Promise<void> {
	const compared = await compareWithInbox(plan.items, file.bytes, inbox, { ledger, file: plan.file, taken })
	plan.items = compared.fresh
	file.undone = compared.undone
	file.refusedBefore = compared.refusedBefore
	file.hereBefore.push(...compared.hereBefore.map((item) => ({ item, as: null })))
	file.isCompared = compared.matches !== null
	const matches = allMatches(compared)
	if (file.isCompared || matches.length > 0) file.matches = new MatchChoices(matches)
	// What one file's line may be is not offered to another's.
	for (const { item, candidates } of matches)
		for (const purchase of candidates) taken.add(slotOf(purchase, item))
}

/** Lines to record: new ones, and those that are said to be none of what is recorded already. In the order of the file. */
export const linesToRecord = ({ plan, matches }: PlannedFile): PlanItem[] =>
	[...(plan?.items ?? []), ...(matches?.fresh() ?? [])].sort((a, b) => a.line - b.line)
