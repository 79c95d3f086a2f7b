import { makeCalendar } from '../ledger/calendar'
import { normalise } from '../ledger/name'
import { idForPerson } from './identity'
import { inParts } from './in-parts'
import type { ImportInbox, InboxAnswer } from './inbox'
import { daysToLookAt, type LineMatch, matchLines, type RecordedPurchase } from './matching'
import { daysOf, isOfOneAccount, matchForms } from './other-form'
import { eachOf, type Rest } from './rest'
import type { KnownLedger, Plan, PlanItem } from './types'

/** What the ledger already has of a plan's lines. */
export interface Compared {
	/** Lines to record. */
	fresh: PlanItem[]
	/** Lines that somebody recorded already, as it seems; null: nobody who may look was there, and none were looked for. */
	matches: LineMatch[] | null
	/** Lines that are recorded already from a file of another form of the same account, as it seems. */
	twins: LineMatch[]
	/** What was recorded by chat about the days of the new lines: whichever kind they are taken for, they are looked for among these. */
	recorded: RecordedPurchase[] | null
	/** Lines that an earlier import recorded. */
	hereBefore: PlanItem[]
	/** Lines whose purchase was undone since: they can be brought back. */
	undone: { item: PlanItem; revision: number }[]
	/** Lines that the inbox refused earlier, and keeps as refused. */
	refusedBefore: { item: PlanItem; reason: string }[]
}

interface Comparing {
	ledger: KnownLedger
	/** The file that the lines are of; unsaid: nothing of its account is looked for in files of other forms. */
	file?: Plan['file']
	/** Purchases, or parts of them, that lines of another file of the same import are; see `slotOf`. */
	taken?: ReadonlySet<string>
	/** Awaited every so many lines, so that a page can paint and answer meanwhile. */
	rest?: Rest
}

/**
 * Compares a plan with what the inbox has. A line whose id is there from another file of another person is another line: it gets
 * an id of its own.
 * What is new is looked for among what was recorded by chat.
 *
 * @param bytes fingerprint of the file
 */
export async function compareWithInbox(
	items: PlanItem[],
	bytes: string,
	inbox: ImportInbox,
	{ ledger, file, taken, rest }: Comparing,
): Promise<Compared> {
	const known = await lookUp(items.flatMap(idsOf), inbox)
	const others = items.filter((item) => idsOf(item).some((id) => isAnothers(item, bytes, known.get(id))))
	for (const item of others) {
		item.message_id = idForPerson(item.message_id, item.person!)
		const { other_side } = item
		if (other_side)
			item.other_side = { ...other_side, message_id: idForPerson(other_side.message_id, item.person!) }
	}
	const theirs = await lookUp(others.flatMap(idsOf), inbox)
	for (const [id, answer] of theirs) known.set(id, answer)
	for (const item of items) takeKnownSide(item, (id) => known.get(id)?.transaction_id != null)

	const here = await ownTransactions(
		items.filter(({ message_id }) => !known.has(message_id)),
		inbox,
	)
	const accepted = items.flatMap(({ message_id }) => known.get(message_id)?.transaction_id ?? [])
	const undone = new Map<string, number>()
	for (const { transaction_id, revision } of await inbox.undone(accepted))
		undone.set(transaction_id, revision)

	const compared: Compared = {
		fresh: [],
		matches: null,
		twins: [],
		recorded: null,
		hereBefore: [],
		undone: [],
		refusedBefore: [],
	}
	const fresh: PlanItem[] = []
	await eachOf(items, rest, (item) => {
		const answer = known.get(item.message_id)
		const revision = answer?.transaction_id ? undone.get(answer.transaction_id) : undefined
		// An export that is sent back changes nothing, nor what was undone since.
		if (!answer && item.transaction && here.has(item.transaction)) {
			const { moves: _, ...line } = item
			compared.hereBefore.push(line)
		} else if (!answer) fresh.push(item)
		else if (revision !== undefined) {
			compared.undone.push({ item, revision })
			// Each part of a purchase is a line: one of them brings it back.
			undone.delete(answer.transaction_id!)
		} else if (answer.status === 'rejected' && !answer.transaction_id)
			compared.refusedBefore.push({ item, reason: answer.reason ?? 'unknown' })
		else compared.hereBefore.push(item)
		const side = item.other_side && known.get(item.other_side.message_id)
		// Two files that had one side each made two transfers of it.
		if (side?.transaction_id && answer && side.transaction_id !== answer.transaction_id)
			compared.hereBefore.push(otherLine(item))
	})
	const twins = file ? await twinsOf(fresh, compared, items, inbox, { ledger, file, rest }) : []
	const twinned = new Set(twins.map(({ item }) => item))
	const left = twinned.size > 0 ? fresh.filter((item) => !twinned.has(item)) : fresh
	const recorded = await recordedAbout(left, inbox, ledger)
	const found = await lookForMatches(left, recorded, { ledger, taken, rest })
	return { ...compared, twins, recorded, ...found }
}

/** New lines that a file of another form had. One that was undone does not come back where that file's counts. */
async function twinsOf(
	fresh: PlanItem[],
	compared: Compared,
	all: PlanItem[],
	inbox: ImportInbox,
	{ ledger: { timezone }, file, rest }: Comparing & { file: Plan['file'] },
): Promise<LineMatch[]> {
	const back = new Set(compared.undone.map(({ item }) => item))
	const days = daysOf([...fresh, ...back])
	if (!days || !isOfOneAccount(file)) return []
	const lines = await inbox.otherForms({ form: file.form, ...daysOf(all)!, timezone })
	if (lines.length === 0) return []
	const undone = await inbox.undone(lines.map(({ purchase }) => purchase.transaction_id))
	const gone = new Set(undone.map(({ transaction_id }) => transaction_id))
	const counting = lines.filter(({ purchase }) => !gone.has(purchase.transaction_id))
	const found = await matchForms([...fresh, ...back], counting, { account: file.account ?? '', all, rest })
	const here = new Set(found.flatMap(({ item, proposed }) => (proposed && back.has(item) ? item : [])))
	compared.undone = compared.undone.filter(({ item }) => !here.has(item))
	compared.hereBefore.push(...here)
	return found.filter(({ item }) => !back.has(item))
}

/** Looks for new lines among what was recorded by chat; again where a person changed what some of them are. */
export async function lookForMatches(
	items: PlanItem[],
	recorded: RecordedPurchase[] | null,
	{ ledger, taken, rest }: Comparing,
): Promise<Pick<Compared, 'fresh' | 'matches'>> {
	return recorded ? matchLines(items, recorded, ledger, { taken, rest }) : { fresh: items, matches: null }
}

function recordedAbout(
	items: PlanItem[],
	inbox: ImportInbox,
	{ timezone }: KnownLedger,
): Promise<RecordedPurchase[] | null> {
	const calendar = makeCalendar(timezone)
	const [from, to] = items.length > 0 ? daysToLookAt(items) : [0, -1]
	return inbox.recorded(calendar.startOfDay(from), calendar.startOfDay(to + 1) - 1)
}

/** Which transactions that Painel's own file names are the ledger's own. */
async function ownTransactions(items: PlanItem[], inbox: ImportInbox): Promise<Set<string>> {
	const ids = [
		...new Set(
			items.flatMap(({ transaction }) => (transaction && UUID.test(transaction) ? [transaction] : [])),
		),
	]
	return new Set(await inParts(ids, (part) => inbox.transactionsHere(part)))
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const idsOf = ({ message_id, other_side }: PlanItem): string[] =>
	other_side ? [message_id, other_side.message_id] : [message_id]

/** A transfer whose other side alone is recorded is known by that one's id; see `sideRows`. */
export function takeKnownSide(item: PlanItem, isKnown: (id: string) => boolean): void {
	const { message_id, other_side } = item
	if (other_side?.alone !== 'transfer' || isKnown(message_id) || !isKnown(other_side.message_id)) return
	const end = other_side.end === 'source' ? 'to_source' : 'source'
	item.message_id = other_side.message_id
	item.other_side = { ...other_side, message_id, end }
}

/** The line of a transfer's other side as one of its own. */
function otherLine({ other_side, ...item }: PlanItem): PlanItem {
	const { line, message_id } = other_side!
	return { ...item, line, message_id }
}

function isAnothers({ person }: PlanItem, bytes: string, answer: InboxAnswer | undefined): boolean {
	return (
		answer !== undefined &&
		person !== null &&
		answer.person !== null &&
		answer.bytes !== bytes &&
		normalise(person) !== normalise(answer.person)
	)
}

async function lookUp(ids: string[], inbox: ImportInbox): Promise<Map<string, InboxAnswer>> {
	const answers = await inbox.find(ids)
	return new Map(answers.map((answer) => [answer.message_id, answer]))
}

/** All that a person may confirm of what was compared. */
export const allMatches = ({ twins, matches }: Compared): LineMatch[] => [...twins, ...(matches ?? [])]
