import { normalise } from '../ledger/name'
import { idForPerson } from './identity'
import type { ImportInbox, InboxAnswer } from './inbox'
import type { PlanItem } from './types'

/** What the ledger already has of a plan's lines. */
export interface Compared {
	/** Lines to record. */
	fresh: PlanItem[]
	/** Lines that an earlier import recorded. */
	hereBefore: PlanItem[]
	/** Lines whose purchase was undone since: they can be brought back. */
	undone: { item: PlanItem; revision: number }[]
	/** Lines that the inbox refused earlier, and keeps as refused. */
	refusedBefore: { item: PlanItem; reason: string }[]
}

/** So many ids go in one address: gateways hold it to 8 kB. */
const AT_ONCE = 100

/**
 * Compares a plan with what the inbox has. A line whose id is there from another file of another person is another line: it gets
 * an id of its own.
 *
 * @param bytes fingerprint of the file
 */
export async function compareWithInbox(
	items: PlanItem[],
	bytes: string,
	inbox: ImportInbox,
	onProgress: (done: number) => void = () => {},
): Promise<Compared> {
	const known = await lookUp(
		items.map(({ message_id }) => message_id),
		inbox,
		onProgress,
	)
	const others = items.filter((item) => isAnothers(item, bytes, known.get(item.message_id)))
	for (const item of others) item.message_id = idForPerson(item.message_id, item.person!)
	const theirs = await lookUp(
		others.map(({ message_id }) => message_id),
		inbox,
	)
	for (const [id, answer] of theirs) known.set(id, answer)

	const accepted = items.flatMap(({ message_id }) => known.get(message_id)?.transaction_id ?? [])
	const undone = new Map<string, number>()
	for (let start = 0; start < accepted.length; start += AT_ONCE)
		for (const purchase of await inbox.undone(accepted.slice(start, start + AT_ONCE)))
			undone.set(purchase.transaction_id, purchase.revision)

	const compared: Compared = { fresh: [], hereBefore: [], undone: [], refusedBefore: [] }
	for (const item of items) {
		const answer = known.get(item.message_id)
		const revision = answer?.transaction_id ? undone.get(answer.transaction_id) : undefined
		if (!answer) compared.fresh.push(item)
		else if (revision !== undefined) compared.undone.push({ item, revision })
		else if (answer.status === 'rejected' && !answer.transaction_id)
			compared.refusedBefore.push({ item, reason: answer.reason ?? 'unknown' })
		else compared.hereBefore.push(item)
	}
	return compared
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

async function lookUp(
	ids: string[],
	inbox: ImportInbox,
	onProgress: (done: number) => void = () => {},
): Promise<Map<string, InboxAnswer>> {
	const found = new Map<string, InboxAnswer>()
	for (let start = 0; start < ids.length; start += AT_ONCE) {
		const part = ids.slice(start, start + AT_ONCE)
		for (const answer of await inbox.find(part)) found.set(answer.message_id, answer)
		onProgress(start + part.length)
	}
	return found
}
